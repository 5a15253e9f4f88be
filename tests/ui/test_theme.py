from dataclasses import fields

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QToolTip

from ui import theme
from ui.theme import DARK, HIGH_CONTRAST, LIGHT, ThemeChoice, Tone, apply_theme, color, is_dark, soft_ground

LEAST_CONTRAST = 4.5
HIGH = 7
GROUNDS = ("background", "surface", "raised")
INKS = ("text", "muted", "accent", "good", "warn", "bad")


def contrast(first, second):
    return theme.contrast(QColor(first), QColor(second))


def test_contrast_is_that_of_wcag():
    assert contrast("black", "white") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)
    assert contrast("#2A66D9", "#2A66D9") == 1


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("ink", INKS)
def test_text_stands_out_from_its_ground(tokens, ground, ink):
    assert contrast(getattr(tokens, ink), getattr(tokens, ground)) >= LEAST_CONTRAST


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_words_on_the_accent_and_on_its_soft_ground_stand_out(tokens):
    assert contrast(tokens.on_accent, tokens.accent) >= LEAST_CONTRAST
    assert contrast(tokens.accent, tokens.soft) >= LEAST_CONTRAST


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("ink", INKS)
def test_in_high_contrast_text_stands_out_seven_times(ground, ink):
    assert contrast(getattr(HIGH_CONTRAST, ink), getattr(HIGH_CONTRAST, ground)) >= HIGH


def test_in_high_contrast_words_on_the_accent_and_borders_stand_out():
    assert contrast(HIGH_CONTRAST.on_accent, HIGH_CONTRAST.accent) >= HIGH
    assert contrast(HIGH_CONTRAST.accent, HIGH_CONTRAST.soft) >= HIGH
    assert contrast(HIGH_CONTRAST.text, HIGH_CONTRAST.soft) >= HIGH
    assert contrast(HIGH_CONTRAST.border, HIGH_CONTRAST.surface) >= 4.5


@pytest.mark.parametrize("tone", Tone)
def test_in_high_contrast_words_in_a_pill_stand_out_seven_times(qapp, tone):
    apply_theme(qapp, ThemeChoice.HIGH_CONTRAST)
    assert contrast(color(tone), soft_ground(tone)) >= HIGH
    apply_theme(qapp, ThemeChoice.LIGHT)


@pytest.mark.parametrize("choice", [ThemeChoice.DARK, ThemeChoice.LIGHT])
@pytest.mark.parametrize("tone", Tone)
def test_words_in_a_pill_stand_out(qapp, choice, tone):
    apply_theme(qapp, choice)
    assert contrast(color(tone), soft_ground(tone)) >= LEAST_CONTRAST
    apply_theme(qapp, ThemeChoice.LIGHT)


@pytest.mark.parametrize("tokens", [LIGHT, DARK, HIGH_CONTRAST], ids=["light", "dark", "high contrast"])
def test_series_of_a_plot_can_be_told_from_the_surface(tokens):
    assert all(contrast(ink, tokens.surface) >= 3 for ink in tokens.series)


def test_both_themes_name_every_token():
    for field in fields(LIGHT):
        assert getattr(LIGHT, field.name)
        assert getattr(DARK, field.name)


@pytest.mark.parametrize("choice", [ThemeChoice.DARK, ThemeChoice.HIGH_CONTRAST, ThemeChoice.LIGHT])
def test_a_chosen_theme_reaches_the_palette_and_the_tokens(qapp, choice):
    apply_theme(qapp, choice)
    expected = {ThemeChoice.DARK: DARK, ThemeChoice.HIGH_CONTRAST: HIGH_CONTRAST}.get(choice, LIGHT)
    assert is_dark() is (choice is not ThemeChoice.LIGHT)
    assert QToolTip.palette().color(QPalette.ColorRole.ToolTipBase) == QColor(expected.raised)
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(expected.background)
    assert color(Tone.ACCENT) == QColor(expected.accent)
    apply_theme(qapp, ThemeChoice.LIGHT)
