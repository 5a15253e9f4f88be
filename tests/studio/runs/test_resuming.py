"""Resuming is advised only where something would be different."""

import pytest

from studio.errors import (
    ChangedBackboneError,
    ChangedDataError,
    DataError,
    DownloadError,
    GoneError,
    RepeatingError,
    RoomError,
    RunError,
    SpecError,
    StudioError,
)
from studio.runs import RunState
from studio.runs.resuming import NextStep, next_step


@pytest.mark.parametrize(
    ("state", "error", "kept", "expected"),
    [
        (RunState.FINISHED, None, 9, None),
        (RunState.RUNNING, None, 9, None),
        (RunState.STOPPED, None, 9, NextStep.RESUME),
        (RunState.CRASHED, None, None, NextStep.RESUME),
        (RunState.CRASHED, GoneError("The folder is gone."), 9, NextStep.MEND),
        (RunState.FAILED, SpecError("task: unknown"), None, NextStep.ANOTHER),
        (RunState.FAILED, RepeatingError("The loss is no longer a number."), 9, NextStep.ANOTHER),
        (RunState.FAILED, ChangedDataError("It has changed."), 9, NextStep.ANOTHER),
        (RunState.FAILED, ChangedBackboneError("It has changed."), 9, NextStep.ANOTHER),
        (RunState.FAILED, DataError("There is no file."), None, NextStep.MEND),
        (RunState.FAILED, DownloadError("No network."), None, NextStep.MEND),
        (RunState.FAILED, RoomError("The disk is full."), 9, NextStep.MEND),
        (RunState.FAILED, RunError("It ended unexpectedly."), None, NextStep.MEND),
        (RunState.FAILED, RunError("It ended unexpectedly."), 9, NextStep.RESUME),
    ],
)
def test_the_next_step_fits_what_happened(
    state: RunState, error: StudioError | None, kept: int | None, expected: NextStep | None
) -> None:
    assert next_step(state, error, kept) is expected
    if error is not None:
        assert next_step(state, StudioError.from_json(error.to_json()), kept) is expected
