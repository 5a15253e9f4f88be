"""What is said of a tokenizer whose ids the studio could not give."""

from pathlib import Path
from typing import Any

from studio.errors import PresetError


def refuse_setting(file: Path, name: str, received: Any, expected: str) -> PresetError:
    """Return the error for a setting that would be dropped otherwise.

    Args:
        file: Where it stands.
        name: What it is called.
        received: What it says.
        expected: What would be understood.
    """
    return PresetError(
        "{file}: the tokenizer's setting {name} is not supported, and without it the backbone would read other tokens "
        "than those it was trained on. Expected {expected}. Received: {received}. Choose another backbone.",
        file=file,
        name=name,
        expected=expected,
        received=_short(received),
    )


def refuse_class(file: Path, received: str, expected: tuple[str, ...]) -> PresetError:
    """Return the error for a tokenizer of another kind."""
    return PresetError(
        "{file}: the backbone reads texts with {received}, which the studio does not have; with another tokenizer it "
        "would see other tokens than those it was trained on. Expected one of {expected}. Choose a backbone for the "
        "same language with one of these.",
        file=file,
        received=received,
        expected=", ".join(expected),
    )


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 80 else f"{text[:79]}…"
