"""A text that was searched with: where its second text was found, and what came before it."""

from typing import ClassVar

from PySide6.QtWidgets import QWidget

from studio.mistakes import Judge, Judged
from ui.answers.hits import HitsView
from ui.monitor.answers.cells import shown
from ui.monitor.answers.comparisons.base import Comparison, number_words
from ui.text import format_count
from ui.theme import Tone
from ui.widgets import Label, LabelKind


class PairComparison(Comparison):
    """The text, the place of its second text, and that text beside the nearest other one."""

    HAS_SIDES: ClassVar[bool] = False

    def __init__(self, judge: Judge, parent: QWidget | None = None) -> None:
        super().__init__(judge, parent)
        self.text = Label(kind=LabelKind.STRONG, is_wrapped=True, is_selectable=True)
        self.verdict = Label(tone=Tone.MUTED, is_wrapped=True)
        self.hits = HitsView()
        for widget in (self.text, self.verdict, self.hits):
            self.body.addWidget(widget)

    def show_row(self, row: Judged) -> None:
        """Show a pair."""
        self.text.setText(shown(row.inputs["text"]))
        words = self.tr("The right text is that of row {row}. It was found at place {place}.")
        place, row_number = number_words(row.measures[0]), format_count(row.row_number)
        self.verdict.setText(words.format(row=row_number, place=place))
        self.hits.show_answer(row.answer)
