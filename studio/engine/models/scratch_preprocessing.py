"""What the preprocessors of all tasks on a `TransformerBackbone` have in common."""

from typing import Any

import keras
import keras_hub

import studio.engine.tokenizing  # noqa: F401  Keras must know the learned tokenizers before it meets a saved one.
from studio.layers import TransformerBackbone


class LearnedTokenizing:
    """Makes a preprocessor of KerasHub's, which stands behind it among the base classes, one of learned tokenizers."""

    backbone_cls = TransformerBackbone
    # Which of the learned ones it is, a preset's own file says.
    tokenizer_cls = keras_hub.tokenizers.Tokenizer


class ScratchPreprocessing(LearnedTokenizing):
    """`LearnedTokenizing` for those that read one or two texts.

    Its inputs have `segment_ids` only where the backbone takes them.

    Args:
        tokenizer: A learned tokenizer.
        sequence_length: int. Texts are cut after so many tokens, the special ones counted.
        has_segment_ids: bool. Whether the backbone takes `segment_ids`.
    """

    def __init__(
        self, tokenizer: Any, sequence_length: int = 512, has_segment_ids: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(tokenizer, sequence_length, **kwargs)  # type: ignore[call-arg]
        self.has_segment_ids = has_segment_ids

    def call(self, x: Any, y: Any = None, sample_weight: Any = None) -> Any:
        """Return what the base class returns, without the inputs that the backbone does not take."""
        packed = super().call(x, y, sample_weight)  # type: ignore[misc]
        inputs, y, sample_weight = keras.utils.unpack_x_y_sample_weight(packed)
        if not self.has_segment_ids:
            del inputs["segment_ids"]
        return keras.utils.pack_x_y_sample_weight(inputs, y, sample_weight)

    def get_config(self) -> dict[str, Any]:
        """Return the constructor's arguments."""
        return {**super().get_config(), "has_segment_ids": self.has_segment_ids}  # type: ignore[misc]
