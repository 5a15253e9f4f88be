"""Numbers as people and programs write them: with a decimal point or comma, thousands parted or not.

One value alone may be read in two ways: `1,234` is a thousand and more, or a little above one. The column decides: a
value that can be read in one way only says how the others are meant.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

DecimalMark = Literal[".", ","]
# Why a value is no number: it has a sign of percent or of a currency, is infinite, or is something else.
NumberFault = Literal["percent", "currency", "infinite", "no_number"]

# The largest float32: models answer with such.
_MAX_ABSOLUTE = (2 - 2**-23) * 2.0**127
_MARKS: tuple[DecimalMark, DecimalMark] = (".", ",")
_DIGITS = re.compile(r"[+-]?(\d+|\d*[.,]\d+|\d+[.,])([eE][+-]?\d{1,3})?")
# What parts thousands beside the two marks that may also be a decimal one.
_BLANKS = re.compile(r"(?<=\d)[ '’](?=\d{3}(?!\d))")
_ONE_GROUP = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}")
_GROUPS = {mark: re.compile(rf"[+-]?\d{{1,3}}(\{mark}\d{{3}})+") for mark in _MARKS}
_INFINITE = re.compile(r"[+-]?(inf|infinity|∞)", re.IGNORECASE)
_PERCENT = ("%", "‰")


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """How the numbers of a column are written.

    Attributes:
        decimal_mark: What parts the whole from the rest; the other mark can only part thousands.
        is_ambiguous: Whether nothing in the column says so where it matters: there are values such as `1,234`, which
            are read as thousands.
    """

    decimal_mark: DecimalMark = "."
    is_ambiguous: bool = False

    def read(self, value: str) -> float | NumberFault:
        """Return the number that a value stands for, or why it is none."""
        text = _plain(value)
        if self.decimal_mark == "." and not self.is_ambiguous and "," not in text and _DIGITS.fullmatch(text):
            return _finite(text)
        whole, mark, rest = text.rpartition(self.decimal_mark)
        if not mark:
            whole, rest = text, ""
        other: DecimalMark = "," if self.decimal_mark == "." else "."
        if _GROUPS[other].fullmatch(whole):
            whole = whole.replace(other, "")
        joined = f"{whole}.{rest}" if mark else whole
        if "," in joined or not _DIGITS.fullmatch(joined):
            return _fault(text)
        return _finite(joined)


def recognize_format(values: Iterable[str]) -> NumberFormat:
    """Return how the numbers of a column are written.

    A value with both marks, with one mark several times, or with a mark that cannot part thousands says which mark is
    the decimal one; most of them decide. Where none does, a point is the decimal mark, as programs write it, and a
    comma parts thousands.

    Args:
        values: All values, or enough of them.
    """
    votes = dict.fromkeys(_MARKS, 0)
    has_open_comma = False
    for value in values:
        text = _plain(value)
        if (mark := _decimal_mark(text)) is not None:
            votes[mark] += 1
        elif "," in text and _ONE_GROUP.fullmatch(text):
            has_open_comma = True
    if votes[","] > votes["."]:
        return NumberFormat(",")
    return NumberFormat(".", is_ambiguous=has_open_comma and not votes["."])


def _decimal_mark(text: str) -> DecimalMark | None:
    """Return the decimal mark that a value shows; `None` where it shows none, or may show either."""
    counts = {mark: text.count(mark) for mark in _MARKS}
    present = [mark for mark in _MARKS if counts[mark]]
    if len(present) == 2:
        last = max(present, key=text.rfind)
        return last if counts[last] == 1 and not isinstance(NumberFormat(last).read(text), str) else None
    if not present:
        return None
    (mark,) = present
    other: DecimalMark = "," if mark == "." else "."
    if counts[mark] > 1:
        return other if _GROUPS[mark].fullmatch(text) else None
    return mark if _DIGITS.fullmatch(text) and not _ONE_GROUP.fullmatch(text) else None


def _plain(value: str) -> str:
    """Return a value in plain characters: full-width digits, thin spaces and the true minus sign become ASCII's."""
    text = unicodedata.normalize("NFKC", value).strip().replace("\N{MINUS SIGN}", "-")
    return _BLANKS.sub("", text)


def _finite(text: str) -> float | NumberFault:
    number = float(text.replace(",", "."))
    return number if abs(number) <= _MAX_ABSOLUTE else "infinite"


def _fault(text: str) -> NumberFault:
    if text.endswith(_PERCENT):
        return "percent"
    if any(unicodedata.category(character) == "Sc" for character in text):
        return "currency"
    return "infinite" if _INFINITE.fullmatch(text) else "no_number"
