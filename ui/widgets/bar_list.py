"""Named values with bars: classes of a data set, probabilities of an answer."""

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.drawing import draw_bar
from ui.theme import Tone, color

_ROW_HEIGHT = 38
_BAR_HEIGHT = 6


@dataclass(frozen=True, slots=True)
class Bar:
    """One row.

    Attributes:
        name: What the value belongs to.
        value: The value, written out.
        fraction: How long the bar is, from 0 to 1.
        tone: The colour of the bar.
        tick: Where a line is drawn across the bar, from 0 to 1; `None` for none.
    """

    name: str
    value: str
    fraction: float
    tone: Tone = Tone.ACCENT
    tick: float | None = None


class BarList(QWidget):
    """Rows of a name, a value and a bar below them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars: tuple[Bar, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_bars(self, bars: tuple[Bar, ...]) -> None:
        """Show other rows."""
        self._bars = bars
        self.setAccessibleName("; ".join(f"{bar.name}: {bar.value}" for bar in bars))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the size of all rows."""
        return QSize(160, _ROW_HEIGHT * len(self._bars))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the rows."""
        painter = QPainter(self)
        for index, bar in enumerate(self._bars):
            self._paint_bar(painter, bar, QRect(0, index * _ROW_HEIGHT, self.width(), _ROW_HEIGHT))

    def _paint_bar(self, painter: QPainter, bar: Bar, row: QRect) -> None:
        line = row.adjusted(0, 2, 0, -14)
        numbers = theme.tabular(self.font())
        value_width = QFontMetrics(numbers).horizontalAdvance(bar.value)
        name = self.fontMetrics().elidedText(
            bar.name, Qt.TextElideMode.ElideRight, row.width() - value_width - theme.SPACE_M
        )
        painter.setPen(color("text"))
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)
        painter.setPen(color("muted"))
        painter.setFont(numbers)
        painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, bar.value)
        painter.setFont(self.font())
        area = QRectF(row.left(), row.bottom() - 11, row.width(), _BAR_HEIGHT)
        draw_bar(painter, area, bar.fraction, color(bar.tone))
        if bar.tick is not None:
            place = area.left() + area.width() * min(1.0, max(0.0, bar.tick))
            painter.fillRect(QRectF(place - 1, area.top() - 3, 2, area.height() + 6), color("text"))
