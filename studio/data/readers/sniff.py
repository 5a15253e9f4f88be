"""How a delimited text file is written, told from its head: delimiter, quotes, header, the kinds of its columns."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice

from studio import tasks
from studio.data.readers.records import csv_options
from studio.data.source import Column, Dialect, Kind

DELIMITERS = (",", "\t", ";", "|")
_NUM_SAMPLED = 1000
_MAX_NAME_LENGTH = 60
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
_BOOLEANS = {"true", "false"}


def sniff_dialect(head: str, is_whole: bool, preferred: str) -> tuple[Dialect, list[list[str]]]:
    """Tell how a file is written.

    Args:
        head: The first characters.
        is_whole: Whether they are the whole file.
        preferred: The delimiter that the file's name promises.

    Returns:
        The dialect and the sampled records, the header among them.
    """
    best: tuple[float, Dialect, list[list[str]]] | None = None
    for candidate in _candidates(preferred, head):
        records, is_broken = _sample(head, is_whole, candidate)
        score = _score(records, is_broken)
        if best is None or score > best[0]:
            best = score, candidate, records
    assert best is not None
    _, dialect, records = best
    dialect = replace(dialect, has_header=_has_header(records), is_uniform=_has_one_line_end(head))
    return dialect, records


def _candidates(preferred: str, head: str) -> list[Dialect]:
    order = [preferred, *(delimiter for delimiter in DELIMITERS if delimiter != preferred)]
    plain = [Dialect(delimiter) for delimiter in order]
    spaced = [replace(dialect, skips_spaces=True) for dialect in plain]
    # A reader that knows this escape takes text behind a closing quote too, so it must be seen first.
    escaped = [replace(dialect, escape="\\") for dialect in plain] if '\\"' in head else []
    return [*plain, *spaced, *escaped, Dialect("\t", quote="", escape="")]


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
    """Rate a dialect: 2 and more when all records have the same number of columns, several at least."""
    if not records:
        return -1.0
    width = len(records[0])
    share = sum(len(record) == width for record in records) / len(records)
    if width == 1:
        return 0.5 * share - 0.4 * is_broken
    return share + (1.0 if share == 1.0 and not is_broken else 0.0) - 0.4 * is_broken


def _has_one_line_end(head: str) -> bool:
    crlf = head.count("\r\n")
    kinds = (crlf, head.count("\n") - crlf, head.count("\r") - crlf)
    return sum(number > 0 for number in kinds) <= 1


def _has_header(records: Sequence[Sequence[str]]) -> bool:
    """Return whether the first record names the columns: unless its values look like those below it."""
    if not records:
        return True
    first, rest = records[0], records[1:]
    if _known_names() & {value.strip().lower() for value in first}:
        return True
    if any(len(value) > _MAX_NAME_LENGTH for value in first):
        return False
    return not any(_is_like_the_rest(value, column, rest) for column, value in enumerate(first) if value.strip())


def _is_like_the_rest(value: str, column: int, rest: Sequence[Sequence[str]]) -> bool:
    values = [record[column].strip() for record in rest if len(record) > column and record[column].strip()]
    if not values:
        return False
    if value.strip() in values:
        return True
    return kind_of([value]) != "text" and kind_of(values) == kind_of([value])


def _known_names() -> set[str]:
    return {
        guess for name in tasks.names() for role in tasks.get(name).roles for guess in role.guesses + role.last_guesses
    }


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
    rows = [record for record in records if len(record) == len(names)]
    return tuple(Column(name, kind_of([row[index] for row in rows])) for index, name in enumerate(names))


def kind_of(values: Iterable[str]) -> Kind:
    """Return what values look like; empty ones do not count."""
    present = [value.strip() for value in values if value.strip()]
    if present and all(_NUMBER.fullmatch(value) for value in present):
        return "number"
    if present and all(value.lower() in _BOOLEANS for value in present):
        return "boolean"
    return "text"
