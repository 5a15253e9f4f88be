"""The values below the mouse, on a small panel above the plot."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.drawing import draw_round
from ui.text import format_count, format_number
from ui.theme import color

_LINE_HEIGHT = 20
_DOT = 7


@dataclass(frozen=True, slots=True)
class ReadoutRow:
    """One line's value.

    Attributes:
        at: Where it was measured, if that is not where the mouse is.
    """

    label: str
    value: float
    color: QColor
    at: float | None = None

    def words(self) -> str:
        """Return the value, and where it was measured."""
        value = format_number(self.value) if self.value == self.value else "–"
        return value if self.at is None else f"{value} ({format_count(round(self.at))})"


class Readout(QWidget):
    """A panel with the step and the value of each line there."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._title = ""
        self._rows: list[ReadoutRow] = []
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_values(self, x_label: str, x: float, rows: list[ReadoutRow]) -> None:
        """Show the values at a step."""
        self._title = f"{x_label} {format_count(round(x))}".strip()
        self._rows = rows
        words = "; ".join(f"{row.label} {row.words()}" for row in rows)
        self.setAccessibleName(f"{self._title}: {words}")
        self.resize(self.sizeHint())
        self.show()
        self.raise_()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the room that the values take."""
        plain, strong = QFontMetrics(self.font()), QFontMetrics(theme.strong_font())
        label = max((plain.horizontalAdvance(row.label) for row in self._rows), default=0)
        value = max((strong.horizontalAdvance(row.words()) for row in self._rows), default=0)
        inner = max(_DOT + 8 + label + 16 + value, strong.horizontalAdvance(self._title))
        return QSize(inner + 2 * theme.SPACE_M, _LINE_HEIGHT * (len(self._rows) + 1) + theme.SPACE_S)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the panel."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = color("raised")
        ground.setAlphaF(0.96)
        draw_round(painter, self.rect(), ground, color("border"), theme.INPUT_RADIUS)
        inner = QRectF(self.rect()).adjusted(theme.SPACE_M, theme.SPACE_XS, -theme.SPACE_M, 0)
        line = QRectF(inner.left(), inner.top(), inner.width(), _LINE_HEIGHT)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(color("muted"))
        painter.drawText(line, middle | Qt.AlignmentFlag.AlignLeft, self._title)
        for row in self._rows:
            line.translate(0, _LINE_HEIGHT)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(row.color)
            painter.drawEllipse(QPointF(line.left() + _DOT / 2, line.center().y()), _DOT / 2, _DOT / 2)
            painter.setPen(color("text"))
            painter.setFont(self.font())
            words = line.adjusted(_DOT + 8, 0, 0, 0)
            painter.drawText(words, middle | Qt.AlignmentFlag.AlignLeft, row.label)
            painter.setFont(theme.tabular(theme.strong_font()))
            painter.drawText(line, middle | Qt.AlignmentFlag.AlignRight, row.words())
