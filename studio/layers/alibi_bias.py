"""Attention with linear biases. Press, Smith and Lewis, Train Short, Test Long (ALiBi), section 3."""

import math
from typing import Any

import keras
from keras import ops

from studio.layers.arguments import check_count
from studio.layers.tensor import Shape, Tensor


@keras.saving.register_keras_serializable(package="fettle")
class AlibiBias(keras.layers.Layer):
    """The farther a key, the lower its score: by the distance times a slope of the head's own. Nothing is learned.

    The paper's model is causal. For an encoder the distance counts in both directions alike.

    Args:
        num_heads: int.

    Call arguments:
        positions: int tensor of shape `(query_length,)`.
        key_positions: int tensor of shape `(key_length,)`.

    Returns:
        float32 tensor of shape `(1, num_heads, query_length, key_length)`, none above 0.
    """

    def __init__(self, num_heads: int, **kwargs: Any) -> None:
        super().__init__(autocast=False, **kwargs)
        check_count("num_heads", num_heads)
        self.num_heads = num_heads
        self.built = True

    def call(self, positions: Tensor, key_positions: Tensor) -> Tensor:
        """Return the bias of each head for each query and key."""
        distances = ops.abs(key_positions[None, :] - positions[:, None])  # (query_length, key_length)
        slopes = ops.convert_to_tensor(alibi_slopes(self.num_heads), dtype="float32")
        return -slopes[None, :, None, None] * ops.cast(distances, "float32")

    def compute_output_spec(self, positions: Any, key_positions: Any) -> Any:
        """Return shape and type of the bias."""
        shape = self.compute_output_shape(positions.shape, key_positions.shape)
        return keras.KerasTensor(shape, dtype="float32")

    def compute_output_shape(self, positions_shape: Shape, key_positions_shape: Shape) -> Shape:
        """Return `(1, num_heads, query_length, key_length)`."""
        return (1, self.num_heads, positions_shape[0], key_positions_shape[0])

    def get_config(self) -> dict[str, Any]:
        """Return the constructor's arguments."""
        return {**super().get_config(), "num_heads": self.num_heads}


def alibi_slopes(num_heads: int) -> list[float]:
    """Return the slopes: a geometric sequence down to 2⁻⁸.

    Where the number of heads is no power of two, those of the next lower power come first, then every second one of
    the next higher power (the paper's reference code).
    """
    power = 2 ** math.floor(math.log2(num_heads))
    slopes = [2.0 ** (-8.0 * (head + 1) / power) for head in range(power)]
    finer = [2.0 ** (-4.0 * (head + 1) / power) for head in range(0, 2 * power, 2)]
    return slopes + finer[: num_heads - power]
