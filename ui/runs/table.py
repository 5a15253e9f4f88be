"""The table of all runs: sorted, searched, with actions for the row below the mouse."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QTableView,
    QWidget,
)

from studio.runs import RunSummary
from ui.drawing import HEADER_MARGIN, SORT_ARROW_ROOM
from ui.icons import icon
from ui.runs.name_cells import NameCells, NameDelegate
from ui.runs.row_actions import BACKBONE_SIGN, RowActions
from ui.runs.rows import RunColumn, is_backbone, run_columns, run_row
from ui.runs.search_model import SearchModel
from ui.tables.fit_table import ROW_HEIGHT, copy_selection, set_up_table

# Beside a title: its padding and the arrow that shows how the rows are sorted.
_TITLE_ROOM = 2 * HEADER_MARGIN + SORT_ARROW_ROOM
_LEAST_NAME_WIDTH = 116
_LEAST_BACKBONE_WIDTH = 96
# What is left out first where there is little room.
_DROPPED = ("loss", "created", "left")
_FIRST_SORTING = "created"
_LEAST_ROWS_KEPT, _MOST_ROWS_KEPT = 4, 8


class RunsTable(QTableView):
    """All runs of the workspace.

    Signals:
        opened: The `RunSummary` that the user wants to look at.
        resumed: The one that is to be taken up.
        queued: The one that is to wait in the queue.
        used_as_backbone: The one whose model is to be the backbone of the next run.
        folder_opened: The one whose folder is to be shown.
        deleted: A tuple of those that are to be deleted.
        chosen: A tuple of those that are marked now.
        renamed: A run, and the name it is to have.
    """

    opened = Signal(object)
    resumed = Signal(object)
    queued = Signal(object)
    used_as_backbone = Signal(object)
    folder_opened = Signal(object)
    deleted = Signal(object)
    chosen = Signal(object)
    renamed = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)

        # === State ===
        self._waiting: tuple[RunSummary, ...] | None = None
        self._runs: tuple[RunSummary, ...] = ()
        self._columns: list[RunColumn] = []
        self._shown_keys: set[str] | None = None
        self._cells = NameCells()
        self._sorted = SearchModel(self)
        self._sorted.setSourceModel(self._cells)

        # === Widgets ===
        set_up_table(self)
        self.setItemDelegate(NameDelegate(self))
        self.setModel(self._sorted)
        self.setSortingEnabled(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setMouseTracking(True)
        self.horizontalHeader().setSectionsMovable(True)
        self.horizontalHeader().setSortIndicatorClearable(False)
        self._actions = RowActions(self.viewport())

        # === Signals ===
        self.selectionModel().selectionChanged.connect(self._on_selection_changed)
        self.doubleClicked.connect(self._on_double_clicked)
        self._actions.chosen.connect(self._on_action_chosen)
        self._cells.named.connect(self._on_cells_named)

    # === Content ===

    def show_runs(self, runs: Sequence[RunSummary]) -> None:
        """Show these runs; what is marked and how it is sorted stays. A name that is being edited is waited for."""
        if self.is_editing():
            self._waiting = tuple(runs)
            return
        marked = {run.id for run in self.marked()}
        sort_key, order = self._sorting()
        self._runs = tuple(runs)
        self._columns = run_columns(runs)
        self._cells.set_table(
            [column.column for column in self._columns], [run_row(run, self._columns) for run in self._runs]
        )
        self._actions.hide()
        self._show_columns()
        keys = [column.key for column in self._columns]
        self.sortByColumn(keys.index(sort_key if sort_key in keys else _FIRST_SORTING), order)
        self._mark(marked)

    def update_runs(self, runs: Sequence[RunSummary]) -> None:
        """Show how far the runs are that are shown already."""
        is_same = [run.id for run in runs] == [run.id for run in self._runs]
        if not is_same or run_columns(runs) != self._columns:
            self.show_runs(runs)
        elif not self.is_editing():
            self._runs = tuple(runs)
            rows = [run_row(run, self._columns) for run in self._runs]
            self._cells.set_table([column.column for column in self._columns], rows)

    def is_editing(self) -> bool:
        """Return whether a name is being edited."""
        return bool(self.state() == QAbstractItemView.State.EditingState)

    def rename(self) -> None:
        """Edit the name of the marked run in its place."""
        rows = self.selectionModel().selectedRows()
        if len(rows) == 1:
            index = self._sorted.index(rows[0].row(), 0)
            self.scrollTo(index)
            self.edit(index)

    def search(self, words: str) -> None:
        """Show only the runs that have all these words."""
        self._sorted.set_words(words)

    def marked(self) -> tuple[RunSummary, ...]:
        """Return the runs that are marked, in the order in which they stand."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return tuple(self._run_at(row) for row in rows)

    def columns_menu(self) -> QMenu:
        """Return the menu in which columns are chosen."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        shown = self._keys()
        for column in self._columns[1:]:
            action = menu.addAction(column.column.title)
            action.setCheckable(True)
            action.setChecked(column.key in shown)
            action.toggled.connect(partial(self.set_column_shown, column.key))
        return menu

    def set_column_shown(self, key: str, is_shown: bool) -> None:
        """Show a column or hide it."""
        keys = self._keys()
        self._shown_keys = keys | {key} if is_shown else keys - {key}
        self._show_columns()

    def row_menu(self) -> QMenu:
        """Return what can be done with the marked runs."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        runs = self.marked()
        if len(runs) == 1:
            menu.addAction(icon("chart-line"), self.tr("Open"), partial(self.opened.emit, runs[0]))
            resume = menu.addAction(icon("play"), self.tr("Resume"), partial(self.resumed.emit, runs[0]))
            resume.setEnabled(runs[0].can_resume)
            queue = menu.addAction(
                icon("playlist-plus"), self.tr("Add to the queue"), partial(self.queued.emit, runs[0])
            )
            queue.setEnabled(runs[0].can_wait)
            if is_backbone(runs[0]):
                use = partial(self.used_as_backbone.emit, runs[0])
                menu.addAction(icon(BACKBONE_SIGN), self.tr("Use as backbone"), use)
            menu.addAction(icon("pencil-outline"), self.tr("Rename…"), QKeySequence(Qt.Key.Key_F2), self.rename)
            folder = partial(self.folder_opened.emit, runs[0])
            menu.addAction(icon("folder-outline"), self.tr("Open the folder"), folder)
            menu.addSeparator()
        menu.addAction(icon("content-copy"), self.tr("Copy"), partial(copy_selection, self))
        delete = menu.addAction(icon("trash-can-outline"), self.tr("Delete…"), partial(self.deleted.emit, runs))
        delete.setEnabled(not any(run.state.is_active for run in runs))
        return menu

    def retranslate(self) -> None:
        """Take the words of another language."""
        self.setAccessibleName(self.tr("Runs"))
        self._actions.retranslate()
        self.show_runs(self._runs)

    # === Events ===

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Open with Enter, rename with F2, delete with Delete, copy with Ctrl+C."""
        runs = self.marked()
        if self.is_editing():
            # What the input of a name leaves over is meant for nobody else.
            event.accept()
        elif event.matches(QKeySequence.StandardKey.Copy):
            copy_selection(self)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and len(runs) == 1:
            self.opened.emit(runs[0])
        elif event.key() == Qt.Key.Key_F2 and len(runs) == 1:
            self.rename()
        elif event.key() == Qt.Key.Key_Delete and runs:
            self.deleted.emit(runs)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        """Open the menu of the marked rows."""
        if not self.marked():
            return
        place = event.globalPos()
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            place = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft())
        self.row_menu().exec(place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Show the actions of the row below the mouse."""
        super().mouseMoveEvent(event)
        row = self.rowAt(int(event.position().y()))
        if row < 0:
            self._actions.hide()
            return
        rect = self.visualRect(self._sorted.index(row, 0))
        top_right = QPoint(self.viewport().width(), rect.top())
        self._actions.show_for(self._run_at(row), top_right, rect.height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Fit the columns into the new width."""
        super().resizeEvent(event)
        if self._columns:
            self._fit_columns()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        """Hide the actions."""
        self._actions.hide()
        super().leaveEvent(event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:  # noqa: N802
        """Show what came while a name was edited."""
        super().closeEditor(editor, hint)
        if self._waiting is not None:
            QTimer.singleShot(0, self._show_waiting)

    # === Inside ===

    def _show_waiting(self) -> None:
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self.show_runs(waiting)

    def _sorting(self) -> tuple[str, Qt.SortOrder]:
        """Return by what the rows are sorted; where a column stands depends on the tasks of the runs."""
        section = self.horizontalHeader().sortIndicatorSection()
        if not self._runs or not 0 <= section < len(self._columns):
            return _FIRST_SORTING, Qt.SortOrder.DescendingOrder
        return self._columns[section].key, self.horizontalHeader().sortIndicatorOrder()

    def _run_at(self, row: int) -> RunSummary:
        return self._runs[self._sorted.mapToSource(self._sorted.index(row, 0)).row()]

    def _keys(self) -> set[str]:
        if self._shown_keys is not None:
            return self._shown_keys
        return {column.key for column in self._columns if column.is_default}

    def _show_columns(self) -> None:
        shown = self._keys()
        header = self.horizontalHeader()
        for section, column in enumerate(self._columns):
            is_shown = section == 0 or column.key in shown
            self.setColumnHidden(section, not is_shown)
            header.setSectionResizeMode(section, QHeaderView.ResizeMode.Interactive)
            if section and is_shown:
                header.resizeSection(section, self._wanted_width(section))
        self._fit_columns()
        num_rows = min(_MOST_ROWS_KEPT, max(_LEAST_ROWS_KEPT, len(self._runs)))
        self.setMinimumHeight(ROW_HEIGHT * (num_rows + 1) + 4)

    def _fit_columns(self) -> None:
        """Give the name the room that is left, but enough to be read; the backbone gives way first."""
        header = self.horizontalHeader()
        self._drop_columns()
        backbone = next(section for section, column in enumerate(self._columns) if column.key == "preset")
        wanted = 0 if self.isColumnHidden(backbone) else self._wanted_width(backbone)
        others = sum(header.sectionSize(section) for section in range(1, header.count()) if section != backbone)
        rest = self.viewport().width() - others
        if wanted:
            wanted = max(min(wanted, _LEAST_BACKBONE_WIDTH), min(wanted, rest - _LEAST_NAME_WIDTH))
            header.resizeSection(backbone, wanted)
        header.resizeSection(0, max(_LEAST_NAME_WIDTH, rest - wanted))

    def _drop_columns(self) -> None:
        """Leave columns out where there is little room, unless the user chose them."""
        if self._shown_keys is not None:
            return
        places = {column.key: section for section, column in enumerate(self._columns)}
        shown, header = self._keys(), self.horizontalHeader()
        droppable = [places[key] for key in _DROPPED if key in shown]
        for section in droppable:
            self.setColumnHidden(section, False)
        least = _LEAST_NAME_WIDTH + (_LEAST_BACKBONE_WIDTH if "preset" in shown else 0)
        fixed = [places[key] for key in shown - {"name", "preset"}]
        for section in droppable:
            # A hidden section has no width.
            if sum(header.sectionSize(entry) for entry in fixed) + least > self.viewport().width():
                self.setColumnHidden(section, True)

    def _wanted_width(self, section: int) -> int:
        title = self.fontMetrics().horizontalAdvance(self._columns[section].column.title) + _TITLE_ROOM
        return max(title, self.sizeHintForColumn(section))

    def _mark(self, ids: set[str]) -> None:
        if not ids or {run.id for run in self.marked()} == ids:
            return
        self.clearSelection()
        flags = self.selectionModel().SelectionFlag
        for row in range(self._sorted.rowCount()):
            if self._run_at(row).id in ids:
                self.selectionModel().select(self._sorted.index(row, 0), flags.Select | flags.Rows)

    def _on_selection_changed(self) -> None:
        self.chosen.emit(self.marked())

    def _on_double_clicked(self, index: QModelIndex) -> None:
        self.opened.emit(self._run_at(index.row()))

    def _on_cells_named(self, row: int, name: str) -> None:
        # Once the input is gone: whoever hears of it shows the runs anew.
        QTimer.singleShot(0, partial(self.renamed.emit, self._runs[row], name))

    def _on_action_chosen(self, name: str, run: RunSummary) -> None:
        match name:
            case "open":
                self.opened.emit(run)
            case "resume":
                self.resumed.emit(run)
            case "use":
                self.used_as_backbone.emit(run)
            case "folder":
                self.folder_opened.emit(run)
            case "delete":
                self.deleted.emit((run,))
