"""Formulas below each other on a soft ground."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.attention.formula import Part, lay_out
from ui.drawing import fill_round
from ui.theme import color, mix

_SIZE_PX = 18.0
_LEAST_SIZE_PX = 12.0
_LINE_GAP = 8.0


class FormulaView(QWidget):
    """Shows the formulas of a step; they shrink where there is little room.

    Attributes:
        text: The same in plain letters, for those who listen.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[Part, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_formulas(self, lines: Sequence[Part], spoken: str) -> None:
        """Show other formulas, and say how they are read."""
        self._lines = tuple(lines)
        self.setAccessibleName(spoken)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the room that the formulas take."""
        layouts = [lay_out(line, _SIZE_PX) for line in self._lines]
        height = sum(layout.height for layout in layouts) + _LINE_GAP * max(0, len(layouts) - 1)
        return QSize(200, int(height) + 2 * theme.SPACE_M)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the formulas, each in the middle."""
        painter = QPainter(self)
        fill_round(painter, QRectF(self.rect()), mix(color("surface"), color("background"), 0.9), theme.INPUT_RADIUS)
        room = self.width() - 2 * theme.SPACE_M
        widest = max((lay_out(line, _SIZE_PX).width for line in self._lines), default=1.0)
        size_px = max(_LEAST_SIZE_PX, min(_SIZE_PX, _SIZE_PX * room / max(1.0, widest)))
        layouts = [lay_out(line, size_px) for line in self._lines]
        height = sum(layout.height for layout in layouts) + _LINE_GAP * max(0, len(layouts) - 1)
        top = (self.height() - height) / 2
        for layout in layouts:
            at = QPointF((self.width() - layout.width) / 2, top + layout.ascent)
            layout.paint(painter, at, color("text"))
            top += layout.height + _LINE_GAP

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow a change of the theme."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self.update()
