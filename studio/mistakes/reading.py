"""The rows that a run was measured on, read out of its `predictions.parquet`: those with mistakes, of one kind or all.

They hold the texts themselves, so that they can be read when the data's file has changed or gone.
"""

import heapq
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from studio.data.database import IsCancelled, connect, quote_name, quote_path, watched
from studio.data.predictions import unreadable
from studio.errors import NotFoundError
from studio.jobs import CancelledError
from studio.mistakes.base import Judge, Judged

ROW_NUMBER = "row_number"
_BATCH_SIZE = 2048


@dataclass(frozen=True, slots=True)
class MistakeQuery:
    """Which rows are wanted.

    Attributes:
        split: `validation` or `test`.
        is_right: Whether rows without any mistake are wanted, or those with one; `None` for both.
        kind: Only rows with a mistake of this kind; `None` for any.
        subject: Only mistakes about this type or label count; `None` for all.
        search: Words that a row must hold, in any case; empty for any row.
        order: What they are sorted by, `row_number` or the name of a measure; `None` for the judge's first measure.
            Rows of equal value stand in the order of the file, those without a value last.
        limit: How many are returned at most.
    """

    split: str
    is_right: bool | None = False
    kind: str | None = None
    subject: str | None = None
    search: str = ""
    order: str | None = None
    is_descending: bool = True
    limit: int = 200


@dataclass(frozen=True, slots=True)
class Mistakes:
    """What was found.

    Attributes:
        rows: The first ones, in the order that was asked for.
        num_found: How many there are in all.
        counts: How many mistakes of each kind the whole split has, of the subject that was asked for.
        num_wrong: How many rows of the split have a mistake about that subject.
        num_rows: How many rows were measured.
    """

    rows: tuple[Judged, ...]
    num_found: int
    counts: dict[str, int]
    num_wrong: int
    num_rows: int


def read_mistakes(path: Path, judge: Judge, query: MistakeQuery, is_cancelled: IsCancelled | None = None) -> Mistakes:
    """Read the rows of a split and judge them.

    Args:
        path: A run's `predictions.parquet`.
        judge: Compares what is in it.
        query: Which rows are wanted.
        is_cancelled: Asked about ten times a second, from another thread.

    Raises:
        NotFoundError: if there is no such file, or it holds other answers.
        CancelledError: if `is_cancelled` said so.
    """
    counts = Counter(dict.fromkeys((kind.name for kind in judge.KINDS), 0))
    num_rows = num_wrong = num_found = 0

    def wanted() -> Iterator[Judged]:
        nonlocal num_rows, num_wrong, num_found
        for row in _read(path, judge, query.split, is_cancelled):
            kinds = [mistake.kind for mistake in row.mistakes if query.subject in (None, mistake.subject)]
            counts.update(kinds)
            num_rows += 1
            num_wrong += bool(kinds)
            if _fits(row, kinds, query):
                num_found += 1
                yield row

    rows = tuple(heapq.nsmallest(query.limit, wanted(), key=lambda row: _rank(row, judge, query)))
    return Mistakes(rows, num_found, dict(counts), num_wrong, num_rows)


def _read(path: Path, judge: Judge, split: str, is_cancelled: IsCancelled | None) -> Iterator[Judged]:
    if not path.is_file():
        raise NotFoundError("There are no saved answers in {file}.", file=path)
    table = f"FROM read_parquet({quote_path(path)})"
    with connect() as connection:
        try:
            with watched(connection, "Reading the answers", is_cancelled=is_cancelled):
                names = [row[0] for row in connection.execute(f"DESCRIBE SELECT * {table}").fetchall()]
                columns = _columns(path, judge, names)
                chosen = ", ".join(map(quote_name, columns))
                cursor = connection.execute(f"SELECT row_number, {chosen} {table} WHERE split = ?", [split])
                while batch := cursor.fetchmany(_BATCH_SIZE):
                    if is_cancelled is not None and is_cancelled():
                        raise CancelledError
                    for number, *values in batch:
                        yield _judged(path, judge, int(number), values)
        except duckdb.Error as error:
            raise unreadable(path, str(error)) from None


def _columns(path: Path, judge: Judge, names: list[str]) -> list[str]:
    wanted = [*judge.INPUTS, *judge.COLUMNS]
    if missing := [name for name in wanted if name not in names]:
        raise unreadable(path, f"it has no column {missing[0]}")
    rest = names[names.index(wanted[-1]) + 1 :] if judge.TAKES_REST else []
    return wanted + rest


def _judged(path: Path, judge: Judge, number: int, values: list[Any]) -> Judged:
    num_inputs = len(judge.INPUTS)
    inputs = dict(zip(judge.INPUTS, values[:num_inputs], strict=True))
    try:
        return judge.judge(number, inputs, values[num_inputs:])
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise unreadable(path, f"row {number}: {type(error).__name__}: {error}") from None


def _fits(row: Judged, kinds: list[str], query: MistakeQuery) -> bool:
    if query.kind is not None:
        if query.kind not in kinds:
            return False
    elif query.is_right is not None and query.is_right is bool(kinds):
        return False
    text = " ".join(row.inputs.values()).lower()
    return all(word in text for word in query.search.lower().split())


def _rank(row: Judged, judge: Judge, query: MistakeQuery) -> tuple[bool, float, int]:
    sign = -1 if query.is_descending else 1
    if query.order == ROW_NUMBER:
        return (False, sign * row.row_number, 0)
    names = [measure.name for measure in judge.MEASURES]
    value = row.measures[0 if query.order is None else names.index(query.order)]
    return (value is None, 0.0 if value is None else sign * value, row.row_number)
