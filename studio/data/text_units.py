"""Places that count other units than code points, and the code points at which they are.

Programs that run in a browser count UTF-16 units; doccano counts grapheme clusters, what people see as one character,
where a project says so.
"""

import unicodedata
from itertools import accumulate
from typing import Literal

Unit = Literal["utf16", "graphemes"]

_LAST_SINGLE = "\uffff"
_JOINER = "\u200d"
_FLAGS = ("\U0001f1e6", "\U0001f1ff")
_SKINS = ("\U0001f3fb", "\U0001f3ff")
_TAGS = ("\U000e0020", "\U000e007f")
# Jamo of Hangul that lean on the one before: vowels and final consonants.
_LEANING_JAMO = ("\u1160", "\u11ff")
# Vowels of Thai and Lao that are letters and lean on the one before.
_LEANING_VOWELS = ("\u0e33", "\u0eb3")


def is_shifted(text: str, unit: Unit) -> bool:
    """Return whether places in a text differ by whether they count a unit or code points."""
    if unit == "utf16":
        return not text.isascii() and max(text) > _LAST_SINGLE
    if text.isascii():
        return "\r\n" in text
    return any(map(_is_joined, text, text[1:]))


def code_points(text: str, unit: Unit) -> dict[int, int]:
    """Return the code point at each place that counts a unit, up to the text's end.

    Args:
        text: The text.
        unit: What is counted. `utf16`: a character beyond the first 65,536 counts twice, and a place within it has no
            code point. `graphemes`: marks, joined emoji, flags and a line's end count once with what they belong to
            (Unicode Standard Annex 29, extended grapheme clusters, but for prepended marks and
            conjuncts).
    """
    if unit == "utf16":
        sizes = (1 + (character > _LAST_SINGLE) for character in text)
        return {unit: place for place, unit in enumerate(accumulate(sizes, initial=0))}
    starts: list[int] = []
    num_flags = 0
    for place, character in enumerate(text):
        before = text[place - 1] if place else ""
        is_flag = _is_in(character, _FLAGS)
        num_flags = num_flags + 1 if is_flag else 0
        if not before or not (_is_joined(before, character) and (not is_flag or num_flags % 2 == 0)):
            starts.append(place)
    return dict(enumerate([*starts, len(text)]))


def _is_joined(before: str, character: str) -> bool:
    """Return whether a character counts with the one before it, which of two flags the second does."""
    if before == "\r":
        return character == "\n"
    if character.isascii() or before == "\n":
        return False
    return (
        character == _JOINER
        or unicodedata.category(character) in ("Mn", "Me", "Mc")
        or character in _LEANING_VOWELS
        or any(_is_in(character, limits) for limits in (_SKINS, _TAGS, _LEANING_JAMO))
        or (before == _JOINER and unicodedata.category(character) == "So")
        or (_is_in(before, _FLAGS) and _is_in(character, _FLAGS))
    )


def _is_in(character: str, limits: tuple[str, str]) -> bool:
    return limits[0] <= character <= limits[1]
