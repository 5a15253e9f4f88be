"""What a model puts in the place of the masks of a text."""

from PySide6.QtWidgets import QWidget

from studio.answers import Answer, Fills
from ui.answers.base import AnswerView
from ui.text import format_percent
from ui.theme import Tone
from ui.widgets import Bar, BarList, Label, LabelKind

_MOST_MASKS = 5
# With several masks fewer guesses each, so that all are in sight.
_NUM_GUESSES, _NUM_GUESSES_OF_SEVERAL = 5, 3


class FillsView(AnswerView):
    """The text with its masks filled, and the likeliest tokens for each mask."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)

        # === State ===
        self._answer = Fills("", ())

        # === Widgets ===
        self._filled = Label(kind=LabelKind.STRONG, is_wrapped=True, is_selectable=True)
        self._titles = [Label(tone=Tone.MUTED) for _ in range(_MOST_MASKS)]
        self.bars = [BarList() for _ in range(_MOST_MASKS)]
        self._more = Label(tone=Tone.MUTED)

        # === Layout ===
        self.body.addWidget(self._filled)
        for title, bars in zip(self._titles, self.bars, strict=True):
            self.body.addWidget(title)
            self.body.addWidget(bars)
        self.body.addWidget(self._more)

    def show_answer(self, answer: Answer) -> None:
        """Show the guesses."""
        assert isinstance(answer, Fills)
        self._answer = answer
        self.retranslate()

    def retranslate(self) -> None:
        """Take the words of another language."""
        self._filled.setText(self._answer.text)
        masks = self._answer.masks
        count = len(masks)
        num_guesses = _NUM_GUESSES if count == 1 else _NUM_GUESSES_OF_SEVERAL
        for index, (title, bars) in enumerate(zip(self._titles, self.bars, strict=True)):
            title.setVisible(index < count and count > 1)
            title.setText(self.tr("Mask {number}").format(number=index + 1))
            bars.setVisible(index < count)
            ranking = masks[index][:num_guesses] if index < count else ()
            bars.set_bars(
                tuple(
                    Bar(name, format_percent(value, 3), value, Tone.MUTED if rank else Tone.ACCENT)
                    for rank, (name, value) in enumerate(ranking)
                )
            )
        self._more.setVisible(count > _MOST_MASKS)
        self._more.setText(self.tr("%Ln more masks", None, count - _MOST_MASKS))
