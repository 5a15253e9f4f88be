"""The states of a run, and which may follow which."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from studio.errors import StateError
from studio.fields import Count, Seconds


class RunState(StrEnum):
    """Where a run stands. `UNKNOWN` is what a later version of the studio calls by another name."""

    QUEUED = "queued"
    STARTING = "starting"
    RUNNING = "running"
    STOPPING = "stopping"
    FINISHED = "finished"
    STOPPED = "stopped"
    FAILED = "failed"
    CRASHED = "crashed"
    UNKNOWN = "unknown"

    @classmethod
    def read(cls, written: Any) -> "RunState":
        """Return a state as a file has it.

        Raises:
            ValueError: if it is no text.
        """
        if not isinstance(written, str):
            raise ValueError("Expected the name of a state.")
        return cls(written) if written in list(cls) else cls.UNKNOWN

    @property
    def is_active(self) -> bool:
        """Whether a process is, or ought to be, at work."""
        return self in _ACTIVE

    @property
    def is_over(self) -> bool:
        """Whether the run has come to an end."""
        return self in _ENDINGS

    @property
    def is_resumable(self) -> bool:
        """Whether the run can be taken up again."""
        return self.is_over and self is not RunState.FINISHED


_MOST_PID = 2**31 - 1
_ACTIVE = frozenset({RunState.STARTING, RunState.RUNNING, RunState.STOPPING})
_ENDINGS = frozenset({RunState.FINISHED, RunState.STOPPED, RunState.FAILED, RunState.CRASHED})

# Any active run may fail (it says why) or crash (it just dies); what ended early may be resumed. A finished run that
# lost its model counts as stopped from then on.
FOLLOWERS: dict[RunState, frozenset[RunState]] = {
    RunState.QUEUED: frozenset({RunState.STARTING, RunState.STOPPED, RunState.FAILED}),
    RunState.STARTING: frozenset({RunState.RUNNING, RunState.STOPPING, RunState.FAILED, RunState.CRASHED}),
    RunState.RUNNING: frozenset({RunState.FINISHED, RunState.STOPPING, RunState.FAILED, RunState.CRASHED}),
    RunState.STOPPING: frozenset({RunState.STOPPED, RunState.FINISHED, RunState.FAILED, RunState.CRASHED}),
    RunState.FINISHED: frozenset({RunState.STOPPED}),
    RunState.STOPPED: frozenset({RunState.STARTING}),
    RunState.FAILED: frozenset({RunState.STARTING}),
    RunState.CRASHED: frozenset({RunState.STARTING}),
    RunState.UNKNOWN: frozenset(),
}


def check_transition(before: RunState, after: RunState) -> None:
    """Raise StateError if a run may not go from one state to the other."""
    if after not in FOLLOWERS[before]:
        raise StateError(
            "A run that is {before} cannot become {after}. Expected one of: {expected}.",
            before=before.value,
            after=after.value,
            expected=", ".join(sorted(FOLLOWERS[before])) or "none, it is over",
        )


@dataclass(frozen=True, slots=True)
class RunStatus:
    """What `state.json` holds.

    Attributes:
        pid: The worker's process number; `None` before there is one.
        process_started: When that process was started, in unix seconds.
        step: How many steps are done.
        num_steps: How many there will be; 0 while unknown.
        seconds: Time spent at work so far, over all resumptions.
        heartbeat: When the worker last wrote this, in unix seconds.
        kills_path: The system's own file that counts the processes it ended as the memory was full; `None` where it
            has none, and once the worker has ended by itself.
        num_kills: What that file said when the worker began.
        log_bytes: How long the log was when the worker began.
    """

    state: Annotated[RunState, BeforeValidator(RunState.read)]
    pid: Annotated[int, Field(ge=1, le=_MOST_PID)] | None = None
    process_started: Seconds | None = None
    step: Count = 0
    num_steps: Count = 0
    seconds: Seconds = 0.0
    heartbeat: Seconds = 0.0
    kills_path: str | None = None
    num_kills: Count = 0
    log_bytes: Count = 0

    def to_json(self) -> dict[str, Any]:
        """Return the status as JSON data."""
        return asdict(self)
