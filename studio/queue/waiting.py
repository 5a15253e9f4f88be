"""What waits in a workspace's queue: a file for each run, so that windows, terminals and the runner may all write."""

import contextlib
import math
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Annotated, Any

from filelock import FileLock
from pydantic import Field

from studio.errors import NotFoundError, StateError
from studio.fields import Seconds, read_fields
from studio.files import read_json, write_json
from studio.queue.settings import QueueSettings
from studio.runs.folder import RunFolder
from studio.runs.states import RunState
from studio.runs.workspace import Workspace

_Place = Annotated[float, Field(allow_inf_nan=False)]
_ENDING = ".json"
_SETTINGS = "settings"


@dataclass(frozen=True, slots=True)
class QueueEntry:
    """A run in the queue. It stays there until it has come to its end.

    Attributes:
        run_id: The run.
        place: Where it stands: the smaller comes first.
        added: When it was added, in unix seconds.
        is_asked_now: Whether it is to start at once, beside what is at work.
    """

    run_id: str
    place: float
    added: float
    is_asked_now: bool = False

    def to_json(self) -> dict[str, Any]:
        """Return the entry as JSON data."""
        return asdict(self)


class RunQueue:
    """The queue of a workspace.

    Args:
        workspace: The workspace, whose folder `queue` holds it.
    """

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.path = workspace.path / "queue"

    @property
    def lock_path(self) -> Path:
        """Held by the runner for as long as it lives."""
        return self.path / "runner.lock"

    @property
    def log_path(self) -> Path:
        """What the runner and the user's command print."""
        return self.path / "runner.log"

    @property
    def at_work_path(self) -> Path:
        """What the runner has started, see `studio.queue.runner`."""
        return self.path / "at_work.state"

    @property
    def journal_path(self) -> Path:
        """What happened, see `studio.queue.journal`."""
        return self.path / "journal.jsonl"

    # === Entries ===

    def entries(self) -> list[QueueEntry]:
        """Return what is in the queue, the next one first."""
        found = (_read(path) for path in self._entry_paths())
        return sorted(
            (entry for entry in found if entry is not None), key=lambda entry: (entry.place, entry.added, entry.run_id)
        )

    def holds(self, run_id: str) -> bool:
        """Return whether a run is in the queue."""
        return self._entry_path(run_id).is_file()

    def add(self, run: RunFolder) -> QueueEntry:
        """Put a run at the end of the queue: one that was never started, or one that ended early.

        Raises:
            StateError: if the run is in the queue, at work or finished.
            InputError: if this version cannot open it.
        """
        run.check()
        state = run.status().state
        if self.holds(run.id):
            raise StateError("{run} is in the queue already.", run=run.id)
        if state.is_active or state is RunState.FINISHED:
            raise StateError(
                "{run} is {state}: expected one that was never started, or one that ended early.",
                run=run.id,
                state=state.value,
            )
        with self._changing():
            place = max((entry.place for entry in self.entries()), default=0.0) + 1.0
            return self._write(QueueEntry(run.id, place, time.time()))

    def remove(self, run_id: str) -> None:
        """Take a run out of the queue. One that is at work goes on, but is not taken up again if it crashes.

        Raises:
            NotFoundError: if it is not in the queue.
        """
        self._expect(run_id)
        self.discard(run_id)

    def discard(self, run_id: str) -> None:
        """Take a run out of the queue if it is there."""
        self._entry_path(run_id).unlink(missing_ok=True)

    def ask_now(self, run_id: str) -> None:
        """Ask for a run to be started at once, even beside another and while the queue is paused.

        Raises:
            NotFoundError: if it is not in the queue.
        """
        with self._changing():
            self._write(replace(self._expect(run_id), is_asked_now=True))

    def move(self, run_id: str, place: int) -> None:
        """Put a run at another place of the queue.

        Args:
            run_id: The run.
            place: Its place in the end, counted from 0; what lies beyond the queue means its nearer end.

        Raises:
            NotFoundError: if it is not in the queue.
        """
        self._expect(run_id)
        order = [entry.run_id for entry in self.entries() if entry.run_id != run_id]
        order.insert(max(place, 0), run_id)
        self.arrange(order)

    def arrange(self, run_ids: Sequence[str]) -> None:
        """Put the runs into an order. Those that are named twice, or not at all, keep their place after the others."""
        with self._changing():
            known = {entry.run_id: entry for entry in self.entries()}
            order = [run_id for run_id in dict.fromkeys(run_ids) if run_id in known]
            order += [run_id for run_id in known if run_id not in set(order)]
            for place, run_id in enumerate(order, start=1):
                if known[run_id].place != place:
                    self._write(replace(known[run_id], place=float(place)))

    # === Settings ===

    def settings(self) -> QueueSettings:
        """Return how the queue is worked off."""
        return QueueSettings.from_json(read_json(self._settings_path))

    def set(self, **changes: Any) -> QueueSettings:
        """Change how the queue is worked off, and return the settings as they are now.

        Raises:
            InputError: if a value is out of bounds.
        """
        with self._changing():
            settings = replace(self.settings(), **changes)
            write_json(self._settings_path, settings.to_json())
        return settings

    # === Files ===

    @property
    def _settings_path(self) -> Path:
        return self.path / f"{_SETTINGS}.options"

    @contextlib.contextmanager
    def _changing(self) -> Iterator[None]:
        """Change entries while nobody else does."""
        self.path.mkdir(exist_ok=True)
        with FileLock(self.path / "change.lock"):
            yield

    def _entry_paths(self) -> Iterator[Path]:
        if self.path.is_dir():
            yield from self.path.glob(f"*{_ENDING}")

    def _entry_path(self, run_id: str) -> Path:
        return self.path / f"{run_id}{_ENDING}"

    def _expect(self, run_id: str) -> QueueEntry:
        entry = _read(self._entry_path(run_id))
        if entry is None:
            raise NotFoundError("{run} is not in the queue.", run=run_id)
        return entry

    def _write(self, entry: QueueEntry) -> QueueEntry:
        write_json(self._entry_path(entry.run_id), entry.to_json())
        return entry


def _read(path: Path) -> QueueEntry | None:
    """Return an entry; `None` where there is none any more. What cannot be read in it has its default."""
    if path.name.startswith("."):
        return None
    data = read_json(path)
    if not isinstance(data, dict):
        return QueueEntry(path.stem, math.inf, 0.0) if path.is_file() else None
    place = read_fields(_Place, data.get("place"))
    return QueueEntry(
        path.stem,
        math.inf if place is None else place,
        read_fields(Seconds, data.get("added")) or 0.0,
        data.get("is_asked_now") is True,
    )
