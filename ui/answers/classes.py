"""One class with the probabilities of all; or several labels, each with its threshold."""

from PySide6.QtWidgets import QWidget

from studio.answers import Answer, Classes
from ui.answers.base import AnswerView
from ui.text import format_percent
from ui.theme import Tone
from ui.widgets import Bar, BarList, Label, LabelKind

_NUM_BARS = 10


class ClassesView(AnswerView):
    """The answer in large type, and bars, the likeliest first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._answer: Classes | None = None
        self.label = Label("–", LabelKind.KEY_NUMBER, is_wrapped=True)
        self.bars = BarList()
        self.body.addWidget(self.label)
        self.body.addWidget(self.bars)

    def show_answer(self, answer: Answer) -> None:
        """Show the classes."""
        assert isinstance(answer, Classes)
        self._answer = answer
        self.retranslate()

    def note(self) -> str:
        """Return how many classes or labels are not shown."""
        rest = 0 if self._answer is None else len(self._answer.names) - len(_shown(self._answer))
        if self._answer is None or rest <= 0:
            return ""
        if self._answer.takes_several:
            return self.tr("%Ln more labels, less likely", None, rest)
        return self.tr("%Ln more classes, less likely", None, rest)

    def retranslate(self) -> None:
        """Take the words of another language."""
        answer = self._answer
        if answer is None:
            return
        self.label.setText(answer.headline().text or self.tr("No label"))
        given = set(answer.predictions)
        self.bars.set_bars(
            tuple(
                Bar(
                    name,
                    self._value(name, value, answer),
                    value,
                    Tone.ACCENT if name in given else Tone.MUTED,
                    answer.threshold(name),
                )
                for name, value in _shown(answer)
            )
        )

    def _value(self, name: str, value: float, answer: Classes) -> str:
        threshold, percent = answer.threshold(name), format_percent(value, 3)
        if threshold is None:
            return percent
        return self.tr("{percent} · given from {threshold}").format(
            percent=percent, threshold=format_percent(threshold, 3)
        )


def _shown(answer: Classes) -> list[tuple[str, float]]:
    """Return the likeliest classes or labels with their probabilities, and all that are given, however unlikely."""
    given = set(answer.predictions)
    return [entry for place, entry in enumerate(answer.ranked()) if place < _NUM_BARS or entry[0] in given]
