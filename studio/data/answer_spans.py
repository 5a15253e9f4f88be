"""Answers as data sets give them, and where they stand in their contexts: in code points, the end exclusive."""

import ast
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from studio.blanks import is_blank
from studio.data.text_units import code_points, is_shifted

# What starts may count instead of code points, when all that do not fit fit so.
Unit = Literal["bytes", "utf16", "from_one"]
How = Literal["given", "found", "first", "moved", "unclear", "absent"]
UNITS: tuple[Unit, ...] = ("bytes", "utf16", "from_one")
# What some data sets write where an answer has no start.
_NO_START = -1
# An answer that is not at its start is taken where it stands next to it, if it is no farther away than this.
_NEARBY = 32


class AnswerError(ValueError):
    """A cell does not hold what an answer or a start may be. Its text is what came."""


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """An answer as a row gives it.

    Attributes:
        start: Where it is said to begin; `None` where nothing is said.
    """

    text: str
    start: int | None


@dataclass(frozen=True, slots=True)
class Place:
    """Where an answer stands.

    Attributes:
        how: `given`: where it was said to. `found`: nothing was said, and it stands at one place only. `first`: nothing
            was said, and it is taken at the first of several places. `moved`: not where it was said to, but at its only
            place, or at one nearby. `unclear`: at several places, none of them nearby. `absent`: nowhere.
        start: Its start; -1 for `unclear` and `absent`.
        length: The answer's length.
        by_unit: Where it is not at its start: its start by each unit in which that would be right.
    """

    how: How
    start: int
    length: int
    by_unit: Mapping[Unit, int] = field(default_factory=dict)


def read_answers(answer: str | None, start: str | None, context: str) -> tuple[GivenAnswer, ...]:
    """Return the answers of a row; none where the question has none.

    Args:
        answer: The answer, a JSON list of several, an object `{"text": […], "answer_start": […]}` as Hugging Face's
            libraries have it, or a list of objects of one answer each, as SQuAD has it.
        start: The start, or a JSON list of several.
        context: The text in which they stand: one that looks like a list and stands in it is no list.

    Raises:
        AnswerError: if that cannot be.
    """
    if is_blank(answer):
        return ()
    given, starts = str(answer), _loaded(start, "[")
    if (records := _records(given)) is not None:
        texts, starts = [record["text"] for record in records], [record.get("answer_start") for record in records]
    elif isinstance(record := _loaded(given, "{"), dict) and "text" in record:
        texts, starts = _listed(record["text"]), _listed(record.get("answer_start"))
    elif isinstance(listed := _loaded(given, "["), list) and (isinstance(starts, list) or given not in context):
        texts = listed
    else:
        texts = [given]
    if not isinstance(starts, list):
        starts = [] if is_blank(start) else [start]
    if starts and len(starts) != len(texts):
        raise AnswerError(f"{given} · {start or ''}")
    pairs = zip(texts, starts or [None] * len(texts), strict=True)
    found = [_given(text, place) for text, place in pairs if not is_blank(None if text is None else str(text))]
    return tuple(dict.fromkeys(found))


def locate(given: GivenAnswer, context: str) -> Place:
    """Find where an answer stands in its context."""
    text, start = given.text, given.start
    if start is not None and context.startswith(text, start):
        return Place("given", start, len(text))
    places = list(_occurrences(text, context))
    if not places:
        return Place("absent", -1, len(text))
    if start is None:
        return Place("found" if len(places) == 1 else "first", places[0], len(text))
    by_unit = _by_unit(text, start, context)
    nearest, *others = sorted(places, key=lambda place: abs(place - start))
    is_nearby = abs(nearest - start) <= _NEARBY and (not others or abs(others[0] - start) > abs(nearest - start))
    if is_nearby or not others:
        return Place("moved", nearest, len(text), by_unit)
    return Place("unclear", -1, len(text), by_unit)


def _given(text: Any, start: Any) -> GivenAnswer:
    # What is written around an answer's blanks is no part of it.
    whole = str(text)
    stripped = whole.strip()
    moved = len(whole) - len(whole.lstrip())
    if start is None or is_blank(str(start)):
        return GivenAnswer(stripped, None)
    try:
        number = float(str(start))
        place = int(number)
    except (ValueError, OverflowError):
        raise AnswerError(str(start)) from None
    if place != number or place < _NO_START:
        raise AnswerError(str(start))
    return GivenAnswer(stripped, None if place == _NO_START else place + moved)


def _loaded(value: str | None, opening: str) -> Any:
    text = (value or "").strip()
    if not text.startswith(opening):
        return None
    for parse in (json.loads, ast.literal_eval):
        try:
            return parse(text)
        except (ValueError, SyntaxError, RecursionError, MemoryError):
            continue
    return None


def _records(given: str) -> list[dict[str, Any]] | None:
    """Return the answers of a list of objects; `None` where it is none."""
    listed = _loaded(given, "[")
    if not isinstance(listed, list) or not listed:
        return None
    return listed if all(isinstance(entry, dict) and "text" in entry for entry in listed) else None


def _listed(value: Any) -> list[Any]:
    if isinstance(value, list):
        return value
    return [] if value is None else [value]


def _occurrences(text: str, context: str) -> Iterator[int]:
    place = context.find(text)
    while place >= 0:
        yield place
        place = context.find(text, place + 1)


def _by_unit(text: str, start: int, context: str) -> dict[Unit, int]:
    found: dict[Unit, int] = {}
    before = {
        "bytes": _from_bytes(context, start),
        "utf16": code_points(context, "utf16").get(start) if is_shifted(context, "utf16") else start,
        "from_one": start - 1 if start > 0 else None,
    }
    for unit in UNITS:
        place = before[unit]
        if place is not None and context.startswith(text, place):
            found[unit] = place
    return found


def _from_bytes(text: str, place: int) -> int | None:
    try:
        return len(text.encode("utf-8", "surrogatepass")[:place].decode("utf-8", "surrogatepass"))
    except UnicodeDecodeError:
        return None
