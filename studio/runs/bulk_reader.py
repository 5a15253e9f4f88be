"""Reads long histories with DuckDB: it parses on all cores and leaves the other threads of this process alone."""

import itertools
import os
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.runs.columns import Floats
from studio.runs.events import Event, StateEvent, event_from_json, is_of_later_version, parse_line, seq_of
from studio.runs.history import STEP_COLUMNS, HistoryPart, sound_steps
from studio.runs.states import RunState

_TAIL_BYTES = 1 << 20
_PART_STEPS = 20_000
# DuckDB would take a path with one of these for a pattern.
_PATTERN_SIGNS = "*?["
_TYPES = {"seq": "BIGINT", "kind": "VARCHAR"} | dict.fromkeys(STEP_COLUMNS, "DOUBLE")
_TAKE_STEPS = (
    "CREATE TEMP TABLE steps AS "
    "SELECT row_number() OVER (ORDER BY seq) - 1 AS number, seq, {columns} "
    "FROM read_json(?, format='newline_delimited', ignore_errors=true, columns={types}) "
    "WHERE kind = 'step' AND seq <= ? ORDER BY seq"
)
_SOME_STEPS = "SELECT seq, {columns} FROM steps WHERE number >= ? AND number < ? ORDER BY number"
_OTHERS = (
    "SELECT CAST(json AS VARCHAR) FROM read_ndjson_objects(?, ignore_errors=true) "
    'WHERE NOT contains(CAST(json AS VARCHAR), \'"kind":"step"\')'
)


class BulkError(Exception):
    """A file that DuckDB cannot read whole: it is to be read line by line."""


@dataclass(frozen=True, slots=True)
class Bulk:
    """The whole lines of an event file, up to a place in it.

    Attributes:
        end: The place, in bytes.
        last_seq: The number of the last event before it.
    """

    path: Path
    end: int
    last_seq: int

    def parts(self) -> Iterator[HistoryPart]:
        """Read all and yield it in parts of a moderate size, oldest first.

        Raises:
            BulkError: before the first part, if the file cannot be read in this way.
        """
        import duckdb

        # One core is left to the window.
        threads = max(1, (os.cpu_count() or 1) - 1)
        with duckdb.connect(config={"threads": threads}) as connection:
            try:
                events, num_known = self._read_others(connection)
                num_steps = self._take_steps(connection)
            except duckdb.Error as error:
                raise BulkError(str(error)) from None
            starts = deque(event for event in events if _is_start(event))
            waiting = deque(events)
            yield HistoryPart(None, np.empty((0, len(STEP_COLUMNS))), (), num_steps)
            num_sound = num_known
            for seqs, steps in self._read_steps(connection):
                num_sound += len(steps)
                yield from _split(seqs, steps, waiting, starts)
            num_damaged = max(0, _count_lines(self.path, self.end) - num_sound)
            yield HistoryPart(None, np.empty((0, len(STEP_COLUMNS))), (), num_damaged=num_damaged)
            yield from _split(np.array([self.last_seq + 1]), np.empty((0, len(STEP_COLUMNS))), waiting, starts)

    def _take_steps(self, connection: Any) -> int:
        """Let DuckDB read the steps into a table of its own and return how many there are."""
        filled = ", ".join(f"coalesce({name}, 'nan'::DOUBLE) AS {name}" for name in STEP_COLUMNS)
        connection.execute(_TAKE_STEPS.format(columns=filled, types=_TYPES), [str(self.path), self.last_seq])
        return int(connection.execute("SELECT count(*) FROM steps").fetchone()[0])

    def _read_steps(self, connection: Any) -> Iterator[tuple[NDArray[np.int64], Floats]]:
        names = ", ".join(STEP_COLUMNS)
        # Other threads stand still while DuckDB hands rows over: never many at once.
        for first in itertools.count(0, _PART_STEPS):
            query = connection.execute(_SOME_STEPS.format(columns=names), [first, first + _PART_STEPS])
            found = query.fetchnumpy()
            seqs = np.asarray(found["seq"], dtype=np.int64)
            if not len(seqs):
                return
            steps = np.stack([np.asarray(found[name]) for name in STEP_COLUMNS], axis=1)
            are_sound = sound_steps(steps)
            if are_sound.any():
                yield seqs[are_sound], steps[are_sound]

    def _read_others(self, connection: Any) -> tuple[list[Event], int]:
        """Return the other events, oldest first, and how many lines were read whole for them."""
        rows = connection.execute(_OTHERS, [str(self.path)]).fetchall()
        parsed = [parse_line(text) for (text,) in rows]
        events = [event_from_json(data) for data in parsed]
        num_later = sum(map(is_of_later_version, parsed))
        known = [event for event in events if event is not None and event.seq <= self.last_seq]
        return sorted(known, key=lambda event: event.seq), len(known) + num_later


def find_bulk(path: Path, least_bytes: int) -> Bulk | None:
    """Return what is worth reading in bulk; `None` for a short file, or one whose path DuckDB would misread."""
    try:
        if not path.is_file():
            return None
        size = path.stat().st_size
        if size < least_bytes or any(sign in str(path) for sign in _PATTERN_SIGNS):
            return None
        with path.open("rb") as file:
            start = max(0, size - _TAIL_BYTES)
            file.seek(start)
            tail = file.read(size - start)
    except OSError:
        return None
    end = tail.rfind(b"\n") + 1
    last_seq = seq_of(parse_line(tail[:end].splitlines()[-1])) if end else None
    return None if last_seq is None else Bulk(path, start + end, last_seq)


def _count_lines(path: Path, end: int) -> int:
    """Return how many lines lie before a place of a file; empty ones do not count."""
    count = 0
    with path.open("rb") as file:
        while block := file.read(min(_TAIL_BYTES, end - file.tell())):
            count += block.count(b"\n") - block.count(b"\n\n")
    return count


def _split(
    seqs: NDArray[np.int64], steps: Floats, waiting: deque[Event], starts: deque[Event]
) -> Iterator[HistoryPart]:
    """Yield steps with the events before the last of them; a part begins wherever the run was taken up."""
    first, resumed_at = 0, None
    while starts and starts[0].seq < seqs[-1]:
        start = starts.popleft()
        last = int(np.searchsorted(seqs[: len(steps)], start.seq))
        yield HistoryPart(resumed_at, steps[first:last], _take_before(waiting, start.seq))
        assert isinstance(start.body, StateEvent)
        first, resumed_at = last, start.body.step
    yield HistoryPart(resumed_at, steps[first:], _take_before(waiting, int(seqs[-1]) + 1))


def _take_before(waiting: deque[Event], seq: int) -> tuple[Event, ...]:
    taken = []
    while waiting and waiting[0].seq < seq:
        taken.append(waiting.popleft())
    return tuple(taken)


def _is_start(event: Event) -> bool:
    return isinstance(event.body, StateEvent) and event.body.state is RunState.RUNNING
