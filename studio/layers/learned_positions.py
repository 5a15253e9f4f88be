"""Learned positions. Gehring et al., Convolutional Sequence to Sequence Learning, section 3.1; BERT, section 3."""

from typing import Any

import keras
from keras import ops

from studio.layers.arguments import check_count
from studio.layers.tensor import Shape, Tensor


@keras.saving.register_keras_serializable(package="fettle")
class LearnedPositions(keras.layers.Layer):
    """Adds a learned vector for each position to the token vectors.

    Args:
        max_sequence_length: int. The most positions there are.
        initializer: Of the vectors.

    Call arguments:
        inputs: float tensor of shape `(batch, length, dim)`.
        start_index: int, or int tensor. The position of the first token.
        positions: int tensor of shape `(batch, length)`: the position of each token, instead of `start_index`.

    Returns:
        Tensor of the same shape.
    """

    def __init__(self, max_sequence_length: int, initializer: Any = "glorot_uniform", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        check_count("max_sequence_length", max_sequence_length)
        self.max_sequence_length = max_sequence_length
        self.initializer = keras.initializers.get(initializer)
        self.supports_masking = True

    def build(self, inputs_shape: Shape) -> None:
        """Create the vectors."""
        self.embeddings = self.add_weight(
            name="embeddings", shape=(self.max_sequence_length, inputs_shape[-1]), initializer=self.initializer
        )
        self.built = True

    def call(self, inputs: Tensor, start_index: Tensor = 0, positions: Tensor | None = None) -> Tensor:
        """Add the positions' vectors.

        Raises:
            ValueError: if the sequence is longer than there are positions.
        """
        embeddings = ops.convert_to_tensor(self.embeddings)
        if positions is not None:
            return inputs + ops.take(embeddings, positions, axis=0)
        length, dim = ops.shape(inputs)[1:]
        self._check_length(length, start_index)
        return inputs + ops.slice(embeddings, (start_index, 0), (length, dim))

    def compute_output_shape(self, inputs_shape: Shape) -> Shape:
        """Return the shape of the inputs."""
        return inputs_shape

    def get_config(self) -> dict[str, Any]:
        """Return the constructor's arguments."""
        return {
            **super().get_config(),
            "max_sequence_length": self.max_sequence_length,
            "initializer": keras.initializers.serialize(self.initializer),
        }

    def _check_length(self, length: Any, start_index: Any) -> None:
        # Lengths that only the running graph knows are left to the backend.
        if not isinstance(length, int) or not isinstance(start_index, int):
            return
        if start_index + length > self.max_sequence_length:
            raise ValueError(f"Expected at most {self.max_sequence_length} tokens. Received: {start_index + length}")
