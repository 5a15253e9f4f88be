"""A model and what it is for."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from studio.engine.models.model_info import ModelInfo


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class TextModel:
    """A network that gives logits, and what it is for.

    Attributes:
        network: What the task puts on a backbone: a `keras_hub.models.Task` with a preprocessor.
    """

    network: Any
    info: ModelInfo

    @property
    def tokenizer(self) -> Any:
        """The KerasHub tokenizer."""
        return self.network.preprocessor.tokenizer

    @property
    def input_names(self) -> tuple[str, ...]:
        """The names of the arrays that the model takes: `token_ids`, most also `padding_mask`, some `segment_ids`.

        A masked language model takes `mask_positions` as well.
        """
        return tuple(sorted(self.network.input))

    @property
    def feature_shapes(self) -> Mapping[str, tuple[int | None, ...]]:
        """The shapes of those inputs that are float32 and were computed before, by name: usually there are none."""
        return {}

    @property
    def has_padding_mask(self) -> bool:
        """Whether padding changes nothing; else every batch must be padded to the same length."""
        return any(name.endswith("padding_mask") for name in self.input_names)


def max_sequence_length(backbone: Any) -> int:
    """Return the longest sequence that a backbone takes; a very large number if it has no limit."""
    return int(getattr(backbone, "max_sequence_length", None) or 2**31 - 1)
