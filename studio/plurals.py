"""Templates whose words follow a number, such as `{num_rows} {num_rows:row has|rows have} no label`.

A field with a bar in it chooses between two wordings, the first for one, the second for any other number. That is all
that English needs; the window translates the whole template by its first such number, with Qt's numerus forms.
"""

import re
import string
from collections.abc import Callable, Mapping
from typing import Any

_BAR = "|"
# A width of billions would take all memory.
_PLAIN = re.compile(r",?(\.\d{1,2})?[a-z%]?")


def fill(template: str, details: Mapping[str, object], show: Callable[[object], object] = lambda value: value) -> str:
    """Return a template with its details put in.

    Args:
        template: str. The text, with `{name}` where a detail belongs and `{name:one|other}` where a wording does.
        details: The values by name.
        show: How a value is written; choices are made by the value itself.
    """
    return _Formatter(show).vformat(template, (), details)


def deciding_count(template: str, details: Mapping[str, object]) -> int | None:
    """Return the number that a template's first choice of words goes by; `None` without any choice."""
    name = deciding_name(template)
    value = details.get(name) if name is not None else None
    return value if isinstance(value, int) else None


def deciding_name(template: str) -> str | None:
    """Return the name of the number that a template's first choice of words goes by; `None` without any choice."""
    fields = string.Formatter().parse(template)
    return next((name for _, name, spec, _ in fields if name and spec and _BAR in spec), None)


def can_fill(template: str, details: Mapping[str, object]) -> bool:
    """Return whether a template from elsewhere can be filled: only details by their names, in a plain form."""
    try:
        fields = [(name, spec, how) for _, name, spec, how in string.Formatter().parse(template) if name is not None]
        if any(how or name not in details or not _is_plain(spec or "") for name, spec, how in fields):
            return False
        fill(template, details)
    except (ValueError, TypeError, OverflowError):
        return False
    return True


def without_fields(template: str) -> str:
    """Return a template that is filled with nothing and reads as this one is written."""
    return template.replace("{", "{{").replace("}", "}}")


def _is_plain(spec: str) -> bool:
    return _BAR in spec or _PLAIN.fullmatch(spec) is not None


class _Formatter(string.Formatter):
    def __init__(self, show: Callable[[object], object]) -> None:
        self._show = show

    def format_field(self, value: Any, format_spec: str) -> Any:
        if _BAR in format_spec:
            one, _, other = format_spec.partition(_BAR)
            return one if value == 1 else other
        return super().format_field(self._show(value), format_spec)
