"""Starting and resuming runs: each is a detached process that needs nobody."""

import contextlib
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING

from studio.errors import StateError
from studio.manifest import is_whole
from studio.processes import module_command, start_detached
from studio.runs.folder import RunFolder
from studio.runs.states import RunState

if TYPE_CHECKING:
    from studio.spare import SpareWorker

_WORKER_MODULE = "studio.engine.running.worker"


def start(run: RunFolder, spare: "SpareWorker | None" = None, environment: Mapping[str, str] | None = None) -> None:
    """Start a run that waits, or take up one at its last checkpoint: one that ended early, or lost its model since.

    Args:
        run: The run.
        spare: A worker that has its libraries loaded already; it is used if it is still alive. Should it die before
            it has taken the run, another one is started, as long as this process lives.
        environment: Variables that the worker gets beside those of this process.

    Raises:
        StateError: if the run is at work, or finished and its model whole.
        InputError: if it is in a state of a later version.
    """
    run.check_state()
    state = run.status().state
    if state.is_active:
        raise StateError("{run} is at work already.", run=run.id)
    if state is RunState.FINISHED:
        _take_back(run)
    run.clear_control()
    waiting = run.enter(RunState.STARTING, pid=None, process_started=None)

    def start_worker() -> None:
        start_detached(module_command(_WORKER_MODULE, str(run.path)), run.log_path, environment=environment)

    def replace_spare() -> None:
        # Where nothing can be started, the run counts as crashed before long.
        with contextlib.suppress(OSError):
            if run.status() == waiting:
                start_worker()

    if spare is None or not spare.hand_over(run.path, replace_spare):
        start_worker()


def _take_back(run: RunFolder) -> None:
    """Let a finished run that lost its model count as stopped: its last checkpoint gives the model once more."""
    if is_whole(run.model_path):
        raise StateError("{run} is finished: there is nothing left to do.", run=run.id)
    if run.latest_checkpoint() is None:
        raise StateError(
            "{run} is finished. Its model is missing or damaged, and no checkpoint is left to make it from: start "
            "another run with the same settings.",
            run=run.id,
        )
    run.enter(RunState.STOPPED)


def wait_until_over(run: RunFolder, poll_s: float = 0.1) -> RunState:
    """Wait until a run has come to its end and return that state."""
    while not (state := run.status().state).is_over:
        time.sleep(poll_s)
    return state
