"""Icons of the Material Design set that qtawesome carries, painted in the colours of the theme.

qtawesome itself is not imported: that takes as long as half of the start. Its font and its table of names are read
straight from its folder, on the first icon. An icon keeps no colour but asks for it when it is painted, and so
follows a change of the theme.
"""

import functools
import importlib.util
import json
from pathlib import Path

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QIconEngine, QPainter, QPainterPath, QPixmap, QRawFont

from ui.theme import Tone, color

_FONT_PATTERN = "materialdesignicons6-webfont-*.ttf"
_NAMES_PATTERN = "materialdesignicons6-webfont-charmap-*.json"
# The set draws on a square of 24 units whose baseline lies 3 above its bottom.
_UNITS = 512.0
_BASELINE = _UNITS * 21 / 24


def icon(name: str, tone: Tone | str = Tone.MUTED, chosen: Tone | str = Tone.ACCENT) -> QIcon:
    """Return an icon.

    Args:
        name: The name in the set, without its prefix, e.g. `"chart-line"`.
        tone: The token it is painted in.
        chosen: The token it is painted in while its button is checked.
    """
    return QIcon(_GlyphEngine(name, tone, chosen))


def paint_icon(painter: QPainter, rect: QRect | QRectF, name: str, ink: QColor) -> None:
    """Paint an icon into a rectangle, as large as fits."""
    area = QRectF(rect)
    size = min(area.width(), area.height())
    path = _glyph(name)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(area.center() - QPointF(size / 2, size / 2))
    painter.scale(size / _UNITS, size / _UNITS)
    painter.fillPath(path, ink)
    painter.restore()


class _GlyphEngine(QIconEngine):
    """Paints one glyph at any size."""

    def __init__(self, name: str, tone: Tone | str, chosen: Tone | str) -> None:
        super().__init__()
        self._name, self._tone, self._chosen = name, tone, chosen

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        ink = color(self._chosen if state is QIcon.State.On else self._tone)
        if mode is QIcon.Mode.Disabled:
            ink.setAlphaF(0.45)
        paint_icon(painter, rect, self._name, ink)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return pixmap

    def clone(self) -> "QIconEngine":
        return _GlyphEngine(self._name, self._tone, self._chosen)


@functools.cache
def _folder() -> Path:
    package = importlib.util.find_spec("qtawesome")
    assert package is not None
    assert package.submodule_search_locations is not None
    return Path(package.submodule_search_locations[0]) / "fonts"


@functools.cache
def _code_points() -> dict[str, str]:
    path = next(_folder().glob(_NAMES_PATTERN))
    table: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return table


@functools.cache
def _raw_font() -> QRawFont:
    return QRawFont(str(next(_folder().glob(_FONT_PATTERN))), _UNITS, QFont.HintingPreference.PreferNoHinting)


@functools.cache
def _glyph(name: str) -> QPainterPath:
    """Return the outline of a glyph in a square of `_UNITS`, its origin at the top left."""
    font = _raw_font()
    character = chr(int(_code_points()[name], 16))
    path = font.pathForGlyph(font.glyphIndexesForString(character)[0])
    path.translate(0.0, _BASELINE)
    return path
