"""What to do about a run that ended early: resuming is advised only where something would be different."""

from enum import StrEnum

from studio.errors import (
    ChangedBackboneError,
    ChangedDataError,
    GoneError,
    InputError,
    RepeatingError,
    RoomError,
    SpecError,
    StudioError,
)
from studio.runs.states import RunState

_NEEDS_ANOTHER = (SpecError, ChangedDataError, ChangedBackboneError, RepeatingError)


class NextStep(StrEnum):
    """What helps a run that ended early.

    RESUME: to take it up.
    MEND: to put right what the error names, then to take it up.
    ANOTHER: another run: this one would end in the same way again.
    """

    RESUME = "resume"
    MEND = "mend"
    ANOTHER = "another"


def next_step(state: RunState, error: StudioError | None, kept: int | None) -> NextStep | None:
    """Return what helps a run; `None` for one that has not ended early.

    Args:
        state: Where it stands.
        error: Why it failed, if it said so.
        kept: The step of its last checkpoint; `None` if there is none.
    """
    if not state.is_resumable:
        return None
    if isinstance(error, GoneError):
        return NextStep.MEND
    if state is not RunState.FAILED or error is None:
        return NextStep.RESUME
    if isinstance(error, _NEEDS_ANOTHER):
        return NextStep.ANOTHER
    # Before its first checkpoint a run would do the same things again, and fail at the same one.
    if isinstance(error, InputError | RoomError) or kept is None:
        return NextStep.MEND
    return NextStep.RESUME
