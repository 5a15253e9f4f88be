"""The index of a workspace: a quick list of its runs, rebuilt from their folders whenever it is lost."""

import contextlib
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from studio import tasks
from studio.errors import InputError, NotFoundError, StudioError
from studio.fields import MOST_SECONDS, Count, Seconds, read_fields
from studio.files import read_json
from studio.json_text import parse_json
from studio.messages import Message
from studio.runs.folder import RunFolder
from studio.runs.resuming import NextStep, next_step
from studio.runs.states import RunState, RunStatus
from studio.tasks import Task

_SCHEMA = "CREATE TABLE IF NOT EXISTS runs (id TEXT PRIMARY KEY, stamp TEXT NOT NULL, summary TEXT NOT NULL)"


@dataclass(frozen=True, slots=True)
class RunSummary:
    """A run as a row of a table.

    Attributes:
        created: When the run was made, in unix seconds.
        seconds: Time spent at work.
        metrics: By split, then by name.
        loss: The mean training loss of the last steps, and
        seconds_left: about how long it still takes: of a run at work, see `studio.runs.live`; else `None`.
        error: Why this version cannot open the run, as `StudioError.to_json()`; `None` where it can.
        next_step: What helps a run that ended early; `None` for all others.
        damage: What cannot be read of its files and is left out.
    """

    id: str
    name: str
    task: str
    preset: str
    state: RunState
    created: Seconds
    seconds: Seconds
    step: Count
    num_steps: Count
    metrics: dict[str, dict[str, float]]
    loss: float | None = None
    seconds_left: Seconds | None = None
    error: dict[str, Any] | None = None
    next_step: NextStep | None = None
    damage: tuple[Message, ...] = ()

    @property
    def can_resume(self) -> bool:
        """Whether taking the run up would make a difference."""
        return self.error is None and self.next_step in (NextStep.RESUME, NextStep.MEND)

    @property
    def can_wait(self) -> bool:
        """Whether the run can be put into the queue: it was never started, or taking it up would make a difference."""
        return self.can_resume or (self.error is None and self.state is RunState.QUEUED)

    @property
    def known_task(self) -> Task | None:
        """The task; `None` for one that this version does not know."""
        return tasks.find(self.task)

    def to_json(self) -> dict[str, Any]:
        """Return the summary as JSON data."""
        return asdict(self)


class RunIndex:
    """Lists the runs of a folder. Only those that changed since the last look are read again.

    Args:
        path: The SQLite file.
        runs_path: The folder of the runs' folders.
        timeout_s: How long to wait for another process that writes the index.
    """

    def __init__(self, path: Path, runs_path: Path, timeout_s: float = 10.0) -> None:
        self._path = path
        self._runs_path = runs_path
        self._timeout_s = timeout_s

    def summaries(self) -> list[RunSummary]:
        """Return all runs, the newest first. Without a usable index it takes longer, and nothing else."""
        try:
            found = self._refreshed()
        except sqlite3.OperationalError:
            # Locked, on a full disk or in a folder that is read-only: nothing is wrong with it.
            found = self._read_all()
        except sqlite3.DatabaseError:
            self._delete()
            found = self._read_all()
        return sorted(found, key=lambda summary: (summary.created, summary.id), reverse=True)

    def _refreshed(self) -> list[RunSummary]:
        with self._connection() as connection:
            # Whoever wrote it: the index of an odd file holds what it likes.
            rows = connection.execute("SELECT id, stamp, summary FROM runs").fetchall()
            known = {row[0]: (row[1], row[2]) for row in rows}
            found: list[RunSummary] = []
            for folder in self._folders():
                stamp = _stamp(folder)
                known_stamp, text = known.get(folder.name, ("", ""))
                if known_stamp == stamp and (summary := _from_text(text)) is not None:
                    found.append(summary)
                    continue
                summary = _try_summarize(folder)
                if summary is None:
                    continue
                found.append(summary)
                # A run at work may die without changing a file, and another version may know what this one does not:
                # they are looked at each time.
                kept = "" if summary.state.is_active or summary.error is not None else stamp
                connection.execute(
                    "INSERT OR REPLACE INTO runs VALUES (?, ?, ?)",
                    (summary.id, kept, json.dumps(summary.to_json())),
                )
            gone = known.keys() - {summary.id for summary in found}
            connection.executemany("DELETE FROM runs WHERE id = ?", [(run_id,) for run_id in gone])
        return found

    def _read_all(self) -> list[RunSummary]:
        found = (_try_summarize(folder) for folder in self._folders())
        return [summary for summary in found if summary is not None]

    def _delete(self) -> None:
        # What SQLite keeps beside the file goes too: it would be played into the next one.
        for ending in ("", "-wal", "-shm"):
            with contextlib.suppress(OSError):
                self._path.with_name(self._path.name + ending).unlink()

    def _folders(self) -> Iterator[Path]:
        if self._runs_path.is_dir():
            yield from (folder for folder in sorted(self._runs_path.iterdir()) if _holds_run(folder))

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self._path, timeout=self._timeout_s)) as connection, connection:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute(_SCHEMA)
            yield connection


