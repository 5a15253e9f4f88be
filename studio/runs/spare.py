"""A spare worker: a process that has TensorFlow loaded and waits for a run, so that a start takes no time."""

import contextlib
import subprocess
from pathlib import Path

from studio.processes import module_command, start_detached
from studio.runs.folder import RunFolder

_WORKER_MODULE = "studio.engine.running.worker"


class SpareWorker:
    """A worker that waits. It ends by itself when this process dies before handing a run over.

    Args:
        log_path: Where it prints until it has a run.
    """

    def __init__(self, log_path: Path) -> None:
        self._process: subprocess.Popen[bytes] | None = start_detached(
            module_command(_WORKER_MODULE, "--spare"), log_path, has_input=True
        )

    def hand_over(self, run: RunFolder) -> bool:
        """Give the run to the worker and return whether it took it. A spare worker takes one run only."""
        process, self._process = self._process, None
        if process is None or process.stdin is None or process.poll() is not None:
            return False
        try:
            process.stdin.write(f"{run.path}\n".encode())
            process.stdin.close()
        except OSError:
            return False
        return True

    def close(self) -> None:
        """End the worker if it still waits."""
        process, self._process = self._process, None
        if process is not None and process.stdin is not None:
            with contextlib.suppress(OSError):
                process.stdin.close()
