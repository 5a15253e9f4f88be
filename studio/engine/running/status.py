"""The state of a run while its worker lives: the worker is the only one that writes it."""

import os
import threading
import time
from dataclasses import replace
from typing import Any

import psutil

from studio.runs.crashes import KillCounter, memory_kill
from studio.runs.folder import RunFolder
from studio.runs.states import RunState, RunStatus, check_transition


class StatusKeeper:
    """Holds a run's status and writes it. Safe to use from several threads.

    Args:
        run: The run, which this process takes over.

    Attributes:
        died_of_memory: Whether the worker before it died as the memory was full.
    """

    def __init__(self, run: RunFolder) -> None:
        self._run = run
        self._lock = threading.Lock()
        before = run.status()
        # A worker that is started by hand finds another state than one that `launch.start` prepared.
        if before.state is not RunState.STARTING:
            check_transition(before.state, RunState.STARTING)
        self._status = before
        self.died_of_memory = memory_kill(run, before) is not None
        counter = KillCounter.of_this_process()
        self._write(
            state=RunState.STARTING,
            pid=os.getpid(),
            process_started=float(psutil.Process().create_time()),
            kills_path=None if counter is None else str(counter.path),
            num_kills=0 if counter is None else counter.count,
            log_bytes=run.log_path.stat().st_size if run.log_path.is_file() else 0,
        )

    @property
    def status(self) -> RunStatus:
        """The status as it was last written."""
        return self._status

    def enter(self, state: RunState, **changes: Any) -> None:
        """Go into another state.

        Raises:
            StateError: if it may not follow.
        """
        if state.is_over:
            changes |= {"kills_path": None}
        with self._lock:
            check_transition(self._status.state, state)
            self._write(state=state, **changes)

    def beat(self, **changes: Any) -> None:
        """Show that the worker lives, and how far it is."""
        with self._lock:
            self._write(**changes)

    def _write(self, **changes: Any) -> None:
        self._status = replace(self._status, heartbeat=time.time(), **changes)
        self._run.write_status(self._status)
