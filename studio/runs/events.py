"""The events of a run: small frozen values, one JSON line each, numbered without gaps.

A run that is resumed takes up at the step of its checkpoint: its `StateEvent` with the state `running` says which.
Whatever earlier lines say about later steps was done again, and readers drop it.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

from studio import answers
from studio.answers import Answer, Classes
from studio.fields import Amount, Count, Measure, Metric, Seconds, read_fields
from studio.json_text import json_line, parse_json
from studio.messages import Message
from studio.runs.states import RunState


@dataclass(frozen=True, slots=True)
class StateEvent:
    """The run entered a state, after `step` steps."""

    kind: ClassVar[str] = "state"
    state: RunState
    step: Count = 0


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
    step: Count
    epoch: Measure
    loss: Measure
    learning_rate: Measure
    gradient_norm: Measure
    examples_per_second: Measure
    tokens_per_second: Measure


@dataclass(frozen=True, slots=True)
class EvaluationEvent:
    """Metrics of a split after `step` steps; `is_best` if none was better by the monitored metric."""

    kind: ClassVar[str] = "evaluation"
    step: Count
    split: str
    metrics: dict[str, Metric]
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
    step: Count
    split: str
    number: Count
    num_written: Amount = 0.0
    num_texts: Count = 0
    is_over: bool = False


@dataclass(frozen=True, slots=True)
class CheckpointEvent:
    """The checkpoint of a step is complete; told again where one is asked for and there is nothing new to save."""

    kind: ClassVar[str] = "checkpoint"
    step: Count


@dataclass(frozen=True, slots=True)
class DeviceReading:
    """One accelerator at one moment. What the device does not tell is `None`.

    Attributes:
        utilization: From 0 to 1.
    """

    name: str
    utilization: float | None = None
    memory_used_bytes: Count | None = None
    memory_total_bytes: Count | None = None
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
    step: Count
    process_cpu: Measure
    process_memory_bytes: Count
    system_memory_bytes: Count
    num_cores: Count
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
    step: Count
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
    kept: Count | None = None


@dataclass(frozen=True, slots=True)
class FinishedEvent:
    """The run did all it was asked for.

    Attributes:
        metrics: By split, then by name: those of the best model.
    """

    kind: ClassVar[str] = "finished"
    step: Count
    seconds: Seconds
    examples_per_second: Measure
    metrics: dict[str, dict[str, Metric]]


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

    seq: Count
    time: Seconds
    body: EventBody


def format_event(event: Event) -> str:
    """Return the event as its line, without the line's end. NaN and infinity become null."""
    data = {"seq": event.seq, "time": round(event.time, 4), "kind": event.body.kind, **_to_json(event.body)}
    return json_line(data)


def parse_event(line: str | bytes) -> Event | None:
    """Return the event of a line; `None` for a damaged one and for a kind that this version does not know."""
    return event_from_json(parse_line(line))


def parse_line(line: str | bytes) -> Any:
    """Return the JSON data of a line; `None` for one that a full disk or a loss of power left damaged."""
    try:
        return parse_json(line)
    except ValueError:
        return None


def seq_of(data: Any) -> int | None:
    """Return the number of an event from its line's JSON data; `None` where it is damaged."""
    return read_fields(Count, data.get("seq")) if isinstance(data, dict) else None


def is_of_later_version(data: Any) -> bool:
    """Return whether JSON data is of an event whose kind this version does not know: whole, though it says nothing."""
    name = data.get("kind") if isinstance(data, dict) else None
    return isinstance(name, str) and name not in _KINDS


def event_from_json(data: Any) -> Event | None:
    """Return the event of a line's JSON data; `None` where it is damaged or its kind not known to this version."""
    kind = _kind(data) if isinstance(data, dict) else None
    if kind is None:
        return None
    body = read_fields(kind, _prepared(kind, data))
    # The number and the time, and nothing else.
    frame = read_fields(_Frame, data)
    return None if body is None or frame is None else Event(frame.seq, frame.time, body)


@dataclass(frozen=True, slots=True)
class _Frame:
    seq: Count
    time: Seconds


def _kind(data: Mapping[str, Any]) -> Any:
    name = data.get("kind")
    return _KINDS.get(name) if isinstance(name, str) else None


def _prepared(kind: Any, data: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the data of an event as its class has them."""
    if kind is LogEvent and isinstance(data.get("template"), str):
        return {**data, "message": Message.from_json(data)}
    if kind is SampleEvent and isinstance(rows := data.get("rows"), list):
        return {**data, "rows": [_with_answers(row) for row in rows]}
    return data


def _to_json(body: EventBody) -> dict[str, Any]:
    if isinstance(body, LogEvent):
        done = {} if body.done_fraction is None else {"done_fraction": body.done_fraction}
        return {**asdict(body.message), "level": body.level, **done}
    return asdict(body)


def _with_answers(row: Any) -> Any:
    """Return the data of a sample's row, those of earlier versions too."""
    if not isinstance(row, dict) or "answer" in row:
        return row
    known = read_fields(_ClassRow, row)
    return row if known is None else SampleRow.of_class(known.text, known.label, known.prediction, known.probability)


@dataclass(frozen=True, slots=True)
class _ClassRow:
    text: str
    label: str
    prediction: str
    probability: Measure
