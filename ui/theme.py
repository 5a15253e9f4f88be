"""The look: colours, type and spacing; light, dark and high contrast. Nothing outside this file names a colour.

Widgets read `tokens()` when they paint and hold no colour of their own, so that a change of the theme needs no more
than the repaint that Qt sends with a new palette.
"""

import enum
from dataclasses import dataclass, fields

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette, QStyleHints
from PySide6.QtWidgets import QApplication, QToolTip

SPACE_XS, SPACE_S, SPACE_M, SPACE_L, SPACE_XL = 4, 8, 12, 16, 24
CARD_RADIUS = 10
INPUT_RADIUS = 7
INPUT_HEIGHT = 32
ICON_SIZE = 18
RAIL_WIDTH = 196
RAIL_FOLDED_WIDTH = 60

_SMALL_PX, _BODY_PX, _CARD_TITLE_PX, _PAGE_TITLE_PX, _KEY_NUMBER_PX = 12, 13, 14, 20, 22
_GENERIC_FAMILIES = ("Sans Serif", "Sans", "DejaVu Sans", "")
_FALLBACK_FAMILIES = ("Inter", "Noto Sans", "DejaVu Sans", "Noto Sans CJK SC", "Microsoft YaHei UI", "PingFang SC")
_LEAST_CONTRAST = 4.5
NUM_SPAN_COLORS = 12
# Saturation and lightness of the grounds of places in a text.
_SPAN_GROUND_LIGHT, _SPAN_GROUND_DARK = (0.85, 0.80), (0.55, 0.20)
_SPAN_STEP = 0.06
_FIRST_HUE = 7
_FORMULA_FAMILIES = ("STIX Two Text", "Cambria", "Latin Modern Roman", "Times New Roman", "DejaVu Serif")
_MONOSPACE_FAMILIES = ("JetBrains Mono", "Cascadia Mono", "Menlo", "DejaVu Sans Mono", "Noto Sans Mono CJK SC")


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of one theme, as `#RRGGBB`."""

    background: str
    surface: str
    raised: str
    border: str
    text: str
    muted: str
    accent: str
    on_accent: str
    soft: str
    good: str
    warn: str
    bad: str
    series: tuple[str, str, str, str]


LIGHT = Tokens(
    background="#F5F6F8",
    surface="#FFFFFF",
    raised="#FFFFFF",
    border="#DFE3E8",
    text="#1A1F26",
    muted="#5A6472",
    accent="#2A66D9",
    on_accent="#FFFFFF",
    soft="#E8F0FE",
    good="#18794E",
    warn="#8A5A00",
    bad="#C0352B",
    series=("#2A66D9", "#C9580C", "#18794E", "#7A3FD1"),
)
DARK = Tokens(
    background="#14171C",
    surface="#1C2128",
    raised="#232933",
    border="#313843",
    text="#E9ECF1",
    muted="#9BA6B4",
    accent="#7AA7FF",
    on_accent="#0E1726",
    soft="#22304A",
    good="#5CC58B",
    warn="#E3B341",
    bad="#F28B82",
    series=("#4C8DFF", "#FF9F5A", "#5CC58B", "#C58CFF"),
)
HIGH_CONTRAST = Tokens(
    background="#000000",
    surface="#000000",
    raised="#0A0A0A",
    border="#8C8C8C",
    text="#FFFFFF",
    muted="#E6E6E6",
    accent="#7FD1FF",
    on_accent="#000000",
    soft="#0B2A42",
    good="#6BE89A",
    warn="#FFD84A",
    bad="#FFA8A0",
    series=("#7FD1FF", "#FFB066", "#6BE89A", "#D9B0FF"),
)
_BY_BACKGROUND = {QColor(colors.background).rgb(): colors for colors in (LIGHT, DARK, HIGH_CONTRAST)}


class Tone(enum.Enum):
    """What a piece of text or a sign means; the value is the name of its token."""

    TEXT = "text"
    MUTED = "muted"
    ACCENT = "accent"
    GOOD = "good"
    WARN = "warn"
    BAD = "bad"


class ThemeChoice(enum.Enum):
    """What the user asked for in the settings."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    HIGH_CONTRAST = "high_contrast"


