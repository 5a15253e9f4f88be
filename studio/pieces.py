"""Where a text may be parted for a tag or an answer: its pieces, for every script.

A piece is a run of letters and digits, a single character of a script that is written without spaces, or any other
single mark; what has no width of its own (accents, joiners, vowel signs) belongs to what it stands behind. The engine
cuts texts inside TensorFlow's graphs by the same expression; here it is plain Python's.
"""

import re
import unicodedata
from functools import cache

from studio.words import IGNORED, UNSPACED

_Ranges = tuple[tuple[int, int], ...]

# Behind it Unicode has ideographs, signs without width and private use alone.
_LAST = 0x1FFFF
_SPACES = frozenset({"Zs", "Zl", "Zp", "Cc"})


def find_pieces(text: str) -> list[tuple[int, int]]:
    """Return where the pieces of a text begin and end, in code points.

    Args:
        text: The text.
    """
    return [match.span() for match in _compiled().finditer(text)]


def is_blank(character: str) -> bool:
    """Return whether a character stands between pieces and belongs to none."""
    return unicodedata.category(character) in _SPACES


@cache
def piece_expression(escape: str = r"\x{{{:X}}}") -> str:
    """Return the regular expression of a piece.

    Args:
        escape: How a code point is written; as it is, for RE2, which TensorFlow uses.
    """
    letters, marks, spaces = _character_ranges()
    letters_of, marks_of, spaces_of, unspaced_of = (
        "".join(f"{escape.format(first)}-{escape.format(last)}" for first, last in ranges)
        for ranges in (letters, marks, spaces, UNSPACED)
    )
    return f"(?:[{unspaced_of}]|[{letters_of}][{letters_of}{marks_of}]*|[^{spaces_of}])[{marks_of}]*"


@cache
def blank_expression() -> str:
    """Return the regular expression, for RE2, of what stands between pieces."""
    return "[" + "".join(rf"\x{{{first:X}}}-\x{{{last:X}}}" for first, last in _character_ranges()[2]) + "]+"


@cache
def _compiled() -> re.Pattern[str]:
    return re.compile(piece_expression(r"\U{:08x}"))


@cache
def _character_ranges() -> tuple[_Ranges, _Ranges, _Ranges]:
    """Return the letters and digits of scripts with spaces, what has no width, and spaces."""
    letters, spaces = [], []
    marks = [code for first, last in IGNORED for code in range(first, last + 1)]
    apart = {code for first, last in UNSPACED for code in range(first, min(last, _LAST) + 1)}.union(marks)
    for code in range(_LAST + 1):
        category = unicodedata.category(chr(code))
        if category[0] == "M":
            marks.append(code)
        elif category in _SPACES:
            spaces.append(code)
        elif (category[0] in "LN" or code == ord("_")) and code not in apart:
            letters.append(code)
    return _ranges(letters), _ranges(sorted(set(marks))), _ranges(spaces)


def _ranges(codes: list[int]) -> _Ranges:
    found: list[tuple[int, int]] = []
    for code in codes:
        if found and found[-1][1] == code - 1:
            found[-1] = (found[-1][0], code)
        else:
            found.append((code, code))
    return tuple(found)
