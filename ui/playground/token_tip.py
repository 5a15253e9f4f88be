"""What could have stood in the place of a token, beside the mouse: nothing on the page moves for it."""

from ui.attention.tip import Tip
from ui.playground.writing_box import WritingBox
from ui.text import format_percent

_LINE_BREAK = "⏎"


class TokenTip(Tip):
    """The likeliest tokens of a place with their probabilities."""

    def show_token(self, box: WritingBox, place: int | None) -> None:
        """Show the candidates of a token of a text, below it; `None` shows none."""
        token, candidates = ("", ()) if place is None else box.token(place)
        if place is None or not candidates:
            self.hide()
            return
        corner = box.text.token_rect(place).bottomLeft()
        rows = tuple((shown_token(name), format_percent(value, 3)) for name, value in candidates)
        self.show_at(box.text.editor.viewport().mapTo(self.place, corner), shown_token(token), rows)


def shown_token(token: str) -> str:
    """Return a token between quotes, with a sign for a line break."""
    return f"“{token.replace(chr(10), _LINE_BREAK)}”"
