"""Rotary positions. Su et al., RoFormer: Enhanced Transformer with Rotary Position Embedding, section 3.2.2."""

import math
from typing import Any

import keras
import numpy as np
from keras import ops
from numpy.typing import NDArray

from studio.layers.arguments import check_count
from studio.layers.tensor import Shape, Tensor


@keras.saving.register_keras_serializable(package="fettle")
class RotaryPositions(keras.layers.Layer):
    """Gives the angles by which queries and keys are turned, as cosine and sine.

    Feature `i` is paired with feature `i + head_dim / 2`, as Llama and KerasHub do.

    The four factors below stretch low frequencies for texts longer than those of the pretraining, as Llama 3.1 does
    (Grattafiori et al., The Llama 3 Herd of Models, section 3.4.2; the rule is in its reference code). All or none.

    Args:
        head_dim: int. The width of a head, an even number.
        max_wavelength: float. The wavelength of the slowest feature is 2π times nearly that.
        frequency_adjustment_factor: float. What the lowest frequencies are divided by.
        low_freq_factor, high_freq_factor: float. Frequencies with fewer than `low_freq_factor` turns in the
            pretraining's length are divided, those with more than `high_freq_factor` are left, those between blended.
        pretraining_sequence_length: int.

    Call arguments:
        positions: int tensor of shape `(length,)`.

    Returns:
        Cosines and sines, float32 tensors of shape `(length, head_dim / 2)`.
    """

    def __init__(
        self,
        head_dim: int,
        max_wavelength: float = 10_000.0,
        frequency_adjustment_factor: float | None = None,
        low_freq_factor: float | None = None,
        high_freq_factor: float | None = None,
        pretraining_sequence_length: int | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(autocast=False, **kwargs)
        check_count("head_dim", head_dim)
        if head_dim % 2:
            raise ValueError(f"Expected `head_dim` to be even for rotary positions. Received: head_dim={head_dim}")
        scaling = {
            "frequency_adjustment_factor": frequency_adjustment_factor,
            "low_freq_factor": low_freq_factor,
            "high_freq_factor": high_freq_factor,
            "pretraining_sequence_length": pretraining_sequence_length,
        }
        missing = [name for name, value in scaling.items() if value is None]
        if missing and len(missing) < len(scaling):
            raise ValueError(f"Expected all of {list(scaling)} or none. Received: nothing for {missing}")
        self.head_dim = head_dim
        self.max_wavelength = max_wavelength
        self.frequency_adjustment_factor = frequency_adjustment_factor
        self.low_freq_factor = low_freq_factor
        self.high_freq_factor = high_freq_factor
        self.pretraining_sequence_length = pretraining_sequence_length
        self.built = True

    def call(self, positions: Tensor) -> tuple[Tensor, Tensor]:
        """Return cosines and sines of the positions' angles."""
        frequencies = ops.convert_to_tensor(self._frequencies(), dtype="float32")
        angles = ops.cast(positions, "float32")[:, None] * frequencies  # (length, head_dim / 2)
        return ops.cos(angles), ops.sin(angles)

    def compute_output_spec(self, positions: Any) -> tuple[Any, Any]:
        """Return the shapes of cosines and sines."""
        shape = (*positions.shape, self.head_dim // 2)
        return keras.KerasTensor(shape, dtype="float32"), keras.KerasTensor(shape, dtype="float32")

    def compute_output_shape(self, positions_shape: Shape) -> tuple[Shape, Shape]:
        """Return the shapes of cosines and sines."""
        shape = (*positions_shape, self.head_dim // 2)
        return shape, shape

    def get_config(self) -> dict[str, Any]:
        """Return the constructor's arguments."""
        return {
            **super().get_config(),
            "head_dim": self.head_dim,
            "max_wavelength": self.max_wavelength,
            "frequency_adjustment_factor": self.frequency_adjustment_factor,
            "low_freq_factor": self.low_freq_factor,
            "high_freq_factor": self.high_freq_factor,
            "pretraining_sequence_length": self.pretraining_sequence_length,
        }

    def _frequencies(self) -> NDArray[np.float32]:
        exponents = np.arange(0, self.head_dim, 2, dtype=np.float32) / np.float32(self.head_dim)
        frequencies = np.float32(1.0) / np.float32(self.max_wavelength) ** exponents
        return self._stretched(frequencies) if self.low_freq_factor is not None else frequencies

    def _stretched(self, frequencies: NDArray[np.float32]) -> NDArray[np.float32]:
        assert self.low_freq_factor is not None
        assert self.high_freq_factor is not None
        assert self.pretraining_sequence_length is not None
        assert self.frequency_adjustment_factor is not None
        turns = self.pretraining_sequence_length * frequencies / (2.0 * math.pi)
        kept = (turns - self.low_freq_factor) / (self.high_freq_factor - self.low_freq_factor)
        kept = np.clip(kept, 0.0, 1.0)
        return np.asarray(
            kept * frequencies + (1.0 - kept) * frequencies / self.frequency_adjustment_factor, np.float32
        )


def rotate(x: Tensor, rotary: tuple[Tensor, Tensor]) -> Tensor:
    """Turn each pair of features by its position's angle, in float32.

    Args:
        x: float tensor of shape `(batch, heads, length, head_dim)`.
        rotary: What `RotaryPositions` gave for the length.

    Returns:
        Tensor of the same shape and type.
    """
    cosines, sines = rotary
    left, right = ops.split(ops.cast(x, cosines.dtype), 2, axis=-1)  # (batch, heads, length, head_dim / 2) each
    turned = ops.concatenate([left * cosines - right * sines, right * cosines + left * sines], axis=-1)
    return ops.cast(turned, x.dtype)
