"""Texts with special tokens in them, cut at these: control tokens are single tokens, whatever a tokenizer would do."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple


class Piece(NamedTuple):
    """A piece of a text.

    Attributes:
        text: The piece.
        is_special: Whether it is a special token.
    """

    text: str
    is_special: bool


def split_special(text: str, specials: Iterable[str]) -> list[Piece]:
    """Return the pieces of a text: special tokens, and what stands between them. Together they are the text.

    Where one special token begins with another, the longer one is found.

    Args:
        text: The text.
        specials: The special tokens.
    """
    expression = special_expression(frozenset(specials))
    return list(_pieces(text, expression)) if expression else [Piece(text, is_special=False)] if text else []


def _pieces(text: str, expression: re.Pattern[str]) -> Iterator[Piece]:
    end = 0
    for match in expression.finditer(text):
        if match.start() > end:
            yield Piece(text[end : match.start()], is_special=False)
        yield Piece(match.group(), is_special=True)
        end = match.end()
    if end < len(text):
        yield Piece(text[end:], is_special=False)


@lru_cache(maxsize=16)
def special_expression(specials: frozenset[str]) -> re.Pattern[str] | None:
    """Return the regular expression of special tokens, the longest first; `None` where there are none.

    Args:
        specials: The special tokens.
    """
    longest_first = sorted(filter(None, specials), key=lambda token: (-len(token), token))
    return re.compile("|".join(map(re.escape, longest_first))) if longest_first else None
