"""A confusion matrix as a heat map."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ui import theme
from ui.drawing import fill_round
from ui.text import format_count, format_percent
from ui.theme import color, mix

_MOST_CELL, _LEAST_CELL = 64, 16
_WISHED_SIDE = 240
_LEAST_LABEL_WIDTH, _MOST_LABEL_WIDTH = 60, 150
_MOST_HEAD = 110
_TITLE_HEIGHT = 20
_LABEL_GAP = 10
_GAP = 2
_WITH_NUMBERS = 30


class HeatMap(QWidget):
    """Counts by label (rows) and prediction (columns); the darker, the larger the part of its row."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: tuple[str, ...] = ()
        self._counts: tuple[tuple[int, ...], ...] = ()
        self._row_title = self._column_title = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_titles(self, rows: str, columns: str) -> None:
        """Say what rows and columns are."""
        self._row_title, self._column_title = rows, columns
        self.update()

    def show_counts(self, names: Sequence[str], counts: Sequence[Sequence[int]]) -> None:
        """Show another matrix."""
        self._names = tuple(names)
        self._counts = tuple(tuple(row) for row in counts)
        self.setAccessibleDescription("; ".join(self._words(row, row) for row in range(len(names))))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the size of labels and cells."""
        side = self._cell() * len(self._names)
        return QSize(self._label_width() + side, self._head() + side)

    def event(self, event: QEvent) -> bool:
        """Say the numbers of the cell below the mouse."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            place = self._cell_at(event.pos())
            if place is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), self._words(*place), self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint titles, names and cells."""
        painter = QPainter(self)
        self._paint_names(painter)
        cell, left, top = self._cell(), self._label_width(), self._head()
        for row, counts in enumerate(self._counts):
            total = max(1, sum(counts))
            for column, count in enumerate(counts):
                rect = QRectF(left + column * cell, top + row * cell, cell - _GAP, cell - _GAP)
                self._paint_cell(painter, rect, count, count / total)

    def _paint_cell(self, painter: QPainter, rect: QRectF, count: int, fraction: float) -> None:
        ground = mix(mix(color("surface"), color("border"), 0.35), color("accent"), fraction)
        fill_round(painter, rect, ground, 4)
        if rect.width() < _WITH_NUMBERS:
            return
        painter.setPen(color("on_accent") if fraction > 0.5 else color("text"))
        painter.setFont(theme.tabular(theme.strong_font()))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, format_count(count))

    def _paint_names(self, painter: QPainter) -> None:
        cell, metrics, left, head = self._cell(), self.fontMetrics(), self._label_width(), self._head()
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.setPen(color("muted"))
        title = QRectF(left, 0, cell * len(self._names), _TITLE_HEIGHT - 2)
        painter.drawText(title, Qt.AlignmentFlag.AlignCenter, self._column_title)
        corner = QRectF(0, head - _TITLE_HEIGHT, left - _LABEL_GAP, _TITLE_HEIGHT - 2)
        painter.drawText(corner, right, self._row_title)
        painter.setPen(color("text"))
        for index, name in enumerate(self._names):
            shown = metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, left - _LABEL_GAP - 2)
            painter.drawText(QRectF(0, head + index * cell, left - _LABEL_GAP, cell - _GAP), right, shown)
            if cell >= _WITH_NUMBERS:
                self._paint_column_name(painter, name, left + index * cell)

    def _paint_column_name(self, painter: QPainter, name: str, left: int) -> None:
        width, height = self._cell() - _GAP, self._head() - _TITLE_HEIGHT
        if not self._is_upright():
            painter.drawText(QRectF(left, _TITLE_HEIGHT, width, height - 4), Qt.AlignmentFlag.AlignCenter, name)
            return
        shown = self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, height - 6)
        painter.save()
        painter.translate(left, self._head() - 6)
        painter.rotate(-90)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(0, 0, height, width), flags, shown)
        painter.restore()

    def _cell(self) -> int:
        return max(_LEAST_CELL, min(_MOST_CELL, _WISHED_SIDE // max(1, len(self._names))))

    def _head(self) -> int:
        if self._cell() < _WITH_NUMBERS:
            return 24
        return _TITLE_HEIGHT + (min(_MOST_HEAD, self._longest() + 8) if self._is_upright() else 22)

    def _is_upright(self) -> bool:
        """Return whether the names of the columns are too long to lie above them."""
        return self._longest() > self._cell() - 4

    def _label_width(self) -> int:
        return max(_LEAST_LABEL_WIDTH, min(_MOST_LABEL_WIDTH, self._longest() + _LABEL_GAP + 2))

    def _longest(self) -> int:
        return max((self.fontMetrics().horizontalAdvance(name) for name in self._names), default=0)

    def _cell_at(self, position: QPoint) -> tuple[int, int] | None:
        row = (position.y() - self._head()) // self._cell()
        column = (position.x() - self._label_width()) // self._cell()
        is_inside = 0 <= row < len(self._names) and 0 <= column < len(self._names)
        return (row, column) if is_inside else None

    def _words(self, row: int, column: int) -> str:
        count = self._counts[row][column]
        part = format_percent(count / max(1, sum(self._counts[row])))
        return f"{self._names[row]} → {self._names[column]}: {format_count(count)} ({part})"
