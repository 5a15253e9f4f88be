"""Work that the window waits for without standing still: in a thread, or in a child process.

Both kinds have the same three signals, each sent in the main thread, and exactly one of `finished` and `failed` at the
end; a cancelled job sends neither.
"""

import contextlib
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, QTimer, Signal

from studio import jobs
from studio.errors import StudioError, WorkerError
from studio.jobs import CancelledError, Failure, Progress, Result
from ui.json_process import JsonProcess

# Far longer than a thread takes to return from what it did.
_LEAVE_MS = 1000

Report = Callable[[Progress], None]
IsCancelled = Callable[[], bool]
Work = Callable[[Report, IsCancelled], Any]


class ThreadJob(QObject):
    """Runs a function in a thread of the pool.

    Args:
        work: Called with `on_progress` and `is_cancelled`; what it returns is the result. It must not touch widgets.

    Signals:
        progressed: How far it is, a `Progress`.
        finished: What the function returned.
        failed: The `StudioError` that it raised.
    """

    progressed = Signal(object)
    finished = Signal(object)
    failed = Signal(object)
    _told = Signal(object)

    def __init__(self, work: Work) -> None:
        # No parent: the thread may outlive the page that started it.
        super().__init__()
        self._work = work
        self._cancel = threading.Event()
        self._is_over = False
        self._told.connect(self._on_told, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Start the work."""
        _RUNNING.add(self)
        _GATE.enter(_Runnable(self._run))

    def cancel(self) -> None:
        """End the work as soon as it looks; nothing more is heard of it."""
        self._cancel.set()

    def is_cancelled(self) -> bool:
        """Whether the job was cancelled."""
        return self._cancel.is_set()

    def is_over(self) -> bool:
        """Whether the work came to its end."""
        return self._is_over

    def _run(self) -> None:
        message: object
        try:
            message = _Done(self._work(self._told.emit, self._cancel.is_set))
        except CancelledError:
            self._cancel.set()
            message = _Done(None)
        except Exception as error:
            message = error
        # The application may be gone by now, and this object with it: then there is nobody to tell.
        with contextlib.suppress(RuntimeError):
            self._told.emit(message)

    def _on_told(self, message: object) -> None:
        if not isinstance(message, Progress):
            _RUNNING.discard(self)
            _LEAVING.add(self)
            QTimer.singleShot(_LEAVE_MS, lambda: _LEAVING.discard(self))
            self._is_over = True
        if self._cancel.is_set():
            return
        match message:
            case Progress():
                self.progressed.emit(message)
            case _Done(value):
                self.finished.emit(value)
            case StudioError():
                self.failed.emit(message)
            case Exception():
                raise message


class JobsByName:
    """Work in threads under names: what begins under a name takes the place of what was at work under it."""

    def __init__(self) -> None:
        self._jobs: dict[str, ThreadJob] = {}

    def run(
        self,
        name: str,
        work: Work,
        on_finished: Callable[[Any], None],
        on_failed: Callable[[StudioError], None],
    ) -> None:
        """Run work in a thread; an earlier one of that name is cancelled.

        Args:
            name: What is at work.
            work: See `ThreadJob`.
            on_finished: Called with what it returned.
            on_failed: Called with the error that it raised.
        """
        self.cancel(name)
        job = self._jobs[name] = ThreadJob(work)
        job.finished.connect(lambda _value: self._forget(name, job))
        job.failed.connect(lambda _error: self._forget(name, job))
        job.finished.connect(on_finished)
        job.failed.connect(on_failed)
        job.start()

    def cancel(self, name: str) -> None:
        """End what is at work under a name, if anything is."""
        if name in self._jobs:
            self._jobs.pop(name).cancel()

    def end(self) -> None:
        """End all of it."""
        for job in self._jobs.values():
            job.cancel()

    def is_at_work(self, name: str) -> bool:
        """Whether anything is at work under a name."""
        return name in self._jobs

    def is_over(self) -> bool:
        """Whether all work came to its end."""
        return all(job.is_over() for job in self._jobs.values())

    def _forget(self, name: str, job: ThreadJob) -> None:
        if self._jobs.get(name) is job:
            del self._jobs[name]


@dataclass(frozen=True, slots=True)
class _Done:
    value: Any


class _Gate:
    """Lets work into the pool of threads, or keeps it waiting."""

    def __init__(self) -> None:
        self._waiting: list[QRunnable] | None = None

    def enter(self, work: QRunnable) -> None:
        if self._waiting is None:
            QThreadPool.globalInstance().start(work)
        else:
            self._waiting.append(work)

    def close(self) -> None:
        if self._waiting is None:
            self._waiting = []

    def open(self) -> None:
        waiting, self._waiting = self._waiting or [], None
        for work in waiting:
            self.enter(work)


_GATE = _Gate()


def hold_back() -> None:
    """Keep thread jobs from starting until `let_go`: before the first paint they would only slow it down."""
    _GATE.close()


def let_go() -> None:
    """Start the thread jobs that were held back, and all later ones at once."""
    _GATE.open()


class _Runnable(QRunnable):
    def __init__(self, run: Callable[[], None]) -> None:
        super().__init__()
        self._run_it = run

    def run(self) -> None:
        self._run_it()


class ProcessJob(QObject):
    """Runs one of the engine's jobs in a child process, see `studio.jobs`.

    Args:
        name: The job's name.
        arguments: JSON data for the job.

    Signals:
        progressed: How far it is, a `Progress`.
        finished: Its `Result`.
        failed: The `StudioError` that it reported, or a `WorkerError` if it died without a word.
    """

    progressed = Signal(object)
    finished = Signal(object)
    failed = Signal(object)

    def __init__(self, name: str, arguments: Mapping[str, Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name, self._arguments = name, dict(arguments)
        self._ending: Result | Failure | None = None
        self._is_cancelled = False
        self._process = JsonProcess(self)
        self._process.told.connect(self._on_told)
        self._process.ended.connect(self._on_ended)

    def start(self) -> None:
        """Start the process."""
        _RUNNING.add(self)
        self._process.start(jobs.command(self._name))
        self._process.send(self._arguments)
        self._process.close_input()

    def cancel(self) -> None:
        """Ask the process to end, so that it can take unfinished files away; nothing more is heard of it."""
        self._is_cancelled = True
        self._process.terminate()

    def end(self) -> None:
        """Cancel and wait until the process is gone, because the window is closed."""
        self.cancel()
        self._process.wait_or_kill()

    def is_over(self) -> bool:
        """Whether the process has ended, or was never started."""
        return self._process.is_over()

    def _on_told(self, data: object) -> None:
        message = jobs.read_message(data)
        if isinstance(message, Progress):
            if not self._is_cancelled:
                self.progressed.emit(message)
        elif message is not None:
            self._ending = message

    def _on_ended(self, status: int) -> None:
        _RUNNING.discard(self)
        if self._is_cancelled:
            return
        match self._ending:
            case Result():
                self.finished.emit(self._ending)
            case Failure(error):
                self.failed.emit(error)
            case None:
                self.failed.emit(self._death(status))

    def _death(self, status: int) -> WorkerError:
        return WorkerError(
            "The job {name} ended without a result (exit status {status}).",
            name=self._name,
            status=status,
            log=self._process.log,
        )


def end_processes() -> None:
    """Cancel every process that is still at work and wait until it is gone, because the last window was closed."""
    running = [job for job in _RUNNING if isinstance(job, ProcessJob)]
    for job in running:
        job.cancel()
    for job in running:
        job.end()


def num_running() -> int:
    """Return how many jobs are at work."""
    return len(_RUNNING)


# Keeps jobs alive until they end, also when the page that started them has let go of them.
_RUNNING: set[ThreadJob | ProcessJob] = set()

# Thread jobs that told their end while their thread may still hold them: the last to let go of one would destroy it,
# and the page that listens to it, in that thread.
_LEAVING: set[ThreadJob] = set()
