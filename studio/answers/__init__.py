"""What a model says about a row: values tagged with their kind, one module each, one row each in the table below.

Whoever shows, keeps or writes answers goes by their kind, and never by the task that gave them. No TensorFlow.
"""

from collections.abc import Mapping
from typing import Any

from studio.answers.base import Answer, Arrays, Headline
from studio.answers.classes import Classes
from studio.answers.fills import Fills, Guess
from studio.answers.hits import Hit, Hits
from studio.answers.number import Number
from studio.answers.spans import Span, Spans
from studio.answers.text import Written
from studio.answers.vector import Vector
from studio.errors import InputError

__all__ = [
    "Answer",
    "Arrays",
    "Classes",
    "Fills",
    "Guess",
    "Headline",
    "Hit",
    "Hits",
    "Number",
    "Span",
    "Spans",
    "Vector",
    "Written",
    "get",
    "names",
    "read",
]

_KINDS: dict[str, type[Answer]] = {kind.KIND: kind for kind in (Classes, Number, Spans, Written, Fills, Vector, Hits)}


def get(name: str) -> type[Answer]:
    """Return the class of the answers of a kind.

    Raises:
        InputError: if there is no such kind.
    """
    if name not in _KINDS:
        raise InputError(
            "Expected an answer of the kind {expected}. Received: {received}.",
            expected=", ".join(_KINDS),
            received=name,
        )
    return _KINDS[name]


def names() -> tuple[str, ...]:
    """Return the names of all kinds, in the order of the table."""
    return tuple(_KINDS)


def read(data: Mapping[str, Any]) -> Answer:
    """Return the answer that `Answer.to_json` gave.

    Raises:
        InputError: if its kind is not known, or it is damaged.
    """
    kind = get(str(data.get("kind")))
    try:
        return kind.from_json(data)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InputError(
            "Expected an answer of the kind {expected}. Received: {received}.",
            expected=kind.KIND,
            received=f"{type(error).__name__}: {error}",
        ) from None
