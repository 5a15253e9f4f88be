"""Texts that come as lists of tokens: read, and joined to a text in which each token has its place."""

from collections.abc import Sequence

from studio.blanks import is_blank
from studio.data import list_labels

# Scripts that put no space between words: Thai, Lao, Myanmar, Khmer, kana, Bopomofo, Chinese characters, and the
# punctuation and full-width forms that stand among them.
_UNSPACED = (
    (0x0E00, 0x0EFF),
    (0x1000, 0x109F),
    (0x1780, 0x17FF),
    (0x2E80, 0x2FDF),
    (0x3000, 0x312F),
    (0x31A0, 0x31FF),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0xFE30, 0xFE4F),
    (0xFF00, 0xFFEF),
    (0x20000, 0x3FFFF),
)


def is_unspaced(character: str) -> bool:
    """Return whether a character belongs to a script that puts no space between words."""
    code = ord(character)
    return code >= _UNSPACED[0][0] and any(first <= code <= last for first, last in _UNSPACED)


def parse_list(value: str | None) -> tuple[str, ...] | None:
    """Return the entries of a list as texts.

    Args:
        value: A list as JSON, Python or numpy writes it, or entries parted by blanks.

    Returns:
        The entries; none for an empty value; `None` where it looks like a list and is none, or holds lists.
    """
    if is_blank(value):
        return ()
    text = str(value).strip()
    if not text.startswith("["):
        return tuple(text.split())
    values = list_labels.parse_list(text)
    if values is None or any(isinstance(entry, list | dict | tuple) for entry in values):
        return None
    return tuple("" if entry is None else str(entry) for entry in values)


def join_tokens(tokens: Sequence[str]) -> tuple[str, tuple[int, ...]]:
    """Return tokens as one text, and where each of them begins in it, in code points.

    A space parts two tokens; none does where two characters meet of scripts that have no spaces.
    """
    parts: list[str] = []
    starts: list[int] = []
    length = 0
    before = ""
    for token in tokens:
        if before and token and not (is_unspaced(before) and is_unspaced(token[0])):
            parts.append(" ")
            length += 1
        starts.append(length)
        parts.append(token)
        length += len(token)
        before = token[-1:] or before
    return "".join(parts), tuple(starts)
