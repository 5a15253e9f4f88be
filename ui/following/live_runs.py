"""Follows every run of the workspace that is at work, from one thread: for the table, the rail and the notices."""

import contextlib
import threading
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, QThread, Signal

from studio.errors import StudioError
from studio.runs import RunFolder, Workspace
from studio.runs.live import LiveReader, LiveRun

_TURN_S = 0.4
# Runs that a terminal starts, takes up again or deletes are noticed after so long.
_LIST_S = 4.0


class LiveRuns(QObject):
    """Tells where the runs at work stand, and when the list of runs ought to be read anew.

    Reading is cheap: each turn takes only what the workers wrote since the last one.

    Args:
        workspace: Where the runs are.

    Signals:
        updated: The runs that are watched, a mapping of id to `LiveRun`; those that just ended are in it once more.
        list_due: The list of runs may have changed.
    """

    updated = Signal(object)
    list_due = Signal()

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._thread: _Thread | None = None

    def begin(self) -> None:
        """Start to look, if that was not done yet."""
        if self._thread is None:
            self._thread = thread = _Thread(self._workspace)
            thread.found.connect(self._on_thread_found, Qt.ConnectionType.QueuedConnection)
            thread.list_due.connect(self.list_due, Qt.ConnectionType.QueuedConnection)
            thread.start()

    def watch(self, ids: Iterable[str]) -> None:
        """Watch these runs and no others."""
        wanted = frozenset(ids)
        if wanted:
            self.begin()
        if self._thread is not None:
            self._thread.watch(wanted)

    def close(self) -> None:
        """End the thread."""
        thread, self._thread = self._thread, None
        if thread is not None:
            thread.stop()
            thread.wait()

    def _on_thread_found(self, found: "_Found") -> None:
        if found.thread is self._thread:
            found.thread.take_up()
            self.updated.emit(found.runs)


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    thread: "_Thread"
    runs: Mapping[str, LiveRun]


class _Thread(QThread):
    found = Signal(object)
    list_due = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.setObjectName("follower of the runs at work")
        self._workspace = workspace
        self._wanted: frozenset[str] = frozenset()
        self._wake = threading.Event()
        self._is_stopping = False
        # A window that is busy gets the newest numbers once it has time, not all that were missed.
        self._is_taken_up = threading.Event()
        self._is_taken_up.set()
        self._readers: dict[str, LiveReader] = {}
        self._told: dict[str, LiveRun] = {}
        self._folders = self._folders_stamp()
        self._listed_at = time.monotonic()

    def watch(self, ids: frozenset[str]) -> None:
        """Watch other runs; those that are there are looked at soon."""
        if ids != self._wanted:
            self._wanted = ids
            self._wake.set()

    def take_up(self) -> None:
        """Tell that a message has arrived."""
        self._is_taken_up.set()

    def stop(self) -> None:
        """Let the thread end soon."""
        self._is_stopping = True
        self._wake.set()

    def run(self) -> None:
        while not self._is_stopping:
            self._wake.clear()
            self._look(self._wanted)
            self._tell_list()
            self._wake.wait(_TURN_S)

    def _look(self, wanted: frozenset[str]) -> None:
        for run_id in self._readers.keys() - wanted:
            del self._readers[run_id]
        found: dict[str, LiveRun] = {}
        for run_id in sorted(wanted):
            # One that was deleted a moment ago is no longer in the next list of runs.
            with contextlib.suppress(StudioError, OSError):
                found[run_id] = self._reader(run_id).look()
        if found != self._told and self._is_taken_up.is_set():
            self._told = found
            self._is_taken_up.clear()
            self.found.emit(_Found(self, found))

    def _reader(self, run_id: str) -> LiveReader:
        if run_id not in self._readers:
            self._readers[run_id] = LiveReader(RunFolder(self._workspace.runs_path / run_id))
        return self._readers[run_id]

    def _tell_list(self) -> None:
        folders, now = self._folders_stamp(), time.monotonic()
        if folders != self._folders or now - self._listed_at >= _LIST_S:
            self._folders, self._listed_at = folders, now
            self.list_due.emit()

    def _folders_stamp(self) -> int:
        try:
            return self._workspace.runs_path.stat().st_mtime_ns
        except OSError:
            return 0
