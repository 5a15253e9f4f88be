"""Starting and resuming runs: each is a detached process that needs nobody."""

import time
from typing import TYPE_CHECKING

from studio.errors import StateError
from studio.processes import module_command, start_detached
from studio.runs.folder import RunFolder
from studio.runs.states import RunState

if TYPE_CHECKING:
    from studio.spare import SpareWorker

_WORKER_MODULE = "studio.engine.running.worker"


def start(run: RunFolder, spare: "SpareWorker | None" = None) -> None:
    """Start a run that waits, or take up one that ended early at its last checkpoint.

    Args:
        run: The run.
        spare: A worker that has its libraries loaded already; it is used if it is still alive.

    Raises:
        StateError: if the run is at work or finished.
        InputError: if it is in a state of a later version.
    """
    run.check_state()
    state = run.status().state
    if state.is_active:
        raise StateError("{run} is at work already.", run=run.id)
    if state is RunState.FINISHED:
        raise StateError("{run} is finished: there is nothing left to do.", run=run.id)
    run.clear_control()
    run.enter(RunState.STARTING, pid=None, process_started=None)
    if spare is not None and spare.hand_over(run.path):
        return
    start_detached(module_command(_WORKER_MODULE, str(run.path)), run.log_path)


def wait_until_over(run: RunFolder, poll_s: float = 0.1) -> RunState:
    """Wait until a run has come to its end and return that state."""
    while not (state := run.status().state).is_over:
        time.sleep(poll_s)
    return state
