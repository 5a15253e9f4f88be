"""What places in a text count: characters, UTF-16 units, as programs that run in a browser do, or grapheme clusters.

doccano and Label Studio write down what the browser counts: a character beyond the first 65,536, such as an emoji or a
rare Chinese character, counts twice there, and all places behind it are shifted. A project of doccano may also be set
to count grapheme clusters, what people see as one character. Nothing in doccano's files says so; where the places fit
the words by one count alone, that tells it.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from studio.data.answer_spans import GivenAnswer, locate
from studio.data.span_lists import CharacterSpan
from studio.data.text_units import Unit, code_points, is_shifted
from studio.pieces import find_pieces
from studio.tasks.token_classification import Places

UNITS: tuple[Unit, ...] = ("utf16", "graphemes")
# So large a part of the rows that fit by one count alone must fit by a unit for all rows to be read so.
_UNIT_PART = 0.9


@dataclass(frozen=True, slots=True)
class ReadSpans:
    """The spans of a row in code points.

    Attributes:
        fault: What is wrong with them, if anything: `utf16` or `graphemes`: what they counted; `moved`: the text of one
            stands elsewhere, where it is taken; `elsewhere`: it does not stand in the text, or at several places.
        received: What came.
    """

    spans: tuple[CharacterSpan, ...]
    fault: str = ""
    received: str = ""


class PlaceReader:
    """Reads the places of spans. All rows are looked at first: what one does not tell another may.

    Grapheme clusters are rarely counted: they are thought of where nothing else fits.

    Args:
        setting: What places count, if the user says so; `auto` finds it out.
    """

    def __init__(self, setting: Places) -> None:
        self._setting = setting
        self._votes: Counter[Places] = Counter()
        self._unclear: list[int] = []

    def look(self, row: int, text: str, spans: Sequence[CharacterSpan]) -> None:
        """Take note of what a row tells.

        Args:
            row: The row, from 0.
            text: Its text.
            spans: Its spans, as they are given.
        """
        readings = dict(_readings(text, spans)) if self._setting == "auto" else {}
        if not readings:
            return
        fitting = [unit for unit, read in readings.items() if _fits(text, read)]
        as_characters = _fits(text, spans)
        if as_characters and "utf16" in fitting:
            self._unclear.append(row)
        elif as_characters and not fitting:
            self._votes["characters"] += 1
        elif fitting and not as_characters:
            # By both it may be the same.
            self._votes.update(fitting if readings[fitting[0]] == readings[fitting[-1]] else fitting[:1])

    @property
    def unclear(self) -> list[int]:
        """The rows whose places fit by both usual counts, from 0, where no row tells which is meant."""
        return [] if self._votes.total() else self._unclear

    def read(self, text: str, spans: Sequence[CharacterSpan]) -> ReadSpans:
        """Return the spans of a row in code points."""
        given = tuple(spans)
        found = _readings(text, given) if self._setting != "characters" else ()
        readings = {unit: read for unit, read in found if read is not None}
        if self._setting != "auto":
            return _placed(text, next((read for unit, read in readings.items() if unit == self._setting), given))
        unit = self._unit(text, given, readings)
        if unit is None:
            return _placed(text, given)
        received = f"{_shown(text, given[-1])} → {_shown(text, readings[unit][-1])}"
        return replace(_placed(text, readings[unit]), fault=unit, received=received)

    def _unit(
        self, text: str, given: tuple[CharacterSpan, ...], readings: dict[Unit, tuple[CharacterSpan, ...]]
    ) -> Unit | None:
        """Return what the places of a row count; `None` where that is characters."""
        fitting = [unit for unit in readings if _fits(text, readings[unit])]
        chosen = max(fitting or readings, key=lambda unit: self._votes[unit], default=None)
        if chosen is None or bool(fitting) != _fits(text, given):
            return chosen if fitting else None
        votes = self._votes[chosen]
        return chosen if votes and votes >= _UNIT_PART * (votes + self._votes["characters"]) else None


def from_unit(text: str, spans: Sequence[CharacterSpan], unit: Unit) -> tuple[CharacterSpan, ...] | None:
    """Return spans that count a unit in code points.

    Args:
        text: The text.
        spans: Its spans.
        unit: What they count.

    Returns:
        The spans; `None` where one of them begins or ends within a character or outside of the text.
    """
    place_of = code_points(text, unit)
    found = [(place_of.get(span.start), place_of.get(span.end), span) for span in spans]
    converted = [
        span._replace(start=start, end=end) for start, end, span in found if start is not None and end is not None
    ]
    return tuple(converted) if len(converted) == len(spans) else None


def _readings(text: str, spans: Sequence[CharacterSpan]) -> Iterator[tuple[Unit, tuple[CharacterSpan, ...] | None]]:
    """Yield what spans are by each unit by which they are others; `None` where they cannot count it."""
    last = max((span.end for span in spans), default=0)
    for unit in UNITS:
        # A cluster has one code point at least, so that a place is the same one or farther on.
        part = text[:last] if unit == "utf16" else text
        if last > 0 and is_shifted(part, unit):
            read = from_unit(text, spans, unit)
            if read != tuple(spans):
                yield unit, read


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
