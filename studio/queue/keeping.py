"""Seeing to it that somebody works a queue off: whoever notices that nobody does starts a runner."""

from pathlib import Path

from filelock import FileLock, Timeout

from studio.processes import module_command, start_detached
from studio.queue.at_work import read_at_work
from studio.queue.waiting import RunQueue
from studio.runs.workspace import Workspace

_RUNNER_MODULE = "studio.queue.runner"


def runner_is_alive(queue: RunQueue) -> bool:
    """Return whether a runner works the queue off."""
    if not queue.lock_path.is_file():
        return False
    try:
        with FileLock(queue.lock_path, timeout=0):
            return False
    except Timeout:
        return True


def keep_going(workspace_path: Path) -> bool:
    """Start a runner if there is something in the queue and nobody works it off.

    Args:
        workspace_path: The workspace.

    Returns:
        Whether one was started. Two that are started at once do no harm: one of them leaves.
    """
    queue = RunQueue(Workspace(workspace_path))
    entries = queue.entries()
    is_waiting = not queue.settings().is_paused or any(entry.is_asked_now for entry in entries)
    is_needed = bool(entries) and (is_waiting or bool(read_at_work(queue.at_work_path)))
    if not is_needed or runner_is_alive(queue):
        return False
    start_detached(module_command(_RUNNER_MODULE, str(workspace_path)), queue.log_path)
    return True
