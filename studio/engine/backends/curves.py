"""Activations and their slopes, for kernels that compute both in one pass."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import tensorflow as tf

_ROOT_2_OVER_PI = 0.7978845608028654
_CUBIC = 0.044715
_ROOT_HALF = 0.7071067811865476
_DENSITY_AT_0 = 0.3989422804014327


@dataclass(frozen=True, slots=True)
class Curve:
    """An activation.

    Attributes:
        value: Takes a tensor and returns the activation of each element.
        slope: Takes the same tensor and returns the derivative at each element.
    """

    value: Callable[[Any], Any]
    slope: Callable[[Any], Any]


# === GELU (Hendrycks and Gimpel, Gaussian Error Linear Units, section 2) ===


def _gelu(x: Any) -> Any:
    return 0.5 * x * (1.0 + tf.math.erf(x * _ROOT_HALF))


def _gelu_slope(x: Any) -> Any:
    return 0.5 * (1.0 + tf.math.erf(x * _ROOT_HALF)) + x * _DENSITY_AT_0 * tf.exp(-0.5 * x * x)


def _gelu_approximate(x: Any) -> Any:
    return 0.5 * x * (1.0 + _tanh(x))


def _gelu_approximate_slope(x: Any) -> Any:
    t = _tanh(x)
    inner_slope = _ROOT_2_OVER_PI * (1.0 + 3.0 * _CUBIC * x * x)
    return 0.5 * (1.0 + t + x * (1.0 - t * t) * inner_slope)


def _tanh(x: Any) -> Any:
    return tf.tanh(_ROOT_2_OVER_PI * (x + _CUBIC * x * x * x))


# === ReLU ===


def _relu(x: Any) -> Any:
    return tf.maximum(x, 0.0)


def _relu_slope(x: Any) -> Any:
    return tf.cast(x > 0.0, x.dtype)


# By the names of Keras' and KerasHub's functions.
CURVES = {
    "gelu": Curve(_gelu, _gelu_slope),
    "gelu_approximate": Curve(_gelu_approximate, _gelu_approximate_slope),
    "relu": Curve(_relu, _relu_slope),
}
