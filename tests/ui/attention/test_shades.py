import numpy as np
import pytest
from PySide6.QtGui import QColor

from ui.attention.shades import fraction_of, signed_color, signed_ink, weight_color, weights_image
from ui.theme import color, contrast, ink_on

LEAST_CONTRAST = 4.5


@pytest.mark.usefixtures("each_theme")
def test_the_larger_a_weight_the_more_it_stands_out_from_the_surface():
    contrasts = [contrast(weight_color(weight), color("surface")) for weight in np.linspace(0, 1, 40)]
    assert contrasts == sorted(contrasts)
    assert contrasts[0] < 1.3
    assert contrasts[-1] > 7


@pytest.mark.usefixtures("each_theme")
@pytest.mark.parametrize("ground_of", [weight_color, signed_color, lambda value: signed_color(-value)])
def test_words_on_every_shade_stand_out(ground_of):
    for value in np.linspace(0, 1, 200):
        ground = ground_of(float(value))
        assert contrast(ink_on(ground), ground) >= LEAST_CONTRAST


@pytest.mark.usefixtures("each_theme")
def test_what_speaks_against_has_another_hue_than_what_speaks_for():
    assert signed_ink(-1) != signed_ink(1)
    assert signed_color(0.0) == color("surface")
    assert contrast(signed_ink(-1), color("surface")) >= 3


def test_a_picture_has_a_pixel_of_its_shade_for_each_weight(qapp):
    weights = np.array([[0.0, 0.25, 0.5], [1.0, 0.01, 2.0]], np.float32)
    image = weights_image(weights, 1.0)
    assert (image.width(), image.height()) == (3, 2)
    for row, column in np.ndindex(2, 3):
        assert QColor(image.pixel(column, row)) == weight_color(min(1.0, float(weights[row, column])))


def test_the_legend_names_the_weight_of_a_shade():
    assert fraction_of(1.0) == 1
    assert fraction_of(0.5) == 0.25