def tokens() -> Tokens:
    """Return the colours of the theme that is shown now."""
    ground = QGuiApplication.palette().color(QPalette.ColorRole.Window)
    return _BY_BACKGROUND.get(ground.rgb()) or (DARK if is_dark() else LIGHT)


def is_dark() -> bool:
    """Whether a theme with a dark ground is shown now."""
    return QGuiApplication.palette().color(QPalette.ColorRole.Window).lightness() < 128


def color(name: str | Tone) -> QColor:
    """Return the colour of a token, e.g. `color("border")` or `color(Tone.WARN)`."""
    return QColor(getattr(tokens(), name.value if isinstance(name, Tone) else name))


def series_color(index: int) -> QColor:
    """Return the colour of a plot's series; after the fourth they begin again."""
    series = tokens().series
    return QColor(series[index % len(series)])


def span_color(index: int) -> QColor:
    """Return the ground of a place in a text on which its words stand; after the twelfth they begin again.

    Neighbours in the order are far from each other on the circle of colours.
    """
    place = index % NUM_SPAN_COLORS
    # Blue comes first: red would look like a mistake where there is one colour alone.
    hue = ((place * 5 + _FIRST_HUE) % NUM_SPAN_COLORS) / NUM_SPAN_COLORS
    saturation, lightness = _SPAN_GROUND_DARK if is_dark() else _SPAN_GROUND_LIGHT
    # Yellow and cyan look lighter than they are: every other one stands back a little.
    return QColor.fromHslF(hue, saturation, lightness + (_SPAN_STEP if place % 2 else 0.0))


def soft_ground(tone: Tone) -> QColor:
    """Return the soft ground on which words of a tone stand, as in a pill."""
    if tone is Tone.ACCENT:
        return color("soft")
    if tone in (Tone.TEXT, Tone.MUTED):
        return mix(color("surface"), color("border"), 0.5)
    return mix(color("surface"), color(tone), 0.1)


def mix(first: QColor, second: QColor, fraction: float) -> QColor:
    """Return the colour that lies a fraction of the way from the first to the second."""
    return QColor.fromRgbF(
        first.redF() + (second.redF() - first.redF()) * fraction,
        first.greenF() + (second.greenF() - first.greenF()) * fraction,
        first.blueF() + (second.blueF() - first.blueF()) * fraction,
    )


