"""Which labels occur together: a small heat map."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ui import theme
from ui.drawing import fill_round
from ui.text import format_count, format_percent
from ui.theme import color, mix
from ui.tips import plain_tip

_MOST_CELL, _LEAST_CELL, _GAP = 26.0, 10.0, 2.0
_LABEL_PART = 0.4
# So many of the most frequent labels are told apart in a narrow card.
MOST_NAMES = 12
# A row may be lower than its name: the name stands out above and below, and nothing of it is cut off.
_BESIDE = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextDontClip)


class TogetherView(QWidget):
    """For each label (rows) the part of its rows that have another label (columns) as well: the darker, the more.

    A tooltip tells the numbers of a cell.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: tuple[str, ...] = ()
        self._counts: tuple[tuple[int, ...], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_counts(self, names: Sequence[str], counts: Sequence[Sequence[int]]) -> None:
        """Show other labels: how often each two of them occur in a row; the diagonal holds how often each does."""
        self._names = tuple(" ".join(name.split()) for name in names[:MOST_NAMES])
        self._counts = tuple(tuple(row[:MOST_NAMES]) for row in counts[:MOST_NAMES])
        self.setAccessibleName("; ".join(self._most()))
        self.updateGeometry()
        self.update()

    def cell_text(self, row: int, column: int) -> str:
        """Return what a cell says."""
        count, whole = self._counts[row][column], self._counts[row][row]
        if row == column:
            return self.tr("{label}: {count}").format(label=self._names[row], count=format_count(count))
        text = self.tr("{first} with {second}: {count} ({percent} of {first})")
        percent = format_percent(count / whole if whole else 0.0)
        names = {"first": self._names[row], "second": self._names[column]}
        return text.format(count=format_count(count), percent=percent, **names)

    def cell_at(self, point: QPointF) -> tuple[int, int] | None:
        """Return the row and the column at a point."""
        left, cell = self._left(), self._cell()
        column, row = int((point.x() - left) // cell), int(point.y() // cell)
        is_inside = point.x() >= left and column < len(self._names) and 0 <= row < len(self._names)
        return (row, column) if is_inside else None

    # === QWidget ===

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return room for all cells."""
        return QSize(240, round(self._cell() * len(self._names)))

    def resizeEvent(self, _event: object) -> None:  # noqa: N802
        """Take the height that the new width asks for."""
        self.updateGeometry()

    def event(self, event: QEvent) -> bool:
        """Tell the numbers of the cell below the mouse."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            cell = self.cell_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), "" if cell is None else plain_tip(self.cell_text(*cell)), self)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint names and cells."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.small_font())
        metrics, left, cell = QFontMetricsF(painter.font()), self._left(), self._cell()
        for row, name in enumerate(self._names):
            painter.setPen(color("text"))
            place = QRectF(0, row * cell, left - 8, cell)
            shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, place.width())
            painter.drawText(place, _BESIDE, shown)
            for column, count in enumerate(self._counts[row]):
                box = QRectF(left + column * cell, row * cell, cell - _GAP, cell - _GAP)
                whole = self._counts[row][row] or 1
                ground = color("border") if row == column else mix(color("surface"), color("accent"), count / whole)
                fill_round(painter, box, ground if count else mix(color("surface"), color("border"), 0.4), 3)

    def _most(self) -> list[str]:
        pairs = [(row, column) for row in range(len(self._names)) for column in range(row)]
        pairs.sort(key=lambda pair: -self._counts[pair[0]][pair[1]])
        return [self.cell_text(*pair) for pair in pairs[:5]]

    def _left(self) -> float:
        return self.width() * _LABEL_PART

    def _cell(self) -> float:
        room = self.width() * (1 - _LABEL_PART) / max(1, len(self._names))
        return max(_LEAST_CELL, min(_MOST_CELL, room))
