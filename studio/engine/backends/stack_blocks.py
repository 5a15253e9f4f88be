"""KerasHub's encoder layers, computed in training as the attention stack computes them.

KerasHub's layers hold the weights, before, in and after the training: checkpoints, LoRA, frozen layers and saving know
of nothing else. While a step is traced, each layer's weights are mapped into those of an `EncoderBlock`, with one
product for query, key and value, and gradients come back the same way.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any, NamedTuple

import keras_hub
import tensorflow as tf

from studio.engine.backends.block_kernels import BlockKernels, KernelSettings, hidden_scores
from studio.engine.backends.counter_dropout import draw_keys
from studio.engine.backends.curves import CURVES
from studio.engine.backends.low_rank import bare_kernels, passes_beside, scale_of
from studio.layers import EncoderBlock
from studio.layers.converting.links import Link, encoder_links, part

_NUM_MASKS = 3


class BlockWeights(NamedTuple):
    """The weights of an `EncoderBlock` as tensors, in the order of `encoder_links`."""

    query_key_value_kernel: Any
    query_key_value_bias: Any
    attention_output_kernel: Any
    attention_output_bias: Any
    attention_gamma: Any
    attention_beta: Any
    intermediate_kernel: Any
    intermediate_bias: Any
    output_kernel: Any
    output_bias: Any
    feed_forward_gamma: Any
    feed_forward_beta: Any


class StackBlocks:
    """The encoder layers of a model that the stack computes: those of BERT, RoBERTa, DistilBERT, ALBERT, BART and more.

    Args:
        model: A Keras model.
        dtype: What the products compute in: `tf.float32` or `tf.bfloat16`.
    """

    def __init__(self, model: Any, dtype: Any) -> None:
        self._dtype = dtype
        flat = model._flatten_layers()  # noqa: SLF001  Keras has no public way to walk nested layers.
        self._layers = [layer for layer in flat if _is_covered(layer)]
        # One block of each shape: a mapping needs the shapes of the stack's weights, but not the weights.
        self._blocks = {shape: _make_block(*shape) for shape in map(_shape_of, self._layers)}
        self._kernels = cache(BlockKernels)

    def __len__(self) -> int:
        """Return how many layers the stack computes."""
        return len(self._layers)

    @contextmanager
    def computing(self) -> Iterator[None]:
        """Trace a graph so; the model is left as it was."""
        try:
            for layer in self._layers:
                layer.call = self._call_of(layer)
            yield
        finally:
            for layer in self._layers:
                del layer.call

    def _call_of(self, layer: Any) -> Callable[..., Any]:
        def call(
            inputs: Any,
            padding_mask: Any = None,
            attention_mask: Any = None,
            training: bool | None = None,
            return_attention_scores: bool = False,
        ) -> Any:
            if padding_mask is None or attention_mask is not None or return_attention_scores:
                return type(layer).call(layer, inputs, padding_mask, attention_mask, training, return_attention_scores)
            return self._compute(layer, inputs, padding_mask, layer.dropout if training else 0.0)

        return call

    def _compute(self, layer: Any, inputs: Any, padding_mask: Any, dropout: float) -> Any:
        links = list(encoder_links([self._blocks[_shape_of(layer)]], [layer]))
        with bare_kernels(filter(passes_beside, _projections(layer))):
            weights = BlockWeights(*(link.value() for link in links))
        settings = KernelSettings(
            self._dtype, dropout, layer.layer_norm_epsilon, layer.activation.__name__, _trains_rest(layer, links)
        )
        kernels = self._kernels(settings)
        keys = _draw_keys(layer, dropout)
        dim = inputs.shape[-1]
        hidden = tf.reshape(inputs, [-1, dim])  # (rows, dim)
        added = self._attend(layer, weights, kernels, inputs, padding_mask, keys[0])
        hidden, narrow = kernels.add_and_normalize(
            self._product(added, weights.attention_output_kernel),
            weights.attention_output_bias,
            hidden,
            weights.attention_gamma,
            weights.attention_beta,
            keys[1],
        )
        inner = kernels.activate(self._product(narrow, weights.intermediate_kernel), weights.intermediate_bias)
        hidden, _ = kernels.add_and_normalize(
            self._product(inner, weights.output_kernel),
            weights.output_bias,
            hidden,
            weights.feed_forward_gamma,
            weights.feed_forward_beta,
            keys[2],
        )
        return tf.reshape(hidden, tf.shape(inputs))

    def _attend(
        self, layer: Any, weights: BlockWeights, kernels: BlockKernels, inputs: Any, padding_mask: Any, keys: Any
    ) -> Any:
        batch_size, length, dim = tf.shape(inputs)[0], tf.shape(inputs)[1], inputs.shape[-1]
        head_dim = dim // layer.num_heads
        rows = tf.cast(tf.reshape(inputs, [-1, dim]), self._dtype)
        bias = tf.cast(weights.query_key_value_bias, self._dtype)
        heads = tf.nn.bias_add(self._product(rows, weights.query_key_value_kernel), bias)
        heads = self._with_low_rank(layer, rows, heads)
        heads = tf.reshape(heads, [batch_size, length, 3, layer.num_heads, head_dim])
        query, key, value = tf.unstack(tf.transpose(heads, [2, 0, 3, 1, 4]), 3)  # (batch, heads, length, head_dim)
        scores = tf.matmul(query, key, transpose_b=True)  # (batch, heads, length, length)
        scale = tf.constant(head_dim**-0.5, tf.float32)
        attention = kernels.attention_weights(scores, scale, hidden_scores(padding_mask), keys)
        return tf.reshape(tf.transpose(tf.matmul(attention, value), [0, 2, 1, 3]), [-1, dim])  # (rows, dim)

    def _with_low_rank(self, layer: Any, rows: Any, heads: Any) -> Any:
        """Add to queries, keys and values, `(rows, 3 · dim)`, what passes beside their kernels."""
        projections = _projections(layer)
        if not any(map(passes_beside, projections)):
            return heads
        parts = tf.split(heads, len(projections), axis=-1)
        for place, projection in enumerate(projections):
            if passes_beside(projection):
                first, second = projection.lora_kernel_a.value, projection.lora_kernel_b.value
                narrow = self._product(rows, tf.reshape(first, [first.shape[0], -1]))  # (rows, heads · rank)
                added = self._product(tf.reshape(narrow, [-1, second.shape[0]]), second * scale_of(projection))
                parts[place] += tf.reshape(added, tf.shape(parts[place]))
        return tf.concat(parts, axis=-1)

    def _product(self, x: Any, kernel: Any) -> Any:
        return tf.matmul(x, tf.cast(kernel, self._dtype))


def _is_covered(layer: Any) -> bool:
    return (
        type(layer) is keras_hub.layers.TransformerEncoder
        and layer.built
        and not layer.normalize_first
        and getattr(layer.activation, "__name__", "") in CURVES
    )


def _projections(layer: Any) -> list[Any]:
    """Return the dense layers of queries, keys and values."""
    attention = part(layer, "self_attention_layer")
    return [part(attention, f"{name}_dense") for name in ("query", "key", "value")]


def _trains_rest(layer: Any, links: Sequence[Link]) -> bool:
    """Return whether anything beside the attention's projections is trained: biases, normalization, other kernels."""
    projections = {id(projection) for projection in _projections(layer)}
    others = (source.layer for link in links for source in link.sources if id(source.layer) not in projections)
    return any(other.trainable_variables for other in others)


def _shape_of(layer: Any) -> tuple[int, int, int]:
    return int(part(layer, "feedforward_output_dense").kernel.shape[-1]), layer.num_heads, layer.intermediate_dim


def _make_block(hidden_dim: int, num_heads: int, intermediate_dim: int) -> Any:
    block = EncoderBlock(num_heads, intermediate_dim)
    block.build((None, None, hidden_dim))
    return block


def _draw_keys(layer: Any, dropout: float) -> Sequence[Any]:
    if not dropout:
        return [None] * _NUM_MASKS
    return draw_keys(part(layer, "self_attention_dropout").seed_generator, _NUM_MASKS)
