"""Follows a run on disk from a thread of its own, so that reading a long history never holds the window up."""

import threading
import time
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QThread, Signal

from studio.runs import RunFolder, RunStatus
from studio.runs.history import HistoryPart
from studio.runs.history_reader import HistoryReader

# About 20 messages a second, with every step in them.
_TURN_S = 0.05
# While a long history is read, the thread lets the window have its turn after each bit of work.
_BREATH_S = 0.001
# What the window can take over at once without standing still.
_MOST_STEPS = 20_000
_STATUS_S = 0.4
_QUIET_TURN_S = 0.25
_LOG_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True, eq=False)
class RunUpdate:
    """What is new about a run.

    Attributes:
        parts: What came to its history, oldest first.
        status: Where it stands, crash detection included; `None` if that was not looked at.
        log: The end of its `worker.log`; `None` if it is as before.
        is_caught_up: Whether there was nothing more to read.
        is_gone: Whether its folder has vanished; nothing more will come.
    """

    parts: tuple[HistoryPart, ...] = ()
    status: RunStatus | None = None
    log: str | None = None
    is_caught_up: bool = True
    is_gone: bool = False


class RunFollower(QObject):
    """Tells what is new about one run, from its first event on.

    Signals:
        updated: Carries a `RunUpdate`, at most about 20 times a second, in the main thread.
    """

    updated = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread: _FollowerThread | None = None
        self._ending: set[_FollowerThread] = set()

    def follow(self, run: RunFolder | None) -> None:
        """Follow another run, from its beginning; `None` follows none."""
        if self._thread is not None:
            self._thread.stop()
            self._ending.add(self._thread)
            self._thread = None
        if run is None:
            return
        thread = _FollowerThread(run)
        thread.found.connect(self._on_thread_found, Qt.ConnectionType.QueuedConnection)
        thread.finished.connect(self._on_thread_finished, Qt.ConnectionType.QueuedConnection)
        self._thread = thread
        thread.start()

    def close(self) -> None:
        """Follow nothing and wait until every thread has ended."""
        self.follow(None)
        for thread in self._ending:
            thread.wait()
        self._ending.clear()

    def _on_thread_found(self, found: "_Found") -> None:
        if found.thread is self._thread:
            found.thread.take_up()
            self.updated.emit(found.update)

    def _on_thread_finished(self) -> None:
        self._ending = {thread for thread in self._ending if not thread.isFinished()}


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    thread: "_FollowerThread"
    update: RunUpdate


class _FollowerThread(QThread):
    found = Signal(object)

    def __init__(self, run: RunFolder) -> None:
        super().__init__()
        self.setObjectName(f"follower of {run.id}")
        self._run = run
        self._reader: HistoryReader | None = None
        self._log = _LogTail(run.log_path)
        self._stopping = threading.Event()
        # Two messages may be under way: a window that is busy gets fewer and larger ones.
        self._slots = threading.Semaphore(2)
        self._status: RunStatus | None = None
        self._status_time = -_STATUS_S

    def stop(self) -> None:
        """Let the thread end soon."""
        self._stopping.set()
        self._slots.release()

    def take_up(self) -> None:
        """Tell that a message has arrived."""
        self._slots.release()

    def run(self) -> None:
        self._reader = HistoryReader(self._run.events_path)
        is_first = True
        while not self._stopping.is_set():
            update = self._look()
            if is_first or update.parts or update.status or update.log is not None or update.is_gone:
                self._slots.acquire()
                self.found.emit(_Found(self, update))
                is_first = False
            if update.is_gone:
                return
            if update.is_caught_up:
                is_quiet = self._status is not None and not self._status.state.is_active
                self._stopping.wait(_QUIET_TURN_S if is_quiet else _TURN_S)

    def _look(self) -> RunUpdate:
        parts, is_caught_up = self._read_parts()
        has_news = any(len(part.events) for part in parts)
        status = self._read_status(is_due=has_news)
        if status is None and not self._run.spec_path.is_file():
            return RunUpdate(tuple(parts), is_gone=True)
        log = self._log.poll() if status is not None else None
        return RunUpdate(tuple(parts), self._changed(status), log, is_caught_up)

    def _read_parts(self) -> tuple[list[HistoryPart], bool]:
        """Read for one turn at most; also return whether there was nothing more."""
        assert self._reader is not None
        parts: list[HistoryPart] = []
        num_steps = 0
        end = time.monotonic() + _TURN_S
        while found := self._reader.poll():
            parts.extend(found)
            num_steps += sum(len(part.steps) for part in found)
            if time.monotonic() >= end or num_steps >= _MOST_STEPS or self._stopping.is_set():
                return parts, False
            time.sleep(_BREATH_S)
        return parts, True

    def _read_status(self, *, is_due: bool) -> RunStatus | None:
        now = time.monotonic()
        if not is_due and now - self._status_time < _STATUS_S:
            return None
        self._status_time = now
        return self._run.status() if self._run.spec_path.is_file() else None

    def _changed(self, status: RunStatus | None) -> RunStatus | None:
        if status is None or status == self._status:
            return None
        self._status = status
        return status


class _LogTail:
    """The end of a log file, read again when the file has grown."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._size = -1

    def poll(self) -> str | None:
        """Return the last lines if there are new ones."""
        try:
            size = self._path.stat().st_size
            if size == self._size:
                return None
            self._size = size
            with self._path.open("rb") as file:
                file.seek(max(0, size - _LOG_BYTES))
                content = file.read()
        except OSError:
            return None
        text = content.decode("utf-8", errors="replace")
        return text if size <= _LOG_BYTES else text.partition("\n")[2]
