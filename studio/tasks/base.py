"""What a task declares: the columns it reads, the metrics it reports, what its exports take and give."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, Self

from studio.architecture import Kind
from studio.errors import SpecError
from studio.settings import NoSettings, SpecPart

LABEL_ROLE = "label"

# What the values of a role are: a `score` is a number that a cosine is fitted to; `tokens` is a text given as a list
# of tokens; `tags` are in step with tokens, or a list of spans of a text; `span` is an answer and its place in another
# input; `messages` is a conversation, or the answer that ends one: what was said is given, answers are to be found.
RoleKind = Literal["text", "tokens", "messages", "class", "classes", "number", "score", "tags", "span"]
# Kinds whose values are numbers.
NUMBER_KINDS: tuple[RoleKind, ...] = ("number", "score")
# Kinds whose values are lists in formats that have some.
LIST_KINDS: tuple[RoleKind, ...] = ("tokens", "messages", "tags", "classes")
Side = Literal["input", "target"]
# What a model answers with: see `studio.answers`.
AnswerKind = Literal["classes", "number", "spans", "text", "fills", "vector", "hits"]
# What becomes of the texts of a row that are longer than a model reads at once.
LongTexts = Literal["cut", "windows", "apart", "pairs", "continued", "shortened"]
Comparison = Literal["exact", "close", "relative", "threshold", "likeliest"]
# By how much probabilities of the same model may differ from process to process.
PROBABILITY_TOLERANCE = 1e-5
# The settings of tasks whose inputs and targets have lengths of their own, and of which side each is: these need no
# `data.sequence_length`.
_LENGTHS: dict[str, Side] = {"source_length": "input", "target_length": "target"}
# The setting of tasks that may put several texts into a row.
_PACKING = "packing"
# What the studio says beside the outputs where one depends on thresholds: an array of the shape of its `ranking`.
THRESHOLDS = "thresholds"


@dataclass(frozen=True, slots=True)
class Role:
    """A part that a column of the data set plays for a task.

    Attributes:
        name: The key in `data.columns`; of an input also what an export calls it.
        kind: What its values are.
        side: Whether a model is given it or is to find it.
        layout: Roles with the same layout belong together, and a data set has one layout; empty for a role of each.
        takes_several: Whether several columns may play it together.
        guesses: Lower-case column names that usually play this role, the likeliest first.
        last_guesses: Names that play it where there is none of the others.
        names_language: Whether a column may play it that is named after a language, such as `en` or `Spanish`.
    """

    name: str
    label: str
    help: str
    guesses: tuple[str, ...]
    is_required: bool = True
    last_guesses: tuple[str, ...] = ()
    kind: RoleKind = "text"
    side: Side = "input"
    layout: str = ""
    takes_several: bool = False
    names_language: bool = False


@dataclass(frozen=True, slots=True)
class MetricInfo:
    """A metric that a task reports for a split.

    Attributes:
        name: The key in `metrics`.
        is_higher_better: Whether a larger value is a better one.
        is_fraction: Whether the value lies in 0 to 1.
        role: The role that need not be played, but without which there is no such metric; empty for those of all data.
        setting: The task's setting that has to be on for it; empty for those of all runs.
    """

    name: str
    label: str
    help: str
    is_higher_better: bool
    is_fraction: bool
    role: str = ""
    setting: str = ""


@dataclass(frozen=True, slots=True)
class ExportOutput:
    """What an export gives for each row, and how it is compared with what the studio says.

    Attributes:
        name: The name in the export's signature.
        dtype: TensorFlow's name of its type.
        comparison: `exact`; `close`, where numbers may differ by `tolerance`; `relative`, where they may by that part
            of the largest; `threshold`, for what depends on which side of a threshold an output named `ranking` lies:
            it must be the same where that is farther away from the threshold than the tolerance; `likeliest`, for texts
            in the order of an output named `ranking`: the first of them must be the same where it is ahead by more than
            the tolerance, for which of two equally likely ones comes first says nothing.
        tolerance: The largest difference that is allowed; of `relative` numbers as a part of the largest of all rows.
        ranking: The numbers that the texts are ranked by, or that are compared with thresholds.
        is_ragged: Whether a row has any number of entries: rows with fewer than others are filled up with −1, with ""
            or with false.
        meaning: What it says, in a few English words, for whoever finds the export.
    """

    name: str
    dtype: Literal["string", "float32", "int32", "bool"]
    comparison: Comparison
    tolerance: float = 0.0
    ranking: str = ""
    is_ragged: bool = False
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """A kind of work that a model can be fine-tuned for.

    Attributes:
        name: The name in the run specification.
        roles: The columns that it reads, those of a model's inputs first. All of its targets are of one kind.
        monitor: The metric that `fit.monitor="auto"` stands for.
        key_metrics: The metrics that a page shows first.
        outputs: What its exports give.
        answer: The kind of its answers.
        example: A text to ask a model about.
        inputs: What a model is given when it is asked: the columns of a file of questions.
        export_inputs: What an export calls them, in the same order; the same names where it is empty.
        groups: Inputs whose rows stay in one part of a split where their values are equal.
        kinds: The kinds of Transformers from scratch that it can use.
        is_pretraining: Whether what is learned is meant as the backbone of other tasks.
        uses_pooler: Whether it is built on the layer that BERT and ALBERT put on the first token.
        guessed_fraction: The part of a text's tokens that are guessed in training, each among the whole vocabulary.
        long_texts: What becomes of the texts of a row that together are longer than the sequence length: they are
            `cut`, read in `windows` that overlap, or each is read, and cut, `apart` from the other; they are
            `continued` in the next example, or `shortened` by what was said first.
        pair_setting: The setting with which it learns whether a sentence follows another one, from documents whose
            sentences are lines; empty for a task without.
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
    answer: AnswerKind
    example: str
    inputs: tuple[str, ...] = ("text",)
    export_inputs: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ("encoder", "decoder", "encoder_decoder")
    is_pretraining: bool = False
    uses_pooler: bool = False
    guessed_fraction: float = 0.0
    long_texts: LongTexts = "cut"
    pair_setting: str = ""
    settings: type[SpecPart] = NoSettings

    @property
    def served_inputs(self) -> dict[str, str]:
        """What an export calls each of the inputs."""
        return dict(zip(self.inputs, self.export_inputs or self.inputs, strict=True))

    @property
    def own_lengths(self) -> dict[str, Side]:
        """The settings that say how long inputs and targets may be, where `data.sequence_length` does not."""
        return {name: side for name, side in _LENGTHS.items() if name in self.settings.model_fields}

    def input_length(self, settings: SpecPart, sequence_length: int) -> int:
        """Return how many tokens of what a model is given are read at once.

        Args:
            settings: The task's own.
            sequence_length: What `data.sequence_length` says.
        """
        own = (int(settings.value_of(name)) for name, side in self.own_lengths.items() if side == "input")
        return next(own, sequence_length)

    @property
    def draws_inputs(self) -> bool:
        """Whether what a model reads of a row is drawn anew in each epoch, as the places of masks are."""
        return self.guessed_fraction > 0.0

    @property
    def reads_tokens(self) -> bool:
        """Whether what is trained on a backbone reads a vector for each token, and not one for the whole text."""
        return self.answer == "spans"

    @property
    def has_classes(self) -> bool:
        """Whether each example belongs to one of several classes."""
        return self.target_kind == "class"

    @property
    def fills_masks(self) -> bool:
        """Whether a mask in a text that a model is given stands for what it is to find."""
        return self.answer == "fills"

    @property
    def makes_vectors(self) -> bool:
        """Whether a model turns a text into a vector, by which texts can be searched and mapped."""
        return self.answer == "vector"

    @property
    def writes_text(self) -> bool:
        """Whether a model writes, token by token."""
        return self.answer == "text"

    @property
    def says_tokens(self) -> bool:
        """Whether a model tells how likely the tokens of its vocabulary are: it writes, or fills masks."""
        return self.writes_text or self.fills_masks

    @property
    def reads_source(self) -> bool:
        """Whether an encoder reads a text before another one is written: there is cross-attention to look at."""
        return self.writes_text and self.kinds == ("encoder_decoder",)

    @property
    def converses(self) -> bool:
        """Whether what a model is given is a conversation, as `studio.chat` writes it."""
        return self.target_kind == "messages"

    @property
    def target_kind(self) -> RoleKind | None:
        """The kind of what a model is to find; `None` where nothing in the data says it."""
        return next((role.kind for role in self.roles if role.side == "target"), None)

    @property
    def target_label(self) -> str | None:
        """What the data calls what a model is to find; `None` where nothing in it says it."""
        return next((role.label for role in self.roles if role.side == "target"), None)

    def learns_pairs(self, settings: SpecPart | Mapping[str, Any]) -> bool:
        """Return whether it learns from documents which sentence follows another one.

        Args:
            settings: The task's own, as a specification or a saved model has them.
        """
        if not self.pair_setting:
            return False
        if isinstance(settings, Mapping):
            return bool(settings.get(self.pair_setting))
        return bool(getattr(settings, self.pair_setting, False))

    def long_texts_with(self, settings: SpecPart) -> LongTexts:
        """Return what becomes of long texts: `long_texts`, or `pairs` of passages are made of them."""
        return "pairs" if self.learns_pairs(settings) else self.long_texts

    def packs(self, settings: SpecPart) -> bool:
        """Return whether several texts share a row of a batch that is trained on."""
        return bool(getattr(settings, _PACKING, False))

    def trains_pooler(self, settings: SpecPart) -> bool:
        """Return whether the layer on the first token is trained that BERT and ALBERT have."""
        return self.uses_pooler or self.learns_pairs(settings)

    def role(self, name: str) -> Role:
        """Return the role of that name.

        Raises:
            KeyError: if there is none.
        """
        return {role.name: role for role in self.roles}[name]

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

    def measured(self, names: Collection[str]) -> Self:
        """Return the task as a run shows it that reports these metrics.

        Data with an optional target are measured by it: of scored pairs it can be said how well similarities keep the
        order of the scores, and not at which place a text is found. Then that metric stands for `"auto"` and is shown
        first. Fractions that come with a setting are shown beside the task's own.

        Args:
            names: The metrics that are reported, of any moment.
        """
        own = tuple(metric.name for metric in self.metrics if metric.role and metric.name in names)
        if own and self.monitor not in names:
            return replace(self, monitor=own[0], key_metrics=own)
        more = (metric.name for metric in self.metrics if metric.setting and metric.is_fraction)
        shown = dict.fromkeys((*self.key_metrics, *(name for name in more if name in names)))
        return self if len(shown) == len(self.key_metrics) else replace(self, key_metrics=tuple(shown))


def known(metrics: Mapping[str, float | None]) -> dict[str, float]:
    """Return the metrics that could be said."""
    return {name: value for name, value in metrics.items() if value is not None}
