"""One text that a model writes: it grows, and tells how fast."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio.answers import Written
from ui import theme
from ui.answers.written_text import WrittenText
from ui.inference.questions import Answer
from ui.inference.writing import Candidate, Writing
from ui.text import format_count, format_number
from ui.theme import Tone
from ui.widgets import Label, LabelKind

# As often as a screen shows anything new to the eye.
_REPAINT_MS = 33
_LEAST_HEIGHT = 96


class WritingBox(QWidget):
    """A text with its name above and its speed below.

    Args:
        fits_text: Whether it is as high as its text, so that what it stands in scrolls.

    Signals:
        token_chosen: The place of a token of the text that was chosen.
        token_hovered: The place of the token below the mouse; `None` where there is none any more.
    """

    token_chosen = Signal(int)
    token_hovered = Signal(object)

    def __init__(self, *, fits_text: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)

        # === State ===
        self._writing: Writing | None = None
        self._written: Written | None = None
        self._words = ""
        # Where the tokens end of a text that was not told token by token.
        self._ends: tuple[int, ...] = ()
        self._repaint = QTimer(self, singleShot=True, interval=_REPAINT_MS)

        # === Widgets ===
        self.name = Label(kind=LabelKind.STRONG, is_wrapped=True)
        self.name.hide()
        self.text = WrittenText(fits_text=fits_text)
        if not fits_text:
            self.text.setMinimumHeight(_LEAST_HEIGHT)
        self.note = Label(tone=Tone.MUTED, is_wrapped=True)

        # === Layout ===
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_XS)
        layout.addWidget(self.name)
        layout.addWidget(self.text, 0 if fits_text else 1)
        layout.addWidget(self.note)
        if fits_text:
            layout.addStretch(1)

        # === Signals ===
        self._repaint.timeout.connect(self._show)
        self.text.token_chosen.connect(self.token_chosen)
        self.text.token_hovered.connect(self.token_hovered)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written yet."""
        return self._writing is None

    def token(self, place: int) -> tuple[str, tuple[Candidate, ...]]:
        """Return a token of the text, and the candidates for its place; none where they were not told."""
        if self._writing is None:
            return "", ()
        start, end = self.text.bounds(place)
        tokens = self._writing.tokens
        return self._writing.text[start:end], tokens[place].candidates if place < len(tokens) else ()

    def set_ends(self, ends: tuple[int, ...]) -> None:
        """Say where the tokens end, for a text that was not told token by token."""
        self._ends = ends
        self._show()

    def set_name(self, name: str) -> None:
        """Name the text; empty for one that stands alone."""
        self.name.setText(name)
        self.name.setVisible(bool(name))

    def show_nothing(self, words: str) -> None:
        """Show no text, and say why not."""
        self._writing, self._written, self._words, self._ends = None, None, words, ()
        self.text.choose_token(None)
        self._show()

    def show_progress(self, writing: Writing) -> None:
        """Show how far the text is, soon."""
        if self._writing is None:
            self.text.choose_token(None)
        self._writing, self._written, self._ends = writing, None, ()
        if not self._repaint.isActive():
            self._repaint.start()

    def show_answer(self, answer: Answer) -> None:
        """Show the whole text."""
        assert isinstance(answer.said, Written)
        self._written = answer.said
        self._writing = answer.writing or Writing(answer.said.text, answer.said.num_tokens, seconds=answer.seconds)
        self._repaint.stop()
        self._show()

    def retranslate(self) -> None:
        """Take the words of another language."""
        self.text.editor.setAccessibleName(self.tr("Written text"))
        self._show()

    def _show(self) -> None:
        writing = self._writing
        if writing is None:
            self.text.show_text("")
            self.note.setText(self._words)
            return
        ends = [token.end for token in writing.tokens] or [min(end, len(writing.text)) for end in self._ends]
        self.text.show_text(writing.text, ends, is_growing=self._written is None)
        self.note.setText(self._notes(writing))

    def _notes(self, writing: Writing) -> str:
        parts = [self.tr("%Ln tokens", None, writing.num_tokens)]
        speed = writing.tokens_per_second
        if speed is not None:
            parts.append(self.tr("{speed} tokens/s").format(speed=format_number(speed)))
        if writing.first_token_seconds is not None:
            first = format_count(round(1000 * writing.first_token_seconds))
            parts.append(self.tr("first token after {time} ms").format(time=first))
        if self._written is not None and not self._written.text:
            parts.append(self.tr("the model ended at once"))
        elif self._written is not None and not self._written.is_ended:
            parts.append(self.tr("cut short"))
        return " · ".join(parts)
