"""Chains of elementwise operations as one kernel each, while a training step is traced for a processor.

TensorFlow runs GELU and layer normalization with their gradients as about thirty passes over memory; compiled by XLA
they are four, which saves about a sixth of a step. The products stay with oneDNN: XLA is many times slower there.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import keras
import tensorflow as tf

from studio.engine.backends.compiling import compiled
from studio.engine.backends.curves import CURVES


@contextmanager
def fused(network: Any) -> Iterator[None]:
    """Trace a float32 model with fused kernels. The values differ in rounding only; the model is left as it was."""
    layers = list(network._flatten_layers())  # noqa: SLF001  Keras has no public way to walk nested layers.
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
    # KerasHub's `gelu_approximate` is not public: functions are told apart by their names.
    return {"gelu": gelu, "gelu_approximate": gelu_approximate}.get(getattr(activation, "__name__", ""))


def _is_plain_norm(layer: Any) -> bool:
    return type(layer) is keras.layers.LayerNormalization and layer.axis in (-1, [-1]) and layer.center and layer.scale


def _norm_call(layer: Any) -> Callable[[Any], Any]:
    def call(inputs: Any) -> Any:
        return layer_norm(inputs, layer.gamma.value, layer.beta.value, tf.constant(layer.epsilon, tf.float32))

    return call


# === Activations ===


class _FusedActivation:
    def __init__(self, name: str) -> None:
        curve = CURVES[name]
        self._value = compiled(curve.value)
        self._gradient = compiled(lambda x, upstream: upstream * curve.slope(x))

    def __call__(self, x: Any) -> Any:
        return tf.custom_gradient(lambda x: (self._value(x), lambda upstream: self._gradient(x, upstream)))(x)


gelu = _FusedActivation("gelu")
gelu_approximate = _FusedActivation("gelu_approximate")


# === Layer normalization (Ba, Kiros and Hinton, Layer Normalization, equation 4) ===


@compiled
def _normalize(x: Any, gamma: Any, beta: Any, epsilon: Any) -> Any:
    mean = tf.reduce_mean(x, -1, keepdims=True)
    centred = x - mean
    factor = tf.math.rsqrt(tf.reduce_mean(centred * centred, -1, keepdims=True) + epsilon)
    return centred * factor * gamma + beta, mean, factor


@compiled
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
