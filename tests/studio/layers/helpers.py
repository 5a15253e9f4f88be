"""What the tests of the layers share: random inputs, gradients on either backend, and weights copied from Keras."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

import studio.layers  # isort: skip  # noqa: F401  the backend must be chosen before Keras is imported
import keras
from keras import ops

FORWARD = 1e-5
GRADIENT = 1e-4


def normal(*shape: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).standard_normal(shape).astype(np.float32)


def randomize(layer: Any, seed: int = 0) -> None:
    """Give every weight a random value, biases and scales too, so that none hides behind a 0 or a 1."""
    generator = np.random.default_rng(seed)
    for weight in layer.trainable_weights:
        centre = 1.0 if weight.name in ("gamma", "scale") else 0.0
        weight.assign(centre + 0.3 * generator.standard_normal(weight.shape))


def padding(*lengths: int, length: int) -> np.ndarray:
    return (np.arange(length)[None] < np.asarray(lengths)[:, None]).astype(np.int32)


def gradients(layer: Any, run: Callable[[], Any]) -> list[np.ndarray]:
    """Return the gradients of a scalar by the layer's weights: TensorFlow's, or JAX's."""
    weights = layer.trainable_weights
    if keras.config.backend() == "tensorflow":
        import tensorflow as tf

        with tf.GradientTape() as tape:
            loss = run()
        found = tape.gradient(loss, [weight.value for weight in weights])
        return [tf.convert_to_tensor(gradient).numpy() for gradient in found]
    import jax

    def loss(values: Sequence[Any]) -> Any:
        with keras.StatelessScope(state_mapping=list(zip(weights, values, strict=True))):
            return run()

    found = jax.jit(jax.grad(loss))([weight.value for weight in weights])
    return [np.asarray(gradient) for gradient in found]


def weighted_sum(output: Any, seed: int = 9) -> Any:
    """Return a scalar that depends on every number of the output differently."""
    return ops.sum(output * normal(*output.shape, seed=seed))


def largest_difference(left: Any, right: Any) -> float:
    return float(np.abs(np.asarray(left, np.float64) - np.asarray(right, np.float64)).max())


# === Weights of Keras' and KerasHub's layers, in the shapes of ours ===


def copy_attention(source: Any, target: Any) -> None:
    """Copy the weights of a built `keras.layers.MultiHeadAttention` or `GroupQueryAttention`."""
    query, key, value = (
        [_flat(weight) for weight in dense.weights]
        for dense in (source._query_dense, source._key_dense, source._value_dense)
    )
    if target.is_cross_attention:
        target.query_dense.set_weights(query)
        target.key_value_dense.set_weights(_side_by_side(key, value))
    else:
        target.query_key_value_dense.set_weights(_side_by_side(query, key, value))
    kernel, *bias = source._output_dense.get_weights()
    target.output_dense.set_weights([kernel.reshape(-1, kernel.shape[-1]), *bias])


def copy_block(source: Any, target: Any) -> None:
    """Copy the weights of a built KerasHub `TransformerEncoder` or `TransformerDecoder`."""
    for name in ("self_attention", "cross_attention"):
        if getattr(source, f"_{name}_layer", None) is not None:
            copy_attention(getattr(source, f"_{name}_layer"), getattr(target, name))
            getattr(target, f"{name}_norm").set_weights(getattr(source, f"_{name}_layer_norm").get_weights())
    target.feed_forward.intermediate_dense.set_weights(source._feedforward_intermediate_dense.get_weights())
    target.feed_forward.output_dense.set_weights(source._feedforward_output_dense.get_weights())
    target.feed_forward_norm.set_weights(source._feedforward_layer_norm.get_weights())


def largest_gradient_difference(
    source: Any,
    run_source: Callable[[], Any],
    target: Any,
    run_target: Callable[[], Any],
    copy: Callable[[Any, Any], None],
) -> float:
    """Return how far the gradients of two layers with copied weights lie apart. The weights are lost.

    Copying rearranges numbers and nothing else, so what it does to weights it does to their gradients, too.
    """
    expected, found = gradients(source, run_source), gradients(target, run_target)
    for weight, gradient in zip(source.trainable_weights, expected, strict=True):
        weight.assign(gradient)
    copy(source, target)
    return max(map(largest_difference, found, target.get_weights()))


def _flat(weight: Any) -> np.ndarray:
    array = weight.numpy()
    return array.reshape(array.shape[0], -1) if weight.name == "kernel" else array.reshape(-1)


def _side_by_side(*dense_weights: list[np.ndarray]) -> list[np.ndarray]:
    return [np.concatenate(parts, axis=-1) for parts in zip(*dense_weights, strict=True)]
