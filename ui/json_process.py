"""A process of the studio that is talked with in lines of JSON."""

import json
from collections import deque
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QTimer, Signal

from studio.processes import child_environment

_NUM_LAST_LINES = 20
_GRACE_MS = 3000


class JsonProcess(QObject):
    """Starts a program, hears the objects that it writes, a line each, and keeps the last lines of its log.

    Signals:
        told: An object of its standard output, a dictionary; what is none there is passed over.
        ended: Its exit status, once everything that it said was told; -1 if it could not be started.
    """

    told = Signal(object)
    ended = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._last_lines: deque[str] = deque(maxlen=_NUM_LAST_LINES)
        self._is_let_go = False
        self._process = QProcess(self)
        self._process.setProcessEnvironment(_environment())
        self._process.readyReadStandardOutput.connect(self._on_output)
        self._process.readyReadStandardError.connect(self._on_log)
        self._process.finished.connect(self._on_finished)
        self._process.errorOccurred.connect(self._on_error)
        self._kill_timer = QTimer(self, interval=_GRACE_MS, singleShot=True)
        self._kill_timer.timeout.connect(self._process.kill)

    @property
    def process_id(self) -> int:
        """The process's number; 0 when there is none."""
        return int(self._process.processId())

    @property
    def log(self) -> str:
        """The last lines of its log."""
        return "\n".join(self._last_lines) or "none"

    def start(self, command: Sequence[str]) -> None:
        """Start the program."""
        program, *arguments = command
        self._process.start(program, arguments)

    def send(self, message: Mapping[str, Any]) -> None:
        """Write an object, in a line."""
        self._process.write((json.dumps(message, ensure_ascii=False) + "\n").encode())

    def close_input(self) -> None:
        """Tell the process that nothing more will be sent."""
        self._process.closeWriteChannel()

    def is_over(self) -> bool:
        """Whether the process has ended, or was never started."""
        return self._process.state() is QProcess.ProcessState.NotRunning

    def terminate(self) -> None:
        """Ask the process to end, so that it can take unfinished files away; after a while it is killed."""
        self._process.terminate()
        self._kill_timer.start()

    def wait_or_kill(self) -> None:
        """Wait until a process that was asked to end is gone."""
        if not self._process.waitForFinished(_GRACE_MS):
            self._process.kill()
            self._process.waitForFinished(_GRACE_MS)

    def let_go(self, wait_ms: int) -> None:
        """Kill the process; nothing more is heard of it, and this object goes by itself.

        Args:
            wait_ms: How long to wait for its end, in milliseconds.
        """
        self._is_let_go = True
        if self.is_over():
            self.deleteLater()
            return
        self._process.kill()
        self._process.waitForFinished(wait_ms)

    def _on_output(self) -> None:
        while not self._is_let_go and self._process.canReadLine():
            try:
                message = json.loads(bytes(self._process.readLine().data()))
            except ValueError:
                continue
            if isinstance(message, dict):
                self.told.emit(message)

    def _on_log(self) -> None:
        text = bytes(self._process.readAllStandardError().data()).decode("utf-8", "replace")
        self._last_lines.extend(line for line in text.splitlines() if line.strip())

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._last_lines.append(self._process.errorString())
            self._end(-1)

    def _on_finished(self, status: int) -> None:
        self._on_output()
        self._on_log()
        self._end(status)

    def _end(self, status: int) -> None:
        self._kill_timer.stop()
        if self._is_let_go:
            self.deleteLater()
        else:
            self.ended.emit(status)


def _environment() -> QProcessEnvironment:
    environment = QProcessEnvironment()
    for name, value in child_environment().items():
        environment.insert(name, value)
    return environment
