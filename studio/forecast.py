"""How many steps a run takes and about how long, before it starts."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from studio.catalogue import PresetInfo
from studio.devices import Computer
from studio.runs import RunSummary, Workspace
from studio.spec import DataSpec, FitSpec, LastLayers, RunSpec

Basis = Literal["measured", "rough"]

# A run that is shorter says more about its start than about its speed.
_LEAST_STEPS = 20
_MAX_RUNS = 5
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


def count_steps(num_rows: int, data: DataSpec, fit: FitSpec) -> Steps:
    """Return how many steps a run takes.

    Args:
        num_rows: Rows of the training data that can be used.
        data: What of them is held back.
        fit: The size of a batch and the number of epochs.
    """
    held_back = (0.0 if data.validation else data.validation_fraction) + (0.0 if data.test else data.test_fraction)
    num_examples = max(1, round(num_rows * (1.0 - held_back)))
    num_batches = -(-num_examples // fit.batch_size)
    per_epoch = -(-num_batches // fit.accumulation_steps)
    return Steps(num_examples, per_epoch, per_epoch * fit.epochs)


def examples_per_second(workspace: Workspace, runs: Iterable[RunSummary], spec: RunSpec) -> float | None:
    """Return the speed of the last runs that trained the same part of the same backbone; `None` if there are none."""
    num_examples = seconds = 0.0
    num_runs = 0
    for summary in runs:
        if summary.preset != spec.backbone.name or summary.step < _LEAST_STEPS or summary.seconds <= 0:
            continue
        earlier = workspace.run(summary.id).spec()
        trained = (earlier.backbone.trainable, earlier.backbone.architecture)
        if trained != (spec.backbone.trainable, spec.backbone.architecture):
            continue
        num_examples += summary.step * earlier.fit.batch_size * earlier.fit.accumulation_steps
        seconds += summary.seconds
        num_runs += 1
        if num_runs == _MAX_RUNS:
            break
    return num_examples / seconds if seconds else None


def duration(
    steps: Steps,
    spec: RunSpec,
    preset: PresetInfo,
    computer: Computer,
    tokens_per_example: float,
    measured: float | None,
) -> Duration | None:
    """Return about how long a run takes.

    Args:
        steps: The run's size.
        spec: The run.
        preset: Its backbone.
        computer: What it runs on.
        tokens_per_example: The mean length of the texts.
        measured: Examples per second of earlier runs; `None` if there were none.

    Returns:
        The time; `None` if there is no earlier run and the backbone's size is not known.
    """
    num_examples = steps.num_examples * spec.fit.epochs
    if measured is not None:
        return Duration(num_examples / measured, "measured")
    if preset.num_parameters is None:
        return None
    looked_up = (preset.vocabulary_size or 0) * (preset.hidden_dim or 0)
    num_multiplied = max(preset.num_parameters - looked_up, preset.num_parameters // 10)
    tokens = min(tokens_per_example, spec.data.sequence_length)
    flops = num_multiplied * tokens * num_examples * (_FLOPS_FORWARD + _FLOPS_BACKWARD * _trained_part(spec, preset))
    speed = _FLOPS_PER_ACCELERATOR if computer.accelerators else _FLOPS_PER_CORE * computer.num_cores
    return Duration(_START_S + flops / speed, "rough")


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
