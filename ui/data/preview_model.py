"""The first rows of a data set, as a table model."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QFont

from studio.columns import Columns, roles_of
from ui.theme import Tone, color
from ui.tips import cell_tip

if TYPE_CHECKING:
    from studio.data import Preview

Index = QModelIndex | QPersistentModelIndex

_MAX_SHOWN = 400
_MAX_TOOLTIP = 3000
_NOWHERE = QModelIndex()


class PreviewModel(QAbstractTableModel):
    """Holds a preview. Columns without a role are muted, and so is a cell without a value.

    A long text is shortened before it is drawn; `full_text` gives all of it.
    """

    def __init__(self) -> None:
        super().__init__()
        self._preview: Preview | None = None
        self._roles: dict[str, str] = {}

    def show_preview(self, preview: "Preview | None") -> None:
        """Hold another preview; `None` empties the table."""
        self.beginResetModel()
        self._preview = preview
        self._roles = {}
        self.endResetModel()

    def show_roles(self, columns: Columns) -> None:
        """Mark the columns that play a role, given as role -> column."""
        self._roles = roles_of(columns)
        if self.rowCount() and self.columnCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    def row_number(self, section: int) -> int:
        """Return the number that a row has in the data set, counted from 1."""
        numbers = self._preview.row_numbers if self._preview is not None else ()
        return numbers[section] if section < len(numbers) else section + 1

    def full_text(self, index: Index) -> str:
        """Return the whole text of a cell; empty for one without a value."""
        return self._value(index) or ""

    def column_name(self, section: int) -> str:
        """Return the name of a column."""
        return self._preview.columns[section].name if self._preview else ""

    def column_kind(self, section: int) -> str:
        """Return what a column holds, e.g. `text`."""
        return str(self._preview.columns[section].kind) if self._preview else ""

    # === QAbstractTableModel ===

    def rowCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802
        """Return how many rows there are."""
        return 0 if parent.isValid() or self._preview is None else len(self._preview.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802
        """Return how many columns there are."""
        return 0 if parent.isValid() or self._preview is None else len(self._preview.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows."""
        if not index.isValid() or self._preview is None:
            return None
        value = self._value(index)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.tr("no value") if value is None else _one_line(value)
            case Qt.ItemDataRole.ToolTipRole:
                return None if value is None else _tooltip(value)
            case Qt.ItemDataRole.ForegroundRole:
                return QBrush(self._ink(index, value))
            case Qt.ItemDataRole.FontRole if value is None:
                font = QFont()
                font.setItalic(True)
                return font
            case Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a column's name, or the number of a row, counted from 1."""
        if role == Qt.ItemDataRole.DisplayRole:
            return (
                self.column_name(section) if orientation is Qt.Orientation.Horizontal else str(self.row_number(section))
            )
        if role == Qt.ItemDataRole.ForegroundRole:
            return QBrush(color(Tone.MUTED))
        return None

    def _value(self, index: Index) -> str | None:
        if self._preview is None:
            return None
        return self._preview.rows[index.row()][index.column()]

    def _ink(self, index: Index, value: str | None) -> Any:
        if value is None:
            return color(Tone.WARN)
        has_role = not self._roles or self.column_name(index.column()) in self._roles
        return color(Tone.TEXT if has_role else Tone.MUTED)


def _one_line(value: str) -> str:
    shortened = value if len(value) <= _MAX_SHOWN else value[:_MAX_SHOWN] + "…"
    return " ".join(shortened.split())


def _tooltip(value: str) -> str:
    return cell_tip(value if len(value) <= _MAX_TOOLTIP else value[:_MAX_TOOLTIP] + "…")
