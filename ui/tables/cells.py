"""Tables made of ready words: cells, their model, and the pills and signs in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui import theme
from ui.icons import icon, paint_icon
from ui.theme import Tone, color
from ui.tips import cell_tip
from ui.widgets.pill import paint_pill

Index = QModelIndex | QPersistentModelIndex

SORT_ROLE = Qt.ItemDataRole.UserRole
CELL_ROLE = Qt.ItemDataRole.UserRole + 1

_NOWHERE = QModelIndex()
_SIGN_SIZE = 16
_SIGN_ROOM = _SIGN_SIZE + theme.SPACE_XS
_PADDING = 6
_PILL_HEIGHT = 22


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes:
        title: What stands above it.
        is_number: Whether it stands at the right, in tabular figures.
        help: What the title means, as a tooltip.
    """

    title: str
    is_number: bool = False
    help: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell.

    Attributes:
        text: What it says.
        tone: The colour of its words.
        sign: An icon before the words.
        is_pill: Whether it is drawn as a state.
        sort: What it is sorted by; `None` for its text.
        help: A tooltip; empty for the text itself.
    """

    text: str
    tone: Tone = Tone.TEXT
    sign: str = ""
    is_pill: bool = False
    sort: float | str | None = None
    help: str = ""


class CellModel(QAbstractTableModel):
    """Rows of cells."""

    def __init__(self) -> None:
        super().__init__()
        self._columns: tuple[Column, ...] = ()
        self._rows: list[tuple[Cell, ...]] = []

    def set_table(self, columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> None:
        """Hold another table. Rows of the same number and columns are changed in place, so that a choice stays."""
        new_rows = [tuple(row) for row in rows]
        if tuple(columns) == self._columns and len(new_rows) == len(self._rows):
            self._change(new_rows)
            return
        self.beginResetModel()
        self._columns = tuple(columns)
        self._rows = new_rows
        self.endResetModel()

    def column(self, section: int) -> Column:
        """Return a column."""
        return self._columns[section]

    def cell(self, row: int, section: int) -> Cell:
        """Return a cell."""
        return self._rows[row][section]

    def _change(self, rows: list[tuple[Cell, ...]]) -> None:
        for number, row in enumerate(rows):
            if row != self._rows[number]:
                self._rows[number] = row
                self.dataChanged.emit(self.index(number, 0), self.index(number, len(self._columns) - 1))

    # === QAbstractTableModel ===

    def rowCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a view asks of a cell."""
        cell, column = self._rows[index.row()][index.column()], self._columns[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return cell.text
            case Qt.ItemDataRole.ToolTipRole:
                return cell_tip(cell.help or cell.text)
            case Qt.ItemDataRole.ForegroundRole:
                return QBrush(color(cell.tone))
            case Qt.ItemDataRole.DecorationRole:
                return icon(cell.sign, cell.tone) if cell.sign else None
            case Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(column)
            case Qt.ItemDataRole.FontRole:
                return theme.tabular(theme.body_font()) if column.is_number else None
            case _ if role == SORT_ROLE:
                return cell.text.lower() if cell.sort is None else cell.sort
            case _ if role == CELL_ROLE:
                return cell
        return None

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return what a view asks of a column's title."""
        if orientation is Qt.Orientation.Vertical:
            return None
        column = self._columns[section]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column.title
            case Qt.ItemDataRole.ToolTipRole:
                return column.help or None
            case Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(column)
            case Qt.ItemDataRole.ForegroundRole:
                return QBrush(color("muted"))
        return None


class CellDelegate(QStyledItemDelegate):
    """Draws states as pills, and signs as large as the words."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a cell."""
        cell: Cell = index.data(CELL_ROLE)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, color("soft"))
        area = QRectF(option.rect).adjusted(_PADDING, 0, -_PADDING, 0)
        painter.save()
        if cell.is_pill:
            width = min(self._pill_width(option, cell.text), area.width())
            top = area.center().y() - _PILL_HEIGHT / 2
            paint_pill(painter, QRectF(area.left(), top, width, _PILL_HEIGHT), cell.text, cell.tone)
        else:
            self._paint_words(painter, option, index, cell, area)
        painter.restore()

    def _paint_words(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, cell: Cell, area: QRectF
    ) -> None:
        ink = color(cell.tone)
        alignment = index.data(Qt.ItemDataRole.TextAlignmentRole)
        painter.setPen(ink)
        painter.setFont(index.data(Qt.ItemDataRole.FontRole) or option.font)
        room = int(area.width()) + 1 - (_SIGN_ROOM if cell.sign else 0)
        text = painter.fontMetrics().elidedText(cell.text, Qt.TextElideMode.ElideRight, room)
        if cell.sign:
            left = area.left()
            if alignment & Qt.AlignmentFlag.AlignRight:
                left = area.right() - painter.fontMetrics().horizontalAdvance(text) - _SIGN_ROOM
            paint_icon(
                painter, QRectF(left, area.center().y() - _SIGN_SIZE / 2, _SIGN_SIZE, _SIGN_SIZE), cell.sign, ink
            )
            area.setLeft(left + _SIGN_ROOM)
        painter.drawText(area, alignment, text)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        """Return the room that a cell takes."""
        size = super().sizeHint(option, index)
        cell = index.data(CELL_ROLE)
        if cell is not None and cell.is_pill:
            return QSize(int(self._pill_width(option, cell.text)) + theme.SPACE_L, size.height())
        return size + QSize(theme.SPACE_L if cell is None or not cell.sign else theme.SPACE_XL, 0)

    def _pill_width(self, option: QStyleOptionViewItem, text: str) -> float:
        return option.fontMetrics.horizontalAdvance(text) * 1.08 + 2 * theme.SPACE_M


def _alignment(column: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.is_number else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
