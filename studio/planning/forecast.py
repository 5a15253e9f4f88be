"""How many steps a run takes, about how long and how much memory, before it starts."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from studio.catalogue import PresetInfo
from studio.devices import Computer
from studio.parts import part_sizes
from studio.planning.features import MOST_BYTES, feature_bytes
from studio.planning.forecast_speed import Measured
from studio.planning.pairs import count_pairs
from studio.sizes import LayerShape, MemoryUse, activation_bytes, layer_shapes, training_memory
from studio.spec import DataSpec, FitSpec, LastLayers, RunSpec
from studio.tasks.base import LongTexts

if TYPE_CHECKING:
    from studio.data import Profile

Basis = Literal["measured", "rough"]
# What a device keeps for the system and for others.
_USABLE_SHARE = 0.9
_DEFAULT_LORA_RANK = 8
# What data, evaluation and checkpoints take besides (measured: docs/design/memory-before-the-start.md).
_RUN_BYTES = 260_000_000
_BYTES_PER_LOGIT = 4
# What others keep for the backward pass, against BERT's layers (measured: benchmarks/run_memory.py --families): the
# attention of DeBERTa computes three products for one, FNet has none, ALBERT drops nothing out.
_ACTIVATIONS_SHARE = {"AlbertBackbone": 0.75, "DebertaV3Backbone": 2.0, "FNetBackbone": 0.5}
# Not all of a step is computed in bfloat16.
_BFLOAT16_SHARE = 0.65
# Batches are padded to a multiple of so many tokens.
_LENGTH_MULTIPLE = 8
_TOKENS_PER_WORD = 1.3
_NUM_SPECIAL_TOKENS = 2

_START_S = 15.0
# What a training step reaches of the hardware's peak, roughly: floating-point operations per second.
_FLOPS_PER_CORE = 3e10
_FLOPS_PER_ACCELERATOR = 1.5e13
_FLOPS_FORWARD, _FLOPS_BACKWARD = 2.0, 4.0


@dataclass(frozen=True, slots=True)
class Steps:
    """The size of a run.

    Attributes:
        num_examples: Examples that are trained on, in each epoch.
        per_epoch: Optimizer steps an epoch.
    """

    num_examples: int
    per_epoch: int
    total: int


@dataclass(frozen=True, slots=True)
class Duration:
    """About how long a run takes.

    Attributes:
        basis: `measured` comes from earlier runs here with the same backbone; `rough` from the size of the work.
    """

    seconds: float
    basis: Basis


def about_tokens(num_words: float) -> float:
    """Return about how many tokens a text of so many words has, the special ones counted."""
    return num_words * _TOKENS_PER_WORD + _NUM_SPECIAL_TOKENS


def count_steps(num_rows: int, data: DataSpec, fit: FitSpec) -> Steps:
    """Return how many steps a run takes.

    Args:
        num_rows: Rows of the training data that can be used.
        data: What of them is held back.
        fit: The size of a batch and the number of epochs.
    """
    num_examples = max(1, part_sizes(num_rows, data).train)
    num_batches = -(-num_examples // fit.batch_size)
    per_epoch = -(-num_batches // fit.accumulation_steps)
    return Steps(num_examples, per_epoch, per_epoch * fit.epochs)


@dataclass(frozen=True, slots=True)
class Texts:
    """What a forecast takes of the data.

    Attributes:
        num_rows: Examples that the rows give that can be used: those left out are not among them.
        mean_tokens: How long the examples are.
        longest_tokens: How long the longest one is.
    """

    num_rows: int
    mean_tokens: float
    longest_tokens: float

    @classmethod
    def of(
        cls,
        profile: "Profile",
        sequence_length: int,
        counts: Sequence[int] | None = None,
        *,
        long_texts: LongTexts = "cut",
        is_packed: bool = False,
    ) -> "Texts":
        """Return it for data that was read.

        Args:
            profile: What the data is like.
            sequence_length: How long an example may be.
            counts: The tokens of each text of a sample, rising; without them, the words say about how many there are.
            long_texts: What becomes of longer texts, as the task says: `pairs` are made of them as `count_pairs` says.
            is_packed: Whether several texts share a row.
        """
        # The inputs of a row stand in one sequence.
        inputs = [entry.words for entry in profile.inputs] or [profile.words]
        lengths = [float(count) for count in counts or ()] or [sum(about_tokens(words.mean) for words in inputs)]
        longest = lengths[-1] if counts else sum(about_tokens(words.max) for words in inputs)
        full = float(sequence_length)
        if long_texts not in ("pairs", "continued"):
            lengths = [min(length, full) for length in lengths]
        mean = sum(lengths) / len(lengths)
        if long_texts == "pairs":
            return cls(count_pairs(profile.num_usable * mean, sequence_length), full, full)
        if is_packed:
            return cls(math.ceil(profile.num_usable * mean / full), full, full)
        # A text that goes on in the next example is several.
        num_each = sum(math.ceil(length / full) for length in lengths) / len(lengths)
        return cls(round(profile.num_usable * num_each), mean / max(1.0, num_each), longest)


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a run will take, as every page and the command line show it.

    Attributes:
        duration, memory: `None` where the size of the backbone is not known.
        room: The memory that there is.
        feature_bytes: What the features of a frozen backbone take on disk that are computed once; 0 where none are.
    """

    steps: Steps
    duration: Duration | None
    memory: MemoryUse | None
    room: "Room"
    feature_bytes: int = 0


