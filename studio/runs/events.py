"""The events of a run: small frozen values, one JSON line each, numbered without gaps.

A run that is resumed takes up at the step of its checkpoint: its `StateEvent` with the state `running` says which.
Whatever earlier lines say about later steps was done again, and readers drop it.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, ClassVar

from studio import answers
from studio.answers import Answer, Classes
from studio.messages import Message
from studio.runs.states import RunState


@dataclass(frozen=True, slots=True)
class StateEvent:
    """The run entered a state, after `step` steps."""

    kind: ClassVar[str] = "state"
    state: RunState
    step: int = 0


@dataclass(frozen=True, slots=True)
class StepEvent:
    """One optimizer step.

    Attributes:
        step: How many steps are done, this one counted.
        epoch: The epoch it belongs to, as a number from 0: 1.5 is halfway through the second.
        loss: The loss of this step alone.
        gradient_norm: The global norm before clipping.
        examples_per_second, tokens_per_second: Over this step; padding is not counted.
    """

    kind: ClassVar[str] = "step"
    step: int
    epoch: float
    loss: float
    learning_rate: float
    gradient_norm: float
    examples_per_second: float
    tokens_per_second: float


@dataclass(frozen=True, slots=True)
class EvaluationEvent:
    """Metrics of a split after `step` steps; `is_best` if none was better by the monitored metric."""

    kind: ClassVar[str] = "evaluation"
    step: int
    split: str
    metrics: dict[str, float]
    is_best: bool = False


@dataclass(frozen=True, slots=True)
class WritingEvent:
    """How far the texts are that a model writes by itself for an evaluation after `step` steps.

    Attributes:
        number: Which evaluation of the worker it is: by this it is skipped.
        num_written: How many are written, parts of texts counted.
        num_texts: How many there are to be.
        is_over: Whether no more is written for it: all are, or the rest is skipped.
    """

    kind: ClassVar[str] = "writing"
    step: int
    split: str
    number: int
    num_written: float = 0.0
    num_texts: int = 0
    is_over: bool = False


@dataclass(frozen=True, slots=True)
class CheckpointEvent:
    """The checkpoint of a step is complete; told again where one is asked for and there is nothing new to save."""

    kind: ClassVar[str] = "checkpoint"
    step: int


@dataclass(frozen=True, slots=True)
class DeviceReading:
    """One accelerator at one moment. What the device does not tell is `None`.

    Attributes:
        utilization: From 0 to 1.
    """

    name: str
    utilization: float | None = None
    memory_used_bytes: int | None = None
    memory_total_bytes: int | None = None
    temperature_celsius: float | None = None
    power_watts: float | None = None


@dataclass(frozen=True, slots=True)
class DeviceEvent:
    """The devices and the worker's own process.

    Attributes:
        process_cpu: Processor cores in use; 1.5 is one and a half.
        process_memory_bytes: Resident memory.
    """

    kind: ClassVar[str] = "device"
    step: int
    process_cpu: float
    process_memory_bytes: int
    system_memory_bytes: int
    num_cores: int
    devices: tuple[DeviceReading, ...] = ()


@dataclass(frozen=True, slots=True)
class SampleRow:
    """What the model says now about one example.

    Attributes:
        inputs: The texts that it is given, by the names of the task's inputs.
        expected: What the data says, as the JSON data of an answer.
        answer: What the model says, as such data.
    """

    inputs: dict[str, str]
    expected: dict[str, Any]
    answer: dict[str, Any]

    @classmethod
    def of(cls, inputs: Mapping[str, str], expected: Answer, answer: Answer) -> "SampleRow":
        """Return a row of answers."""
        return cls(dict(inputs), expected.to_json(), answer.to_json())

    @classmethod
    def of_class(cls, text: str, label: str, prediction: str, probability: float) -> "SampleRow":
        """Return a row of a text and one class, as lines of earlier versions have it."""
        return cls.of({"text": text}, Classes((label,), (1.0,)), Classes((prediction,), (probability,)))

    def read(self) -> tuple[Answer, Answer]:
        """Return what the data says, and what the model says.

        Raises:
            InputError: if this version does not know the kind of the answers.
        """
        return answers.read(self.expected), answers.read(self.answer)


@dataclass(frozen=True, slots=True)
class SampleEvent:
    """What the model says now about a few fixed validation examples."""

    kind: ClassVar[str] = "sample"
    step: int
    rows: tuple[SampleRow, ...]


@dataclass(frozen=True, slots=True)
class LogEvent:
    """A line for the user. In its JSON data the message's template and details lie beside the level.

    Attributes:
        done_fraction: How much of long work before the first step is done; `None` where the line tells of none.
    """

    kind: ClassVar[str] = "log"
    message: Message
    level: str = "info"
    done_fraction: float | None = None


@dataclass(frozen=True, slots=True)
class FailedEvent:
    """Why the run failed: `error` is `StudioError.to_json()`, `kept` the step of the last checkpoint."""

    kind: ClassVar[str] = "failed"
    error: dict[str, Any]
    kept: int | None = None


@dataclass(frozen=True, slots=True)
class FinishedEvent:
    """The run did all it was asked for.

    Attributes:
        metrics: By split, then by name: those of the best model.
    """

    kind: ClassVar[str] = "finished"
    step: int
    seconds: float
    examples_per_second: float
    metrics: dict[str, dict[str, float]]


EventBody = (
    StateEvent
    | StepEvent
    | EvaluationEvent
    | WritingEvent
    | CheckpointEvent
    | DeviceEvent
    | SampleEvent
    | LogEvent
    | FailedEvent
    | FinishedEvent
)

_KINDS: dict[str, Any] = {
    body.kind: body
    for body in (
        StateEvent,
        StepEvent,
        EvaluationEvent,
        WritingEvent,
        CheckpointEvent,
        DeviceEvent,
        SampleEvent,
        LogEvent,
        FailedEvent,
        FinishedEvent,
    )
}


@dataclass(frozen=True, slots=True)
class Event:
    """An event with its number in the run, from 0, and its time in unix seconds."""

    seq: int
    time: float
    body: EventBody


def format_event(event: Event) -> str:
    """Return the event as its line, without the line's end. NaN and infinity become null."""
    data = {"seq": event.seq, "time": round(event.time, 4), "kind": event.body.kind, **_to_json(event.body)}
    try:
        return json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    except ValueError:
        return json.dumps(_without_nan(data), ensure_ascii=False, separators=(",", ":"))


