"""The labels of a text: which were given, which apply."""

from PySide6.QtWidgets import QWidget

from studio.answers import Classes
from studio.mistakes import Judge, Judged
from ui.monitor.answers.cells import shown
from ui.monitor.answers.comparisons.base import Comparison
from ui.text import format_percent
from ui.theme import Tone
from ui.widgets import Bar, BarList, Label

_NUM_BARS = 12


class LabelsComparison(Comparison):
    """A bar for each label with its threshold: green where it is rightly given, red where it is wrong."""

    def __init__(self, judge: Judge, parent: QWidget | None = None) -> None:
        super().__init__(judge, parent)
        self.text = Label(is_wrapped=True, is_selectable=True)
        self.bars = BarList()
        self._more = Label(tone=Tone.MUTED)
        for widget in (self.text, self.bars, self._more):
            self.body.addWidget(widget)

    def show_row(self, row: Judged) -> None:
        """Show the labels of a text: those that were given or apply first, then the likeliest ones."""
        expected, answer = row.expected, row.answer
        assert isinstance(expected, Classes)
        assert isinstance(answer, Classes)
        given, right = set(answer.predictions), set(expected.predictions)
        ranked = sorted(answer.ranked(), key=lambda pair: pair[0] not in given | right)
        self.text.setText(shown(row.inputs["text"]))
        self.bars.set_bars(
            tuple(
                Bar(
                    name,
                    f"{self._words(name in given, name in right)} · {format_percent(value, 3)}",
                    value,
                    _tone(name in given, name in right),
                    answer.threshold(name),
                )
                for name, value in ranked[:_NUM_BARS]
            )
        )
        rest = len(ranked) - _NUM_BARS
        self._more.setVisible(rest > 0)
        self._more.setText(self.tr("%Ln more labels, less likely", None, rest))

    def _words(self, is_given: bool, is_right: bool) -> str:
        if is_given:
            return self.tr("rightly given") if is_right else self.tr("wrongly given")
        return self.tr("missed") if is_right else self.tr("rightly not given")


def _tone(is_given: bool, is_right: bool) -> Tone:
    if is_given is not is_right:
        return Tone.BAD
    return Tone.GOOD if is_given else Tone.MUTED
