"""A spare worker: a process that has TensorFlow loaded and waits for a run, so that a start takes no time.

This module needs nothing but the standard library and psutil: the command line starts a worker before it loads itself.
"""

import contextlib
import os
import subprocess
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from studio.processes import module_command, start_detached

_WORKER_MODULE = "studio.engine.running.worker"
_COMMANDS = ("fit", "resume")
_HELP = "--help"


class SpareWorker:
    """A worker that waits. It ends by itself when this process dies before handing a run over.

    Args:
        log_path: Where it prints until it has a run.
    """

    def __init__(self, log_path: Path) -> None:
        self._process: subprocess.Popen[bytes] | None = start_detached(
            module_command(_WORKER_MODULE, "--spare"), log_path, has_input=True
        )

    def hand_over(self, folder: Path, on_ended: Callable[[], None]) -> bool:
        """Give a run's folder to the worker and return whether it was there. A spare worker takes one run only.

        Args:
            folder: The folder of the run.
            on_ended: Called in a thread once the process of the worker is over, whether it took the run or not.
        """
        process, self._process = self._process, None
        if process is None or process.stdin is None or process.poll() is not None:
            return False
        try:
            process.stdin.write(f"{folder}\n".encode())
            process.stdin.close()
        except OSError:
            return False

        def wait() -> None:
            process.wait()
            on_ended()

        threading.Thread(target=wait, name=f"spare-{process.pid}", daemon=True).start()
        return True

    def close(self) -> None:
        """End the worker if it still waits."""
        process, self._process = self._process, None
        if process is not None and process.stdin is not None:
            with contextlib.suppress(OSError):
                process.stdin.close()
            # It may be in the middle of loading its libraries, of which nobody has any use.
            process.terminate()


class WorkerAhead:
    """The worker of a command line that is about to start a run: both load their libraries at the same time."""

    def __init__(self) -> None:
        self._spare: SpareWorker | None = None

    @contextlib.contextmanager
    def of(self, arguments: Sequence[str]) -> Iterator[None]:
        """Start a worker if the arguments begin with a command that starts a run; end it if none was started.

        Args:
            arguments: Those of the command line.
        """
        if arguments and arguments[0] in _COMMANDS and _HELP not in arguments:
            self._spare = SpareWorker(Path(os.devnull))
        try:
            yield
        finally:
            spare = self.take()
            if spare is not None:
                spare.close()

    def take(self) -> SpareWorker | None:
        """Return the worker for a run; `None` where there is none."""
        spare, self._spare = self._spare, None
        return spare


worker_ahead = WorkerAhead()
