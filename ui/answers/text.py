"""A text that the model wrote."""

from PySide6.QtWidgets import QWidget

from studio.answers import Answer, Written
from ui.answers.base import AnswerView
from ui.answers.written_text import WrittenText
from ui.theme import Tone
from ui.widgets import Label

_LEAST_HEIGHT = 96


class WrittenView(AnswerView):
    """The text in full, to be scrolled, marked and copied; how long it is, and whether it came to an end."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._answer: Written | None = None
        self.text = WrittenText()
        self.text.setMinimumHeight(_LEAST_HEIGHT)
        self._empty = Label(tone=Tone.MUTED, is_wrapped=True)
        self.body.addWidget(self.text, 1)
        self.body.addWidget(self._empty)

    def show_answer(self, answer: Answer) -> None:
        """Show the text."""
        assert isinstance(answer, Written)
        self._answer = answer
        self.text.show_text(answer.text)
        self.retranslate()

    def note(self) -> str:
        """Return how many tokens were written, and whether the text was ended before it came to an end."""
        answer = self._answer
        if answer is None:
            return ""
        length = self.tr("%Ln tokens", None, answer.num_tokens) if answer.num_tokens else ""
        end = "" if answer.is_ended else self.tr("ended before the text came to an end")
        return " · ".join(part for part in (length, end) if part)

    def retranslate(self) -> None:
        """Take the words of another language."""
        is_empty = self._answer is not None and not self._answer.text
        self.text.editor.setAccessibleName(self.tr("Written text"))
        self._empty.setText(self.tr("The model ended at once: it wrote nothing."))
        self.text.setVisible(not is_empty)
        self._empty.setVisible(is_empty)