def outlook(
    spec: RunSpec, preset: PresetInfo, computer: Computer, texts: Texts, measured: Measured | None = None
) -> Outlook:
    """Forecast a run: the one place where that is done.

    Args:
        spec: The run.
        preset: Its backbone.
        computer: What it runs on.
        texts: Its data.
        measured: What earlier runs took, see `studio.planning.forecast_speed`; `None` if there were none.
    """
    steps = count_steps(texts.num_rows, spec.data, spec.fit)
    return Outlook(
        steps,
        duration(steps, spec, preset, computer, texts.mean_tokens, measured),
        memory(spec, preset, computer, texts.longest_tokens),
        Room.of(computer),
        kept_features(spec, preset, texts.num_rows, texts.mean_tokens),
    )


def duration(
    steps: Steps,
    spec: RunSpec,
    preset: PresetInfo,
    computer: Computer,
    tokens_per_example: float,
    measured: Measured | None,
) -> Duration | None:
    """Return about how long a run takes.

    Args:
        steps: The run's size.
        spec: The run.
        preset: Its backbone.
        computer: What it runs on.
        tokens_per_example: The mean length of the texts.
        measured: What earlier runs took; `None` if there were none.

    Returns:
        The time; `None` if there is no earlier run and the backbone's size is not known.
    """
    tokens = min(tokens_per_example, spec.sequence_length)
    num_tokens = steps.num_examples * tokens
    is_once = kept_features(spec, preset, steps.num_examples, tokens) > 0
    rough_s = _rough_s(num_tokens, spec, preset, computer)
    if measured is not None:
        rate = measured.feature_tokens_per_second
        feature_s = (rough_s or 0.0) if rate is None else num_tokens / rate
        trained_s = num_tokens * spec.fit.epochs / measured.tokens_per_second
        return Duration(measured.other_s + is_once * feature_s + trained_s, "measured")
    return None if rough_s is None else Duration(_START_S + rough_s * (1 if is_once else spec.fit.epochs), "rough")


def kept_features(spec: RunSpec, preset: PresetInfo, num_rows: int, tokens_per_row: float) -> int:
    """Return how many bytes the features take that a frozen backbone computes once; 0 where it does in each step.

    Args:
        spec: The run.
        preset: Its backbone.
        num_rows: The rows that are read.
        tokens_per_row: The mean length of the texts.
    """
    if not spec.has_lasting_features or preset.hidden_dim is None:
        return 0
    num_bytes = feature_bytes(spec, preset.hidden_dim, num_rows, tokens_per_row)
    return num_bytes if num_bytes <= MOST_BYTES else 0


