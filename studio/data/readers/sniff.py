"""How a delimited text file is written, told from its head: delimiter, quotes, header, the kinds of its columns."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from studio import tasks
from studio.data.readers.records import csv_options
from studio.data.source import Column, Dialect, Kind
from studio.spec import ReadingSpec

DELIMITERS = (",", "\t", ";", "|")
_NUM_SAMPLED = 1000
_MAX_NAME_LENGTH = 60
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
_SEPARATOR_LINE = re.compile(r"sep=([^\r\n])\r?\n")
# How much a record that may have left out values counts, beside one that is whole.
_SHORT_PART = 0.6
# Names of columns that may just as well be a row's label.
_LABELS_TOO = frozenset({"positive", "negative"})
_FEW_VALUES = 4
_BOOLEANS = {"true", "false"}


@dataclass(frozen=True, slots=True)
class Sniffed:
    """What the head of a delimited file tells.

    Attributes:
        dialect: How it is written.
        header: The record that names the columns; the first one of the data where none does.
        rows: The sampled records of the data.
    """

    dialect: Dialect
    header: list[str]
    rows: list[list[str]]


def sniff_dialect(head: str, is_whole: bool, preferred: str, reading: ReadingSpec) -> Sniffed:
    """Tell how a file is written.

    Args:
        head: The first characters.
        is_whole: Whether they are the whole file.
        preferred: The delimiter that the file's name promises.
        reading: What the user said of it.
    """
    declared = _SEPARATOR_LINE.match(head)
    delimiter = reading.delimiter or (declared.group(1) if declared else None)
    best: tuple[float, Dialect, list[list[str]]] | None = None
    for candidate in _candidates(delimiter or preferred, head, is_fixed=delimiter is not None):
        records, is_broken = _sample(head, is_whole, candidate)
        score = _score(records[bool(declared) :], is_broken)
        if best is None or score > best[0]:
            best = score, candidate, records
    assert best is not None
    _, dialect, records = best
    return with_header(
        replace(dialect, is_uniform=_has_one_line_end(head)), records, reading, int(declared is not None)
    )


def with_header(dialect: Dialect, records: list[list[str]], reading: ReadingSpec, num_above: int = 0) -> Sniffed:
    """Tell which of the first records are the header, unless the user said so.

    Args:
        dialect: How the file is written otherwise.
        records: The first records.
        reading: What the user said of the file.
        num_above: How many records at the top are known to be neither header nor data.
    """
    rest = records[num_above:]
    given = reading.header_rows()
    if given is not None:
        first, last = given
        if first:
            num_above = max(first - 1, int(_is_declaration(records)))
        dialect = replace(dialect, has_header=first > 0, num_above=num_above, num_below=max(0, last - first))
    else:
        num_below = _num_below(rest)
        has_header = num_below > 0 or _has_header(rest)
        dialect = replace(dialect, has_header=has_header, num_above=num_above, num_below=num_below)
    rows = records[dialect.num_lead :]
    header = next(iter(records[num_above:]), [])
    if not dialect.has_header:
        header = max(rows, key=len, default=[])
    has_short_rows = any(len(row) < len(header) for row in rows)
    return Sniffed(replace(dialect, has_short_rows=has_short_rows), header, rows)


def _candidates(preferred: str, head: str, *, is_fixed: bool) -> list[Dialect]:
    others = () if is_fixed else tuple(delimiter for delimiter in DELIMITERS if delimiter != preferred)
    plain = [Dialect(delimiter) for delimiter in (preferred, *others)]
    spaced = [replace(dialect, skips_spaces=True) for dialect in plain]
    # A reader that knows this escape takes text behind a closing quote too, so it must be seen first.
    escaped = [replace(dialect, escape="\\") for dialect in plain] if '\\"' in head else []
    unquoted = [Dialect("\t", quote="", escape="")] if "\t" in (preferred, *others) else []
    return [*plain, *spaced, *escaped, *unquoted]


def _sample(head: str, is_whole: bool, dialect: Dialect) -> tuple[list[list[str]], bool]:
    """Return the first records and whether one of them is broken."""
    records: list[list[str]] = []
    try:
        for record in islice(csv.reader(io.StringIO(head, newline=""), **csv_options(dialect)), _NUM_SAMPLED):
            if record:
                records.append(record)
    except csv.Error:
        # Where the head is cut, its last record is broken in any case, and may reach far back when it is quoted.
        is_cut = not is_whole and len(records) > 0
        return records, not is_cut
    if not is_whole and len(records) < _NUM_SAMPLED and len(records) > 1:
        records.pop()
    return records, False


def _score(records: Sequence[Sequence[str]], is_broken: bool) -> float:
    """Rate a dialect: 2 and more when all records have the same number of columns, several at least.

    A record that has several values, and fewer than the first one, may have left out empty ones at its end.
    """
    if not records:
        return -1.0
    width = len(records[0])
    share = sum(len(record) == width for record in records) / len(records)
    if width == 1:
        return 0.5 * share - 0.4 * is_broken
    short = sum(1 < len(record) < width for record in records) / len(records)
    whole = 1.0 if share == 1.0 and not is_broken else 0.0
    return share + _SHORT_PART * short + whole - 0.4 * is_broken


def _has_one_line_end(head: str) -> bool:
    crlf = head.count("\r\n")
    kinds = (crlf, head.count("\n") - crlf, head.count("\r") - crlf)
    return sum(number > 0 for number in kinds) <= 1


def _is_declaration(records: Sequence[Sequence[str]]) -> bool:
    """Return whether the first record is Excel's own line that names the delimiter."""
    return bool(records) and len(records[0]) <= 2 and records[0][:1] == ["sep="]


