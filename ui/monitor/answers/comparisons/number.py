"""A predicted number beside that of the data."""

from PySide6.QtWidgets import QWidget

from studio.answers import Number
from studio.mistakes import Judge, Judged
from studio.mistakes.numbers import HIGH
from ui.monitor.answers.cells import shown
from ui.monitor.answers.comparisons.base import Comparison
from ui.text import format_count, format_number
from ui.theme import Tone
from ui.widgets import Label

_DIGITS = 4


class NumberComparison(Comparison):
    """How far off the number is, and the text."""

    def __init__(self, judge: Judge, parent: QWidget | None = None) -> None:
        super().__init__(judge, parent)
        self.verdict = Label(tone=Tone.MUTED, is_wrapped=True)
        self.text = Label(is_wrapped=True, is_selectable=True)
        self.body.addWidget(self.verdict)
        self.body.addWidget(self.text)

    def show_row(self, row: Judged) -> None:
        """Show a number."""
        expected, answer = row.expected, row.answer
        assert isinstance(expected, Number)
        assert isinstance(answer, Number)
        if not row.mistakes:
            words = self.tr("Row {row}. In the data: {value}. Predicted: {prediction}, exactly right.")
        elif row.kinds == (HIGH,):
            words = self.tr("Row {row}. In the data: {value}. Predicted: {prediction}, too high by {error}.")
        else:
            words = self.tr("Row {row}. In the data: {value}. Predicted: {prediction}, too low by {error}.")
        self.verdict.setText(
            words.format(
                row=format_count(row.row_number),
                value=format_number(expected.value, _DIGITS),
                prediction=format_number(answer.value, _DIGITS),
                error=format_number(row.measures[0] or 0.0),
            )
        )
        self.text.setText(shown(row.inputs["text"]))
