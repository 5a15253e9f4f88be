"""What a backbone from scratch takes, all at once."""

from dataclasses import asdict, dataclass
from typing import Any

from studio import tasks
from studio.architecture import ArchitectureSpec
from studio.catalogue import describe_architecture
from studio.devices import Computer
from studio.planning import forecast
from studio.sizes import (
    MemoryUse,
    Operations,
    ParameterCount,
    count_operations,
    count_parameters,
    inference_memory,
    layer_shapes,
)
from studio.spec import BackboneSpec, DataSpec, FitSpec, RunSpec
from studio.tasks import Task


@dataclass(frozen=True, slots=True)
class Sizes:
    """What an architecture takes.

    Attributes:
        batch_size, sequence_length: What memory and operations are counted for.
        training: The memory to train all of it, with every text as long as `sequence_length`.
        inference: The memory to run it on one text.
    """

    batch_size: int
    sequence_length: int
    parameters: ParameterCount
    operations: Operations
    training: MemoryUse
    inference: MemoryUse

    def to_json(self) -> dict[str, Any]:
        """Return the sizes as JSON data."""
        parts = ("embeddings", "attention", "feed_forward", "normalization")
        return {
            "batch_size": self.batch_size,
            "sequence_length": self.sequence_length,
            "num_parameters": self.parameters.total,
            "parameters": {part: getattr(self.parameters, part) for part in parts},
            "forward_flops_per_token": self.operations.forward,
            "training_flops_per_token": self.operations.training,
            "training_bytes": self.training.total_bytes,
            "training_memory": asdict(self.training),
            "inference_bytes": self.inference.total_bytes,
            "inference_memory": asdict(self.inference),
        }


def architecture_sizes(
    architecture: ArchitectureSpec,
    fit: FitSpec | None = None,
    data: DataSpec | None = None,
    computer: Computer | None = None,
    task: Task | None = None,
) -> Sizes:
    """Return what an architecture takes in a run.

    Args:
        architecture: The architecture; its tokenizer is taken to learn as many tokens as it may.
        fit: How it is trained; `None` takes the defaults.
        data: Its `sequence_length` is read, of which no more is counted than the backbone takes; `None` as for `fit`.
        computer: What it runs on; without it, everything is counted in float32.
        task: What it learns; `None` for the first task of the table.
    """
    fit, data = fit or FitSpec(), data or DataSpec(train="-")
    spec = RunSpec(
        task=task or tasks.all_tasks()[0], backbone=BackboneSpec(architecture=architecture), data=data, fit=fit
    )
    length = min(data.sequence_length, architecture.max_sequence_length)
    parameters = count_parameters(architecture)
    training = forecast.memory(spec, describe_architecture(architecture), computer)
    # Nothing of a backbone from scratch is unknown.
    assert training is not None
    return Sizes(
        fit.batch_size,
        length,
        parameters,
        count_operations(architecture, length),
        training,
        inference_memory(parameters.total, layer_shapes(architecture)[-1], 1, length),
    )
