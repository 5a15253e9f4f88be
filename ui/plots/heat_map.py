"""A confusion matrix as a heat map, whose cells can be opened."""

import math
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetricsF, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ui import theme
from ui.drawing import draw_round, fill_round
from ui.text import format_count, format_percent
from ui.theme import Tone, color, ink_on, mix
from ui.tips import plain_tip

MOST_CLASSES = 50
_MOST_CELL, LEAST_CELL = 64, 16
_WISHED_SIDE, _LARGE_SIDE = 320, 800
_SMALL_MATRIX = 10
_LEAST_LABEL_WIDTH, _MOST_LABEL_WIDTH = 60, 150
_MOST_HEAD = 110
_TITLE_HEIGHT = 20
_LABEL_GAP = 10
_GAP = 2
_WITH_NUMBERS, _WITH_SHARES = 30, 48
_ARROWS = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}

Cell = tuple[int, int]


class HeatMap(QWidget):
    """Counts by label (rows) and prediction (columns); the darker, the larger the part of its row.

    What is right lies on the diagonal, in the accent colour; mistakes have another and are darkened early, so that few
    of them show. A click on a cell, or Enter on the one that the arrow keys chose, opens it.

    Signals:
        opened: A cell that holds something was opened; carries row and column.
        pointed: A cell is below the mouse or chosen; carries what it says, empty where there is none.
    """

    opened = Signal(int, int)
    pointed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # === State ===
        self._names: tuple[str, ...] = ()
        self._counts: tuple[tuple[int, ...], ...] = ()
        self._row_title = self._column_title = ""
        self._room = _LARGE_SIDE
        self._current: Cell = (0, 0)
        self._hovered: Cell | None = None
        # === Widget ===
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_titles(self, rows: str, columns: str) -> None:
        """Say what rows and columns are."""
        self._row_title, self._column_title = rows, columns
        self.update()

    def set_room(self, width: int) -> None:
        """Say how wide it may become."""
        if width != self._room:
            self._room = width
            self.updateGeometry()
            self.update()

    def show_counts(self, names: Sequence[str], counts: Sequence[Sequence[int]]) -> None:
        """Show another matrix."""
        self._names = tuple(" ".join(name.split()) for name in names)
        self._counts = tuple(tuple(row) for row in counts)
        self._current, self._hovered = (0, 0), None
        self._describe()
        self.updateGeometry()
        self.update()

    def most_names(self, width: int) -> int:
        """Return how many classes a matrix of that width can show."""
        return max(2, min(MOST_CLASSES, (width - _MOST_LABEL_WIDTH) // LEAST_CELL))

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the size of labels and cells."""
        side = self._cell() * len(self._names)
        return QSize(self._label_width() + side, self._head() + side)

    # === Choosing ===

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Point at the cell below the mouse."""
        self._hover(self._cell_at(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        """Point at nothing."""
        self._hover(None)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Choose the cell below the mouse."""
        place = self._cell_at(event.position().toPoint())
        if place is not None:
            self._move_to(place)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Open the cell that was pressed."""
        if event.button() is Qt.MouseButton.LeftButton and self._cell_at(event.position().toPoint()) == self._current:
            self._open()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Go from cell to cell, and open one."""
        key, last = Qt.Key(event.key()), len(self._names) - 1
        if key in _ARROWS and last >= 0:
            down, right = _ARROWS[key]
            row, column = self._current
            self._move_to((min(max(row + down, 0), last), min(max(column + right, 0), last)))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Say what the chosen cell holds."""
        super().focusInEvent(event)
        self._point()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Say nothing any more."""
        super().focusOutEvent(event)
        self._point()

    def event(self, event: QEvent) -> bool:
        """Say the numbers of the cell below the mouse."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            place = self._cell_at(event.pos())
            if place is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), plain_tip(self.words(*place)), self)
            return True
        return super().event(event)

    def words(self, row: int, column: int) -> str:
        """Return what a cell says: `People → Arts: 12 (4 %)`."""
        count = self._counts[row][column]
        part = format_percent(count / max(1, sum(self._counts[row])))
        return f"{self._names[row]} → {self._names[column]}: {format_count(count)} ({part})"

    def _move_to(self, place: Cell) -> None:
        self._current = place
        self._describe()
        self._point()
        self.update()

    def _hover(self, place: Cell | None) -> None:
        if place != self._hovered:
            self._hovered = place
            is_open = place is not None and self._counts[place[0]][place[1]] > 0
            self.setCursor(Qt.CursorShape.PointingHandCursor if is_open else Qt.CursorShape.ArrowCursor)
            self._point()
            self.update()

    def _open(self) -> None:
        row, column = self._current
        if self._names and self._counts[row][column]:
            self.opened.emit(row, column)

    def _point(self) -> None:
        place = self._hovered or (self._current if self.hasFocus() and self._names else None)
        self.pointed.emit("" if place is None else self.words(*place))

    def _describe(self) -> None:
        self.setAccessibleDescription(self.words(*self._current) if self._names else "")

    # === Painting ===

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint titles, names and cells."""
        painter = QPainter(self)
        self._paint_names(painter)
        for row, counts in enumerate(self._counts):
            total = max(1, sum(counts))
            for column, count in enumerate(counts):
                self._paint_cell(painter, (row, column), count, count / total)
        is_chosen = self.hasFocus() and bool(self._names)
        for place in ([self._current] if is_chosen else []) + ([self._hovered] if self._hovered else []):
            nothing = QColor(Qt.GlobalColor.transparent)
            draw_round(painter, self._rect_of(place).adjusted(-2, -2, 2, 2), nothing, color("accent"), 5, width=2)

    def _rect_of(self, place: Cell) -> QRect:
        row, column = place
        cell = self._cell()
        return QRect(self._label_width() + column * cell, self._head() + row * cell, cell - _GAP, cell - _GAP)

    def _paint_cell(self, painter: QPainter, place: Cell, count: int, fraction: float) -> None:
        rect, is_right = QRectF(self._rect_of(place)), place[0] == place[1]
        shade = color("accent") if is_right else color(Tone.BAD)
        strength = fraction if is_right else fraction**0.5
        ground = mix(mix(color("surface"), color("border"), 0.35), shade, strength)
        fill_round(painter, rect, ground, 4 if rect.width() > LEAST_CELL else 2)
        if rect.width() < _WITH_NUMBERS:
            return
        painter.setPen(ink_on(ground) if count else color("muted"))
        painter.setFont(theme.tabular(theme.strong_font() if count else theme.body_font()))
        if rect.width() < _WITH_SHARES or not count:
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, format_count(count))
            return
        half = rect.height() / 2
        painter.drawText(rect.adjusted(0, 4, 0, 2 - half), Qt.AlignmentFlag.AlignCenter, format_count(count))
        painter.setFont(theme.tabular(theme.small_font()))
        painter.drawText(rect.adjusted(0, half - 2, 0, -4), Qt.AlignmentFlag.AlignCenter, format_percent(fraction))

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

    # === Sizes ===

    def _cell(self) -> int:
        number = max(1, len(self._names))
        side = _WISHED_SIDE if number <= _SMALL_MATRIX else _LARGE_SIDE
        return max(LEAST_CELL, min(_MOST_CELL, side // number, (self._room - self._label_width()) // number))

    def _head(self) -> int:
        return _TITLE_HEIGHT + (min(_MOST_HEAD, self._longest() + 8) if self._is_upright() else 22)

    def _is_upright(self) -> bool:
        """Return whether the names of the columns are too long to lie above them."""
        return self._longest() > self._cell() - 4

    def _label_width(self) -> int:
        return max(_LEAST_LABEL_WIDTH, min(_MOST_LABEL_WIDTH, self._longest() + _LABEL_GAP + 2))

    def _longest(self) -> int:
        # Whole pixels are rounded down: a name would be cut for a part of one.
        metrics = QFontMetricsF(self.font())
        return max((math.ceil(metrics.horizontalAdvance(name)) + 1 for name in self._names), default=0)

    def _cell_at(self, position: QPoint) -> Cell | None:
        row = (position.y() - self._head()) // self._cell()
        column = (position.x() - self._label_width()) // self._cell()
        is_inside = 0 <= row < len(self._names) and 0 <= column < len(self._names)
        return (row, column) if is_inside else None
