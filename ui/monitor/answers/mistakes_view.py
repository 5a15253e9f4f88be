"""The rows of a split with what went wrong in them, for answers that are no single classes."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio.mistakes import Judge, Judged
from ui.jobs import IsCancelled
from ui.monitor.answers.cells import one_line, row_cell, text_cell
from ui.monitor.answers.comparisons import COMPARISONS, Comparison
from ui.monitor.answers.comparisons.base import number_words
from ui.monitor.answers.rows_view import FoundRows, Order, RowsView
from ui.tables.cells import Cell, Column
from ui.text import format_count, listing, studio_text
from ui.theme import Tone
from ui.tips import plain_tip
from ui.widgets import Chip
from ui.widgets.flow import FlowLayout

if TYPE_CHECKING:
    from studio.mistakes.reading import MistakeQuery, Mistakes

_ROW_NUMBER = Order("row_number", is_number=True)
# Beside the kinds of mistakes.
WRONG, RIGHT, ALL = "", "right", "all"


@dataclass(frozen=True, slots=True)
class MistakeScope:
    """Which rows are looked at.

    Attributes:
        path: The saved answers.
        file: Where the rows of the split come from.
        judge: Compares them.
        subject: Only mistakes about this type or label; `None` for all.
        kind: The kind of mistakes that is chosen at first; empty for all.
    """

    path: Path
    file: Path
    judge: Judge
    split: str
    subject: str | None = None
    kind: str = WRONG


class MistakesView(RowsView):
    """A table of rows with the kinds of their mistakes; chips say how many there are of each, and filter."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._choices, detail = QWidget(), QWidget()
        self._flow = FlowLayout(self._choices)
        super().__init__(self._choices, detail, parent=parent)

        # === State ===
        self._scope: MistakeScope | None = None
        self._choice = WRONG

        # === Widgets ===
        self.chips: dict[str, Chip] = {}
        self.comparison: Comparison | None = None

        # === Layout ===
        self._place = QVBoxLayout(detail)
        self._place.setContentsMargins(0, 0, 0, 0)

    def open(self, scope: MistakeScope) -> None:
        """Show the rows of a scope: those with mistakes, the worst first."""
        self._scope, self._choice = scope, scope.kind
        self._make_chips(scope.judge)
        if self.comparison is not None:
            self._place.removeWidget(self.comparison)
            self.comparison.deleteLater()
        self.comparison = COMPARISONS[type(scope.judge)](scope.judge)
        self._place.addWidget(self.comparison)
        self._open(scope.file)

    def choose(self, choice: str) -> None:
        """Show other rows: those with a mistake of a kind, or all that are `WRONG` or `RIGHT`, or `ALL`."""
        self._choice = choice
        self._name_choices()
        self._on_question_changed()

    # === Reading ===

    def _orders(self) -> Sequence[Order | None]:
        scope = self._scope
        assert scope is not None
        sides = (None, None) if COMPARISONS[type(scope.judge)].HAS_SIDES else ()
        measures = (Order(entry.name, is_number=True) for entry in scope.judge.MEASURES if entry.is_column)
        return (_ROW_NUMBER, None, *sides, None, *measures)

    def _first_order(self) -> Order:
        assert self._scope is not None
        return Order(self._scope.judge.MEASURES[0].name, is_number=True)

    def _reader(self) -> Callable[[IsCancelled], FoundRows]:
        assert self._scope is not None
        scope, words, choice = self._scope, self.search.text(), self._choice
        order, is_descending, limit = self._order.name, self._is_descending, self._limit

        def query() -> "MistakeQuery":
            from studio.mistakes.reading import MistakeQuery

            is_right = {RIGHT: True, ALL: None}.get(choice, False)
            kind = None if choice in (WRONG, RIGHT, ALL) else choice
            return MistakeQuery(scope.split, is_right, kind, scope.subject, words, order, is_descending, limit)

        def read(is_cancelled: IsCancelled) -> FoundRows:
            # DuckDB takes a while to load: that happens here, in the thread.
            from studio.data.predictions import source_state
            from studio.mistakes.reading import read_mistakes

            found = read_mistakes(scope.path, scope.judge, query(), is_cancelled)
            return FoundRows(found.rows, found.num_found, source_state(scope.file, scope.path), found)

        return read

    # === Showing ===

    def _make_chips(self, judge: Judge) -> None:
        for chip in self.chips.values():
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        names = (WRONG, *(kind.name for kind in judge.KINDS), RIGHT, ALL)
        self.chips = {name: Chip() for name in names}
        for name, chip in self.chips.items():
            chip.clicked.connect(lambda _=False, name=name: self.choose(name))
            self._flow.addWidget(chip)

    def _name_choices(self) -> None:
        scope = self._scope
        assert scope is not None
        title = self.tr("Answers") if scope.subject is None else self.tr("Mistakes about “{name}”")
        self._title.setText(title.format(name=one_line(scope.subject)))
        words = {
            WRONG: (self.tr("With mistakes"), self.tr("The rows with a mistake.")),
            **{kind.name: (studio_text(kind.label), studio_text(kind.help)) for kind in scope.judge.KINDS},
            RIGHT: (self.tr("Right"), self.tr("The rows without a mistake.")),
            ALL: (self.tr("All"), self.tr("All rows of the split.")),
        }
        counts = self._counts()
        for name, chip in self.chips.items():
            text, help_text = words[name]
            chip.setText(f"{text} {format_count(counts[name])}" if name in counts else text)
            chip.setToolTip(plain_tip(help_text))
            chip.setChecked(name == self._choice)
            chip.updateGeometry()

    def _counts(self) -> dict[str, int]:
        if self._found is None:
            return {}
        found: Mistakes = self._found.more
        rows = {WRONG: found.num_wrong, RIGHT: found.num_rows - found.num_wrong, ALL: found.num_rows}
        return found.counts | rows

    def _show(self) -> None:
        self._name_choices()
        super()._show()

    def _columns(self) -> Sequence[Column]:
        scope = self._scope
        assert scope is not None
        sides = (
            Column(self.tr("Right"), help=self.tr("What is right: what the data says.")),
            Column(self.tr("Prediction"), help=self.tr("What the model says.")),
        )
        return (
            Column(self.tr("Row"), True, self.tr("The text's row in its file, from 1, the header not counted.")),
            Column(self.tr("Text")),
            *(sides if COMPARISONS[type(scope.judge)].HAS_SIDES else ()),
            Column(self.tr("Mistake"), help=self.tr("What is wrong with the answer.")),
            *(
                Column(studio_text(entry.label), True, studio_text(entry.help))
                for entry in scope.judge.MEASURES
                if entry.is_column
            ),
        )

    def _cells_of(self, row: Judged) -> Sequence[Cell]:
        scope = self._scope
        assert scope is not None
        sides = (Cell(one_line(answer.headline().text) or "–") for answer in (row.expected, row.answer))
        return (
            row_cell(row.row_number),
            text_cell(next(iter(row.inputs.values()))),
            *(sides if COMPARISONS[type(scope.judge)].HAS_SIDES else ()),
            self._kinds_cell(row),
            *(
                Cell(number_words(value))
                for entry, value in zip(scope.judge.MEASURES, row.measures, strict=True)
                if entry.is_column
            ),
        )

    def _kinds_cell(self, row: Judged) -> Cell:
        if not row.mistakes:
            return Cell(self.tr("none"), Tone.GOOD, "check")
        assert self._scope is not None
        labels = {kind.name: studio_text(kind.label) for kind in self._scope.judge.KINDS}
        counts = Counter(mistake.kind for mistake in row.mistakes)
        parts = (
            f"{labels[kind]} {format_count(counts[kind])}" if counts[kind] > 1 else labels[kind] for kind in counts
        )
        return Cell(listing(parts), Tone.BAD, "close")

    def _show_detail(self, row: Judged) -> None:
        if self.comparison is not None:
            self.comparison.show_row(row)
