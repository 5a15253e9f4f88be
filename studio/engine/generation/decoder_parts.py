"""What a causal network is made of, told so that a step can be computed with few operations.

The network keeps its weights: what stands here are its own layers, and where they stand.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import tensorflow as tf


@dataclass(frozen=True, slots=True, eq=False)
class Product:
    """A dense layer, whatever axes its kernel has for heads.

    Attributes:
        layer: The layer, of Keras' `Dense` or `EinsumDense`, with LoRA or without.
        num_inputs: The width of what enters.
    """

    layer: Any
    num_inputs: int

    def read(self) -> tuple[Any, Any]:
        """Return float32 kernel `(num_inputs, num_outputs)` and bias `(num_outputs,)` or `None`, inside a graph.

        Nothing is copied but what LoRA adds up.
        """
        kernel = tf.reshape(as_float32(self.layer.kernel), [self.num_inputs, -1])
        bias = self.layer.bias
        return kernel, None if bias is None else tf.reshape(as_float32(bias), [-1])


@dataclass(frozen=True, slots=True, eq=False)
class LayerParts:
    """One layer of a decoder.

    Attributes:
        attention_norm, feed_forward_norm: Normalize float tensors of shape `(rows, hidden_dim)`.
        normalize_first: Whether they come before the parts that they are called after, or after the sum.
        entering: Their results side by side are the heads of all queries, then of all keys, then of all values.
        head_norms: What normalizes each query and each key, or `None`.
        leaving: The product of the heads side by side.
        inner: Those of the feed-forward network: one, or the activated half and the other; or both halves by one.
        is_gated: Whether there are two halves.
        activation: The curve.
        outer: The product that leads back to the layer's width.
    """

    attention_norm: Callable[[Any], Any]
    feed_forward_norm: Callable[[Any], Any]
    normalize_first: bool
    entering: tuple[Product, ...]
    leaving: Product
    inner: tuple[Product, ...]
    is_gated: bool
    activation: Callable[[Any], Any]
    outer: Product
    head_norms: tuple[Callable[[Any], Any], Callable[[Any], Any]] | None = None

    @property
    def products(self) -> tuple[Product, ...]:
        """All products of the layer."""
        return (*self.entering, self.leaving, *self.inner, self.outer)


@dataclass(frozen=True, slots=True, eq=False)
class DecoderParts:
    """A causal network.

    Attributes:
        num_heads: The heads of queries.
        num_key_value_heads: Those of keys and values, a divisor of it.
        head_dim: Their width.
        embed: From int32 tokens `(batch, length)` and the place of the first of them to `(batch, length, hidden_dim)`.
        layers: A shared layer stands several times.
        finish: The last normalization, or `None`.
        token_embedding: A `ReversibleEmbedding` without a cap for logits.
        scale: What queries are multiplied by.
        rotary: From int32 places `(length,)` to what `studio.layers.rotary_positions.rotate` takes, or `None`.
        position_bias: From the places of queries and of keys to `(1, num_heads, num_queries, num_keys)`, or `None`.
        window: A token sees so many, itself counted; `None`: all before it.
    """

    num_heads: int
    num_key_value_heads: int
    head_dim: int
    embed: Callable[[Any, Any], Any]
    layers: Sequence[LayerParts]
    finish: Callable[[Any], Any] | None
    token_embedding: Any
    scale: float
    rotary: Callable[[Any], Any] | None = None
    position_bias: Callable[[Any, Any], Any] | None = None
    window: int | None = None


def as_float32(weight: Any) -> Any:
    """Return the value of a weight, inside a graph."""
    return tf.cast(tf.convert_to_tensor(weight), tf.float32)
