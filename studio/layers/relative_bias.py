"""Relative position bias. Raffel et al., Exploring the Limits of Transfer Learning (T5), section 2.1."""

import math
from typing import Any

import keras
from keras import ops

from studio.layers.arguments import check_count
from studio.layers.tensor import Shape, Tensor


@keras.saving.register_keras_serializable(package="fettle")
class RelativeBias(keras.layers.Layer):
    """A learned number for each head and bucket of distances, added to the scores and shared by all layers.

    Near distances have a bucket each; farther ones share buckets that widen logarithmically up to `max_distance`.

    Args:
        num_heads: int.
        num_buckets: int. An even number from 4 up.
        max_distance: int. From here on all distances share one bucket.
        is_bidirectional: bool. Whether keys after the query have buckets of their own; a causal model needs none.
        initializer: Of the biases.

    Call arguments:
        positions: int tensor of shape `(query_length,)`.
        key_positions: int tensor of shape `(key_length,)`.

    Returns:
        float tensor of shape `(1, num_heads, query_length, key_length)`.
    """

    def __init__(
        self,
        num_heads: int,
        num_buckets: int = 32,
        max_distance: int = 128,
        is_bidirectional: bool = True,
        initializer: Any = "glorot_uniform",
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        check_count("num_heads", num_heads)
        if num_buckets < 4 or num_buckets % 2:
            raise ValueError(f"Expected `num_buckets` to be even and at least 4. Received: num_buckets={num_buckets}")
        if max_distance <= num_buckets // 2:
            raise ValueError(
                f"Expected `max_distance` above half of `num_buckets`. Received: max_distance={max_distance}, "
                f"num_buckets={num_buckets}"
            )
        self.num_heads = num_heads
        self.num_buckets = num_buckets
        self.max_distance = max_distance
        self.is_bidirectional = is_bidirectional
        self.initializer = keras.initializers.get(initializer)

    def build(self, positions_shape: Shape | None = None, key_positions_shape: Shape | None = None) -> None:
        """Create the biases."""
        self.embeddings = self.add_weight(
            name="embeddings", shape=(self.num_buckets, self.num_heads), initializer=self.initializer
        )
        self.built = True

    def call(self, positions: Tensor, key_positions: Tensor) -> Tensor:
        """Return the bias of each head for each query and key."""
        distances = key_positions[None, :] - positions[:, None]  # (query_length, key_length)
        bias = ops.take(self.embeddings, self._buckets(distances), axis=0)  # (query_length, key_length, num_heads)
        return ops.transpose(bias, (2, 0, 1))[None]

    def compute_output_shape(self, positions_shape: Shape, key_positions_shape: Shape) -> Shape:
        """Return `(1, num_heads, query_length, key_length)`."""
        return (1, self.num_heads, positions_shape[0], key_positions_shape[0])

    def get_config(self) -> dict[str, Any]:
        """Return the constructor's arguments."""
        return {
            **super().get_config(),
            "num_heads": self.num_heads,
            "num_buckets": self.num_buckets,
            "max_distance": self.max_distance,
            "is_bidirectional": self.is_bidirectional,
            "initializer": keras.initializers.serialize(self.initializer),
        }

    def _buckets(self, distances: Tensor) -> Tensor:
        if not self.is_bidirectional:
            return _one_sided_buckets(ops.maximum(-distances, 0), self.num_buckets, self.max_distance)
        half = self.num_buckets // 2
        return ops.where(distances > 0, half, 0) + _one_sided_buckets(ops.abs(distances), half, self.max_distance)


def _one_sided_buckets(distances: Tensor, num_buckets: int, max_distance: int) -> Tensor:
    num_exact = num_buckets // 2
    # Distances below `num_exact` would give logarithms that are thrown away, and that of 0 is infinite.
    far = ops.cast(ops.maximum(distances, num_exact), "float32")
    steps = ops.log(far / num_exact) / math.log(max_distance / num_exact) * (num_buckets - num_exact)
    shared = ops.minimum(num_exact + ops.cast(steps, distances.dtype), num_buckets - 1)
    return ops.where(distances < num_exact, distances, shared)
