"""All sizes of an architecture at once."""

from dataclasses import asdict, dataclass
from typing import Any

from studio.architecture import ArchitectureSpec
from studio.sizes.memory import MemoryUse, activation_bytes, inference_memory, training_memory
from studio.sizes.operations import Operations, count_operations
from studio.sizes.parameters import ParameterCount, count_parameters, layer_shapes


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
    architecture: ArchitectureSpec, batch_size: int, sequence_length: int, vocabulary_size: int | None = None
) -> Sizes:
    """Return the sizes of an architecture.

    Args:
        architecture: The architecture.
        batch_size: Examples computed at once.
        sequence_length: Tokens in each of them; no more than the backbone takes are counted.
        vocabulary_size: Tokens that the tokenizer learned; `None` takes as many as it may learn.
    """
    length = min(sequence_length, architecture.max_sequence_length)
    parameters = count_parameters(architecture, vocabulary_size)
    shapes = layer_shapes(architecture)
    kept = sum(activation_bytes(shape, architecture.num_layers, batch_size, length) for shape in shapes)
    return Sizes(
        batch_size,
        length,
        parameters,
        count_operations(architecture, length),
        training_memory(parameters.total, parameters.total, kept),
        inference_memory(parameters.total, shapes[-1], 1, length),
    )