def luminance(ink: QColor) -> float:
    """Return the relative luminance of WCAG 2.1, from 0 to 1."""
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (ink.redF(), ink.greenF(), ink.blueF())
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: QColor, second: QColor) -> float:
    """Return the contrast ratio of WCAG 2.1, from 1 to 21."""
    darker, lighter = sorted((luminance(first), luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


def ink_on(ground: QColor) -> QColor:
    """Return the colour of words on a shaded ground: those of the theme where they stand out, else black or white."""
    inks = [color("text"), color("surface")]
    best = max(inks, key=lambda ink: contrast(ink, ground))
    if contrast(best, ground) >= _LEAST_CONTRAST:
        return best
    return max((QColor("black"), QColor("white")), key=lambda ink: contrast(ink, ground))


def apply_theme(app: QApplication, choice: ThemeChoice) -> None:
    """Show the theme that was chosen. `ThemeChoice.SYSTEM` follows the desktop, also when it changes later."""
    schemes = {ThemeChoice.LIGHT: Qt.ColorScheme.Light, ThemeChoice.SYSTEM: Qt.ColorScheme.Unknown}
    app.styleHints().setColorScheme(schemes.get(choice, Qt.ColorScheme.Dark))
    chosen = {ThemeChoice.LIGHT: LIGHT, ThemeChoice.DARK: DARK, ThemeChoice.HIGH_CONTRAST: HIGH_CONTRAST}
    colors = palette(chosen.get(choice) or _of_the_system(app.styleHints()))
    app.setPalette(colors)
    # Tooltips have a palette of their own.
    QToolTip.setPalette(colors)


def _of_the_system(hints: QStyleHints) -> Tokens:
    if hints.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast:
        return HIGH_CONTRAST
    return DARK if hints.colorScheme() is Qt.ColorScheme.Dark else LIGHT


def palette(colors: Tokens) -> QPalette:
    """Return the palette of a theme, with every role that Fusion reads."""
    role = QPalette.ColorRole
    c = {field.name: QColor(getattr(colors, field.name)) for field in fields(colors) if field.name != "series"}
    roles = {
        role.Window: c["background"],
        role.WindowText: c["text"],
        role.Base: c["surface"],
        role.AlternateBase: mix(c["surface"], c["background"], 0.6),
        role.Text: c["text"],
        role.Button: c["raised"],
        role.ButtonText: c["text"],
        role.BrightText: c["bad"],
        role.PlaceholderText: c["muted"],
        role.Highlight: c["accent"],
        role.HighlightedText: c["on_accent"],
        role.Accent: c["accent"],
        role.Link: c["accent"],
        role.LinkVisited: c["accent"],
        role.ToolTipBase: c["raised"],
        role.ToolTipText: c["text"],
        role.Light: c["raised"],
        role.Midlight: mix(c["raised"], c["border"], 0.5),
        role.Mid: c["border"],
        role.Dark: mix(c["border"], c["muted"], 0.5),
        role.Shadow: mix(c["border"], c["text"], 0.5),
    }
    result = QPalette()
    for name, value in roles.items():
        result.setColor(name, value)
    for name in (role.WindowText, role.Text, role.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, name, mix(c["muted"], c["surface"], 0.35))
    result.setColor(QPalette.ColorGroup.Disabled, role.Highlight, c["border"])
    return result


def body_font() -> QFont:
    """Return the system's interface font at the body size; a good free one where the system names none."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    if font.family() in _GENERIC_FAMILIES:
        font.setFamilies(_FALLBACK_FAMILIES)
    font.setPixelSize(_BODY_PX)
    return font


def small_font() -> QFont:
    """Return the font of notes and details inside of drawings."""
    font = body_font()
    font.setPixelSize(_SMALL_PX)
    return font


def card_title_font() -> QFont:
    """Return the font of a card's title."""
    return _font(_CARD_TITLE_PX, QFont.Weight.DemiBold)


def page_title_font() -> QFont:
    """Return the font of a page's title."""
    return _font(_PAGE_TITLE_PX, QFont.Weight.Medium)


def strong_font() -> QFont:
    """Return the body font, semibold."""
    return _font(_BODY_PX, QFont.Weight.DemiBold)


def key_number_font() -> QFont:
    """Return the font of a key number, with tabular figures."""
    return tabular(_font(_KEY_NUMBER_PX, QFont.Weight.Medium))


def monospace_font() -> QFont:
    """Return the font of code and logs."""
    font = QFont()
    font.setFamilies(_MONOSPACE_FAMILIES)
    font.setStyleHint(QFont.StyleHint.Monospace)
    font.setPixelSize(_BODY_PX - 1)
    return font


def formula_font(size_px: int) -> QFont:
    """Return the font of formulas."""
    font = QFont()
    font.setFamilies(_FORMULA_FAMILIES)
    font.setStyleHint(QFont.StyleHint.Serif)
    font.setPixelSize(size_px)
    return font


def tabular(font: QFont) -> QFont:
    """Return the font with figures that are all equally wide, for numbers that stand in columns or change."""
    result = QFont(font)
    result.setFeature(QFont.Tag("tnum"), 1)
    return result


def _font(size_px: int, weight: QFont.Weight) -> QFont:
    font = body_font()
    font.setPixelSize(size_px)
    font.setWeight(weight)
    return font
