"""Runs at work, as the table, the rail and the terminal show them: the same numbers that the monitor shows."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from studio.errors import NotFoundError, StateError
from studio.runs.events import WritingEvent
from studio.runs.folder import RunFolder
from studio.runs.index import RunSummary
from studio.runs.states import RunState, RunStatus
from studio.runs.workspace import Workspace

if TYPE_CHECKING:
    from studio.runs.history import RunHistory

_VALIDATION = "validation"


@dataclass(frozen=True, slots=True)
class LiveRun:
    """Where a run stands right now.

    Attributes:
        step: Steps done, those included that `state.json` does not tell of yet.
        loss: The mean training loss of the last steps; `None` before the first.
        metrics: Each metric as it was measured last, by split.
        seconds_left: About how long it still takes; `None` as long as that cannot be said.
        memory_bytes: What its process takes of the computer's memory; `None` before the first reading.
    """

    id: str
    status: RunStatus
    step: int
    loss: float | None
    metrics: dict[str, dict[str, float]]
    seconds_left: float | None
    memory_bytes: int | None

    @property
    def fraction(self) -> float:
        """How much of the run is done, from 0 to 1."""
        return min(1.0, self.step / self.status.num_steps) if self.status.num_steps else 0.0

    def update(self, summary: RunSummary) -> RunSummary:
        """Return the row of the run with these numbers."""
        return replace(
            summary,
            state=self.status.state,
            seconds=self.status.seconds,
            step=self.step,
            num_steps=self.status.num_steps,
            metrics=summary.metrics | self.metrics,
            loss=self.loss,
            seconds_left=self.seconds_left,
        )


class LiveReader:
    """Follows one run: each look reads only what its worker wrote since the last one.

    Args:
        run: The run.
    """

    def __init__(self, run: RunFolder) -> None:
        # Numpy comes with the first run that is followed: the window's first paint does not wait for it.
        from studio.runs.history import RunHistory
        from studio.runs.history_reader import HistoryReader

        self._run = run
        self._reader = HistoryReader(run.events_path)
        self._history = RunHistory()

    def look(self) -> LiveRun:
        """Return where the run stands now; one whose worker is gone without a word has crashed."""
        # The state first: whatever was written before it is read after it.
        status = self._run.status()
        while parts := self._reader.poll():
            for part in parts:
                self._history.add(part)
        return live_run(self._run.id, status, self._history)


def live_run(run_id: str, status: RunStatus, history: "RunHistory") -> LiveRun:
    """Return the numbers of a run from its status and all that happened."""
    metrics = history.last_metrics()
    is_running = status.state is RunState.RUNNING
    memory = history.devices["process_memory"]
    return LiveRun(
        id=run_id,
        status=status,
        step=current_step(status, history),
        loss=history.mean_loss(),
        metrics={_VALIDATION: metrics} if metrics else {},
        seconds_left=history.seconds_left(status.num_steps) if is_running else None,
        memory_bytes=int(memory[-1]) if len(memory) else None,
    )


def current_step(status: RunStatus, history: "RunHistory") -> int:
    """Return how many steps are done: `state.json` is written less often than events."""
    return max(status.step, history.last_step) if status.state.is_active else status.step


def writing_now(run: RunFolder) -> WritingEvent:
    """Return how far the texts are that a run writes for an evaluation at this moment.

    Raises:
        StateError: if it writes none.
    """
    from studio.runs.history_reader import read_history

    state = run.status().state
    writing = read_history(run.events_path).writing if state.is_active else None
    if writing is None:
        raise StateError(
            "Expected a run that writes texts for an evaluation. {run} writes none at this moment.", run=run.id
        )
    return writing


def with_live_numbers(workspace: Workspace, summary: RunSummary) -> RunSummary:
    """Return the row of a run, brought up to date from its events where it is at work."""
    if not summary.state.is_active:
        return summary
    try:
        return LiveReader(workspace.run(summary.id)).look().update(summary)
    except NotFoundError:
        # It was deleted a moment ago.
        return summary
