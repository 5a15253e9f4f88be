"""The runs of the queue in their order, which dragging and keys change."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from studio.runs import RunState
from ui import theme
from ui.tables.cells import Index
from ui.theme import color
from ui.tips import plain_tip
from ui.widgets.pill import paint_pill
from ui.words.run_words import state_tone, state_word

ROW_HEIGHT = 34
_MOST_ROWS = 8
_PLACE_WIDTH = 28
_PILL_HEIGHT = 22
_CONTENT = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class QueueRow:
    """A run in the queue, as it is shown.

    Attributes:
        detail: How far it is, or why it waits.
    """

    run_id: str
    name: str
    state: RunState
    detail: str = ""


class QueueList(QListWidget):
    """Rows that can be dragged. Alt with the arrow keys moves the marked one, Delete takes it out.

    Signals:
        arranged: The order is another; carries the runs' ids.
        removed: The marked run is to leave the queue; carries its id.
        opened: A run was double-clicked; carries its id.
        marked_changed: Another run is marked, or none.
    """

    arranged = Signal(object)
    removed = Signal(str)
    opened = Signal(str)
    marked_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setItemDelegate(_RowDelegate(self))
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.model().rowsMoved.connect(lambda: self.arranged.emit(self.order()))
        self.itemDoubleClicked.connect(lambda item: self.opened.emit(_row_of(item).run_id))
        self.itemSelectionChanged.connect(self.marked_changed)

    def show_rows(self, rows: Sequence[QueueRow]) -> None:
        """Show these rows; the mark stays on its run."""
        if [_row_of(self.item(place)) for place in range(self.count())] == list(rows):
            return
        marked = self.marked()
        self.clear()
        for place, row in enumerate(rows, start=1):
            item = QListWidgetItem(self)
            item.setData(_CONTENT, row)
            # What a screen reader says; the delegate draws the parts.
            item.setText(f"{place} {row.name} {state_word(row.state)} {row.detail}")
            item.setToolTip(plain_tip(f"{row.name}\n{row.detail}".strip()))
            if row.run_id == marked:
                self.setCurrentItem(item)
        self.setFixedHeight(ROW_HEIGHT * min(len(rows), _MOST_ROWS))

    def order(self) -> list[str]:
        """Return the ids in the order in which they stand."""
        return [_row_of(self.item(place)).run_id for place in range(self.count())]

    def marked(self) -> str:
        """Return the id of the marked run; empty if there is none."""
        items = self.selectedItems()
        return _row_of(items[0]).run_id if items else ""

    def move_marked(self, by: int) -> None:
        """Move the marked run by so many places."""
        order, marked = self.order(), self.marked()
        if not marked:
            return
        place = order.index(marked)
        order.insert(min(max(place + by, 0), len(order) - 1), order.pop(place))
        if order != self.order():
            self.arranged.emit(order)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Move with Alt and an arrow, take out with Delete, open with Enter."""
        has_alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        marked = self.marked()
        if has_alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.move_marked(-1 if event.key() == Qt.Key.Key_Up else 1)
        elif event.key() == Qt.Key.Key_Delete and marked:
            self.removed.emit(marked)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and marked:
            self.opened.emit(marked)
        else:
            super().keyPressEvent(event)


class _RowDelegate(QStyledItemDelegate):
    """Draws a run's place, its name, how far it is, and its state."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        """Return the height of a row."""
        return QSize(0, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a row."""
        row: QueueRow = index.data(_CONTENT)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, color("soft"))
        area = option.rect.adjusted(theme.SPACE_S, 0, -theme.SPACE_S, 0)
        painter.setPen(color("muted"))
        painter.setFont(theme.tabular(theme.body_font()))
        place = QRect(area.left(), area.top(), _PLACE_WIDTH, area.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, str(index.row() + 1))
        right = self._draw_state(painter, area, row.state)
        detail_width = painter.fontMetrics().horizontalAdvance(row.detail)
        room = right - place.right() - theme.SPACE_M
        if row.detail and detail_width < room // 2:
            painter.setPen(color("muted"))
            detail = QRect(right - detail_width, area.top(), detail_width, area.height())
            painter.drawText(detail, Qt.AlignmentFlag.AlignVCenter, row.detail)
            room -= detail_width + theme.SPACE_M
        painter.setPen(color("text"))
        name = QRect(place.right(), area.top(), room, area.height())
        shown = painter.fontMetrics().elidedText(row.name, Qt.TextElideMode.ElideMiddle, name.width())
        painter.drawText(name, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()

    def _draw_state(self, painter: QPainter, area: QRect, state: RunState) -> int:
        """Draw the state at the right end and return where the room left of it ends."""
        text = state_word(state)
        width = QFontMetrics(theme.strong_font()).horizontalAdvance(text) + 2 * theme.SPACE_S
        top = area.center().y() - _PILL_HEIGHT // 2
        paint_pill(painter, QRect(area.right() - width, top, width, _PILL_HEIGHT), text, state_tone(state))
        painter.setFont(theme.body_font())
        return area.right() - width - theme.SPACE_M


def _row_of(item: QListWidgetItem) -> QueueRow:
    row = item.data(_CONTENT)
    assert isinstance(row, QueueRow)
    return row
