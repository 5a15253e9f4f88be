"""Whether the tags of a data set stand for all that is between two blanks, commas and other marks included."""

import unicodedata
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from studio.pieces import is_blank


def has_whole_words(rows: Iterable[tuple[str, NDArray[np.int32]]]) -> bool:
    """Return whether marks belong to the words that they stand at.

    They do where every span begins and ends at a blank, or where the text does, and more words begin or end with a mark
    than there are marks that stand alone. A data set whose marks are tokens of their own, as in most of those by
    columns, has more of the latter; in one with places in texts spans end before a comma.

    Args:
        rows: Texts, each with where its spans start and end: int32 arrays of shape `(num_spans, 2)`.
    """
    surplus = 0
    for text, spans in rows:
        if not all(_is_border(text, start - 1) and _is_border(text, end) for start, end in spans.tolist()):
            return False
        for word in text.split():
            if not any(character.isalnum() for character in word):
                surplus -= 1
            elif _is_mark(word[0]) or _is_mark(word[-1]):
                surplus += 1
    return surplus > 0


def _is_border(text: str, place: int) -> bool:
    return not 0 <= place < len(text) or is_blank(text[place])


def _is_mark(character: str) -> bool:
    """Return whether a character is punctuation or a symbol; accents and vowel signs are neither."""
    return unicodedata.category(character)[0] in "PS"
