"""JSON as files and other processes have it: parsed whole, or refused in one way."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

# Half of a pair that stands for one character: no file and no screen takes it.
_HALF = re.compile("[\ud800-\udfff]")
_MAY_HOLD_HALF = re.compile(r"\\u[dD][89a-fA-F]")
_SIGNS = (",", ":")
_DECODER = json.JSONDecoder()
_NO_CHARACTER = "\ufffd"


def parse_json(text: str | bytes) -> Any:
    """Return the data of a JSON text. Halves of characters in it become U+FFFD.

    Args:
        text: The JSON; bytes are UTF-8.

    Raises:
        JSONDecodeError: if it is none, its brackets lie too deep within each other, or a number has thousands of
            digits.
        UnicodeDecodeError: if it is no UTF-8.
    """
    if isinstance(text, bytes):
        text = text.decode("utf-8")
    with _told(text):
        data = json.loads(text)
        return _whole(data) if _holds_half(text, len(text)) else data


def take_json(text: str) -> tuple[Any, int]:
    """Return the data that a text begins with, and where it ends.

    Raises:
        JSONDecodeError: as `parse_json`.
    """
    with _told(text):
        data, end = _DECODER.raw_decode(text)
        return (_whole(data) if _holds_half(text, end) else data), end


def whole_characters(text: str) -> str:
    """Return a text with U+FFFD in place of halves of characters."""
    return _HALF.sub(_NO_CHARACTER, text)


def _holds_half(text: str, end: int) -> bool:
    """Return whether there may be halves of characters in the data of a JSON text."""
    # Where one stands as it is, it is a byte of no encoding, and its reader's to tell.
    return _MAY_HOLD_HALF.search(text, 0, end) is not None and _HALF.search(text, 0, end) is None


@contextmanager
def _told(text: str) -> Iterator[None]:
    """Tell of all that cannot be parsed in one way."""
    try:
        yield
    except json.JSONDecodeError:
        raise
    except RecursionError:
        raise json.JSONDecodeError("brackets within brackets, too deep", text, 0) from None
    except ValueError:
        raise json.JSONDecodeError("a number with too many digits", text, 0) from None


def json_line(data: Any) -> str:
    """Return data as JSON in one line. NaN and infinity, which JSON has no words for, become null.

    Args:
        data: JSON data; values of other types are written as their texts.
    """
    try:
        return json.dumps(data, ensure_ascii=False, separators=_SIGNS, allow_nan=False, default=str)
    except ValueError:
        return json.dumps(_without_nan(data), ensure_ascii=False, separators=_SIGNS, default=str)


def _without_nan(value: Any) -> Any:
    if isinstance(value, float):
        return value if abs(value) < float("inf") else None
    if isinstance(value, dict):
        return {name: _without_nan(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_without_nan(item) for item in value]
    return value


def _whole(data: Any) -> Any:
    if isinstance(data, str):
        return whole_characters(data)
    if isinstance(data, list):
        return [_whole(item) for item in data]
    if isinstance(data, dict):
        return {_whole(name): _whole(value) for name, value in data.items()}
    return data
