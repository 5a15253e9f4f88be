"""What all views of the rows behind a result have in common."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QItemSelection, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from studio.errors import StudioError
from ui import theme
from ui.jobs import IsCancelled, ThreadJob
from ui.monitor.answers.table import AnswerTable
from ui.tables.cells import Cell, CellModel, Column
from ui.tables.fit_table import copy_selection
from ui.text import fill
from ui.theme import Tone
from ui.widgets import Button, ButtonKind, ErrorCard, Label, LabelKind

if TYPE_CHECKING:
    from studio.data.predictions import SourceState

_FIRST_WORDS = "The first {shown} of {total} {total:text|texts}"
FIRST_ROWS, MOST_ROWS = 200, 5000
_TYPING_MS = 250
_WITHIN = Qt.ShortcutContext.WidgetWithChildrenShortcut


@dataclass(frozen=True, slots=True)
class Order:
    """What rows are sorted by.

    Attributes:
        name: As the reader of the rows knows it.
        is_number: Whether the largest come first when it is chosen.
    """

    name: str
    is_number: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class FoundRows:
    """What was read.

    Attributes:
        rows: The first ones.
        num_found: How many there are in all.
        state: What became of the file that they come from.
        more: What else the reader found.
    """

    rows: Sequence[Any]
    num_found: int
    state: "SourceState"
    more: Any = None


class RowsView(QWidget):
    """A table of rows, read in a thread, and below it the row that is marked.

    Args:
        choices: Says which of the rows are wanted.
        detail: Shows the row that is marked.
        are_choices_beside: Whether they stand beside the title; else they have a line of their own.

    Signals:
        left: The user wants to go back.
    """

    left = Signal()

    def __init__(
        self,
        choices: QWidget,
        detail: QWidget,
        *,
        are_choices_beside: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)

        # === State ===
        self._file: Path | None = None
        self._order, self._is_descending = Order(""), True
        self._limit = FIRST_ROWS
        self._found: FoundRows | None = None
        self._job: ThreadJob | None = None

        # === Widgets ===
        self.back = Button(icon_name="arrow-left")
        self._title = Label(kind=LabelKind.STRONG, is_wrapped=True)
        self.search = QLineEdit(clearButtonEnabled=True)
        self.copy = Button(icon_name="content-copy")
        self._note = Label(tone=Tone.WARN, is_wrapped=True)
        self._error = ErrorCard()
        self._cells = CellModel()
        self.table = AnswerTable()
        self.table.setModel(self._cells)
        self._count = Label(tone=Tone.MUTED)
        self.more = Button(kind=ButtonKind.QUIET, icon_name="chevron-down")
        self._typing = QTimer(self, interval=_TYPING_MS, singleShot=True)
        self._detail = detail

        # === Layout ===
        self._lay_out(choices, are_choices_beside)

        # === Signals ===
        self.back.clicked.connect(self.left)
        self.search.textEdited.connect(lambda _text: self._typing.start())
        self._typing.timeout.connect(self._on_question_changed)
        self.copy.clicked.connect(self._on_copy_clicked)
        self.more.clicked.connect(self._on_more_clicked)
        self._error.activated.connect(self._ask)
        self.table.horizontalHeader().sectionClicked.connect(self._on_header_clicked)
        self.table.selectionModel().selectionChanged.connect(self._on_selection_changed)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self, context=_WITHIN)
        escape.activated.connect(self.left)

    # === What a view adds ===

    def _orders(self) -> Sequence[Order | None]:
        """Return what each column sorts by; `None` for one that sorts nothing."""
        raise NotImplementedError

    def _first_order(self) -> Order:
        """Return what the rows are sorted by at first, the largest first."""
        raise NotImplementedError

    def _reader(self) -> Callable[[IsCancelled], FoundRows]:
        """Return what reads the rows that are asked for now, in a thread."""
        raise NotImplementedError

    def _columns(self) -> Sequence[Column]:
        """Return the columns of the table."""
        raise NotImplementedError

    def _cells_of(self, row: Any) -> Sequence[Cell]:
        """Return the cells of a row."""
        raise NotImplementedError

    def _name_choices(self) -> None:
        """Set the title and the words of the choices."""
        raise NotImplementedError

    def _show_detail(self, row: Any) -> None:
        """Show a row by itself."""
        raise NotImplementedError

    # === Opening ===

    def _open(self, file: Path) -> None:
        """Show rows anew, the largest of the first order first."""
        self._file = file
        self._found = None
        self._order, self._is_descending, self._limit = self._first_order(), True, FIRST_ROWS
        self.search.clear()
        self._cells.set_table((), [])
        self.retranslate()
        self._ask()
        self.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def end(self) -> None:
        """End what is at work."""
        self._typing.stop()
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def retranslate(self) -> None:
        """Take the words of another language."""
        self.back.setText(self.tr("Back"))
        self.back.setToolTip(self.tr("Back to the results (Esc)"))
        self.search.setPlaceholderText(self.tr("Search the texts"))
        self.search.setAccessibleName(self.tr("Search the texts"))
        self.copy.setText(self.tr("Copy"))
        self.copy.setToolTip(self.tr("Copy the marked rows, else all that are shown, as a table."))
        self.table.setAccessibleName(self.tr("Texts"))
        self.more.setText(self.tr("Show more"))
        self._error.retranslate()
        if self._file is not None:
            self._name_choices()
            self._show()

    def _ask(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None
        if self._file is not None:
            reader = self._reader()
            self._error.clear()
            self._job = ThreadJob(lambda _report, is_cancelled: reader(is_cancelled))
            self._job.finished.connect(self._on_job_finished)
            self._job.failed.connect(self._on_job_failed)
            self._job.start()

    # === Showing ===

    def _show(self) -> None:
        found = self._found
        rows = [] if found is None else [tuple(self._cells_of(row)) for row in found.rows]
        self._cells.set_table(tuple(self._columns()), rows)
        self._fit(len(rows))
        self._count.setText(self._count_words())
        is_cut = found is not None and len(rows) < found.num_found
        self.more.setVisible(is_cut and self._limit < MOST_ROWS)
        self.copy.setEnabled(bool(rows))
        self._show_note()
        if rows and not self.table.selectionModel().hasSelection():
            self.table.selectRow(0)
        self._show_marked()

    def _fit(self, num_rows: int) -> None:
        orders = list(self._orders())
        place = orders.index(self._order) if self._order in orders else -1
        self.table.fit(num_rows, place, self._is_descending)

    def _count_words(self) -> str:
        if self._found is None:
            return "" if self._job is None else self.tr("Reading the answers…")
        num_rows, num_found = len(self._found.rows), self._found.num_found
        if not num_found:
            if self.search.text():
                return self.tr("No text has these words.")
            return self.tr("There is no such text: nothing went wrong here.")
        if num_rows < num_found:
            return fill(_FIRST_WORDS, {"shown": num_rows, "total": num_found})
        # WORKAROUND: PySide 6.11 finds a text with a number under the name of the class itself alone, not of its base.
        return QCoreApplication.translate("RowsView", "%Ln texts", None, num_found)

    def _show_note(self) -> None:
        state = "same" if self._found is None else self._found.state
        texts = {
            "changed": self.tr(
                "{file} has changed since the run read it. The texts here are those of the run; rows of "
                "the file may be others now."
            ),
            "gone": self.tr("{file} is no longer there. The texts here are those that the run kept."),
        }
        self._note.setVisible(state in texts)
        if self._file is not None and state in texts:
            self._note.setText(texts[state].format(file=self._file.name))

    def _show_marked(self) -> None:
        row = self._marked()
        self._detail.setVisible(row is not None)
        if row is not None:
            self._show_detail(row)

    def _marked(self) -> Any:
        rows = [index.row() for index in self.table.selectionModel().selectedRows()]
        if self._found is None or not rows or max(rows) >= len(self._found.rows):
            return None
        return self._found.rows[rows[-1]]

    # === Slots ===

    def _on_job_finished(self, found: FoundRows) -> None:
        self._job = None
        self._found = found
        self.table.clearSelection()
        self._show()

    def _on_job_failed(self, error: StudioError) -> None:
        self._job = None
        self._found = None
        self._show()
        self._error.show_error(error, self.tr("The results are kept."), self.tr("Try again"))

    def _on_question_changed(self) -> None:
        self._limit = FIRST_ROWS
        self._ask()

    def _on_more_clicked(self) -> None:
        self._limit = min(MOST_ROWS, self._limit * 5)
        self._ask()

    def _on_header_clicked(self, section: int) -> None:
        order = self._orders()[section]
        if order is not None:
            self._is_descending = not self._is_descending if order == self._order else order.is_number
            self._order = order
            self._ask()
        self._fit(self._cells.rowCount())

    def _on_selection_changed(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        self._show_marked()

    def _on_copy_clicked(self) -> None:
        # One row is marked always; who wants it alone presses Ctrl+C.
        if len(self.table.selectionModel().selectedRows()) < 2:
            self.table.selectAll()
        copy_selection(self.table)

    def _lay_out(self, choices: QWidget, are_choices_beside: bool) -> None:
        top = QHBoxLayout()
        top.setSpacing(theme.SPACE_M)
        top.addWidget(self.back)
        top.addWidget(self._title, 1)
        tools = QHBoxLayout()
        tools.setSpacing(theme.SPACE_M)
        tools.addWidget(self.search, 1)
        tools.addWidget(self.copy)
        foot = QHBoxLayout()
        foot.addWidget(self._count)
        foot.addWidget(self.more)
        foot.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_S)
        layout.addLayout(top)
        if are_choices_beside:
            top.addWidget(choices)
        else:
            layout.addWidget(choices)
        layout.addLayout(tools)
        for part in (self._note, self._error, self.table):
            layout.addWidget(part)
        layout.addLayout(foot)
        layout.addWidget(self._detail)
