"""What is said of a specification that is not valid."""

import json
from collections.abc import Mapping

from pydantic import ValidationError

from studio.errors import SpecError


def first_error(error: ValidationError, prefix: str = "") -> SpecError:
    """Return what pydantic found first, in the words of the studio.

    Args:
        error: What pydantic found.
        prefix: What stands before a field's name.
    """
    errors = error.errors()
    first = errors[0]
    if isinstance(first["input"], Mapping):
        # A union reports one error for each of its members. Whoever wrote an object meant the member that is one.
        first = max(errors, key=lambda entry: (entry["loc"][:2] == first["loc"][:2], len(entry["loc"])))
    place = ".".join(str(part) for part in first["loc"] if not _is_union_member(part))
    place = f"{prefix}{place}".removesuffix(".") or "the specification"
    received = first.get("input")
    if first["type"] == "extra_forbidden":
        return SpecError("Unknown field {field}. Received: {received}.", field=place, received=shorten(received))
    if first["type"] == "missing":
        return SpecError("Expected the field {field}. It is missing.", field=place)
    # Pydantic would name the class.
    expected = "an object" if first["type"] == "model_type" else first["msg"].removeprefix("Input should be ")
    return SpecError(
        "{field}: expected {expected}. Received: {received}.",
        field=place,
        expected=expected,
        received=shorten(received),
    )


def _is_union_member(part: str | int) -> bool:
    text = str(part)
    return text == "LastLayers" or "[" in text


def shorten(value: object) -> str:
    """Return a value as JSON, cut where it is long."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 80 else f"{text[:77]}..."
