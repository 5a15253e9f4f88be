"""Deleting runs: they go to the system's trash, from where they can be taken back."""

from studio.errors import RunError, StateError
from studio.runs.folder import RunFolder


def move_to_trash(run: RunFolder) -> None:
    """Move the folder of a run to the system's trash.

    Raises:
        StateError: if the run is at work.
        RunError: if the system's trash does not take it.
    """
    from send2trash import send2trash

    if run.is_at_work():
        raise StateError("{run} is at work. Stop it before you delete it.", run=run.id)
    try:
        send2trash(run.path)
    except OSError as error:
        raise RunError(
            "{file} could not be moved to the trash: {reason}.", file=run.path, reason=error.strerror or str(error)
        ) from None
