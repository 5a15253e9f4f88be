"""What a task declares: the columns it reads, the metrics it reports."""

from dataclasses import dataclass

from studio.architecture import Kind
from studio.errors import SpecError
from studio.settings import NoSettings, SpecPart

LABEL_ROLE = "label"


@dataclass(frozen=True, slots=True)
class Role:
    """A part that a column of the data set plays for a task.

    Attributes:
        name: The key in `data.columns`.
        guesses: Lower-case column names that usually play this role, the likeliest first.
        last_guesses: Names that play it where there is none of the others.
    """

    name: str
    label: str
    help: str
    guesses: tuple[str, ...]
    is_required: bool = True
    last_guesses: tuple[str, ...] = ()


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
class Task:
    """A kind of work that a model can be fine-tuned for.

    Attributes:
        name: The name in the run specification.
        roles: The columns that it reads. A task with the role `label` sorts texts into classes.
        monitor: The metric that `fit.monitor="auto"` stands for.
        key_metrics: The metrics that a page shows first.
        output: What an export calls its answers, beside `probabilities`.
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
    output: str
    example: str
    kinds: tuple[Kind, ...] = ("encoder", "decoder", "encoder_decoder")
    is_pretraining: bool = False
    uses_pooler: bool = False
    settings: type[SpecPart] = NoSettings

    @property
    def has_labels(self) -> bool:
        """Whether each text has a label: one of several classes."""
        return any(role.name == LABEL_ROLE for role in self.roles)

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
