"""The texts behind a result: a cell of the confusion matrix, a class, or all mistakes of a split."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme
from ui.jobs import IsCancelled
from ui.monitor.answers.cells import one_line, row_cell, shown, text_cell
from ui.monitor.answers.rows_view import FoundRows, Order, RowsView
from ui.tables.cells import Cell, Column
from ui.text import format_count, format_number
from ui.theme import Tone
from ui.widgets import Label
from ui.widgets.segments import Segments

if TYPE_CHECKING:
    from studio.data.predictions import Answer, AnswerQuery

_SUREST = Order("probability", is_number=True)
_ORDERS = (Order("row_number", is_number=True), Order("text"), Order("label"), None, Order("prediction"), _SUREST)


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


class AnswersView(RowsView):
    """A table of texts with their right class beside the answer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.parts = Segments(3)
        detail = QWidget()
        super().__init__(self.parts, detail, are_choices_beside=True, parent=parent)

        # === State ===
        self._scope: AnswerScope | None = None

        # === Widgets ===
        self._verdict = Label(tone=Tone.MUTED, is_wrapped=True)
        self.text = Label(is_wrapped=True, is_selectable=True)

        # === Layout ===
        layout = QVBoxLayout(detail)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_S)
        layout.addWidget(self._verdict)
        layout.addWidget(self.text)

        # === Signals ===
        self.parts.chosen.connect(self._on_question_changed)

    def open(self, scope: AnswerScope) -> None:
        """Show the texts of a scope: what is wrong, the surest mistakes first."""
        self._scope = scope
        self.parts.set_choice(0)
        self._open(scope.file)

    def _orders(self) -> Sequence[Order | None]:
        return _ORDERS

    def _first_order(self) -> Order:
        return _SUREST

    def _reader(self) -> Callable[[IsCancelled], FoundRows]:
        assert self._scope is not None
        scope, query = self._scope, self._query(self._scope)

        def read(is_cancelled: IsCancelled) -> FoundRows:
            # DuckDB takes a while to load: that happens here, in the thread.
            from studio.data.predictions import read_answers, source_state

            found = read_answers(scope.path, scope.class_names, query, is_cancelled)
            return FoundRows(found.rows, found.num_found, source_state(scope.file, scope.path))

        return read

    def _query(self, scope: AnswerScope) -> "AnswerQuery":
        from studio.data.predictions import AnswerQuery

        query = AnswerQuery(
            scope.split,
            label=scope.label,
            prediction=scope.prediction,
            search=self.search.text(),
            order=self._order.name,  # type: ignore[arg-type]  # one of `_ORDERS`
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

    def _name_choices(self) -> None:
        scope = self._scope
        assert scope is not None
        label, prediction = one_line(scope.label), one_line(scope.prediction)
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

    def _columns(self) -> Sequence[Column]:
        return (
            Column(self.tr("Row"), True, self.tr("The text's row in its file, from 1, the header not counted.")),
            Column(self.tr("Text")),
            Column(self.tr("Label"), help=self.tr("What is right: what the data says.")),
            Column(self.tr("Its probability"), True, self.tr("The probability that the model gave the label, 0 to 1.")),
            Column(self.tr("Prediction"), help=self.tr("What the model says: a tick where it is right.")),
            Column(self.tr("Probability"), True, self.tr("How sure the model is of its prediction, 0 to 1.")),
        )

    def _cells_of(self, row: "Answer") -> Sequence[Cell]:
        tone, sign = (Tone.GOOD, "check") if row.label == row.prediction else (Tone.BAD, "close")
        return (
            row_cell(row.row_number),
            text_cell(row.text),
            Cell(one_line(row.label)),
            Cell(format_number(row.label_probability)),
            Cell(one_line(row.prediction), tone, sign),
            Cell(format_number(row.probability)),
        )

    def _show_detail(self, row: "Answer") -> None:
        self.text.setText(shown(row.text))
        words = self.tr(
            "Row {row}. Right: {label} ({label_probability}). The model says: {prediction} ({probability})."
        )
        self._verdict.setText(
            words.format(
                row=format_count(row.row_number),
                label=one_line(row.label),
                label_probability=format_number(row.label_probability),
                prediction=one_line(row.prediction),
                probability=format_number(row.probability),
            )
        )
