"""Work that the window waits for without standing still: in a thread, or in a child process.

Both kinds have the same three signals, each sent in the main thread, and exactly one of `finished` and `failed` at the
end; a cancelled job sends neither.
"""

import contextlib
import json
import threading
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QRunnable, Qt, QThreadPool, QTimer, Signal

from studio import jobs
from studio.errors import StudioError, WorkerError
from studio.jobs import CancelledError, Failure, Progress, Result
from studio.processes import child_environment

_NUM_LAST_LINES = 20
_GRACE_MS = 3000

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
        self._last_lines: deque[str] = deque(maxlen=_NUM_LAST_LINES)
        self._is_cancelled = False
        self._process = QProcess(self)
        self._process.setProcessEnvironment(process_environment())
        self._process.readyReadStandardOutput.connect(self._on_output)
        self._process.readyReadStandardError.connect(self._on_log)
        self._process.finished.connect(self._on_finished)
        self._process.errorOccurred.connect(self._on_error)
        self._kill_timer = QTimer(self, interval=_GRACE_MS, singleShot=True)
        self._kill_timer.timeout.connect(self._process.kill)

    def start(self) -> None:
        """Start the process."""
        program, *arguments = jobs.command(self._name)
        _RUNNING.add(self)
        self._process.start(program, arguments)
        self._process.write(json.dumps(self._arguments).encode())
        self._process.closeWriteChannel()

    def cancel(self) -> None:
        """Ask the process to end, so that it can take unfinished files away; nothing more is heard of it."""
        self._is_cancelled = True
        self._process.terminate()
        self._kill_timer.start()

    def end(self) -> None:
        """Cancel and wait until the process is gone, because the window is closed."""
        self.cancel()
        if not self._process.waitForFinished(_GRACE_MS):
            self._process.kill()
            self._process.waitForFinished(_GRACE_MS)

    def is_over(self) -> bool:
        """Whether the process has ended, or was never started."""
        return self._process.state() is QProcess.ProcessState.NotRunning

    def _on_output(self) -> None:
        while self._process.canReadLine():
            message = jobs.parse_line(self._process.readLine().toStdString())
            if isinstance(message, Progress):
                if not self._is_cancelled:
                    self.progressed.emit(message)
            elif message is not None:
                self._ending = message

    def _on_log(self) -> None:
        text = self._process.readAllStandardError().toStdString()
        self._last_lines.extend(text.splitlines())

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._last_lines.append(self._process.errorString())
            self._end(-1)

    def _on_finished(self, status: int) -> None:
        self._on_output()
        self._on_log()
        self._end(status)

    def _end(self, status: int) -> None:
        _RUNNING.discard(self)
        self._kill_timer.stop()
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
            log="\n".join(self._last_lines) or "none",
        )


def end_processes() -> None:
    """Cancel every process that is still at work and wait until it is gone, because the last window was closed."""
    running = [job for job in _RUNNING if isinstance(job, ProcessJob)]
    for job in running:
        job.cancel()
    for job in running:
        job.end()


def process_environment() -> QProcessEnvironment:
    """Return the environment for a child process of the studio."""
    environment = QProcessEnvironment()
    for name, value in child_environment().items():
        environment.insert(name, value)
    return environment


def num_running() -> int:
    """Return how many jobs are at work."""
    return len(_RUNNING)


# Keeps jobs alive until they end, also when the page that started them has let go of them.
_RUNNING: set[ThreadJob | ProcessJob] = set()
