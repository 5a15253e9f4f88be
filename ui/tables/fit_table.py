"""A table that is as high as its rows and stands on a card."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QSizePolicy, QTableView, QWidget

from ui.drawing import SCROLL_BAR_WIDTH
from ui.tables.cells import Cell, CellDelegate, CellModel, Column

ROW_HEIGHT = 30
_LEAST_STRETCHED = 150
# A table with more columns keeps room for a scroll bar below.
_MOST_COLUMNS_WHOLE = 5


def set_up_table(table: QTableView) -> None:
    """Give a table the look of all: no grid, no frame, rows of one height, titles that stand like their cells."""
    table.setFrameShape(QTableView.Shape.NoFrame)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setItemDelegate(CellDelegate(table))
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setTabKeyNavigation(False)
    table.setCornerWidget(QWidget())
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    table.horizontalHeader().setHighlightSections(False)
    table.horizontalHeader().setFixedHeight(ROW_HEIGHT)


def copy_selection(table: QTableView) -> None:
    """Copy the chosen rows, columns parted by tabs, with the titles above."""
    model, header = table.model(), table.horizontalHeader()
    sections = [header.logicalIndex(place) for place in range(header.count())]
    sections = [section for section in sections if not table.isColumnHidden(section)]
    rows = sorted(index.row() for index in table.selectionModel().selectedRows())
    titles = [str(model.headerData(section, Qt.Orientation.Horizontal)).strip() for section in sections]
    lines = [titles, *([str(model.index(row, section).data()) for section in sections] for row in rows)]
    QGuiApplication.clipboard().setText("\n".join("\t".join(line) for line in lines))


class FitTable(QTableView):
    """Shows a few rows, all of them at once.

    Args:
        stretched: The section that takes the room that is left.
        most_rows: From how many rows on the table scrolls.
        least_width: The least width of the stretched section.
    """

    def __init__(
        self,
        stretched: int = 0,
        most_rows: int = 20,
        least_width: int = _LEAST_STRETCHED,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._stretched, self._most_rows, self._least_width = stretched, most_rows, least_width
        self._texts: list[int] = []
        self._cells = CellModel()
        set_up_table(self)
        self.setModel(self._cells)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_table(self, columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> None:
        """Show another table."""
        has_same_shape = len(rows) == self._cells.rowCount() and len(columns) == self._cells.columnCount()
        self._cells.set_table(columns, rows)
        self._texts = [place for place, column in enumerate(columns) if not column.is_number]
        header = self.horizontalHeader()
        for section in range(len(columns)):
            is_set = section == self._stretched or section in self._texts
            modes = QHeaderView.ResizeMode
            header.setSectionResizeMode(section, modes.Interactive if is_set else modes.ResizeToContents)
        self._stretch()
        is_scrolled = len(rows) > self._most_rows
        policies = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(policies.ScrollBarAsNeeded if is_scrolled else policies.ScrollBarAlwaysOff)
        if not has_same_shape:
            self.updateGeometry()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the size that shows every row."""
        rows = min(self._cells.rowCount(), self._most_rows)
        bar = SCROLL_BAR_WIDTH if self._cells.columnCount() > _MOST_COLUMNS_WHOLE else 0
        return QSize(super().sizeHint().width(), ROW_HEIGHT * (rows + 1) + 2 + bar)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Return the least size: all rows, narrow columns."""
        return QSize(120, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Give each section its room."""
        super().resizeEvent(event)
        self._stretch()

    def _stretch(self) -> None:
        header = self.horizontalHeader()
        if header.count() <= self._stretched:
            return
        # Long texts share the room: none pushes the others out of sight.
        most = max(self._least_width, self.viewport().width() // max(1, len(self._texts)))
        for section in self._texts:
            if section != self._stretched:
                wanted = max(self.sizeHintForColumn(section), header.sectionSizeHint(section))
                header.resizeSection(section, min(wanted, most))
        others = sum(header.sectionSize(section) for section in range(header.count()) if section != self._stretched)
        header.resizeSection(self._stretched, max(self._least_width, self.viewport().width() - others))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Copy the chosen rows."""
        if event.matches(QKeySequence.StandardKey.Copy):
            copy_selection(self)
            return
        super().keyPressEvent(event)
