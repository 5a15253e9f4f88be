"""A stack of encoder blocks. Vaswani et al., Attention Is All You Need, section 3.1."""

from typing import Any

import keras
from keras import ops

from studio.layers.encoder_block import BlockSteps
from studio.layers.masks import implicit_padding_mask
from studio.layers.stack import Stack
from studio.layers.tensor import Shape, Tensor


@keras.saving.register_keras_serializable(package="fettle")
class Encoder(Stack):
    """Encoder blocks one after the other, and a final normalization if there is one.

    Args: as `Stack` has them.

    Call arguments:
        hidden: float tensor of shape `(batch, length, hidden_dim)`.
        padding_mask: bool or int tensor of shape `(batch, length)`: `True` for a real token.
        attention_mask: bool or int tensor of shape `(batch, length, length)` or `(batch, num_heads, length, length)`.
        return_attention_scores: bool. Whether the weights are returned, too.

    Returns:
        Tensor of the shape of `hidden`; or a tuple of it and a list with the weights of each layer, tensors of shape
        `(batch, num_heads, length, length)`.
    """

    def build(self, hidden_shape: Shape) -> None:
        """Build blocks, biases and normalization."""
        self._build_parts(hidden_shape)

    def call(
        self,
        hidden: Tensor,
        padding_mask: Tensor | None = None,
        attention_mask: Tensor | None = None,
        return_attention_scores: bool = False,
        training: bool | None = None,
    ) -> Any:
        """Apply the blocks."""
        padding_mask = implicit_padding_mask(hidden) if padding_mask is None else padding_mask
        hidden = ops.cast(hidden, self.compute_dtype)
        length = ops.shape(hidden)[1]
        positions = self._positions(length, length)
        scores = []
        for block in self.layers:
            hidden = block(
                hidden,
                padding_mask=padding_mask,
                attention_mask=attention_mask,
                return_attention_scores=return_attention_scores,
                training=training,
                **positions,
            )
            if return_attention_scores:
                hidden, weights = hidden
                scores.append(weights)
        hidden = self._finished(hidden)
        return (hidden, scores) if return_attention_scores else hidden

    def explain(self, hidden: Tensor, layer: int, padding_mask: Tensor | None = None) -> BlockSteps:
        """Return every step of one layer's attention, counted from 0."""
        length = ops.shape(hidden)[1]
        positions = self._positions(length, length)
        for block in self.layers[:layer]:
            hidden = block(hidden, padding_mask=padding_mask, **positions)
        return self.layers[layer].explain(hidden, padding_mask=padding_mask, **positions)

    def compute_output_spec(self, hidden: Any, return_attention_scores: bool = False, **kwargs: Any) -> Any:
        """Return shape and type of what `call` returns."""
        output = keras.KerasTensor(hidden.shape, dtype=self.compute_dtype)
        if not return_attention_scores:
            return output
        specs = [block.compute_output_spec(hidden, return_attention_scores=True) for block in self.layers]
        return output, [weights for _, weights in specs]

    def compute_output_shape(self, hidden_shape: Shape) -> Shape:
        """Return the shape of `hidden`."""
        return hidden_shape
