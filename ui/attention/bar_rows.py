"""Named values in one line each, with a bar that goes from a middle line to the right, or to the left below 0."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.attention.shades import signed_ink
from ui.drawing import fill_round
from ui.theme import color

_ROW_HEIGHT = 24
_BAR_HEIGHT = 10.0
_MOST_NAME_FRACTION = 0.5
_GAP = 10


@dataclass(frozen=True, slots=True)
class BarRow:
    """One row.

    Attributes:
        name: What the value belongs to.
        value: The value, written out.
        fraction: How long the bar is, from −1 to 1.
    """

    name: str
    value: str
    fraction: float


class BarRows(QWidget):
    """Rows of a name, a bar to one side and a number."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars: tuple[BarRow, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_bars(self, bars: tuple[BarRow, ...]) -> None:
        """Show other rows."""
        self._bars = bars
        self.setAccessibleName("; ".join(f"{bar.name}: {bar.value}" for bar in bars))
        self.updateGeometry()
        self.update()

    def bars(self) -> tuple[BarRow, ...]:
        """Return the rows."""
        return self._bars

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the size of all rows."""
        return QSize(200, size_of(len(self._bars)))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the rows."""
        paint_bars(QPainter(self), self._bars, self.width(), self.font())

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow a change of the theme."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self.update()


def size_of(num_bars: int) -> int:
    """Return how high so many rows are."""
    return _ROW_HEIGHT * num_bars


def paint_bars(painter: QPainter, bars: tuple[BarRow, ...], width: int, font: QFont) -> None:
    """Paint rows from the origin down."""
    figures = theme.tabular(font)
    value_width = max((QFontMetrics(figures).horizontalAdvance(bar.value) for bar in bars), default=0)
    longest = max((QFontMetrics(font).horizontalAdvance(bar.name) for bar in bars), default=0)
    name_width = min(longest + 1, int(width * _MOST_NAME_FRACTION))
    left, right = name_width + _GAP, width - value_width - _GAP
    against = max((-bar.fraction for bar in bars if bar.fraction < 0), default=0.0)
    speaks_for = max((bar.fraction for bar in bars if bar.fraction > 0), default=0.0)
    unit = (right - left) / max(1e-12, against + speaks_for)
    middle = left + against * unit
    painter.save()
    for index, bar in enumerate(bars):
        row = QRectF(0, index * _ROW_HEIGHT, width, _ROW_HEIGHT)
        painter.setFont(font)
        painter.setPen(color("text"))
        name = painter.fontMetrics().elidedText(bar.name, Qt.TextElideMode.ElideMiddle, name_width)
        painter.drawText(row, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)
        painter.setFont(figures)
        painter.drawText(row, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, bar.value)
        length = abs(bar.fraction) * unit
        start = middle if bar.fraction >= 0 else middle - length
        area = QRectF(start, row.center().y() - _BAR_HEIGHT / 2, max(1.0, length), _BAR_HEIGHT)
        fill_round(painter, area, signed_ink(bar.fraction), 2)
    if bars:
        painter.fillRect(QRectF(middle - 0.5, 2, 1, size_of(len(bars)) - 4), color("border"))
    painter.restore()
