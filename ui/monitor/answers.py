"""The texts behind a result: a cell of the confusion matrix, a class, or all mistakes of a split."""

import html
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QLineEdit, QTableView, QVBoxLayout, QWidget

from studio.errors import StudioError
from ui import theme
from ui.drawing import SORT_ARROW_ROOM
from ui.jobs import ThreadJob
from ui.tables.cells import Cell, CellModel, Column
from ui.tables.fit_table import ROW_HEIGHT, copy_selection, set_up_table
from ui.text import fill, format_count, format_number
from ui.theme import Tone
from ui.widgets import Button, ButtonKind, ErrorCard, Label, LabelKind
from ui.widgets.segments import Segments

if TYPE_CHECKING:
    from studio.data.predictions import Answer, AnswerQuery, Answers, SourceState

_FIRST_WORDS = "The first {shown} of {total} {total:text|texts}"
_FIRST_ROWS, _MOST_ROWS = 200, 5000
_TYPING_MS = 250
_NUM_ROWS_SHOWN = 12
_MOST_TOOLTIP, _MOST_IN_CELL = 600, 2000
_TEXT_COLUMN = 1
_MOST_SHOWN = 20_000
_MOST_COLUMN_WIDTH = 180
_WITHIN = Qt.ShortcutContext.WidgetWithChildrenShortcut
_ORDERS = ("row_number", "text", "label", "", "prediction", "probability")


@dataclass(frozen=True, slots=True)
class AnswerScope:
    """Which texts are looked at.

    Attributes:
        path: The saved answers.
        file: Where the rows of the split come from.
        class_names: The classes in the order of the probabilities.
        label, prediction: A cell of the matrix; a label alone is a class; neither is the whole split.
    """

    path: Path
    file: Path
    class_names: tuple[str, ...]
    split: str
    label: str | None = None
    prediction: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    answers: "Answers"
    state: "SourceState"


