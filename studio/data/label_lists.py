"""Several labels for a row: a list, names with a mark between, or a column for each label."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from studio.blanks import is_blank
from studio.data.list_labels import is_list, parse_list

# What parts labels, the likeliest first. A comma may also be part of a name.
DELIMITERS = (";", "|", ",")

# What a column for one label may hold.
_APPLIES = frozenset({"1", "true", "yes", "y", "t", "是"})
_APPLIES_NOT = frozenset({"0", "false", "no", "n", "f", "否"})


@dataclass(frozen=True, slots=True)
class LabelFormat:
    """How a column holds the labels of its rows.

    Attributes:
        has_lists: Whether values are lists, as JSON or Python writes them.
        delimiter: What parts the labels of a value; empty where each value is a list or one label.
        is_strict: Whether what is no list is a fault: a file without types writes lists as text, so that one list says
            that all are meant as lists. One with types gives a list of one as that one.
    """

    has_lists: bool = False
    delimiter: str = ""
    is_strict: bool = False

    def read(self, value: str) -> tuple[str, ...] | None:
        """Return the labels of a value, each once and in their order; `None` where it holds something else."""
        text = value.strip()
        if self.has_lists:
            values = parse_list(text)
            if values is not None:
                return None if any(isinstance(entry, list | dict) for entry in values) else _names(values)
            if self.is_strict or text.startswith(("[", "{")):
                return None
        return _names(text.split(self.delimiter) if self.delimiter else [text])

    def has_repeats(self, value: str) -> bool:
        """Return whether a label stands in a value more than once."""
        text = value.strip()
        values = parse_list(text) if self.has_lists else text.split(self.delimiter) if self.delimiter else None
        names = [name for entry in values or () if (name := _name(entry))]
        return len(set(names)) < len(names)


def recognize_lists(values: Iterable[str], delimiter: str | None, *, is_nested: bool) -> LabelFormat:
    """Return how a column holds several labels.

    Args:
        values: The distinct values that are there.
        delimiter: What the user said parts the labels; `None` where it is to be recognized.
        is_nested: Whether the file itself tells a list from a text.
    """
    found = [value.strip() for value in values if not is_blank(value)]
    if delimiter:
        return LabelFormat(delimiter=delimiter)
    num_lists = sum(map(is_list, found))
    # Objects and sets are no lists, and what parts their entries parts no labels.
    if 2 * sum(value.startswith("{") and value.endswith("}") for value in found) > len(found):
        return LabelFormat(has_lists=True, is_strict=True)
    if num_lists and (is_nested or 2 * num_lists > len(found)):
        return LabelFormat(has_lists=True, is_strict=not is_nested)
    return LabelFormat(delimiter=_recognize_delimiter(found))


def find_unparted(names: Iterable[str]) -> tuple[str, ...]:
    """Return the names that hold a mark which may part labels, where half of the parts are names themselves."""
    known = {*names}

    def is_unparted(name: str, delimiter: str) -> bool:
        parts = _names(name.split(delimiter))
        return len(parts) > 1 and 2 * len(known.intersection(parts)) >= len(parts)

    return tuple(name for name in sorted(known) if any(is_unparted(name, delimiter) for delimiter in DELIMITERS))


def read_flag(value: str) -> bool | None:
    """Return what a value of a label's own column says; `None` where it is neither yes nor no."""
    word = value.strip().casefold().removesuffix(".0")
    return True if word in _APPLIES else False if word in _APPLIES_NOT else None


def _recognize_delimiter(values: Sequence[str]) -> str:
    for delimiter in DELIMITERS:
        parted = [value for value in values if delimiter in value]
        if parted and (delimiter != "," or _come_again(values, parted)):
            return delimiter
    return ""


def _come_again(values: Sequence[str], parted: Sequence[str]) -> bool:
    """Return whether most names between commas occur in other values too, as labels do and parts of names do not."""
    counts = Counter(name for value in values for name in _names(value.split(",")))
    names = {name for value in parted for name in _names(value.split(","))}
    return 2 * sum(counts[name] > 1 for name in names) > len(names)


def _names(values: Iterable[object]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for value in values if (name := _name(value))))


def _name(value: object) -> str:
    """Return the label that an entry is; empty where it is none: nothing, NaN or blanks."""
    if value is None or value != value:
        return ""
    return str(value).strip().removesuffix(".0" if isinstance(value, float) else "")
