"""Reads the events of a run into parts of a history: a million steps in a few seconds."""

from pathlib import Path
from typing import Any

import numpy as np

from studio.fields import read_fields
from studio.json_text import parse_json
from studio.runs.bulk_reader import BulkError, find_bulk
from studio.runs.columns import Floats
from studio.runs.event_log import LineReader
from studio.runs.events import Event, StateEvent, event_from_json, is_of_later_version, parse_line
from studio.runs.history import STEP_COLUMNS, HistoryPart, RunHistory, sound_steps
from studio.runs.states import RunState

# Some 300 lines: they are parsed in one go, in which no other thread gets its turn, so it has to be short.
_READ_BYTES = 1 << 16
_BULK_BYTES = 8 << 20


class HistoryReader:
    """Reads what came to a run's events since the last look.

    Steps, by far the most events, are not made into objects one by one. What is there already is read in bulk if it
    is much.

    Args:
        path: The `events.jsonl`; it need not exist yet.
        bulk_bytes: From which size on a file is read in bulk.
    """

    def __init__(self, path: Path, bulk_bytes: int = _BULK_BYTES) -> None:
        self._path = path
        bulk = find_bulk(path, bulk_bytes)
        self._bulk = iter(()) if bulk is None else bulk.parts()
        self._lines = LineReader(path, 0 if bulk is None else bulk.end)

    def poll(self) -> list[HistoryPart]:
        """Return the next events, oldest first: a moderate number at most; empty when there is nothing new."""
        try:
            if (part := next(self._bulk, None)) is not None:
                return [part]
        except BulkError:
            # Before its first part: nothing is read twice.
            self._bulk, self._lines = iter(()), LineReader(self._path)
        lines = self._lines.poll(_READ_BYTES)
        if not lines:
            return []
        builder = _Builder()
        for data in _parse(lines):
            builder.add(data)
        return builder.parts()


def read_history(path: Path) -> RunHistory:
    """Read the whole history of a run."""
    history, reader = RunHistory(), HistoryReader(path)
    while parts := reader.poll():
        for part in parts:
            history.add(part)
    return history


class _Builder:
    """Sorts events into parts; a new one begins where the run was taken up."""

    def __init__(self) -> None:
        self._parts: list[HistoryPart] = []
        self._resumed_at: int | None = None
        self._rows: list[list[Any]] = []
        self._events: list[Event] = []
        self._num_damaged = 0

    def add(self, data: Any) -> None:
        if isinstance(data, dict) and data.get("kind") == "step":
            self._rows.append([data.get(name) for name in STEP_COLUMNS])
            return
        event = event_from_json(data)
        if event is None:
            self._num_damaged += not is_of_later_version(data)
            return
        if isinstance(event.body, StateEvent) and event.body.state is RunState.RUNNING:
            self._close()
            self._resumed_at = event.body.step
        self._events.append(event)

    def parts(self) -> list[HistoryPart]:
        self._close()
        return self._parts

    def _close(self) -> None:
        if self._rows or self._events or self._num_damaged:
            steps = _as_array(self._rows)
            are_sound = sound_steps(steps)
            num_damaged = self._num_damaged + int(np.count_nonzero(~are_sound))
            steps = steps if are_sound.all() else steps[are_sound]
            self._parts.append(HistoryPart(self._resumed_at, steps, tuple(self._events), num_damaged=num_damaged))
        self._resumed_at, self._rows, self._events, self._num_damaged = None, [], [], 0


def _as_array(rows: list[list[Any]]) -> Floats:
    """Return steps as an array of shape `(num_steps, 8)`. A missing number, null in the file, is NaN there."""
    try:
        return np.array(rows, dtype=np.float64).reshape(-1, len(STEP_COLUMNS))
    except (TypeError, ValueError, OverflowError):
        return np.array([[_as_number(value) for value in row] for row in rows]).reshape(-1, len(STEP_COLUMNS))


def _as_number(value: Any) -> float:
    """Return a number of a file that holds something else in its place; NaN for what is none."""
    found = read_fields(float, value)
    return float("nan") if found is None else found


def _parse(lines: list[bytes]) -> list[Any]:
    try:
        parsed: list[Any] = parse_json(b"[" + b",".join(lines) + b"]")
    except ValueError:
        return [parse_line(line) for line in lines]
    # Two halves of a damaged line may read as one value, and one as two.
    return parsed if len(parsed) == len(lines) else [parse_line(line) for line in lines]
