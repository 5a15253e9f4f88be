"""Labels that came as lists: one in a list is that label; several are no label."""

import ast
import json
import re
from collections.abc import Iterable, Mapping

# An array as numpy prints it: texts or whole numbers without commas between.
_ENTRY = re.compile(r"""'[^'\\]*'|"[^"\\]*"|-?\d+""")
_ARRAY = re.compile(rf"\[\s*(?:{_ENTRY.pattern})(?:\s+(?:{_ENTRY.pattern}))+\s*\]")


def unwrap(label: str) -> str | None:
    """Return the one string or number of a list, an empty string for an empty list; `None` for anything else.

    Args:
        label: A list as JSON or Python writes it, such as `["good"]` or `['good']`.
    """
    values = parse_list(label)
    if values is None or len(values) > 1:
        return None
    if not values or values[0] is None or values[0] != values[0]:
        return ""
    return values[0] if isinstance(values[0], str) else None if isinstance(values[0], list | dict) else str(values[0])


def is_list(label: str) -> bool:
    """Return whether a label is written as a list."""
    return parse_list(label) is not None


def find_changes(labels: Iterable[str], *, is_nested: bool) -> tuple[Mapping[str, str], tuple[str, ...]]:
    """Return what labels become, and which of them hold several.

    A file without types can only write lists as text. There a bracket may be part of a name, so that lists count as
    such where all labels are lists.

    Args:
        labels: The distinct labels.
        is_nested: Whether the file itself tells a list from a text.

    Returns:
        From label to the one that it holds, empty where it holds none; and those that cannot be a single label.
    """
    found = list(labels)
    lists = [label for label in found if is_list(label)]
    if not lists or (not is_nested and len(lists) < len(found)):
        return {}, ()
    single = {label: value for label in lists if (value := unwrap(label)) is not None}
    return single, tuple(label for label in lists if label not in single)


def parse_list(label: str) -> list[object] | None:
    """Return the entries of a list as JSON, Python or numpy writes it; `None` where it is no list."""
    if not (label.startswith("[") and label.endswith("]")):
        return None
    if _ARRAY.fullmatch(label):
        # Python would make one text of texts that stand beside each other.
        return [ast.literal_eval(entry) for entry in _ENTRY.findall(label)]
    for parse in (json.loads, ast.literal_eval):
        try:
            values = parse(label)
        except (ValueError, SyntaxError, RecursionError, MemoryError):
            continue
        return values if isinstance(values, list) else None
    return None
