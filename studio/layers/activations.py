"""The activations of the feed-forward network, by the names that specifications use."""

from collections.abc import Callable
from dataclasses import dataclass

import keras

from studio.layers.tensor import Tensor


@keras.saving.register_keras_serializable(package="fettle")
def gelu_approximate(x: Tensor) -> Tensor:
    """GELU by the hyperbolic tangent (Hendrycks and Gimpel, Gaussian Error Linear Units, section 2)."""
    return keras.activations.gelu(x, approximate=True)


@dataclass(frozen=True, slots=True)
class Activation:
    """A curve, and whether a second product gates it."""

    function: Callable[[Tensor], Tensor]
    is_gated: bool = False


# The gated ones: Shazeer, GLU Variants Improve Transformer, section 2.
ACTIVATIONS = {
    "relu": Activation(keras.activations.relu),
    "gelu": Activation(keras.activations.gelu),
    "gelu_approximate": Activation(gelu_approximate),
    "silu": Activation(keras.activations.silu),
    "reglu": Activation(keras.activations.relu, is_gated=True),
    "geglu": Activation(keras.activations.gelu, is_gated=True),
    "geglu_approximate": Activation(gelu_approximate, is_gated=True),
    "swiglu": Activation(keras.activations.silu, is_gated=True),
}
