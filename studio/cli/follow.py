"""Watching a run from the terminal until it is over."""

import time
from dataclasses import dataclass, field
from typing import Any

from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    ProgressColumn,
    Task,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from studio.cli.formats import metric
from studio.cli.interrupts import Interrupts
from studio.errors import InputError, StateError, StudioError
from studio.runs import EventReader, RunFolder, RunState
from studio.runs.crashes import crash_reason
from studio.runs.events import (
    EvaluationEvent,
    EventBody,
    FailedEvent,
    FinishedEvent,
    LogEvent,
    StateEvent,
    StepEvent,
    WritingEvent,
)

_POLL_S = 0.1
_SMOOTHING = 0.9
_NUM_LOG_LINES = 12


@dataclass(slots=True)
class Ending:
    """How a run ended, as far as it has.

    Attributes:
        state: The last state seen; an active one if the user stopped watching.
        error: Why it failed.
        kept: The step of the last checkpoint of a run that failed, if it has one.
        left_out: How many rows of the training file and of the separate ones are not used, by reason.
    """

    state: RunState
    steps: int = 0
    seconds: float = 0.0
    examples_per_second: float = 0.0
    metrics: dict[str, dict[str, float]] = field(default_factory=dict)
    error: StudioError | None = None
    kept: int | None = None
    left_out: dict[str, dict[str, int]] = field(default_factory=dict)

    @property
    def exit_status(self) -> int:
        """0 finished; 1 failed; 2 the input was bad; 3 stopped or left."""
        match self.state:
            case RunState.FINISHED:
                return 0
            case RunState.FAILED | RunState.CRASHED:
                return InputError.exit_status if isinstance(self.error, InputError) else 1
        return 3

    def to_json(self, run_id: str) -> dict[str, Any]:
        """Return the object that `fit --json` ends with."""
        data: dict[str, Any] = {
            "run": run_id,
            "state": self.state.value,
            "steps": self.steps,
            "seconds": round(self.seconds, 3),
            "examples_per_second": round(self.examples_per_second, 3),
            "metrics": self.metrics,
            "left_out": self.left_out,
        }
        return data if self.error is None else data | {"error": self.error.to_json()}


def skip_to_end(run: RunFolder) -> EventReader:
    """Return a reader of what happens from now on."""
    reader = EventReader(run.events_path)
    while reader.poll():
        pass
    return reader


def follow(run: RunFolder, reader: EventReader, console: Console) -> Ending:
    """Show a run's progress until it is over.

    Ctrl+C asks the run to save a checkpoint and stop; a second one stops watching and leaves the run to it.

    Args:
        run: The run.
        reader: What it reads first is shown.
        console: Where the bar and the remarks go.
    """
    with Interrupts() as interrupts, _bar(console) as bar:
        watcher = _Watcher(run, bar)
        num_seen = 0
        while True:
            # The state first: whatever was written before it is read after it.
            state = run.status().state
            while events := reader.poll():
                for event in events:
                    watcher.show(event.body)
            watcher.refresh()
            if state.is_over or interrupts.count > 1:
                return watcher.ending(state)
            if interrupts.count > num_seen:
                num_seen = interrupts.count
                watcher.stop()
            time.sleep(_POLL_S)


