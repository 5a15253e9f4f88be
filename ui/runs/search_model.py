"""Which runs the table shows, and in which order."""

from PySide6.QtCore import QSortFilterProxyModel
from PySide6.QtWidgets import QWidget

from ui.tables.cells import SORT_ROLE, Index


class SearchModel(QSortFilterProxyModel):
    """Sorts by what a cell means, not by its letters, and keeps rows that have every word searched for."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._words: list[str] = []
        self.setSortRole(SORT_ROLE)

    def set_words(self, words: str) -> None:
        """Search for other words."""
        self.beginFilterChange()
        self._words = words.lower().split()
        self.endFilterChange(QSortFilterProxyModel.Direction.Rows)

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:  # noqa: N802
        """Return whether a row has all the words."""
        model = self.sourceModel()
        text = " ".join(str(model.index(row, section).data()) for section in range(model.columnCount())).lower()
        return all(word in text for word in self._words)
