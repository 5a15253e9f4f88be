"""Layer normalization and RMS normalization.

Ba, Kiros and Hinton, Layer Normalization, equation 4; Zhang and Sennrich, Root Mean Square Layer Normalization,
equation 4.
"""

from typing import Any

import keras

from studio.layers.arguments import check_choice

NORMALIZATIONS = ("layer_norm", "rms_norm")


@keras.saving.register_keras_serializable(package="fettle")
class RMSNormalization(keras.layers.RMSNormalization):
    """Keras' own, computed in float32 with a float32 scale, and letting masks through."""

    def __init__(self, epsilon: float = 1e-6, **kwargs: Any) -> None:
        super().__init__(epsilon=epsilon, **kwargs)
        self.autocast = False
        self.supports_masking = True

    def call(self, inputs: Any) -> Any:
        """Divide by the root of the mean square over the last axis, then scale."""
        return keras.ops.cast(super().call(inputs), self.compute_dtype)


def make_normalization(kind: str, epsilon: float, dtype: Any, name: str) -> Any:
    """Return a new layer that normalizes over the last axis.

    Args:
        kind: `"layer_norm"` or `"rms_norm"`.
        epsilon: float. Added to the variance or the mean square.
        dtype: A Keras dtype policy or its name.
        name: str. The layer's name.

    Raises:
        ValueError: if the kind is unknown.
    """
    check_choice("normalization", kind, NORMALIZATIONS)
    if kind == "rms_norm":
        return RMSNormalization(epsilon=epsilon, dtype=dtype, name=name)
    return keras.layers.LayerNormalization(epsilon=epsilon, dtype=dtype, name=name)
