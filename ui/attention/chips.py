"""Tokens as chips that flow from line to line: where they lie, and how they are painted."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from ui import theme
from ui.attention.shades import signed_color, weight_color
from ui.drawing import draw_round
from ui.theme import color, mix

_CHIP_HEIGHT = 29.0
_NOTE_HEIGHT = 15.0
_GAP, _LINE_GAP = 6.0, 6.0
_PADDING = 8.0
_LEAST_WIDTH = 22.0
_TOKEN_PX, _NOTE_PX = 14, 11
_RADIUS = 5.0


@dataclass(frozen=True, slots=True)
class Chip:
    """A token.

    Attributes:
        shade: How strongly it is shaded, from 0 to 1, or from −1 to 1 where it is signed; `None` for not at all.
        note: A number or a word below it.
        is_signed: Whether the shade has a sign.
        is_special: Whether it stands for no text, as `[CLS]` does.
    """

    text: str
    shade: float | None = None
    note: str = ""
    is_signed: bool = False
    is_special: bool = False

    def ground(self) -> QColor:
        """Return the colour below the token."""
        if self.shade is None:
            return color("surface")
        return signed_color(self.shade) if self.is_signed else weight_color(self.shade)


class ChipFlow:
    """Chips, laid out for a width.

    Args:
        chips: The tokens, in their order.
        width: The room from left to right.
        font: The font of the tokens.
        has_notes: Whether there is room for notes, also where there are none yet, so that nothing moves when they come.

    Attributes:
        rects: Where each chip lies.
        height: The height of all lines.
    """

    def __init__(self, chips: Sequence[Chip], width: float, font: QFont, *, has_notes: bool = True) -> None:
        self._chips = tuple(chips)
        self._font = QFont(font)
        self._font.setPixelSize(_TOKEN_PX)
        self._note_font = theme.tabular(font)
        self._note_font.setPixelSize(_NOTE_PX)
        self._width = width
        metrics, notes = QFontMetricsF(self._font), QFontMetricsF(self._note_font)
        self.rects: list[QRectF] = []
        left = top = 0.0
        line_height = _CHIP_HEIGHT + (_NOTE_HEIGHT if has_notes else 0.0)
        for chip in self._chips:
            wanted = metrics.horizontalAdvance(chip.text) + 2 * _PADDING
            note_width = max(map(notes.horizontalAdvance, ("−0.00", chip.note)))
            wanted = max(_LEAST_WIDTH, wanted, note_width + 2)
            chip_width = min(wanted, width)
            if left > 0 and left + chip_width > width:
                left, top = 0.0, top + line_height + _LINE_GAP
            self.rects.append(QRectF(left, top, chip_width, _CHIP_HEIGHT))
            left += chip_width + _GAP
        self.height = top + line_height if self.rects else 0.0

    def index_at(self, point: QPointF) -> int | None:
        """Return the chip at a point, its number included."""
        reach = _GAP / 2
        for index, rect in enumerate(self.rects):
            if rect.adjusted(-reach, 0, reach, _NOTE_HEIGHT).contains(point):
                return index
        return None

    def paint(self, painter: QPainter, marked: int | None = None) -> None:
        """Paint the chips; the marked one has a frame."""
        painter.save()
        for index, (chip, rect) in enumerate(zip(self._chips, self.rects, strict=True)):
            self._paint_chip(painter, chip, rect, is_marked=index == marked)
        painter.restore()

    def _paint_chip(self, painter: QPainter, chip: Chip, rect: QRectF, *, is_marked: bool) -> None:
        ground = chip.ground()
        line = color("accent") if is_marked else mix(ground, color("border"), 0.6 if chip.shade else 1.0)
        draw_round(painter, rect, ground, line, _RADIUS, width=2.2 if is_marked else 1.0)
        painter.setFont(self._font)
        shown = QFontMetricsF(self._font).elidedText(chip.text, Qt.TextElideMode.ElideMiddle, rect.width() - _PADDING)
        is_plain = chip.shade is None or abs(chip.shade) < 0.02
        painter.setPen(color("muted") if chip.is_special and is_plain else theme.ink_on(ground))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, shown)
        if chip.note:
            painter.setFont(self._note_font)
            painter.setPen(color("muted"))
            note = QRectF(rect.left() - _GAP, rect.bottom(), rect.width() + 2 * _GAP, _NOTE_HEIGHT)
            painter.drawText(note, Qt.AlignmentFlag.AlignCenter, chip.note)