def summarize(run: RunFolder) -> RunSummary:
    """Return a run's row; of one that this version cannot open, what can be known of it, and why it cannot.

    Raises:
        NotFoundError: if the run is gone.
        OSError: if its folder cannot be read.
    """
    status = run.status()
    try:
        run.check()
        spec = run.spec()
    except InputError as error:
        return _unknown(run, status, error)
    return RunSummary(
        id=run.id,
        name=run.name(spec),
        task=spec.task.name,
        preset=spec.backbone.name,
        state=status.state,
        created=_created(run.spec_path),
        seconds=status.seconds,
        step=status.step,
        num_steps=status.num_steps,
        metrics=_metrics(run, status.state),
        next_step=_next_step(run, status.state),
        damage=run.damage(),
    )


def _unknown(run: RunFolder, status: RunStatus, error: InputError) -> RunSummary:
    written = read_json(run.spec_path)
    spec = written if isinstance(written, dict) else {}
    backbone = spec.get("backbone")
    return RunSummary(
        id=run.id,
        name=run.name(),
        task=_text(spec.get("task")),
        preset=_text(backbone.get("preset")) if isinstance(backbone, dict) else "",
        state=status.state,
        created=_created(run.spec_path),
        seconds=status.seconds,
        step=status.step,
        num_steps=status.num_steps,
        metrics={split: dict(report["metrics"]) for split, report in run.metrics().items()},
        error=error.to_json(),
        damage=run.damage(),
    )


def _unreadable(folder: Path, error: OSError) -> RunSummary:
    """Return the row of a run whose folder the system does not let be read."""
    why = InputError("{file} cannot be read: {reason}.", file=folder, reason=error.strerror or str(error))
    return RunSummary(folder.name, folder.name, "", "", RunState.UNKNOWN, 0.0, 0.0, 0, 0, {}, error=why.to_json())


def _created(path: Path) -> float:
    return max(0.0, min(path.stat().st_mtime, MOST_SECONDS))


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _metrics(run: RunFolder, state: RunState) -> dict[str, dict[str, float]]:
    """Return the final metrics; of a run that ended before there were any, those that it measured last."""
    # Histories are numpy arrays: whoever just lists runs does not wait for numpy.
    reports = {split: dict(report["metrics"]) for split, report in run.metrics().items()}
    if reports or not state.is_resumable:
        return reports
    from studio.runs.history import VALIDATION
    from studio.runs.history_reader import read_history

    metrics = read_history(run.events_path).last_metrics()
    return {VALIDATION: metrics} if metrics else {}


def _next_step(run: RunFolder, state: RunState) -> NextStep | None:
    """Return what helps a run that ended early. Only one that failed says in its events why."""
    if state is not RunState.FAILED:
        return next_step(state, None, None)
    from studio.runs.history_reader import read_history

    history = read_history(run.events_path)
    error = None if history.failure is None else StudioError.from_json(history.failure.error)
    return next_step(state, error, history.last_checkpoint)


def _try_summarize(folder: Path) -> RunSummary | None:
    """Return a run's row; `None` for one that is being deleted."""
    try:
        return summarize(RunFolder(folder))
    except (NotFoundError, FileNotFoundError):
        return None
    except OSError as error:
        return _unreadable(folder, error)


def _holds_run(folder: Path) -> bool:
    """Return whether a folder has a specification, or the system does not let it be looked for."""
    try:
        return (folder / "run.json").is_file()
    except OSError:
        return True


def _stamp(folder: Path) -> str:
    parts = []
    for name in ("state.json", "evaluation/metrics.json", "label.json", "passport.json"):
        try:
            parts.append(str((folder / name).stat().st_mtime_ns))
        except OSError:
            parts.append("-")
    return " ".join(parts)


def _from_text(text: Any) -> RunSummary | None:
    """Return the row that the index holds; `None` if another version wrote it."""
    try:
        data = parse_json(text) if isinstance(text, str) else None
    except ValueError:
        return None
    is_whole = isinstance(data, dict) and data.keys() >= {entry.name for entry in fields(RunSummary)}
    return read_fields(RunSummary, data) if is_whole else None
