"""KerasHub's encoder layers, computed in training as the attention stack computes them.

KerasHub's layers hold the weights, before, in and after the training: checkpoints, LoRA, frozen layers and saving know
of nothing else. While a step is traced, each layer's weights are mapped into those of an `EncoderBlock`, with one
product for query, key and value, and gradients come back the same way.

Where only some tokens are read of what the last layer gives, it computes keys and values for all and the rest for those
alone: numbers and gradients are those of the whole, dropout included.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from itertools import count
from typing import Any, NamedTuple

import keras_hub
import tensorflow as tf

from studio.engine.backends.block_kernels import BlockKernels, KernelSettings, hidden_scores
from studio.engine.backends.counter_dropout import Mask, draw_keys, number_rows
from studio.engine.backends.curves import CURVES
from studio.engine.backends.low_rank import bare_kernels, passes_beside, scale_of
from studio.engine.models.own_head import sequence_output
from studio.engine.models.tokens_read import TokensRead
from studio.layers import EncoderBlock
from studio.layers.converting.links import Link, encoder_links, part

_NUM_MASKS = 3


class BlockWeights(NamedTuple):
    """The weights of an `EncoderBlock`, in the order of `encoder_links`: tensors, and links to what makes the heads."""

    query_key_value_kernel: Link
    query_key_value_bias: Link
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
        self._backbone = getattr(model, "backbone", model)
        flat = model._flatten_layers()  # noqa: SLF001  Keras has no public way to walk nested layers.
        self._layers = [layer for layer in flat if _is_covered(layer)]
        # One block of each shape: a mapping needs the shapes of the stack's weights, but not the weights.
        self._blocks = {shape: _make_block(*shape) for shape in map(_shape_of, self._layers)}
        self._kernels = cache(BlockKernels)

    def __len__(self) -> int:
        """Return how many layers the stack computes."""
        return len(self._layers)

    @contextmanager
    def computing(self, read: TokensRead | None = None) -> Iterator[None]:
        """Trace a graph so; the model is left as it was.

        Args:
            read: The tokens that are read of what the backbone gives, all others of which are zeros then; `None`: all.
        """
        last, num_calls = (None, 0) if read is None or not self._layers else _last_layer(self._backbone)
        try:
            for layer in self._layers:
                layer.call = self._call_of(layer, read if layer is last else None, num_calls)
            yield
        finally:
            for layer in self._layers:
                del layer.call

    def _call_of(self, layer: Any, read: TokensRead | None, num_calls: int) -> Callable[..., Any]:
        numbers = count(1)

        def call(
            inputs: Any,
            padding_mask: Any = None,
            attention_mask: Any = None,
            training: bool | None = None,
            return_attention_scores: bool = False,
        ) -> Any:
            if padding_mask is None or attention_mask is not None or return_attention_scores:
                return type(layer).call(layer, inputs, padding_mask, attention_mask, training, return_attention_scores)
            # A layer that is applied several times is the last one only at its last time.
            is_last = read is not None and next(numbers) % num_calls == 0
            dropout = layer.dropout if training else 0.0
            return self._compute(layer, inputs, padding_mask, dropout, read if is_last else None)

        return call

    def _compute(self, layer: Any, inputs: Any, padding_mask: Any, dropout: float, read: TokensRead | None) -> Any:
        links = list(encoder_links([self._blocks[_shape_of(layer)]], [layer]))
        kernel, bias, *others = links
        weights = BlockWeights(kernel, bias, *(link.value() for link in others))
        settings = KernelSettings(
            self._dtype, dropout, layer.layer_norm_epsilon, layer.activation.__name__, _trains_rest(layer, links)
        )
        kernels = self._kernels(settings)
        masks = _draw_masks(layer, dropout, inputs, read)
        asked = inputs if read is None else read.take(inputs)  # (batch, num_read, dim)
        query, key, value = self._heads(layer, weights, inputs, asked)  # (batch, heads, length, head_dim)
        scores = tf.matmul(query, key, transpose_b=True)  # (batch, heads, num_read, length)
        scale = tf.constant(query.shape[-1] ** -0.5, tf.float32)
        attention = kernels.attention_weights(scores, scale, hidden_scores(padding_mask), masks[0])
        added = tf.reshape(tf.transpose(tf.matmul(attention, value), [0, 2, 1, 3]), [-1, inputs.shape[-1]])
        hidden, narrow = kernels.add_and_normalize(
            self._product(added, weights.attention_output_kernel),
            weights.attention_output_bias,
            _rows(asked),
            weights.attention_gamma,
            weights.attention_beta,
            masks[1],
        )
        inner = kernels.activate(self._product(narrow, weights.intermediate_kernel), weights.intermediate_bias)
        hidden, _ = kernels.add_and_normalize(
            self._product(inner, weights.output_kernel),
            weights.output_bias,
            hidden,
            weights.feed_forward_gamma,
            weights.feed_forward_beta,
            masks[2],
        )
        result = tf.reshape(hidden, tf.shape(asked))
        return result if read is None else read.put(result, tf.shape(inputs)[1])

    def _heads(self, layer: Any, weights: BlockWeights, inputs: Any, asked: Any) -> list[Any]:
        """Return query, key and value."""
        if asked is inputs:
            return self._projected(layer, weights, inputs, slice(0, 3))
        query = self._projected(layer, weights, asked, slice(0, 1))
        return query + self._projected(layer, weights, inputs, slice(1, 3))

    def _projected(self, layer: Any, weights: BlockWeights, x: Any, which: slice) -> list[Any]:
        """Return some of query, key and value of tokens, made by one product."""
        kernel, bias = (
            replace(link, sources=link.sources[which])
            for link in (weights.query_key_value_kernel, weights.query_key_value_bias)
        )
        rows, projections = tf.cast(_rows(x), self._dtype), _projections(layer)[which]
        with bare_kernels(filter(passes_beside, projections)):
            product = self._product(rows, kernel.value())
        heads = tf.nn.bias_add(product, tf.cast(bias.value(), self._dtype))
        heads = self._with_low_rank(projections, rows, heads)
        num_parts, length, head_dim = len(kernel.sources), tf.shape(x)[1], x.shape[-1] // layer.num_heads
        heads = tf.reshape(heads, [-1, length, num_parts, layer.num_heads, head_dim])
        return list(tf.unstack(tf.transpose(heads, [2, 0, 3, 1, 4]), num_parts))

    def _with_low_rank(self, projections: Sequence[Any], rows: Any, heads: Any) -> Any:
        """Add to what projections made, side by side in `(rows, dim)` each, what passes beside their kernels."""
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


def _draw_masks(layer: Any, dropout: float, inputs: Any, read: TokensRead | None) -> Sequence[Mask | None]:
    """Return what is dropped of the attention's weights, and of what it and the feed-forward network add."""
    if not dropout:
        return [None] * _NUM_MASKS
    keys = draw_keys(part(layer, "self_attention_dropout").seed_generator, _NUM_MASKS)
    batch_size, length = tf.shape(inputs)[0], tf.shape(inputs)[1]
    if read is None:
        heads, tokens = number_rows(batch_size, layer.num_heads, length), number_rows(batch_size * length)
        return [Mask(keys[0], heads), Mask(keys[1], tokens), Mask(keys[2], tokens)]
    places = read.places(batch_size, length)  # (batch, num_read)
    texts = tf.range(batch_size)[:, None]
    heads = texts[:, :, None] * layer.num_heads + tf.range(layer.num_heads)[:, None]  # (batch, heads, 1)
    tokens = tf.reshape(texts * length + places, [-1])
    return [Mask(keys[0], heads * length + places[:, None, :]), Mask(keys[1], tokens), Mask(keys[2], tokens)]


def _last_layer(backbone: Any) -> tuple[Any, int]:
    """Return the layer that gives a backbone's token vectors, and how often the backbone applies it."""
    layer = sequence_output(backbone.output)._keras_history.operation  # noqa: SLF001  Keras has no public way.
    nodes = [node for level in backbone._nodes_by_depth.values() for node in level]  # noqa: SLF001  Nor here.
    return layer, sum(node.operation is layer for node in nodes)


def _rows(x: Any) -> Any:
    """Return all tokens of a batch below each other: `(batch, length, dim)` to `(rows, dim)`."""
    return tf.reshape(x, [-1, x.shape[-1]])
