"""Checks of constructor arguments, with Keras' own words: what was expected, then what came."""

from collections.abc import Iterable


def check_count(name: str, value: object) -> None:
    """Refuse all but whole numbers from 1 up.

    Raises:
        ValueError: if it is another value.
    """
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise ValueError(f"Expected `{name}` to be a positive integer. Received: {name}={value!r}")


def check_fraction(name: str, value: float) -> None:
    """Refuse all but numbers from 0 up to, but not including, 1.

    Raises:
        ValueError: if it is another value.
    """
    if not 0.0 <= value < 1.0:
        raise ValueError(f"Expected `{name}` to be at least 0 and below 1. Received: {name}={value!r}")


def check_choice(name: str, value: object, choices: Iterable[str]) -> None:
    """Refuse a value that is not one of the choices.

    Raises:
        ValueError: if it is none of them.
    """
    known = list(choices)
    if value not in known:
        raise ValueError(f"Expected `{name}` to be one of {known}. Received: {name}={value!r}")


def check_multiple(name: str, value: int, of_name: str, of: int) -> None:
    """Refuse a number that is no multiple of another.

    Raises:
        ValueError: if a remainder is left.
    """
    if value % of:
        raise ValueError(f"Expected `{name}` to be a multiple of `{of_name}`. Received: {name}={value}, {of_name}={of}")
