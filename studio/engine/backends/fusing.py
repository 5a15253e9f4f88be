"""Chains of elementwise operations as one kernel each, while a training step is traced for a processor.

TensorFlow runs GELU and layer normalization with their gradients as about thirty passes over memory; compiled by XLA
they are four, which saves about a sixth of a step. The products stay with oneDNN: XLA is many times slower there.
"""

import platform
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import keras
import tensorflow as tf

_ROOT_2_OVER_PI = 0.7978845608028654
_CUBIC = 0.044715
_ROOT_HALF = 0.7071067811865476
_DENSITY_AT_0 = 0.3989422804014327


def can_fuse() -> bool:
    """Return whether fusing pays here: on a processor, under a system whose TensorFlow is known to carry XLA."""
    return platform.system() == "Linux" and not tf.config.list_physical_devices("GPU")


@contextmanager
def fused(classifier: Any) -> Iterator[None]:
    """Trace a float32 model with fused kernels. The values differ in rounding only; the model is left as it was."""
    layers = list(classifier._flatten_layers())  # noqa: SLF001  Keras has no public way to walk nested layers.
    activations = [(layer, layer.activation, found) for layer in layers if (found := _fused_activation(layer))]
    norms = [layer for layer in layers if _is_plain_norm(layer)]
    try:
        for layer, _, found in activations:
            layer.activation = found
        for layer in norms:
            layer.call = _norm_call(layer)
        yield
    finally:
        for layer, activation, _ in activations:
            layer.activation = activation
        for layer in norms:
            del layer.call


def _fused_activation(layer: Any) -> Callable[[Any], Any] | None:
    activation = getattr(layer, "activation", None) if isinstance(layer, keras.layers.Dense) else None
    if activation is keras.activations.gelu:
        return gelu
    # KerasHub's own, which is not public.
    return gelu_approximate if getattr(activation, "__name__", "") == "gelu_approximate" else None


def _is_plain_norm(layer: Any) -> bool:
    return type(layer) is keras.layers.LayerNormalization and layer.axis in (-1, [-1]) and layer.center and layer.scale


def _norm_call(layer: Any) -> Callable[[Any], Any]:
    def call(inputs: Any) -> Any:
        return layer_norm(inputs, layer.gamma.value, layer.beta.value, tf.constant(layer.epsilon, tf.float32))

    return call


def _compiled(function: Callable[..., Any]) -> Any:
    return tf.function(function, jit_compile=True, autograph=False)


# === GELU (Hendrycks and Gimpel, Gaussian Error Linear Units, section 2) ===


@_compiled
def _gelu_approximate(x: Any) -> Any:
    return 0.5 * x * (1.0 + tf.tanh(_ROOT_2_OVER_PI * (x + _CUBIC * x * x * x)))


@_compiled
def _gelu_approximate_gradient(x: Any, upstream: Any) -> Any:
    t = tf.tanh(_ROOT_2_OVER_PI * (x + _CUBIC * x * x * x))
    slope = _ROOT_2_OVER_PI * (1.0 + 3.0 * _CUBIC * x * x)
    return upstream * 0.5 * (1.0 + t + x * (1.0 - t * t) * slope)


@_compiled
def _gelu(x: Any) -> Any:
    return 0.5 * x * (1.0 + tf.math.erf(x * _ROOT_HALF))


@_compiled
def _gelu_gradient(x: Any, upstream: Any) -> Any:
    return upstream * (0.5 * (1.0 + tf.math.erf(x * _ROOT_HALF)) + x * _DENSITY_AT_0 * tf.exp(-0.5 * x * x))


def gelu_approximate(x: Any) -> Any:
    """GELU by the hyperbolic tangent, as BERT has it in KerasHub."""
    return _with_gradient(_gelu_approximate, _gelu_approximate_gradient, x)


def gelu(x: Any) -> Any:
    """GELU by the error function."""
    return _with_gradient(_gelu, _gelu_gradient, x)


def _with_gradient(function: Any, gradient: Any, x: Any) -> Any:
    return tf.custom_gradient(lambda x: (function(x), lambda upstream: gradient(x, upstream)))(x)


# === Layer normalization (Ba, Kiros and Hinton, Layer Normalization, equation 4) ===


@_compiled
def _normalize(x: Any, gamma: Any, beta: Any, epsilon: Any) -> Any:
    mean = tf.reduce_mean(x, -1, keepdims=True)
    centred = x - mean
    factor = tf.math.rsqrt(tf.reduce_mean(centred * centred, -1, keepdims=True) + epsilon)
    return centred * factor * gamma + beta, mean, factor


@_compiled
def _normalize_gradient(x: Any, mean: Any, factor: Any, gamma: Any, upstream: Any) -> Any:
    normed = (x - mean) * factor
    inner = upstream * gamma
    along = tf.reduce_mean(inner * normed, -1, keepdims=True)
    rows = list(range(len(x.shape) - 1))
    return (
        factor * (inner - tf.reduce_mean(inner, -1, keepdims=True) - normed * along),
        tf.reduce_sum(upstream * normed, rows),
        tf.reduce_sum(upstream, rows),
    )


def layer_norm(x: Any, gamma: Any, beta: Any, epsilon: Any) -> Any:
    """Normalize over the last axis, then scale and shift."""

    def forward(x: Any, gamma: Any, beta: Any) -> Any:
        result, mean, factor = _normalize(x, gamma, beta, epsilon)
        return result, lambda upstream: _normalize_gradient(x, mean, factor, gamma, upstream)

    return tf.custom_gradient(forward)(x, tf.convert_to_tensor(gamma), tf.convert_to_tensor(beta))
