"""Tagged parts of a text: those of the data over those of the model."""

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from studio.answers import Span, Spans
from studio.mistakes import Judge, Judged, Mistake
from ui.answers.marked_text import Mark, MarkedText
from ui.answers.spans import short_name
from ui.monitor.answers.comparisons.base import Comparison
from ui.tables.cells import Cell, Column
from ui.tables.fit_table import FitTable
from ui.text import format_number, studio_text
from ui.theme import Tone
from ui.widgets import Label

_MOST_HEIGHT = 200
_MOST_ROWS = 8


class SpansComparison(Comparison):
    """The text twice, with what is wrong underlined; below it the mistakes, one a line."""

    HAS_SIDES: ClassVar[bool] = False

    def __init__(self, judge: Judge, parent: QWidget | None = None) -> None:
        super().__init__(judge, parent)

        # === State ===
        # A type has the same colour in every row.
        self._colors = {name: number for number, name in enumerate(judge.report.get("per_class", {}))}

        # === Widgets ===
        self._right_name, self._said_name = Label(tone=Tone.MUTED), Label(tone=Tone.MUTED)
        self.right, self.said = MarkedText(_MOST_HEIGHT), MarkedText(_MOST_HEIGHT)
        self.mistakes = FitTable(stretched=2, most_rows=_MOST_ROWS)

        # === Layout ===
        for widget in (self._right_name, self.right, self._said_name, self.said, self.mistakes):
            self.body.addWidget(widget)

    def show_row(self, row: Judged) -> None:
        """Show the spans of a text."""
        expected, answer = row.expected, row.answer
        assert isinstance(expected, Spans)
        assert isinstance(answer, Spans)
        self._right_name.setText(self.tr("In the data"))
        self._said_name.setText(self.tr("The model says"))
        missed = {mistake.expected: mistake for mistake in row.mistakes if mistake.found is None}
        wrong = {mistake.found: mistake for mistake in row.mistakes}
        self.right.show_text(expected.text, [self._mark(span, missed.get(span)) for span in expected.spans])
        self.said.show_text(answer.text, [self._mark(span, wrong.get(span), is_said=True) for span in answer.spans])
        self._show_mistakes(row.mistakes)

    def _mark(self, span: Span, mistake: Mistake | None, *, is_said: bool = False) -> Mark:
        kind = "" if mistake is None else self._kind(mistake)
        probability = format_number(span.probability) if is_said else ""
        return Mark(
            span.start,
            span.end,
            self._colors.setdefault(span.type, len(self._colors)),
            " · ".join(part for part in (short_name(span.type), kind) if part),
            " · ".join(part for part in (span.type, kind, probability) if part),
            is_wrong=mistake is not None,
        )

    def _show_mistakes(self, mistakes: Sequence[Mistake]) -> None:
        columns = (
            Column(self.tr("Mistake")),
            Column(self.tr("The model says")),
            Column(self.tr("In the data")),
            Column(self.tr("Probability"), True, self.tr("How sure the model is of the span, 0 to 1.")),
        )
        rows = [
            (
                Cell(self._kind(mistake), Tone.BAD),
                _span_cell(mistake.found),
                _span_cell(mistake.expected),
                Cell("–" if mistake.found is None else format_number(mistake.found.probability)),
            )
            for mistake in mistakes
        ]
        self.mistakes.setVisible(bool(rows))
        self.mistakes.setAccessibleName(self.tr("Mistakes"))
        self.mistakes.set_table(columns, rows)

    def _kind(self, mistake: Mistake) -> str:
        return next(studio_text(kind.label) for kind in self.judge.KINDS if kind.name == mistake.kind)


def _span_cell(span: Span | None) -> Cell:
    if span is None:
        return Cell("–", Tone.MUTED)
    words = " ".join(span.text.split())
    return Cell(f"{words} · {span.type}", help=f"{words} · {span.type} · {span.start}–{span.end}")