class _Watcher:
    """Turns events into a progress bar and lines above it."""

    def __init__(self, run: RunFolder, bar: Progress) -> None:
        self._run = run
        self._bar = bar
        self._kind = run.spec().task
        self._task = bar.add_task("starting", total=None, numbers="loading the libraries")
        # The line below it while a model writes for an evaluation.
        self._texts: TaskID | None = None
        self._loss: float | None = None
        self._metric = ""
        self._numbers = ""
        self._finished: FinishedEvent | None = None
        self._failed: FailedEvent | None = None

    def show(self, body: EventBody) -> None:
        match body:
            case StepEvent():
                self._show_step(body)
            case StateEvent(state, step):
                self._bar.update(self._task, description=state.value, completed=step)
                self._end_texts()
            case EvaluationEvent():
                self._show_evaluation(body)
            case WritingEvent():
                self._show_texts(body)
            case LogEvent():
                self._show_log(body)
            case FailedEvent():
                self._failed = body
            case FinishedEvent():
                self._finished = body

    def refresh(self) -> None:
        status = self._run.status()
        self._bar.update(self._task, total=status.num_steps or None, numbers=self._numbers or "…")

    def stop(self) -> None:
        try:
            self._run.ask_to_stop()
        except StateError:
            return
        self._bar.console.print("Stopping with a checkpoint. Ctrl+C again leaves the run to it.")

    def ending(self, state: RunState) -> Ending:
        status = self._run.status()
        metrics = {split: dict(report["metrics"]) for split, report in self._run.metrics().items()}
        ending = Ending(state, status.step, status.seconds, metrics=metrics)
        ending.left_out = self._run.passport_part("data").get("left_out", {})
        if self._finished is not None:
            ending.examples_per_second = self._finished.examples_per_second
            ending.metrics = self._finished.metrics
        if state is RunState.FAILED and self._failed is not None:
            ending.error = StudioError.from_json(self._failed.error)
            ending.kept = self._failed.kept
        elif state in (RunState.FAILED, RunState.CRASHED):
            ending.error = _crash(self._run)
        return ending

    def _show_log(self, body: LogEvent) -> None:
        # Work that is under way stands beside the bar; a line of its own tells only of its end.
        if body.done_fraction is not None and body.done_fraction < 1.0:
            self._numbers = str(body.message)
            return
        if body.done_fraction is not None:
            self._numbers = ""
        self._bar.console.print(str(body.message), soft_wrap=True)

    def _show_step(self, body: StepEvent) -> None:
        self._loss = body.loss if self._loss is None else _SMOOTHING * self._loss + (1 - _SMOOTHING) * body.loss
        self._numbers = (
            f"epoch {body.epoch:.2f} · loss {self._loss:.4f}{self._metric} · "
            f"learning rate {body.learning_rate:.2e} · {body.examples_per_second:.1f} examples/s"
        )
        self._bar.update(self._task, completed=body.step)

    def _show_texts(self, body: WritingEvent) -> None:
        if body.is_over:
            self._end_texts()
            return
        if self._texts is None:
            numbers = f"texts of step {body.step}, {body.split}; `skip {self._run.id}` leaves them out"
            self._texts = self._bar.add_task("writing", total=body.num_texts, numbers=numbers)
        self._bar.update(self._texts, completed=int(body.num_written), total=body.num_texts)

    def _end_texts(self) -> None:
        if self._texts is not None:
            self._bar.remove_task(self._texts)
            self._texts = None

    def _show_evaluation(self, body: EvaluationEvent) -> None:
        names = dict.fromkeys(("loss", *self._kind.measured(body.metrics).key_metrics))
        shown = [f"{name} {metric(body.metrics[name])}" for name in names if name in body.metrics]
        if "accuracy" in body.metrics:
            self._metric = f" · {body.split} accuracy {metric(body.metrics['accuracy'])}"
        best = ", the best so far" if body.is_best and body.split == "validation" else ""
        self._bar.console.print(f"Step {body.step}: {body.split} {', '.join(shown)}{best}", soft_wrap=True)


def _crash(run: RunFolder) -> StudioError:
    if (reason := crash_reason(run)) is not None:
        return reason
    try:
        lines = run.log_path.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        lines = []
    return StudioError(
        "The worker of {run} died without a word. Its log is {file}; the last lines:\n{log}",
        run=run.id,
        file=run.log_path,
        log="\n".join(lines[-_NUM_LOG_LINES:]) or "none",
    )


class _StepsColumn(ProgressColumn):
    """The steps that are done, and how many there are as soon as that is known."""

    def render(self, task: Task) -> Text:
        return Text("" if task.total is None else f"{task.completed:.0f}/{task.total:.0f}")


def _bar(console: Console) -> Progress:
    return Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=24),
        _StepsColumn(),
        TextColumn("{task.fields[numbers]}", markup=False),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=console,
        refresh_per_second=5,
    )
