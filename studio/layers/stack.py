"""What a stack of encoder blocks and one of decoder blocks have in common."""

from collections.abc import Sequence
from typing import Any

import keras
from keras import ops

from studio.layers.arguments import check_fraction
from studio.layers.dropout import Dropout
from studio.layers.encoder_block import EncoderBlock
from studio.layers.relative_bias import RelativeBias
from studio.layers.tensor import Shape, Tensor


class Stack(keras.layers.Layer):
    """Applies blocks one after the other; all share their positions' angles or biases.

    Args:
        blocks: The blocks, which may be fewer than the layers.
        order: For each layer the index of its block: `[0, 0, 0]` is one block applied three times (Lan et al., ALBERT,
            section 3.1). Each block once if `None`.
        rotary: A `RotaryPositions`, or `None`.
        position_bias: A `RelativeBias` or `AlibiBias`, or `None`.
        norm: The normalization of the last block's output, or `None`.
        dropout: float. The fraction of the result that is dropped in training; only T5 drops there.
    """

    def __init__(
        self,
        blocks: Sequence[EncoderBlock],
        order: Sequence[int] | None = None,
        rotary: Any = None,
        position_bias: Any = None,
        norm: Any = None,
        dropout: float = 0.0,
        **kwargs: Any,
    ) -> None:
        super().__init__(autocast=False, **kwargs)
        check_fraction("dropout", dropout)
        order = list(range(len(blocks)) if order is None else order)
        if set(order) != set(range(len(blocks))):
            raise ValueError(f"Expected `order` to name each of {len(blocks)} blocks. Received: order={order}")
        self.blocks = list(blocks)
        self.order = order
        self.rotary = rotary
        self.position_bias = position_bias
        self.norm = norm
        self.dropout = dropout
        self.dropout_layer = Dropout(dropout, dtype=self.dtype_policy, name="output_dropout")
        self.supports_masking = True

    @property
    def layers(self) -> list[EncoderBlock]:
        """The block of each layer; a shared one stands several times."""
        return [self.blocks[index] for index in self.order]

    def get_config(self) -> dict[str, Any]:
        """Return the constructor's arguments."""
        serialize = keras.saving.serialize_keras_object
        return {
            **super().get_config(),
            "blocks": [serialize(block) for block in self.blocks],
            "order": list(self.order),
            "rotary": serialize(self.rotary),
            "position_bias": serialize(self.position_bias),
            "norm": serialize(self.norm),
            "dropout": self.dropout,
        }

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> "Stack":
        """Rebuild a stack from what `get_config` returned."""
        deserialize = keras.saving.deserialize_keras_object
        parts = {name: deserialize(config[name]) for name in ("rotary", "position_bias", "norm")}
        return cls(**{**config, **parts, "blocks": [deserialize(block) for block in config["blocks"]]})

    def _build_parts(self, hidden_shape: Shape, **other_shapes: Shape | None) -> None:
        # What was read from a file comes built.
        for block in self.blocks:
            if not block.built:
                block.build(hidden_shape, **other_shapes)
        if isinstance(self.position_bias, RelativeBias) and not self.position_bias.built:
            self.position_bias.build()
        if self.norm is not None and not self.norm.built:
            self.norm.build(hidden_shape)
        self.built = True

    def _positions(self, length: Tensor, key_length: Tensor, start_index: Tensor = 0) -> dict[str, Any]:
        """Return what tells the attention of every block where the tokens stand."""
        positions = ops.arange(length, dtype="int32") + ops.cast(start_index, "int32")
        given: dict[str, Any] = {}
        if self.rotary is not None:
            given["rotary"] = self.rotary(positions)
        if self.position_bias is not None:
            given["position_bias"] = self.position_bias(positions, ops.arange(key_length, dtype="int32"))
        return given

    def _finished(self, hidden: Tensor) -> Tensor:
        hidden = hidden if self.norm is None else self.norm(hidden)
        return self.dropout_layer(hidden) if self.dropout else hidden
