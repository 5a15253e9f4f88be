"""The history of a run in memory: what its events say, as columns of numbers and short lists."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.fields import MOST_COUNT, MOST_SECONDS
from studio.runs.columns import Columns, Floats
from studio.runs.events import (
    CheckpointEvent,
    DeviceEvent,
    EvaluationEvent,
    Event,
    FailedEvent,
    FinishedEvent,
    LogEvent,
    SampleEvent,
    StateEvent,
    WritingEvent,
)
from studio.runs.states import RunState

STEP_COLUMNS = (
    "step",
    "epoch",
    "loss",
    "learning_rate",
    "gradient_norm",
    "examples_per_second",
    "tokens_per_second",
    "time",
)
VALIDATION = "validation"
_WHILE_TRAINING = ("train", VALIDATION)

_RATE_STEPS = 50
_RATE_PART = 0.1


@dataclass(frozen=True, slots=True, eq=False)
class HistoryPart:
    """Events that follow each other, made ready to be taken up quickly.

    Attributes:
        resumed_at: The step at which the run was taken up right before these events; `None` if it just went on.
        steps: float64 array of shape `(num_steps, 8)`, the columns of `STEP_COLUMNS`.
        events: All events of other kinds, oldest first.
        num_steps_to_come: How many steps the next parts have, as far as it is known.
        num_damaged: How many lines among them could not be read and are left out.
    """

    resumed_at: int | None
    steps: Floats
    events: tuple[Event, ...]
    num_steps_to_come: int = 0
    num_damaged: int = 0


def sound_steps(steps: Floats) -> NDArray[np.bool_]:
    """Return which steps can be taken up, and put NaN in place of what is infinite.

    Args:
        steps: float64 array of shape `(num_steps, 8)`, the columns of `STEP_COLUMNS`; it is changed.

    Returns:
        An array of shape `(num_steps,)`: whether step and time are numbers that a worker writes.
    """
    steps[~np.isfinite(steps)] = np.nan
    numbers, times = (steps[:, STEP_COLUMNS.index(name)] for name in ("step", "time"))
    return (numbers >= 0) & (numbers <= MOST_COUNT) & (times >= 0) & (times <= MOST_SECONDS)


@dataclass(frozen=True, slots=True)
class TimedLog:
    """A line of the log with its time in unix seconds."""

    time: float
    body: LogEvent


class RunHistory:
    """All that happened in a run. What an interrupted run did twice is there once.

    Attributes:
        steps: One row a step; the columns of `STEP_COLUMNS`.
        devices: One row a reading: `step`, `time`, `process_cpu` (in cores), `process_memory` and, for device 0, 1, …,
            `utilization 0`, `memory 0` (both as fractions), `temperature 0`, `power 0`, as far as they are told.
        evaluations: Oldest first, of all splits.
        checkpoints: The steps of the complete checkpoints.
        num_checkpoints_told: How often a complete checkpoint was told of.
        samples: What the model said about its examples, oldest first.
        logs: Lines for the user.
        device_names: The accelerators.
        num_cores: The processor's cores; 0 while unknown.
        system_memory_bytes: The computer's memory; 0 while unknown.
        writing: How far the texts of an evaluation are that a model is writing; `None` while it writes none.
        failure: Why the run failed; `None` after it was resumed.
        finish: The final event; `None` before it.
        state: The last state that the run wrote.
        num_damaged: How many lines could not be read and are left out.
    """

    def __init__(self) -> None:
        self.steps = Columns(STEP_COLUMNS)
        self.devices = Columns(("step", "time", "process_cpu", "process_memory"))
        self.evaluations: list[EvaluationEvent] = []
        self.checkpoints: list[int] = []
        self.num_checkpoints_told = 0
        self.samples: list[SampleEvent] = []
        self.logs: list[TimedLog] = []
        self.device_names: tuple[str, ...] = ()
        self.num_cores = 0
        self.system_memory_bytes = 0
        self.writing: WritingEvent | None = None
        self.failure: FailedEvent | None = None
        self.finish: FinishedEvent | None = None
        self.state: RunState | None = None
        self.num_damaged = 0
        self._rewound_to: int | None = None
        self._session_start = 0

    def add(self, part: HistoryPart) -> None:
        """Take up what came."""
        if part.resumed_at is not None:
            self._resume(part.resumed_at)
        if part.num_steps_to_come:
            self.steps.reserve(len(self.steps) + len(part.steps) + part.num_steps_to_come)
        if len(part.steps):
            self.steps.append(part.steps)
        for event in part.events:
            self._add_event(event)
        self.num_damaged += part.num_damaged

    def take_rewind(self) -> int | None:
        """Return how many of the first rows of `steps` are as at the last call; `None` if all of them are."""
        rewound_to, self._rewound_to = self._rewound_to, None
        return rewound_to

    # === Questions ===

    @property
    def preparing(self) -> LogEvent | None:
        """What long work before the first step was last told of; `None` where other lines came after it."""
        last = self.logs[-1].body if self.logs else None
        return None if last is None or last.done_fraction is None else last

    @property
    def last_step(self) -> int:
        """How many steps are done."""
        return int(self.steps["step"][-1]) if len(self.steps) else 0

    @property
    def last_checkpoint(self) -> int | None:
        """The step of the last complete checkpoint; `None` if there is none."""
        kept = self.failure.kept if self.failure is not None else None
        return max([*self.checkpoints, *([kept] if kept is not None else [])], default=None)

    def metric(self, name: str, split: str = VALIDATION) -> tuple[Floats, Floats]:
        """Return the steps at which a split was measured, and the metric's values there."""
        found = [(entry.step, entry.metrics[name]) for entry in self.evaluations if _has(entry, split, name)]
        table = np.array(found, dtype=np.float64).reshape(-1, 2)
        return table[:, 0], table[:, 1]

    def last_evaluations(
        self, split: str = VALIDATION, count: int = 2, metric: str | None = None
    ) -> list[EvaluationEvent]:
        """Return the last evaluations of a split, the newest first.

        Args:
            split: The split.
            count: How many, at most.
            metric: Only those that measured this metric; `None` for all.
        """
        found = (entry for entry in reversed(self.evaluations) if entry.split == split)
        return [entry for entry in found if metric is None or metric in entry.metrics][:count]

    def last_metrics(self, split: str = VALIDATION) -> dict[str, float]:
        """Return the metrics of a split, each as it was measured last: not every evaluation measures all of them."""
        found: dict[str, float] = {}
        for entry in self.evaluations:
            if entry.split == split:
                found |= entry.metrics
        return found

    def best_evaluation(self, split: str = VALIDATION) -> EvaluationEvent | None:
        """Return the evaluation that is best by the monitored metric."""
        for entry in reversed(self.evaluations):
            if entry.split == split and entry.is_best:
                return entry
        return None

    def mean_loss(self, num_steps: int = 50) -> float | None:
        """Return the mean loss of the last steps that had one."""
        values = self.steps["loss"][-num_steps:]
        values = values[np.isfinite(values)]
        return float(values.mean()) if len(values) else None

    def examples_per_second(self, num_steps: int = 20) -> float | None:
        """Return the throughput over the last steps: their harmonic mean, as batches are equally large."""
        rates = self.steps["examples_per_second"][-num_steps:]
        rates = rates[np.isfinite(rates) & (rates > 0)]
        return float(len(rates) / np.sum(1.0 / rates)) if len(rates) else None

    def seconds_left(self, num_steps: int) -> float | None:
        """Return how long the remaining steps will take at the pace of the last ones; `None` while unknown.

        The pace is that of the last tenth of this session's steps, 50 at least, so that it holds the pauses for
        evaluations and checkpoints but follows a change.
        """
        done = len(self.steps) - self._session_start
        if done < 2 or num_steps <= 0:
            return None
        count = min(done - 1, max(_RATE_STEPS, int(done * _RATE_PART)))
        times = self.steps["time"]
        seconds = float(times[-1] - times[-1 - count]) / count
        return max(0.0, seconds * (num_steps - self.last_step))

    # === Changes ===

    def _resume(self, step: int) -> None:
        kept = int(np.searchsorted(self.steps["step"], step, side="right"))
        if kept < len(self.steps):
            self._rewound_to = kept if self._rewound_to is None else min(kept, self._rewound_to)
            self.steps.truncate(kept)
        self.devices.truncate(int(np.searchsorted(self.devices["step"], step, side="right")))
        # Other parts are measured at the end alone, by whoever comes to it.
        self.evaluations = [
            entry for entry in self.evaluations if entry.step <= step and entry.split in _WHILE_TRAINING
        ]
        self.checkpoints = [entry for entry in self.checkpoints if entry <= step]
        self.samples = [entry for entry in self.samples if entry.step <= step]
        self.failure = None
        self.finish = None
        self._session_start = len(self.steps)

    def _add_event(self, event: Event) -> None:
        match event.body:
            case StateEvent(state=state):
                self._enter(state)
            case WritingEvent() as body:
                self.writing = None if body.is_over else body
            case EvaluationEvent() as body:
                self.evaluations.append(body)
            case CheckpointEvent(step=step):
                self._add_checkpoint(step)
            case DeviceEvent() as body:
                self._add_device(event.time, body)
            case SampleEvent() as body:
                self.samples.append(body)
            case LogEvent() as body:
                self.logs.append(TimedLog(event.time, body))
            case FailedEvent() as body:
                self.failure = body
            case FinishedEvent() as body:
                self.finish = body

    def _enter(self, state: RunState) -> None:
        self.state = state
        # What was being written then is not written on.
        self.writing = None
        if state is RunState.STARTING:
            self.failure = None

    def _add_checkpoint(self, step: int) -> None:
        self.num_checkpoints_told += 1
        if step not in self.checkpoints[-1:]:
            self.checkpoints.append(step)

    def _add_device(self, time: float, body: DeviceEvent) -> None:
        self.device_names = tuple(reading.name for reading in body.devices)
        self.num_cores, self.system_memory_bytes = body.num_cores, body.system_memory_bytes
        row: dict[str, Any] = {
            "step": body.step,
            "time": time,
            "process_cpu": body.process_cpu,
            "process_memory": body.process_memory_bytes,
        }
        for index, reading in enumerate(body.devices):
            used, total = reading.memory_used_bytes, reading.memory_total_bytes
            values = {
                "utilization": reading.utilization,
                "memory": used / total if used is not None and total else None,
                "temperature": reading.temperature_celsius,
                "power": reading.power_watts,
            }
            row |= {f"{name} {index}": value for name, value in values.items() if value is not None}
        self.devices.append_row(row)


def _has(entry: EvaluationEvent, split: str, name: str) -> bool:
    return entry.split == split and entry.metrics.get(name) is not None
