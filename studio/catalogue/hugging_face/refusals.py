"""What is said of a configuration that asks for something else than what is computed."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from studio.errors import PresetError


def refuse_value(file: Path, key: str, accepted: Iterable[Any], received: Any) -> PresetError:
    """Return the error for a setting with another value than the accepted ones; without any it must be missing."""
    values = ", ".join(map(show, accepted))
    if not values:
        return PresetError(
            "{file} asks for something that the studio does not compute. Expected no {key}. Received: {received}.",
            file=file,
            key=key,
            received=show(received),
        )
    return PresetError(
        "{file} asks for something that the studio does not compute. Expected {key}: {expected}. Received: {received}.",
        file=file,
        key=key,
        expected=values,
        received=show(received),
    )


def refuse_size(file: Path, key: str, limit: int, received: Any) -> PresetError:
    """Return the error for a setting that is no whole number above a limit."""
    return PresetError(
        "{file}: expected {key} to be a whole number above {limit}. Received: {received}.",
        file=file,
        key=key,
        limit=limit,
        received=show(received),
    )


def show(value: Any) -> str:
    """Return a setting's value as JSON has it, in short."""
    return json.dumps(value, ensure_ascii=False)[:80] if isinstance(value, bool | None) else str(value)[:80]
