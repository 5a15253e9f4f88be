"""Marked parts of a text as files have them: lists of start, end and type, in several spellings."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from studio.blanks import is_blank
from studio.data.list_labels import parse_list

_STARTS = ("start", "start_offset", "begin")
_ENDS = ("end", "end_offset", "stop")
_TYPES = ("type", "label", "labels", "entity", "entity_group", "tag")


class CharacterSpan(NamedTuple):
    """A marked part of a text, in code points; the end is exclusive.

    Attributes:
        text: What the file says that the part holds; `None` where it says nothing.
    """

    start: int
    end: int
    type: str
    text: str | None = None


def parse_spans(value: str | None) -> tuple[CharacterSpan, ...] | None:
    """Return the spans of a value, by their start; none for an empty one, `None` where it holds something else.

    Args:
        value: A list as JSON or Python writes it. Its entries are `[start, end, type]`, or objects with these under the
            names that doccano, Label Studio, spaCy and Hugging Face use.
    """
    if is_blank(value):
        return ()
    entries = parse_list(str(value).strip())
    if entries is None:
        return None
    spans = [_read(entry) for entry in entries]
    found = [span for span in spans if span is not None]
    return tuple(sorted(found, key=lambda span: span[:3])) if len(found) == len(spans) else None


def _read(entry: Any) -> CharacterSpan | None:
    text = None
    if isinstance(entry, Mapping):
        start, end, type_name = (_first(entry, names) for names in (_STARTS, _ENDS, _TYPES))
        text = entry.get("text")
    elif isinstance(entry, list | tuple) and len(entry) == 3:
        start, end, type_name = entry
    else:
        return None
    if isinstance(type_name, list) and len(type_name) == 1:
        type_name = type_name[0]
    places = _whole(start), _whole(end)
    if places[0] is None or places[1] is None or not isinstance(type_name, str) or is_blank(type_name):
        return None
    has_text = isinstance(text, str) and not is_blank(text)
    return CharacterSpan(places[0], places[1], type_name.strip(), text if has_text else None)


def _whole(place: Any) -> int | None:
    """Return a whole number; tables with gaps make floats of such."""
    if isinstance(place, float) and place.is_integer():
        return int(place)
    return place if isinstance(place, int) and not isinstance(place, bool) else None


def _first(entry: Mapping[str, Any], names: tuple[str, ...]) -> Any:
    return next((entry[name] for name in names if name in entry), None)
