"""What places in a text count: characters, or UTF-16 units, as programs that run in a browser do.

doccano and Label Studio write down what the browser counts: a character beyond the first 65,536, such as an emoji or a
rare Chinese character, counts twice there, and all places behind it are shifted. Nothing in doccano's files says so;
where the places fit the words by one count alone, that tells it.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from studio.data.answer_spans import GivenAnswer, locate
from studio.data.span_lists import CharacterSpan
from studio.pieces import find_pieces
from studio.tasks.token_classification import Places

_LAST_SINGLE = "\uffff"
# So large a part of the rows that fit by one count alone must fit as UTF-16 units for all rows to be read so.
_UNIT_PART = 0.9


@dataclass(frozen=True, slots=True)
class ReadSpans:
    """The spans of a row in code points.

    Attributes:
        fault: What is wrong with them, if anything: `utf16`: they counted UTF-16 units; `moved`: the text of one stands
            elsewhere, where it is taken; `elsewhere`: it does not stand in the text, or at several places.
        received: What came.
    """

    spans: tuple[CharacterSpan, ...]
    fault: str = ""
    received: str = ""


class PlaceReader:
    """Reads the places of spans. All rows are looked at first: what one does not tell another may.

    Args:
        setting: What places count, if the user says so; `auto` finds it out.
    """

    def __init__(self, setting: Places) -> None:
        self._setting = setting
        self._num_characters = self._num_utf16 = 0
        self._unclear: list[int] = []

    def look(self, row: int, text: str, spans: Sequence[CharacterSpan]) -> None:
        """Take note of what a row tells.

        Args:
            row: The row, from 0.
            text: Its text.
            spans: Its spans, as they are given.
        """
        if self._setting != "auto" or not _is_shifted(text, spans):
            return
        as_characters, as_utf16 = _fits(text, spans), _fits(text, from_utf16(text, spans))
        self._num_characters += as_characters and not as_utf16
        self._num_utf16 += as_utf16 and not as_characters
        if as_characters and as_utf16:
            self._unclear.append(row)

    @property
    def unclear(self) -> list[int]:
        """The rows whose places fit by both counts, from 0, where no row tells which is meant."""
        return [] if self._num_characters or self._num_utf16 else self._unclear

    def read(self, text: str, spans: Sequence[CharacterSpan]) -> ReadSpans:
        """Return the spans of a row in code points."""
        given = tuple(spans)
        converted = from_utf16(text, given) if self._setting != "characters" and _is_shifted(text, given) else None
        if converted is not None and self._setting == "utf16":
            return _placed(text, converted)
        if converted is not None and self._counts_utf16(text, given, converted):
            received = f"{_shown(text, given[-1])} → {_shown(text, converted[-1])}"
            return replace(_placed(text, converted), fault="utf16", received=received)
        return _placed(text, given)

    def _counts_utf16(self, text: str, given: tuple[CharacterSpan, ...], converted: tuple[CharacterSpan, ...]) -> bool:
        as_characters, as_utf16 = _fits(text, given), _fits(text, converted)
        if as_characters != as_utf16:
            return as_utf16
        return self._num_utf16 > 0 and self._num_utf16 >= _UNIT_PART * (self._num_utf16 + self._num_characters)


def may_be_shifted(text: str) -> bool:
    """Return whether both counts differ for places in a text."""
    return not text.isascii() and max(text) > _LAST_SINGLE


def from_utf16(text: str, spans: Sequence[CharacterSpan]) -> tuple[CharacterSpan, ...] | None:
    """Return spans that count UTF-16 units in code points.

    Args:
        text: The text.
        spans: Its spans.

    Returns:
        The spans; `None` where one of them begins or ends within a character or outside of the text.
    """
    units = accumulate((1 + (character > _LAST_SINGLE) for character in text), initial=0)
    place_of = {unit: place for place, unit in enumerate(units)}
    found = [(place_of.get(span.start), place_of.get(span.end), span) for span in spans]
    converted = [
        span._replace(start=start, end=end) for start, end, span in found if start is not None and end is not None
    ]
    return tuple(converted) if len(converted) == len(spans) else None


def _is_shifted(text: str, spans: Sequence[CharacterSpan]) -> bool:
    """Return whether both counts differ for one of the spans."""
    last = max((span.end for span in spans), default=0)
    return last > 0 and may_be_shifted(text[:last])


def _fits(text: str, spans: Sequence[CharacterSpan] | None) -> bool:
    """Return whether all spans hold the texts that are given with them, or begin and end where words do."""
    if spans is None:
        return False
    pieces = find_pieces(text)
    starts, ends = {start for start, _ in pieces}, {end for _, end in pieces}
    return all(
        _is_alike(text[max(span.start, 0) : max(span.end, 0)], span.text)
        if span.text is not None
        else span.start < span.end and span.start in starts and span.end in ends
        for span in spans
    )


def _placed(text: str, spans: tuple[CharacterSpan, ...]) -> ReadSpans:
    """Return spans where the texts that are given with them stand."""
    found: list[CharacterSpan] = []
    moved = ""
    for span in spans:
        if span.text is None or _is_alike(text[max(span.start, 0) : max(span.end, 0)], span.text):
            found.append(span)
            continue
        place = locate(GivenAnswer(span.text.strip(), max(span.start, 0)), text)
        if place.start < 0 or not place.length:
            return ReadSpans(spans, "elsewhere", f"{_shown(text, span)} / {span.text}")
        found.append(span._replace(start=place.start, end=place.start + place.length))
        moved = moved or f"{_shown(text, span)} → {_shown(text, found[-1])}"
    return ReadSpans(tuple(sorted(found, key=lambda span: span[:3])), "moved" if moved else "", moved)


def _is_alike(part: str, given: str) -> bool:
    """Return whether a part of a text is the one that is given with it, but for blanks, case and composition."""
    return part == given or _plain(part) == _plain(given)


def _plain(text: str) -> str:
    # Label Studio writes a line's end as a backslash and an n.
    return "".join(unicodedata.normalize("NFKC", text.replace("\\n", "\n")).casefold().split())


def _shown(text: str, span: CharacterSpan) -> str:
    return f"{text[max(span.start, 0) : max(span.end, 0)]} ({span.start}–{span.end})"
