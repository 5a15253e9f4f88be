"""Which weights of a KerasHub backbone stand where in the stack.

Every mapping is of one form: a weight of the stack is one or several weights of the backbone side by side, each
reshaped. Both directions, and the mapping inside a graph, follow from it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from keras import ops

from studio.layers.tensor import Tensor


@dataclass(frozen=True, slots=True, eq=False)
class Weight:
    """A weight of a backbone, as an attribute of one of its layers.

    Attributes:
        layer: The layer.
        name: The attribute, e.g. `"kernel"`.
    """

    layer: Any
    name: str = "kernel"

    @property
    def shape(self) -> tuple[int, ...]:
        """Its shape."""
        return tuple(getattr(self.layer, self.name).shape)

    def read(self) -> Tensor:
        """Return its value; beside LoRA what both make together."""
        return ops.convert_to_tensor(getattr(self.layer, self.name))

    @property
    def is_writable(self) -> bool:
        """Whether the value stands by itself: LoRA beside it could not be told apart again."""
        return not getattr(self.layer, "lora_enabled", False)

    def write(self, value: Any) -> None:
        """Take a value."""
        getattr(self.layer, self.name).assign(value)


@dataclass(frozen=True, slots=True, eq=False)
class Link:
    """A weight of the stack and what it is made of.

    Attributes:
        target: The stack's variable.
        sources: The backbone's weights that stand side by side in it, along the last axis.
    """

    target: Any
    sources: tuple[Weight, ...]

    def value(self) -> Tensor:
        """Return the target's value, made of the sources; gradients pass through it to them."""
        rows = tuple(self.target.shape)[:-1]
        parts = [ops.reshape(source.read(), (*rows, self._width(source))) for source in self.sources]
        return parts[0] if len(parts) == 1 else ops.concatenate(parts, axis=-1)

    def split(self, value: Any) -> list[Tensor]:
        """Return what of the target's value, or of its gradient, belongs to each source, in the source's shape."""
        limits = np.cumsum([self._width(source) for source in self.sources])[:-1].tolist()
        parts = ops.split(value, limits, axis=-1) if limits else [value]
        return [ops.reshape(part, source.shape) for part, source in zip(parts, self.sources, strict=True)]

    def write_back(self) -> None:
        """Write the target's value into the sources."""
        for source, value in zip(self.sources, self.split(ops.convert_to_tensor(self.target)), strict=True):
            source.write(value)

    def _width(self, source: Weight) -> int:
        """Return how many columns of the target a source fills."""
        return int(np.prod(source.shape) // np.prod(tuple(self.target.shape)[:-1]))


def part(layer: Any, name: str) -> Any:
    """Return a layer inside a KerasHub layer, which keeps them in private attributes."""
    return getattr(layer, f"_{name}")


def dense_links(target: Any, *sources: Any) -> Iterator[Link]:
    """Link a dense layer of the stack to the products that it makes at once."""
    yield Link(target.kernel, tuple(Weight(source) for source in sources))
    if target.bias is not None:
        yield Link(target.bias, tuple(Weight(source, "bias") for source in sources))


def norm_links(target: Any, source: Any) -> Iterator[Link]:
    """Link a layer normalization."""
    yield Link(target.gamma, (Weight(source, "gamma"),))
    yield Link(target.beta, (Weight(source, "beta"),))


def table_links(target: Any, source: Any) -> Iterator[Link]:
    """Link a table of vectors."""
    yield Link(target.embeddings, (Weight(source, "embeddings"),))


def token_links(target: Any, source: Any) -> Iterator[Link]:
    """Link the token vectors, and those for logits where they are others."""
    yield from table_links(target, source)
    if not target.tie_weights:
        yield Link(target.reverse_embeddings, (Weight(source, "reverse_embeddings"),))


def position_links(target: Any, source: Any) -> Iterator[Link]:
    """Link learned positions."""
    yield Link(target.embeddings, (Weight(source, "position_embeddings"),))


def self_attention_links(target: Any, source: Any) -> Iterator[Link]:
    """Link self-attention to a Keras layer with three products."""
    projections = (part(source, f"{name}_dense") for name in ("query", "key", "value"))
    yield from dense_links(target.query_key_value_dense, *projections)
    yield from dense_links(target.output_dense, part(source, "output_dense"))


def cross_attention_links(target: Any, source: Any) -> Iterator[Link]:
    """Link cross-attention to a Keras layer with three products."""
    yield from dense_links(target.query_dense, part(source, "query_dense"))
    yield from dense_links(target.key_value_dense, part(source, "key_dense"), part(source, "value_dense"))
    yield from dense_links(target.output_dense, part(source, "output_dense"))


def feed_forward_links(target: Any, source: Any) -> Iterator[Link]:
    """Link the feed-forward network and its normalization, as both of KerasHub's blocks have them."""
    yield from dense_links(target.feed_forward.intermediate_dense, part(source, "feedforward_intermediate_dense"))
    yield from dense_links(target.feed_forward.output_dense, part(source, "feedforward_output_dense"))
    yield from norm_links(target.feed_forward_norm, part(source, "feedforward_layer_norm"))


def encoder_links(targets: Sequence[Any], sources: Iterable[Any]) -> Iterator[Link]:
    """Link encoder blocks to KerasHub's `TransformerEncoder`."""
    yield from _block_links(targets, sources)


def decoder_links(targets: Sequence[Any], sources: Iterable[Any]) -> Iterator[Link]:
    """Link decoder blocks to KerasHub's `TransformerDecoder`."""
    sources = list(sources)
    yield from _block_links(targets, sources)
    for target, source in zip(targets, sources, strict=True):
        if target.has_cross_attention:
            yield from cross_attention_links(target.cross_attention, part(source, "cross_attention_layer"))
            yield from norm_links(target.cross_attention_norm, part(source, "cross_attention_layer_norm"))


def _block_links(targets: Sequence[Any], sources: Iterable[Any]) -> Iterator[Link]:
    for target, source in zip(targets, sources, strict=True):
        yield from self_attention_links(target.self_attention, part(source, "self_attention_layer"))
        yield from norm_links(target.self_attention_norm, part(source, "self_attention_layer_norm"))
        yield from feed_forward_links(target, source)
