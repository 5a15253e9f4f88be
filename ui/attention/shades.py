"""Colours for weights from 0 up and for scores around 0, in the theme that is shown."""

from functools import cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QImage

from studio.attention import Array
from ui.theme import Tokens, color, mix, series_color, tokens

_NUM_SHADES = 256
# Where the ramp is the accent itself: below lie its pale shades, above those that go on to the colour of text.
_ACCENT_AT = 0.72
_STRONGEST = 0.62
# The root of a weight is shaded: most weights are small, and their pattern is what is looked for.
_GAMMA = 0.5
_SIGNED_FULL = 0.62
_NEGATIVE = 1


def weight_color(fraction: float) -> QColor:
    """Return the colour of a weight, given as a fraction of the largest one."""
    shade = _shades(np.array([fraction], np.float32), 1.0)[0]
    return QColor(_table(tokens())[shade])


def fraction_of(shade: float) -> float:
    """Return the weight that has a shade, both as fractions of the largest."""
    return float(shade ** (1 / _GAMMA))


def weights_image(weights: Array, most: float) -> QImage:
    """Return a picture with a pixel for each weight.

    Args:
        weights: float32 array of shape `(query_length, key_length)`.
        most: The weight that gets the strongest shade.
    """
    height, width = weights.shape
    shades = np.zeros((height, -(-width // 4) * 4), np.uint8)  # Qt wants rows of whole words
    shades[:, :width] = _shades(weights, most)
    data = shades.tobytes()
    image = QImage(data, width, height, shades.shape[1], QImage.Format.Format_Indexed8)
    image.setColorTable(_table(tokens()))
    # The picture must not lean on the array's memory.
    return image.convertToFormat(QImage.Format.Format_RGB32)


def signed_color(fraction: float) -> QColor:
    """Return the ground of a score: the accent for what speaks for, another hue for what speaks against.

    Args:
        fraction: The score as a fraction of the largest one, from −1 to 1.
    """
    return mix(color("surface"), signed_ink(fraction), _SIGNED_FULL * min(1.0, abs(fraction)))


def signed_ink(value: float) -> QColor:
    """Return the full colour of a score's sign."""
    return series_color(_NEGATIVE) if value < 0 else color("accent")


def _shades(weights: Array, most: float) -> NDArray[np.uint8]:
    fractions = np.clip(weights / max(most, 1e-12), 0.0, 1.0)
    shades: NDArray[np.uint8] = np.rint(fractions**_GAMMA * (_NUM_SHADES - 1)).astype(np.uint8)
    return shades


@cache
def _table(_: Tokens) -> list[int]:
    """Return the colours from no weight to the largest; the theme's tokens are the key of the cache."""
    palest = mix(color("surface"), color("border"), 0.3)
    strongest = mix(color("accent"), color("text"), _STRONGEST)
    places = np.linspace(0, 1, _NUM_SHADES)
    return [
        (
            mix(palest, color("accent"), place / _ACCENT_AT)
            if place < _ACCENT_AT
            else mix(color("accent"), strongest, (place - _ACCENT_AT) / (1 - _ACCENT_AT))
        ).rgb()
        for place in places.tolist()
    ]
