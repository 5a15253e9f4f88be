"""The likeliest tokens in the place of one that was written."""

from collections.abc import Iterable

from PySide6.QtWidgets import QWidget

from ui.inference.writing import Candidate
from ui.playground.token_tip import is_same, shown_token
from ui.playground.writing_box import WritingBox
from ui.text import format_percent
from ui.theme import Tone
from ui.widgets import Bar, BarList, Card, Label


class CandidatesCard(Card):
    """Bars of the likeliest tokens, the one that was written in the accent colour. Hidden until a token is chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._token = ""
        self._candidates: tuple[Candidate, ...] = ()
        self.bars = BarList()
        self.note = Label(tone=Tone.MUTED, is_wrapped=True)
        self.body.addWidget(self.bars)
        self.body.addWidget(self.note)
        self.hide()

    def show_token(self, token: str, candidates: tuple[Candidate, ...]) -> None:
        """Show what could have stood in the place of a token."""
        self._token, self._candidates = token, candidates
        self.retranslate()
        self.setVisible(bool(candidates))

    def show_chosen(self, boxes: Iterable[WritingBox], chosen: WritingBox, place: int) -> bool:
        """Show a token that was chosen in one of several boxes; in the others none is chosen any more.

        Returns:
            Whether the card appears with it.
        """
        for box in boxes:
            if box is not chosen:
                box.text.choose_token(None)
        token, candidates = chosen.token(place)
        was_hidden = self.isHidden()
        self.show_token(token, candidates)
        return was_hidden and bool(candidates)

    def clear(self) -> None:
        """Show no token."""
        self._candidates = ()
        self.hide()

    def retranslate(self) -> None:
        """Take the words of another language."""
        self.set_title(self.tr("In the place of {token}").format(token=shown_token(self._token)))
        is_written = [is_same(token, self._token) for token, _ in self._candidates]
        self.bars.set_bars(
            tuple(
                Bar(shown_token(token), format_percent(value, 3), value, Tone.ACCENT if is_it else Tone.MUTED)
                for (token, value), is_it in zip(self._candidates, is_written, strict=True)
            )
        )
        likely = self.tr("How probable the model held each token, before its scores were changed and one was chosen.")
        rare = self.tr("The token that was written is not among the likeliest ones.")
        self.note.setText(likely if any(is_written) else f"{rare} {likely}")