def parse_event(line: str | bytes) -> Event | None:
    """Return the event of a line; `None` for a damaged one and for a kind that this version does not know."""
    try:
        data = json.loads(line)
    except ValueError:
        return None
    return event_from_json(data)


def event_from_json(data: Any) -> Event | None:
    """Return the event of a line's JSON data; `None` where it is damaged or its kind not known to this version."""
    try:
        kind = _KINDS[data["kind"]]
        if kind is LogEvent:
            data = {**data, "message": Message(data["template"], data.get("details", {}))}
        values = {entry.name: _value(entry.name, data[entry.name]) for entry in fields(kind) if entry.name in data}
        return Event(data["seq"], data["time"], kind(**values))
    except (KeyError, TypeError, ValueError):
        return None


def _to_json(body: EventBody) -> dict[str, Any]:
    if isinstance(body, LogEvent):
        done = {} if body.done_fraction is None else {"done_fraction": body.done_fraction}
        return {**asdict(body.message), "level": body.level, **done}
    return asdict(body)


def _value(name: str, value: Any) -> Any:
    match name:
        case "state":
            return RunState(value)
        case "devices":
            return tuple(_part(DeviceReading, reading) for reading in value)
        case "rows":
            return tuple(_sample(row) for row in value)
        case "loss" | "gradient_norm" | "learning_rate" | "probability":
            return float("nan") if value is None else value
    return value


def _part(kind: Any, data: Any) -> Any:
    """Return a part of an event; what this version does not know of it is left out."""
    return kind(**{entry.name: data[entry.name] for entry in fields(kind) if entry.name in data})


def _sample(data: Any) -> SampleRow:
    if "answer" in data:
        row: SampleRow = _part(SampleRow, data)
        return row
    probability = data["probability"]
    known = float("nan") if probability is None else probability
    return SampleRow.of_class(data["text"], data["label"], data["prediction"], known)


def _without_nan(value: Any) -> Any:
    if isinstance(value, float):
        return value if abs(value) < float("inf") else None
    if isinstance(value, dict):
        return {name: _without_nan(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_without_nan(item) for item in value]
    return value
