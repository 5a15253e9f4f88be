"""How a learned WordPiece tokenizer cuts texts into words, for every script.

Scripts that are written without spaces (Chinese, Japanese, Thai, …) are cut into characters, so no text needs to be
segmented beforehand. Accents and vowel signs stay: stripping them, as BERT's uncased models do, would destroy the
words of many scripts.

The engine does the same inside TensorFlow's graphs; here are the definitions, and plain Python for all else.
"""

import unicodedata

_Ranges = tuple[tuple[int, int], ...]

# Unicode's default ignorable code points (DerivedCoreProperties.txt): soft hyphens, joiners, variation selectors, …
IGNORED: _Ranges = (
    (0x00AD, 0x00AD), (0x034F, 0x034F), (0x061C, 0x061C), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F),
    (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF),
    (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8), (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF),
)  # fmt: skip

# Thai, Lao, Myanmar, Khmer, radicals and ideographs, kana, bopomofo.
UNSPACED: _Ranges = (
    (0x0E01, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17B3), (0x17B6, 0x17FF), (0x19E0, 0x19FF), (0x2E80, 0x2FDF),
    (0x3005, 0x3007), (0x3021, 0x3029), (0x3038, 0x303B), (0x3041, 0x3096), (0x309D, 0x30FF), (0x3105, 0x312F),
    (0x31A0, 0x31BF), (0x31F0, 0x31FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xA9E0, 0xA9FE), (0xAA60, 0xAA7F),
    (0xF900, 0xFAFF), (0x20000, 0x3FFFD),
)  # fmt: skip

# Separators, control and format characters, private use: between words.
SPACE_CATEGORIES = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf", "Co"})


def split_words(text: str, *, is_lowercase: bool) -> list[str]:
    """Return the words of a text: runs of letters and digits, single punctuation marks, single characters of scripts
    without spaces.

    Args:
        text: The text.
        is_lowercase: Whether capital and small letters are the same.
    """
    words = unicodedata.normalize("NFKC", text).translate(_TABLE).split()
    return [_fold(word) for word in words] if is_lowercase else words


def _fold(word: str) -> str:
    return word.lower() if word.isascii() else unicodedata.normalize("NFKC", word.casefold())


class _Table(dict[int, str]):
    """What takes the place of each character; found out when one is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = place = _replacement(code)
        return place


def _replacement(code: int) -> str:
    character = chr(code)
    if _is_in(code, IGNORED):
        return ""
    category = unicodedata.category(character)
    if category in SPACE_CATEGORIES:
        return " "
    is_mark = category.startswith("P") or (code < 128 and not character.isalnum())
    return f" {character} " if is_mark or _is_in(code, UNSPACED) else character


def _is_in(code: int, ranges: _Ranges) -> bool:
    return any(first <= code <= last for first, last in ranges)


_TABLE = _Table()
