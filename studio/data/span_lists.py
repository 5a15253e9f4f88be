"""Marked parts of a text as files have them: lists of start, end and type, in several spellings."""

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from studio.blanks import is_blank

_STARTS = ("start", "start_offset", "begin")
_ENDS = ("end", "end_offset", "stop")
_TYPES = ("type", "label", "labels", "entity", "entity_group", "tag")


class CharacterSpan(NamedTuple):
    """A marked part of a text, in code points; the end is exclusive."""

    start: int
    end: int
    type: str


def parse_spans(value: str | None) -> tuple[CharacterSpan, ...] | None:
    """Return the spans of a value, by their start; none for an empty one, `None` where it holds something else.

    Args:
        value: A JSON list. Its entries are `[start, end, type]`, or objects with these under the names that doccano,
            Label Studio, spaCy and Hugging Face use.
    """
    if is_blank(value):
        return ()
    try:
        entries = json.loads(str(value))
    except ValueError:
        return None
    if not isinstance(entries, list):
        return None
    spans = [_read(entry) for entry in entries]
    found = [span for span in spans if span is not None]
    return tuple(sorted(found)) if len(found) == len(spans) else None


def _read(entry: Any) -> CharacterSpan | None:
    if isinstance(entry, Mapping):
        start, end, type_name = (_first(entry, names) for names in (_STARTS, _ENDS, _TYPES))
    elif isinstance(entry, list) and len(entry) == 3:
        start, end, type_name = entry
    else:
        return None
    if isinstance(type_name, list) and len(type_name) == 1:
        type_name = type_name[0]
    is_whole = all(isinstance(place, int) and not isinstance(place, bool) for place in (start, end))
    if not is_whole or not isinstance(type_name, str) or is_blank(type_name):
        return None
    return CharacterSpan(start, end, type_name.strip())


def _first(entry: Mapping[str, Any], names: tuple[str, ...]) -> Any:
    return next((entry[name] for name in names if name in entry), None)