class AnswersView(QWidget):
    """A table of texts with their right class beside the answer, searched and sorted in a thread.

    Signals:
        left: The user wants to go back.
    """

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)

        # === State ===
        self._scope: AnswerScope | None = None
        self._order, self._is_descending = "probability", True
        self._limit = _FIRST_ROWS
        self._found: _Found | None = None
        self._job: ThreadJob | None = None

        # === Widgets ===
        self.back = Button(icon_name="arrow-left")
        self._title = Label(kind=LabelKind.STRONG, is_wrapped=True)
        self.parts = Segments(3)
        self.search = QLineEdit(clearButtonEnabled=True)
        self.copy = Button(icon_name="content-copy")
        self._note = Label(tone=Tone.WARN, is_wrapped=True)
        self._error = ErrorCard()
        self._cells = CellModel()
        self.table = _AnswerTable()
        self.table.setModel(self._cells)
        self._count = Label(tone=Tone.MUTED)
        self.more = Button(kind=ButtonKind.QUIET, icon_name="chevron-down")
        self.text = Label(is_wrapped=True, is_selectable=True)
        self._verdict = Label(tone=Tone.MUTED, is_wrapped=True)
        self._typing = QTimer(self, interval=_TYPING_MS, singleShot=True)

        # === Layout ===
        top = QHBoxLayout()
        top.setSpacing(theme.SPACE_M)
        top.addWidget(self.back)
        top.addWidget(self._title, 1)
        top.addWidget(self.parts)
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
        layout.addLayout(tools)
        parts: tuple[QWidget, ...] = (self._note, self._error, self.table)
        for part in parts:
            layout.addWidget(part)
        layout.addLayout(foot)
        layout.addWidget(self._verdict)
        layout.addWidget(self.text)

        # === Signals ===
        self.back.clicked.connect(self.left)
        self.parts.chosen.connect(self._on_question_changed)
        self.search.textEdited.connect(lambda _text: self._typing.start())
        self._typing.timeout.connect(self._on_question_changed)
        self.copy.clicked.connect(self._on_copy_clicked)
        self.more.clicked.connect(self._on_more_clicked)
        self._error.activated.connect(self._ask)
        self.table.horizontalHeader().sectionClicked.connect(self._on_header_clicked)
        self.table.selectionModel().selectionChanged.connect(self._on_selection_changed)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self, context=_WITHIN)
        escape.activated.connect(self.left)

    def open(self, scope: AnswerScope) -> None:
        """Show the texts of a scope: what is wrong, the surest mistakes first."""
        self._scope = scope
        self._found = None
        self._order, self._is_descending, self._limit = "probability", True, _FIRST_ROWS
        self.search.clear()
        self.parts.set_choice(0)
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
        if self._scope is not None:
            self._name_scope(self._scope)
        self._show()

    # === Asking ===

    def _query(self, scope: AnswerScope) -> "AnswerQuery":
        from studio.data.predictions import AnswerQuery

        query = AnswerQuery(
            scope.split,
            label=scope.label,
            prediction=scope.prediction,
            search=self.search.text(),
            order=self._order,  # type: ignore[arg-type]  # one of `_ORDERS`
            is_descending=self._is_descending,
            limit=self._limit,
        )
        part = self.parts.choice()
        if scope.prediction is not None:
            return replace(query, is_right=None)
        if scope.label is None:
            return replace(query, is_right=(False, True, None)[part])
        if part == 1:
            return replace(query, label=None, prediction=scope.label)
        return replace(query, is_right=part == 2)

    def _ask(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None
        if self._scope is not None:
            scope, query = self._scope, self._query(self._scope)
            self._error.clear()
            self._job = ThreadJob(lambda report, is_cancelled: _read(scope, query, is_cancelled))
            self._job.finished.connect(self._on_job_finished)
            self._job.failed.connect(self._on_job_failed)
            self._job.start()

    # === Showing ===

    def _name_scope(self, scope: AnswerScope) -> None:
        label, prediction = _line(scope.label), _line(scope.prediction)
        self.parts.setVisible(scope.prediction is None)
        names: Sequence[str] = (self.tr("Wrong"), self.tr("Right"), self.tr("All"))
        if scope.prediction is not None:
            text = self.tr("Right: “{label}”") if label == prediction else self.tr("“{label}” taken for “{prediction}”")
        elif scope.label is not None:
            text = self.tr("The class “{label}”")
            names = (self.tr("Missed"), self.tr("Wrongly given"), self.tr("Right"))
        else:
            text = self.tr("Answers")
        self._title.setText(text.format(label=label, prediction=prediction))
        self.parts.set_texts(names, self.tr("Which answers"))

    def _show(self) -> None:
        found = self._found
        columns = (
            Column(self.tr("Row"), True, self.tr("The text's row in its file, from 1, the header not counted.")),
            Column(self.tr("Text")),
            Column(self.tr("Label"), help=self.tr("What is right: what the data says.")),
            Column(self.tr("Its probability"), True, self.tr("The probability that the model gave the label, 0 to 1.")),
            Column(self.tr("Prediction"), help=self.tr("What the model says: a tick where it is right.")),
            Column(self.tr("Probability"), True, self.tr("How sure the model is of its prediction, 0 to 1.")),
        )
        rows = [] if found is None else [_row(row) for row in found.answers.rows]
        self._cells.set_table(columns, rows)
        self.table.fit(len(rows), _ORDERS.index(self._order), self._is_descending)
        self._count.setText(self._count_words())
        is_cut = found is not None and len(rows) < found.answers.num_found
        self.more.setVisible(is_cut and self._limit < _MOST_ROWS)
        self.copy.setEnabled(bool(rows))
        self._show_note()
        if rows and not self.table.selectionModel().hasSelection():
            self.table.selectRow(0)
        self._show_text()

    def _count_words(self) -> str:
        if self._found is None:
            return "" if self._job is None else self.tr("Reading the answers…")
        answers = self._found.answers
        if not answers.num_found:
            if self.search.text():
                return self.tr("No text has these words.")
            return self.tr("There is no such text: nothing went wrong here.")
        if len(answers.rows) < answers.num_found:
            return fill(_FIRST_WORDS, {"shown": len(answers.rows), "total": answers.num_found})
        return self.tr("%Ln texts", None, answers.num_found)

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
        if self._scope is not None and state in texts:
            self._note.setText(texts[state].format(file=self._scope.file.name))

    def _show_text(self) -> None:
        row = self._marked()
        is_shown = row is not None
        self.text.setVisible(is_shown)
        self._verdict.setVisible(is_shown)
        if row is None:
            return
        self.text.setText(_cut(row.text, _MOST_SHOWN))
        words = self.tr(
            "Row {row}. Right: {label} ({label_probability}). The model says: {prediction} ({probability})."
        )
        self._verdict.setText(
            words.format(
                row=format_count(row.row_number),
                label=_line(row.label),
                label_probability=format_number(row.label_probability),
                prediction=_line(row.prediction),
                probability=format_number(row.probability),
            )
        )

    def _marked(self) -> "Answer | None":
        rows = [index.row() for index in self.table.selectionModel().selectedRows()]
        if self._found is None or not rows or max(rows) >= len(self._found.answers.rows):
            return None
        return self._found.answers.rows[rows[-1]]

    # === Slots ===

    def _on_job_finished(self, found: _Found) -> None:
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
        self._limit = _FIRST_ROWS
        self._ask()

    def _on_more_clicked(self) -> None:
        self._limit = min(_MOST_ROWS, self._limit * 5)
        self._ask()

    def _on_header_clicked(self, section: int) -> None:
        order = _ORDERS[section]
        if order:
            is_number = order in ("probability", "row_number")
            self._is_descending = not self._is_descending if order == self._order else is_number
            self._order = order
            self._ask()
        self.table.fit(self._cells.rowCount(), _ORDERS.index(self._order), self._is_descending)

    def _on_selection_changed(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        self._show_text()

    def _on_copy_clicked(self) -> None:
        # One row is marked always; who wants it alone presses Ctrl+C.
        if len(self.table.selectionModel().selectedRows()) < 2:
            self.table.selectAll()
        copy_selection(self.table)


class _AnswerTable(QTableView):
    def __init__(self) -> None:
        super().__init__()
        set_up_table(self)
        header = self.horizontalHeader()
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)

    def fit(self, num_rows: int, sorted_by: int, is_descending: bool) -> None:
        """Take the height of the rows, and show what they are sorted by."""
        header, orders = self.horizontalHeader(), Qt.SortOrder
        header.setSortIndicator(sorted_by, orders.DescendingOrder if is_descending else orders.AscendingOrder)
        modes = QHeaderView.ResizeMode
        for section in range(header.count()):
            is_text = section == _TEXT_COLUMN
            header.setSectionResizeMode(section, modes.Stretch if is_text else modes.Fixed)
            if not is_text:
                width = max(self.sizeHintForColumn(section), header.sectionSizeHint(section) + SORT_ARROW_ROOM)
                header.resizeSection(section, min(width, _MOST_COLUMN_WIDTH))
        self.setFixedHeight(ROW_HEIGHT * (max(1, min(num_rows, _NUM_ROWS_SHOWN)) + 1) + 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Copy the marked rows."""
        if event.matches(QKeySequence.StandardKey.Copy):
            copy_selection(self)
            return
        super().keyPressEvent(event)


def _read(scope: AnswerScope, query: "AnswerQuery", is_cancelled: object) -> _Found:
    # DuckDB takes a while to load: that happens here, in the thread.
    from studio.data.predictions import read_answers, source_state

    answers = read_answers(scope.path, scope.class_names, query, is_cancelled)  # type: ignore[arg-type]
    return _Found(answers, source_state(scope.file, scope.path))


def _row(row: "Answer") -> tuple[Cell, ...]:
    is_right = row.label == row.prediction
    tone, sign = (Tone.GOOD, "check") if is_right else (Tone.BAD, "close")
    return (
        Cell(format_count(row.row_number), Tone.MUTED),
        Cell(_line(_cut(row.text, _MOST_IN_CELL)), help=f"<qt>{html.escape(_cut(row.text, _MOST_TOOLTIP))}</qt>"),
        Cell(_line(row.label)),
        Cell(format_number(row.label_probability)),
        Cell(_line(row.prediction), tone, sign),
        Cell(format_number(row.probability)),
    )


def _line(text: str | None) -> str:
    return " ".join((text or "").split())


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[:length]}…"