def _rough_s(num_tokens: float, spec: RunSpec, preset: PresetInfo, computer: Computer) -> float | None:
    """Return about how long so many tokens take, by the size of the work; `None` where that is not known."""
    if preset.num_parameters is None:
        return None
    looked_up = (preset.vocabulary_size or 0) * (preset.hidden_dim or 0)
    num_multiplied = max(preset.num_parameters - looked_up, preset.num_parameters // 10)
    flops = num_multiplied * num_tokens * (_FLOPS_FORWARD + _FLOPS_BACKWARD * _trained_part(spec, preset))
    speed = _FLOPS_PER_ACCELERATOR if computer.accelerators else _FLOPS_PER_CORE * computer.num_cores
    return flops / speed


def _trained_part(spec: RunSpec, preset: PresetInfo) -> float:
    """Return how much of the backward pass is computed, from 0 to 1."""
    match spec.backbone.trainable:
        case "all":
            return 1.0
        case "head":
            return 0.0
        case "lora":
            # Gradients pass through every layer, but those of the frozen weights are left out.
            return 0.5
        case LastLayers(last_layers=num_layers):
            return min(1.0, num_layers / (preset.num_layers or num_layers))


# === Memory ===


@dataclass(frozen=True, slots=True)
class Room:
    """The memory that a run can use.

    Attributes:
        is_accelerator: Whether it is that of a GPU; else it is the computer's own.
    """

    total_bytes: int
    is_accelerator: bool

    @classmethod
    def of(cls, computer: Computer) -> "Room":
        """Return where a run computes on this computer."""
        if computer.accelerators:
            return cls(computer.accelerators[0].memory_bytes, is_accelerator=True)
        return cls(computer.memory_bytes, is_accelerator=False)

    def used_by(self, use: MemoryUse) -> int:
        """Return how much of it a run takes: the program itself lies in the computer's memory."""
        return use.total_bytes - (use.program_bytes if self.is_accelerator else 0)

    def holds(self, use: MemoryUse) -> bool:
        """Return whether a run fits, with something left for the system."""
        return self.used_by(use) <= self.total_bytes * _USABLE_SHARE


def memory(
    spec: RunSpec, preset: PresetInfo, computer: Computer | None = None, longest_tokens: float | None = None
) -> MemoryUse | None:
    """Return about how much memory a run takes at its largest batch.

    Args:
        spec: The run.
        preset: Its backbone.
        computer: What it runs on; without it, everything is counted in float32.
        longest_tokens: The length of the longest text, where it is known: batches are padded no further.

    Returns:
        The memory; `None` if the backbone's size is not known.
    """
    if preset.num_parameters is None or preset.num_layers is None or preset.hidden_dim is None:
        return None
    architecture = spec.backbone.architecture
    # Of an encoder–decoder both sides.
    shapes = (_shape(preset.hidden_dim, preset.num_heads),) if architecture is None else layer_shapes(architecture)
    num_layers, num_trained = _trained_size(spec, preset, preset.num_parameters, shapes[0])
    batch_size, length = spec.fit.batch_size, _padded_length(spec, preset, longest_tokens)
    activations = sum(activation_bytes(shape, num_layers, batch_size, length) for shape in shapes)
    if num_layers < preset.num_layers:
        # Of a frozen layer only what the next one needs is kept; features are computed as evaluations are.
        activations = max(activations, activation_bytes(shapes[-1], 1, batch_size, length))
    activations = round(activations * _ACTIVATIONS_SHARE.get(preset.backbone, 1.0) * _precision_share(spec, computer))
    if spec.task.guessed_fraction:
        activations += _guesses_bytes(batch_size, length, spec.task.guessed_fraction, preset.vocabulary_size or 0)
    use = training_memory(preset.num_parameters, num_trained, activations)
    # While gradients are clipped there are two sets of them.
    gradients = use.gradients_bytes * (1 if spec.fit.clip_norm is None else 2)
    return replace(use, program_bytes=use.program_bytes + _RUN_BYTES, gradients_bytes=gradients)


def _guesses_bytes(batch_size: int, length: int, guessed_fraction: float, vocabulary_size: int) -> int:
    """Return what the logits of guessed tokens take: themselves, their softmax, and the gradient."""
    num_guessed = batch_size * (1 + int(length * guessed_fraction))
    return 3 * num_guessed * vocabulary_size * _BYTES_PER_LOGIT


def _precision_share(spec: RunSpec, computer: Computer | None) -> float:
    is_float32 = spec.fit.precision == "float32" or computer is None or not computer.trains_in_bfloat16
    return 1.0 if is_float32 else _BFLOAT16_SHARE


def _shape(hidden_dim: int, num_heads: int | None) -> LayerShape:
    usual = LayerShape.usual(hidden_dim)
    return usual if num_heads is None else replace(usual, num_heads=num_heads, num_key_value_heads=num_heads)


def _padded_length(spec: RunSpec, preset: PresetInfo, longest_tokens: float | None) -> int:
    longest = float("inf") if longest_tokens is None else -(-longest_tokens // _LENGTH_MULTIPLE) * _LENGTH_MULTIPLE
    most = float("inf") if preset.max_sequence_length is None else preset.max_sequence_length
    return int(min(spec.sequence_length, longest, most))


def _trained_size(spec: RunSpec, preset: PresetInfo, num_parameters: int, shape: LayerShape) -> tuple[int, int]:
    """Return how many layers gradients pass through, and how many parameters are trained."""
    num_layers = preset.num_layers or 0
    match spec.backbone.trainable:
        case "all":
            return num_layers, num_parameters
        case "head":
            return 0, shape.hidden_dim**2
        case "lora":
            rank = spec.backbone.lora_rank or _DEFAULT_LORA_RANK
            # Two low-rank matrices beside the queries' and the values' projections of each layer.
            return num_layers, num_layers * 4 * rank * shape.hidden_dim
        case LastLayers(last_layers=wanted):
            per_layer = 4 * shape.hidden_dim**2 + 2 * shape.hidden_dim * shape.intermediate_dim
            return min(wanted, num_layers), min(wanted, num_layers) * per_layer
