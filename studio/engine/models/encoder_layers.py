"""KerasHub's encoder layers, computed in another way while a graph is traced.

KerasHub's layers hold the weights all the time: checkpoints, LoRA, frozen layers and saving know of nothing else. While
a graph is traced, each layer's weights are mapped into those of the stack's `EncoderBlock`, and gradients come back the
same way.

Where only some tokens are read of what the last layer gives, it computes keys and values for all and the rest for those
alone: numbers and gradients are those of the whole, dropout included.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import count
from types import SimpleNamespace
from typing import Any, NamedTuple, Protocol

import keras_hub
import tensorflow as tf

from studio.engine.models.own_head import sequence_output
from studio.engine.models.tokens_read import TokensRead
from studio.layers import EncoderBlock
from studio.layers.converting.links import Link, encoder_links, part

# Its softmax is exactly 0 in float32 beside any score that is not hidden.
_HIDDEN = -1e9


class Kernels(Protocol):
    """What stands between the products of a block.

    In the shapes, rows are the tokens that are computed, padding included. `mask` says what is dropped, if anything.
    """

    def attention_weights(self, scores: Any, scale: Any, hidden: Any, mask: Any) -> Any:
        """Return what the values are weighted with: `softmax(scores * scale + hidden)`.

        Args:
            scores: Tensor of shape `(batch, heads, num_queries, length)`: query times key.
            scale: float32 scalar.
            hidden: What `hidden_scores` gave.
            mask: Of the dropout.
        """
        ...

    def add_and_normalize(self, x: Any, bias: Any, residual: Any, gamma: Any, beta: Any, mask: Any) -> tuple[Any, Any]:
        """Return `layer_norm(residual + dropout(x + bias))`, for the next residual connection and the next product.

        Args:
            x: Tensor of shape `(rows, dim)`: a product.
            bias: float32 tensor of shape `(dim,)`.
            residual: float32 tensor of shape `(rows, dim)`.
            gamma: float32 tensor of shape `(dim,)`.
            beta: float32 tensor of shape `(dim,)`.
            mask: Of the dropout.
        """
        ...

    def activate(self, x: Any, bias: Any) -> Any:
        """Return the activation of `x + bias`, of shape `(rows, dim)`."""
        ...


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


class EncoderLayers(ABC):
    """The encoder layers of a model that are computed otherwise: those of BERT, RoBERTa, DistilBERT, ALBERT and more.

    Args:
        model: A Keras model.
        dtype: What the products compute in.
        can_activate: Whether the kernels have an activation, a function.

    Attributes:
        ONE_PRODUCT: Whether query, key and value of a layer are made by one product, of kernels put side by side.
    """

    ONE_PRODUCT: bool

    def __init__(self, model: Any, dtype: Any, can_activate: Callable[[Any], bool]) -> None:
        self._dtype = dtype
        self._backbone = getattr(model, "backbone", model)
        flat = model._flatten_layers()  # noqa: SLF001  Keras has no public way to walk nested layers.
        self._layers = [layer for layer in flat if _is_covered(layer, can_activate)]
        # One block of each shape: a mapping needs the shapes of the stack's weights, but not the weights.
        blocks = {shape: _make_block(*shape) for shape in map(_shape_of, self._layers)}
        self._links = {id(layer): _make_links(blocks[_shape_of(layer)], layer) for layer in self._layers}

    def __len__(self) -> int:
        """Return how many layers are computed otherwise."""
        return len(self._layers)

    @abstractmethod
    def _computes(self, *, training: bool) -> bool:
        """Return whether a layer is computed otherwise where it is called so."""

    @abstractmethod
    def _kernels_of(self, layer: Any) -> Kernels:
        """Return a layer's kernels."""

    @abstractmethod
    def _masks(self, layer: Any, inputs: Any, read: TokensRead | None) -> Sequence[Any]:
        """Return what is dropped of the attention's weights, and of what it and the feed-forward network add."""

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
            is_plain = padding_mask is not None and attention_mask is None and not return_attention_scores
            if not is_plain or not self._computes(training=bool(training)):
                return type(layer).call(layer, inputs, padding_mask, attention_mask, training, return_attention_scores)
            # A layer that is applied several times is the last one only at its last time.
            is_last = read is not None and next(numbers) % num_calls == 0
            return self._compute(layer, inputs, padding_mask, read if is_last else None)

        return call

    def _compute(self, layer: Any, inputs: Any, padding_mask: Any, read: TokensRead | None) -> Any:
        weights, kernels = self._weights(layer), self._kernels_of(layer)
        masks = self._masks(layer, inputs, read)
        asked = inputs if read is None else read.take(inputs)  # (batch, num_read, dim)
        query, key, value = self._heads(layer, weights, inputs, asked)
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
        """Return query, key and value, each of shape `(batch, heads, length, head_dim)`."""
        if not self.ONE_PRODUCT:
            groups = [(asked, slice(0, 1)), (inputs, slice(1, 2)), (inputs, slice(2, 3))]
        elif asked is inputs:
            groups = [(inputs, slice(0, 3))]
        else:
            groups = [(asked, slice(0, 1)), (inputs, slice(1, 3))]
        return [heads for x, which in groups for heads in self._projected(layer, weights, x, which)]

    def _projected(self, layer: Any, weights: BlockWeights, x: Any, which: slice) -> list[Any]:
        """Return some of query, key and value of tokens, made by one product."""
        kernel, bias = (
            replace(link, sources=link.sources[which])
            for link in (weights.query_key_value_kernel, weights.query_key_value_bias)
        )
        product = self._product(tf.cast(_rows(x), self._dtype), kernel.value())
        heads = tf.nn.bias_add(product, tf.cast(bias.value(), self._dtype))
        num_parts, dim = len(kernel.sources), x.shape[-1]
        shape = [tf.shape(x)[0], tf.shape(x)[1], num_parts, layer.num_heads, dim // layer.num_heads]
        return list(tf.unstack(tf.transpose(tf.reshape(heads, shape), [2, 0, 3, 1, 4]), num_parts))

    def _weights(self, layer: Any) -> BlockWeights:
        kernel, bias, *others = self._links[id(layer)]
        return BlockWeights(kernel, bias, *(link.value() for link in others))

    def _product(self, x: Any, kernel: Any) -> Any:
        return tf.matmul(x, tf.cast(kernel, self._dtype))


def hidden_scores(padding_mask: Any) -> Any:
    """Return what is added to the scores: nothing at real tokens, a very low number at padding.

    Args:
        padding_mask: int32 tensor of shape `(batch, length)`: 1 for a real token.

    Returns:
        float32 tensor of shape `(batch, 1, 1, length)`.
    """
    return (1.0 - tf.cast(padding_mask, tf.float32))[:, None, None, :] * _HIDDEN


def _is_covered(layer: Any, can_activate: Callable[[Any], bool]) -> bool:
    return (
        type(layer) is keras_hub.layers.TransformerEncoder
        and layer.built
        and not layer.normalize_first
        and can_activate(layer.activation)
    )


def _shape_of(layer: Any) -> tuple[int, int, int]:
    return int(part(layer, "feedforward_output_dense").kernel.shape[-1]), layer.num_heads, layer.intermediate_dim


def _make_block(hidden_dim: int, num_heads: int, intermediate_dim: int) -> Any:
    block = EncoderBlock(num_heads, intermediate_dim)
    block.build((None, None, hidden_dim))
    return block


def _make_links(block: Any, layer: Any) -> list[Link]:
    """Return what a block's weights are made of. The block itself is held no longer."""
    links = encoder_links([block], [layer])
    return [replace(link, target=SimpleNamespace(shape=tuple(link.target.shape))) for link in links]


def _last_layer(backbone: Any) -> tuple[Any, int]:
    """Return the layer that gives a backbone's token vectors, and how often the backbone applies it."""
    layer = sequence_output(backbone.output)._keras_history.operation  # noqa: SLF001  Keras has no public way.
    nodes = [node for level in backbone._nodes_by_depth.values() for node in level]  # noqa: SLF001  Nor here.
    return layer, sum(node.operation is layer for node in nodes)


def _rows(x: Any) -> Any:
    """Return all tokens of a batch below each other: `(batch, length, dim)` to `(rows, dim)`."""
    return tf.reshape(x, [-1, x.shape[-1]])
