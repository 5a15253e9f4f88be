"""One-shot work in a child process: evaluate, predict, export.

A job is `python -m studio.engine.job NAME`. It gets one JSON object on standard input and writes JSON lines on
standard output: any number of `{"progress": …}`, then one `{"result": …}` or `{"error": …}`. All that libraries
print goes to standard error. The command line reads a job with `run`; the window starts the same `command` in its
own event loop and reads what it is told with `read_message`.
"""

import contextlib
import json
import subprocess
import threading
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import IO, Any

from studio.errors import StudioError, WorkerError
from studio.processes import child_environment, module_command

_JOB_MODULE = "studio.engine.job"
# Jobs that need no TensorFlow start faster by themselves.
_LIGHT_MODULES = {"download": "studio.downloads", "check_hub": "studio.downloads"}
_NUM_LAST_LINES = 20
_POLL_S = 0.1
_JOIN_S = 5.0
_PATIENCE_S = 5.0


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is.

    Attributes:
        what: What is being done, in English, for the user.
        total: How much there is to do; `None` where it cannot be known.
    """

    what: str
    done: int = 0
    total: int | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """A job's outcome, as JSON data."""

    value: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a job did not do its work."""

    error: StudioError


Message = Progress | Result | Failure


class CancelledError(Exception):
    """The caller asked for the job to end before it was done."""


def command(name: str) -> list[str]:
    """Return the command line that starts the job of that name."""
    return module_command(_LIGHT_MODULES.get(name, _JOB_MODULE), name)


def format_line(message: Message) -> str:
    """Return a message as its line, without the line's end."""
    match message:
        case Progress(what, done, total):
            data: dict[str, Any] = {"progress": {"what": what, "done": done, "total": total}}
        case Result(value):
            data = {"result": value}
        case Failure(error):
            data = {"error": error.to_json()}
    return json.dumps(data, ensure_ascii=False)


def parse_line(line: str) -> Message | None:
    """Return the message that a line of a job's standard output holds; `None` for a line that is none."""
    try:
        return read_message(json.loads(line))
    except json.JSONDecodeError:
        return None


def read_message(data: object) -> Message | None:
    """Return the message that JSON data is; `None` for data that is none."""
    match data:
        case {"progress": {"what": str(what), "done": int(done), "total": int() | None as total}}:
            return Progress(what, done, total)
        case {"result": dict(value)}:
            return Result(value)
        case {"error": dict(error)}:
            return Failure(StudioError.from_json(error))
    return None


def run(
    name: str,
    arguments: Mapping[str, Any],
    on_progress: Callable[[Progress], None] | None = None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> dict[str, Any]:
    """Run a job and wait for its result.

    Args:
        name: The job's name.
        arguments: JSON data for the job.
        on_progress: Called with each progress message.
        is_cancelled: Asked about ten times a second; the job is ended once it says yes.

    Returns:
        The result, as JSON data.

    Raises:
        StudioError: what the job reported.
        WorkerError: if the job died without a word; the message carries its last lines.
        CancelledError: if `is_cancelled` said so.
    """
    with subprocess.Popen(
        command(name),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
        env=child_environment(),
    ) as process:
        reader = _Reader(process, on_progress)
        # A job that is gone already says why on its other outputs.
        with contextlib.suppress(OSError):
            _take(process.stdin).write(json.dumps(dict(arguments)))
        with contextlib.suppress(OSError):
            _take(process.stdin).close()
        try:
            while not reader.is_over(_POLL_S):
                if is_cancelled():
                    raise CancelledError
        except BaseException:
            _end(process)
            raise
        finally:
            # The pipes are closed on leaving; a thread that still reads one would fail.
            reader.join()
    return reader.outcome(name, process.returncode)


def _end(process: "subprocess.Popen[str]") -> None:
    """End a job; it gets a moment to take its unfinished files away."""
    process.terminate()
    try:
        process.wait(_PATIENCE_S)
    except subprocess.TimeoutExpired:
        process.kill()


class _Reader:
    """Reads a job's two outputs in threads, so that neither pipe fills up."""

    def __init__(self, process: "subprocess.Popen[str]", on_progress: Callable[[Progress], None] | None) -> None:
        self._on_progress = on_progress
        self._ending: Result | Failure | None = None
        self._last_lines: deque[str] = deque(maxlen=_NUM_LAST_LINES)
        self._threads = [
            threading.Thread(target=self._read_messages, args=(_take(process.stdout),), daemon=True),
            threading.Thread(target=self._read_log, args=(_take(process.stderr),), daemon=True),
        ]
        for thread in self._threads:
            thread.start()

    def is_over(self, timeout_s: float) -> bool:
        self._threads[0].join(timeout_s)
        return not self._threads[0].is_alive()

    def join(self) -> None:
        for thread in self._threads:
            thread.join(_JOIN_S)

    def outcome(self, name: str, status: int) -> dict[str, Any]:
        match self._ending:
            case Result(value):
                return value
            case Failure(error):
                raise error
        raise WorkerError(
            "The job {name} ended without a result (exit status {status}). Its last words: {log}",
            name=name,
            status=status,
            log="\n".join(self._last_lines) or "none",
        )

    def _read_messages(self, stream: IO[str]) -> None:
        for line in stream:
            message = parse_line(line)
            if isinstance(message, Progress):
                if self._on_progress is not None:
                    self._on_progress(message)
            elif message is not None:
                self._ending = message

    def _read_log(self, stream: IO[str]) -> None:
        for line in stream:
            self._last_lines.append(line.rstrip())


def _take(stream: IO[str] | None) -> IO[str]:
    assert stream is not None
    return stream
