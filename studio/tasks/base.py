"""What a task declares: the columns it reads, the metrics it reports, what its exports take and give."""

from dataclasses import dataclass
from typing import Literal

from studio.architecture import Kind
from studio.errors import SpecError
from studio.settings import NoSettings, SpecPart

LABEL_ROLE = "label"

RoleKind = Literal["text", "class"]
Side = Literal["input", "target"]
Comparison = Literal["exact", "close", "likeliest"]
# By how much probabilities of the same model may differ from process to process.
PROBABILITY_TOLERANCE = 1e-5


@dataclass(frozen=True, slots=True)
class Role:
    """A part that a column of the data set plays for a task.

    Attributes:
        name: The key in `data.columns`; of an input also what an export calls it.
        kind: What its values are: texts, or one of several classes.
        side: Whether a model is given it or is to find it.
        guesses: Lower-case column names that usually play this role, the likeliest first.
        last_guesses: Names that play it where there is none of the others.
    """

    name: str
    label: str
    help: str
    guesses: tuple[str, ...]
    is_required: bool = True
    last_guesses: tuple[str, ...] = ()
    kind: RoleKind = "text"
    side: Side = "input"


@dataclass(frozen=True, slots=True)
class MetricInfo:
    """A metric that a task reports for a split.

    Attributes:
        name: The key in `metrics`.
        is_higher_better: Whether a larger value is a better one.
        is_fraction: Whether the value lies in 0 to 1.
    """

    name: str
    label: str
    help: str
    is_higher_better: bool
    is_fraction: bool


@dataclass(frozen=True, slots=True)
class ExportOutput:
    """What an export gives for each row, and how it is compared with what the studio says.

    Attributes:
        name: The name in the export's signature.
        dtype: TensorFlow's name of its type.
        comparison: `exact`; `close`, where numbers may differ by `tolerance`; `likeliest`, for texts in the order of an
            output named `ranking`: the first of them must be the same where it is ahead by more than the tolerance, for
            which of two equally likely ones comes first says nothing.
        tolerance: The largest difference that is allowed.
        ranking: The numbers that the texts are ranked by.
    """

    name: str
    dtype: Literal["string", "float32"]
    comparison: Comparison
    tolerance: float = 0.0
    ranking: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """A kind of work that a model can be fine-tuned for.

    Attributes:
        name: The name in the run specification.
        roles: The columns that it reads. A task with a role of the kind `class` sorts texts into classes.
        monitor: The metric that `fit.monitor="auto"` stands for.
        key_metrics: The metrics that a page shows first.
        outputs: What its exports give.
        example: A text to ask a model about.
        kinds: The kinds of Transformers from scratch that it can use.
        is_pretraining: Whether what is learned is meant as the backbone of other tasks.
        uses_pooler: Whether it is built on the layer that BERT and ALBERT put on the first token.
        settings: What can be set for this task alone: the part `settings` of the run specification.
    """

    name: str
    label: str
    help: str
    roles: tuple[Role, ...]
    metrics: tuple[MetricInfo, ...]
    monitor: str
    key_metrics: tuple[str, ...]
    outputs: tuple[ExportOutput, ...]
    example: str
    kinds: tuple[Kind, ...] = ("encoder", "decoder", "encoder_decoder")
    is_pretraining: bool = False
    uses_pooler: bool = False
    settings: type[SpecPart] = NoSettings

    @property
    def has_labels(self) -> bool:
        """Whether each text has a label: one of several classes."""
        return any(role.kind == "class" for role in self.roles)

    @property
    def inputs(self) -> tuple[str, ...]:
        """The names of what a model is given: the columns of a file of questions, and an export's inputs."""
        return tuple(role.name for role in self.roles if role.side == "input")

    def metric(self, name: str) -> MetricInfo:
        """Return the metric of that name; `"auto"` is the task's own.

        Raises:
            SpecError: if the task has no such metric.
        """
        wanted = self.monitor if name == "auto" else name
        for metric in self.metrics:
            if metric.name == wanted:
                return metric
        raise SpecError(
            "fit.monitor: expected one of {expected}. Received: {received}.",
            expected=", ".join(metric.name for metric in self.metrics),
            received=name,
        )