def _num_below(records: Sequence[Sequence[str]]) -> int:
    """Tell the header of a survey program, Qualtrics: below the names it writes the questions and its own keys."""
    if len(records) > 2 and any(value.startswith('{"ImportId"') for value in records[2]):
        return 2
    return 0


def _has_header(records: Sequence[Sequence[str]]) -> bool:
    """Return whether the first record names the columns: unless its values look like those below it.

    A name may be as long as a whole question. A long one alone is more likely a text; beside others it is a name when a
    column of labels, numbers or times begins with something else.
    """
    if not records:
        return True
    first, rest = records[0], records[1:]
    if _are_names(first):
        return True
    columns = [[record[index].strip() for record in rest if len(record) > index] for index in range(len(first))]
    if any(_is_like_the_rest(value, values) for value, values in zip(first, columns, strict=True) if value.strip()):
        return False
    if all(len(value) <= _MAX_NAME_LENGTH for value in first):
        return True
    return any(_is_unlike_the_rest(value, values) for value, values in zip(first, columns, strict=True))


def _are_names(values: Sequence[str]) -> bool:
    """Return whether values are known as names of columns. One alone that is a label as well says nothing."""
    known = _known_names() & {value.strip().lower() for value in values}
    return len(known) > 1 or bool(known - _LABELS_TOO)


def _is_label(value: str) -> bool:
    return value.strip().lower() in _LABELS_TOO


def _is_like_the_rest(value: str, values: Sequence[str]) -> bool:
    present = [entry for entry in values if entry]
    if not present:
        return False
    if value.strip() in present or (_is_label(value) and any(map(_is_label, present))):
        return True
    return kind_of([value]) != "text" and kind_of(present) == kind_of([value])


def _is_unlike_the_rest(value: str, values: Sequence[str]) -> bool:
    """Return whether all the others are numbers and this is none, or they come again and again and this does not."""
    present = [entry for entry in values if entry]
    if not value.strip() or len(present) < _FEW_VALUES:
        return False
    return kind_of(present) != kind_of([value]) or len(set(present)) * 2 <= len(present)


def _known_names() -> set[str]:
    return {guess for task in tasks.all_tasks() for role in task.roles for guess in role.guesses + role.last_guesses}


def name_columns(record: Sequence[str], has_header: bool) -> tuple[str, ...]:
    """Return unique column names: those of the header, with a number where one is empty or comes again.

    Case counts for nothing here, as in DuckDB.
    """
    names: list[str] = []
    taken: set[str] = set()
    for number, value in enumerate(record, start=1):
        wanted = (value.strip() if has_header else "") or f"column_{number}"
        name, copy = wanted, 1
        while name.lower() in taken:
            copy += 1
            name = f"{wanted}_{copy}"
        taken.add(name.lower())
        names.append(name)
    return tuple(names)


def find_columns(names: Sequence[str], records: Iterable[Sequence[str]]) -> tuple[Column, ...]:
    """Return the columns with the kinds that their sampled values look like."""
    rows = list(records)
    return tuple(
        Column(name, kind_of([row[index] for row in rows if len(row) > index])) for index, name in enumerate(names)
    )


def kind_of(values: Iterable[str]) -> Kind:
    """Return what values look like; empty ones do not count."""
    present = [value.strip() for value in values if value.strip()]
    if present and all(_NUMBER.fullmatch(value) for value in present):
        return "number"
    if present and all(value.lower() in _BOOLEANS for value in present):
        return "boolean"
    return "text"
