"""The cells of runs, of which the names can be edited in their place."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QStyleOptionViewItem, QWidget

from studio.runs.folder import MOST_NAME_LETTERS
from ui.tables.cells import CellDelegate, CellModel, Index


class NameCells(CellModel):
    """The cells of runs: the names, which stand in the first column, can be edited.

    Signals:
        named: A row and its new name.
    """

    named = Signal(int, str)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return what can be done with a cell."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() == 0 else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a view asks of a cell."""
        return super().data(index, Qt.ItemDataRole.DisplayRole if role == Qt.ItemDataRole.EditRole else role)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: N802
        """Tell of another name; the list of runs brings it."""
        if role != Qt.ItemDataRole.EditRole or str(value) == self.cell(index.row(), 0).text:
            return False
        self.named.emit(index.row(), str(value))
        return True


class NameDelegate(CellDelegate):
    """Draws the cells, and edits a name in its place."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:  # noqa: N802
        """Return the input."""
        editor = QLineEdit(parent)
        editor.setMaxLength(MOST_NAME_LETTERS)
        editor.setAccessibleName(self.tr("Name of the run"))
        return editor
