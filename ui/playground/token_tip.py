"""What could have stood in the place of a token, beside the mouse: nothing on the page moves for it."""

from ui.attention.tip import Tip
from ui.playground.writing_box import WritingBox
from ui.text import format_percent

# What tokens are shown with in the place of what is not seen, as the engine reads them.
_SIGNS = str.maketrans({" ": "▁", "\n": "↵", "\t": "⇥"})
_BLANKS = str.maketrans({"▁": " ", "↵": "\n", "⇥": "\t"})
# What a token of WordPiece begins with that goes on with a word.
_GOES_ON = "##"


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
    """Return a token between quotes, with signs for what is not seen."""
    return f"“{token.translate(_SIGNS)}”"


def is_blank_token(token: str) -> bool:
    """Return whether a token, as it stands in a text or as the engine reads it, is nothing but blanks."""
    return not token.translate(_BLANKS).strip()


def is_same(candidate: str, written: str) -> bool:
    """Return whether a candidate, as the engine reads tokens, is what was written."""
    plain = candidate.translate(_BLANKS).removeprefix(_GOES_ON)
    # The blank before a word may be left out at the beginning of a text.
    return plain.strip() == written.strip()
