"""How the records of a JSON file are laid out: one after the other, in an array, or in an array under a key."""

import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, TextIO

from studio.data.readers import label_studio, squad
from studio.data.readers.json_stream import JsonStream
from studio.data.source import DataSource
from studio.errors import DataError
from studio.json_text import parse_json

LABEL_STUDIO = "label_studio"
SQUAD = "squad"
_UNDER_KEY = "key:"
_UNDER_KEY_WRAPPED = "wrapped:"
_WRAPPER = "row"
_MAX_LOOKED_AT = 1 << 20


def find_layout(path: Path, file: TextIO, start: str, format: str) -> str:
    """Tell how the records are laid out.

    Args:
        path: The file.
        file: The same, open at its start.
        start: Its first characters, without blanks around them.
        format: `json` or `jsonl`.

    Returns:
        DuckDB's word for it, or one of the studio's own, for which `is_own` is true.

    Raises:
        DataError: if several keys hold what might be records.
    """
    if start.startswith("["):
        return LABEL_STUDIO if format == "json" and _holds_tasks(file) else "array"
    if format == "jsonl":
        return "newline_delimited"
    if (found := _find_under_key(path, file)) is not None:
        file.seek(0)
        return SQUAD if _holds_articles(file) else found
    try:
        parse_json(start.splitlines()[0])
    except json.JSONDecodeError:
        return "unstructured"
    return "newline_delimited"


def is_own(layout: str) -> bool:
    """Return whether DuckDB does not know a layout, so that it reads a copy."""
    return layout in (LABEL_STUDIO, SQUAD) or layout.startswith((_UNDER_KEY, _UNDER_KEY_WRAPPED))


def key_of(layout: str) -> str:
    """Return the key under which the records lie; empty where they lie under none."""
    return layout.partition(":")[2] if is_own(layout) else ""


def read_values(source: DataSource, stream: JsonStream) -> Iterator[Any]:
    """Yield the records of a file that is not made of lines.

    Raises:
        JSONDecodeError: if one is no JSON.
    """
    layout = source.layout
    if key := key_of(layout):
        for value in _under(source, stream, key):
            yield value.get(_WRAPPER) if layout.startswith(_UNDER_KEY_WRAPPED) and isinstance(value, dict) else value
    elif layout == SQUAD:
        yield from squad.rows(source.path, _under(source, stream, squad.KEY))
    elif layout in ("array", LABEL_STUDIO):
        yield from stream.elements()
    else:
        while stream.peek():
            yield stream.value()


def _under(source: DataSource, stream: JsonStream, wanted: str) -> Iterator[Any]:
    for key in stream.members():
        if key == wanted:
            yield from stream.elements()
        elif stream.peek() == "[" and key_of(source.layout) and not source.layout.startswith(_UNDER_KEY_WRAPPED):
            if any(isinstance(value, dict) for value in stream.elements()):
                raise _ambiguous(source.path, [wanted, key])
        else:
            stream.value()


def _holds_tasks(file: TextIO) -> bool:
    stream = JsonStream(file)
    try:
        return label_studio.is_task(next(stream.elements(), None))
    except json.JSONDecodeError:
        return False


def _holds_articles(file: TextIO) -> bool:
    stream = JsonStream(file)
    with suppress(json.JSONDecodeError):
        for key in stream.members():
            if key == squad.KEY:
                return stream.peek() == "[" and squad.is_article(next(stream.elements(), None))
            stream.value()
    return False


def _find_under_key(path: Path, file: TextIO) -> str | None:
    """Find the key of a single object that holds an array of objects, as far as the head of the file tells."""
    stream = JsonStream(file)
    found: dict[str, bool] = {}
    try:
        for key in stream.members():
            if stream.peek() != "[":
                stream.value()
                continue
            if (is_wrapped := _look_into_array(stream)) is not None:
                found[key] = is_wrapped
            if stream.num_taken > _MAX_LOOKED_AT:
                break
        else:
            if stream.peek():
                # More objects follow: each of them is a record.
                return None
    except json.JSONDecodeError:
        # A file that is cut inside its rows is read up to there.
        if not found:
            return None
    wrapped = [key for key, is_wrapped in found.items() if is_wrapped]
    if len(wrapped) == 1:
        return _UNDER_KEY_WRAPPED + wrapped[0]
    if len(found) > 1:
        raise _ambiguous(path, list(found))
    return _UNDER_KEY + next(iter(found)) if found else None


def _look_into_array(stream: JsonStream) -> bool | None:
    """Take an array, or the start of a long one; return whether its objects wrap records, `None` if it holds none."""
    answer: bool | None = None
    with suppress(json.JSONDecodeError):
        for value in stream.elements():
            if isinstance(value, dict) and answer is None:
                answer = isinstance(value.get(_WRAPPER), dict)
            if stream.num_taken > _MAX_LOOKED_AT:
                break
    return answer


def _ambiguous(path: Path, keys: list[str]) -> DataError:
    return DataError(
        "{file}: expected an array of objects, under one key at most. Received: arrays of objects under the keys "
        "{received}. Save the one that is meant as a file of its own.",
        file=path,
        received=", ".join(keys),
    )
