"""Reads the events of a run into parts of a history: a million steps in a few seconds."""

import json
from pathlib import Path
from typing import Any

import numpy as np

from studio.runs.bulk_reader import find_bulk
from studio.runs.event_log import LineReader
from studio.runs.events import Event, StateEvent, event_from_json
from studio.runs.history import STEP_COLUMNS, HistoryPart, RunHistory
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
        bulk = find_bulk(path, bulk_bytes)
        self._bulk = iter(()) if bulk is None else bulk.parts()
        self._lines = LineReader(path, 0 if bulk is None else bulk.end)

    def poll(self) -> list[HistoryPart]:
        """Return the next events, oldest first: a moderate number at most; empty when there is nothing new."""
        if (part := next(self._bulk, None)) is not None:
            return [part]
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

    def add(self, data: Any) -> None:
        if isinstance(data, dict) and data.get("kind") == "step":
            self._rows.append([data.get(name) for name in STEP_COLUMNS])
            return
        event = event_from_json(data)
        if event is None:
            return
        if isinstance(event.body, StateEvent) and event.body.state is RunState.RUNNING:
            self._close()
            self._resumed_at = event.body.step
        self._events.append(event)

    def parts(self) -> list[HistoryPart]:
        self._close()
        return self._parts

    def _close(self) -> None:
        if self._rows or self._events:
            # A missing number is null in the file and NaN here.
            steps = np.array(self._rows, dtype=np.float64).reshape(-1, len(STEP_COLUMNS))
            self._parts.append(HistoryPart(self._resumed_at, steps, tuple(self._events)))
        self._resumed_at, self._rows, self._events = None, [], []


def _parse(lines: list[bytes]) -> list[Any]:
    try:
        parsed: list[Any] = json.loads(b"[" + b",".join(lines) + b"]")
    except ValueError:
        return [_parse_line(line) for line in lines]
    return parsed


def _parse_line(line: bytes) -> Any:
    """Return a line's data; `None` for one that a full disk or a loss of power left damaged."""
    try:
        return json.loads(line)
    except ValueError:
        return None
