"""Sinusoidal positions. Vaswani et al., Attention Is All You Need, section 3.5."""

from typing import Any

import keras
import numpy as np
from keras import ops

from studio.layers.tensor import Shape, Tensor


@keras.saving.register_keras_serializable(package="fettle")
class SinusoidalPositions(keras.layers.Layer):
    """Adds sines and cosines of the position to the token vectors; wavelengths grow from 2π to 2π · 10,000.

    Args:
        max_wavelength: float. The paper's 10,000.

    Call arguments:
        inputs: float tensor of shape `(batch, length, dim)`.
        start_index: int, or int tensor. The position of the first token.
        positions: int tensor of shape `(batch, length)`: the position of each token, instead of `start_index`.

    Returns:
        Tensor of the same shape.
    """

    def __init__(self, max_wavelength: float = 10_000.0, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.max_wavelength = max_wavelength
        self.supports_masking = True
        self.built = True

    def call(self, inputs: Tensor, start_index: Tensor = 0, positions: Tensor | None = None) -> Tensor:
        """Add the positions' vectors."""
        length, dim = ops.shape(inputs)[1], inputs.shape[-1]
        if positions is None:
            positions = ops.arange(length, dtype="int32") + ops.cast(start_index, "int32")
        features = np.arange(dim)
        frequencies = self.max_wavelength ** (-2.0 * (features // 2) / dim)
        # (length, dim), or with the batch's axis before it
        angles = ops.cast(positions, "float32")[..., None] * ops.convert_to_tensor(frequencies, dtype="float32")
        is_even = ops.convert_to_tensor(features % 2 == 0)
        return inputs + ops.cast(ops.where(is_even, ops.sin(angles), ops.cos(angles)), inputs.dtype)

    def compute_output_shape(self, inputs_shape: Shape) -> Shape:
        """Return the shape of the inputs."""
        return inputs_shape

    def get_config(self) -> dict[str, Any]:
        """Return the constructor's arguments."""
        return {**super().get_config(), "max_wavelength": self.max_wavelength}
