"""A table of rows that someone else sorts: a click on a title asks for another order."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTableView

from ui.drawing import SORT_ARROW_ROOM
from ui.tables.fit_table import ROW_HEIGHT, copy_selection, set_up_table

_NUM_ROWS_SHOWN = 12
_LEAST_COLUMN_WIDTH, _MOST_COLUMN_WIDTH = 64, 180
_LEAST_TEXT_WIDTH = 240
# The text is the one that takes the room that is left.
TEXT_COLUMN = 1


class AnswerTable(QTableView):
    """Shows a dozen rows at once, and what they are sorted by."""

    def __init__(self) -> None:
        super().__init__()
        self._sorted_by, self._is_descending = -1, True
        set_up_table(self)
        header = self.horizontalHeader()
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)

    def fit(self, num_rows: int, sorted_by: int, is_descending: bool) -> None:
        """Take the height of the rows, and show what they are sorted by."""
        self._sorted_by, self._is_descending = sorted_by, is_descending
        self._fit_columns()
        self.setFixedHeight(ROW_HEIGHT * (max(1, min(num_rows, _NUM_ROWS_SHOWN)) + 1) + 2)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Leave room for the text."""
        super().resizeEvent(event)
        self._fit_columns()

    def _fit_columns(self) -> None:
        header, orders = self.horizontalHeader(), Qt.SortOrder
        header.setSortIndicator(
            self._sorted_by, orders.DescendingOrder if self._is_descending else orders.AscendingOrder
        )
        modes = QHeaderView.ResizeMode
        others = [section for section in range(header.count()) if section != TEXT_COLUMN]
        room = (self.viewport().width() - _LEAST_TEXT_WIDTH) // max(1, len(others))
        most = min(_MOST_COLUMN_WIDTH, max(_LEAST_COLUMN_WIDTH, room))
        for section in others:
            title = header.sectionSizeHint(section) + (SORT_ARROW_ROOM if section == self._sorted_by else 0)
            header.setSectionResizeMode(section, modes.Fixed)
            header.resizeSection(section, max(min(self.sizeHintForColumn(section), most), title))
        if header.count() > TEXT_COLUMN:
            header.setSectionResizeMode(TEXT_COLUMN, modes.Stretch)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Copy the marked rows."""
        if event.matches(QKeySequence.StandardKey.Copy):
            copy_selection(self)
            return
        super().keyPressEvent(event)
