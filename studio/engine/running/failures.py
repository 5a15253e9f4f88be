"""From any exception to an error that tells the user what happened, what was kept and what to try."""

import errno

from studio.engine.backends.memory import is_memory_full
from studio.errors import MemoryFullError, RoomError, RunError, StudioError
from studio.runs.folder import RunFolder


def explain(error: BaseException, run: RunFolder) -> StudioError:
    """Return the error to show. The traceback belongs into the log."""
    if isinstance(error, StudioError):
        return error
    if is_memory_full(error):
        return MemoryFullError(
            "The memory is full. The checkpoints are kept. Try a smaller batch size with more accumulation, a shorter "
            "sequence length, or train less than everything."
        )
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return RoomError(
            "The disk of {file} is full. What was complete before is kept. Make room and resume the run.",
            file=run.path,
        )
    return RunError(
        "The run ended unexpectedly: {kind}: {reason}. The checkpoints are kept. More is in {file}.",
        kind=type(error).__name__,
        reason=str(error).strip().split("\n", 1)[0],
        file=run.log_path,
    )
