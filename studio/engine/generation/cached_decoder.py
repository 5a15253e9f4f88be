"""Networks that decode with a cache of keys and values, behind one interface.

KerasHub's causal families share `call_with_cache(token_ids, cache, cache_update_index)`; its encoder–decoders differ a
little. What a cache is made of is asked of the network once, with symbolic inputs, and written down for no family.
"""

import functools
import inspect
from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any

import keras
import tensorflow as tf

from studio.engine.generation.late_queries import rotated_from

# Nested tensors whose first axis is the batch's.
State = dict[str, Any]

_IDS = tf.TensorSpec([None, None], tf.int32)

SOURCE_NAMES = ("encoder_token_ids", "encoder_padding_mask")


class CachedDecoder(ABC):
    """A network as a generator uses it, inside a graph.

    Attributes:
        source_names: The int32 inputs `(batch, source_length)` that are read once before anything is written.
        state_specs: The state as `tf.TensorSpec`, its batch and lengths open.
    """

    source_names: tuple[str, ...] = ()
    state_specs: State

    @abstractmethod
    def start(self, sources: Mapping[str, Any], batch_size: Any, length: Any) -> State:
        """Return what is remembered before the first token.

        Args:
            sources: By `source_names`.
            batch_size: int32 scalar tensor.
            length: int32 scalar tensor: the most tokens, those of the prompt counted.
        """

    def weights(self) -> Any:
        """Return what steps take of the network's weights: it is read once, before a loop of steps."""
        return None

    def own(self, state: State) -> State:
        """Return a state that is its receiver's alone: `step` may write into what it is given for a single token."""
        return state

    @abstractmethod
    def step(self, state: State, token_ids: Any, index: Any, weights: Any) -> tuple[Any, State]:
        """Return float32 logits `(batch, vocabulary_size)` of what follows new tokens, and the new state.

        Args:
            state: What `start` or the last step gave.
            token_ids: int32 tensor of shape `(batch, num_tokens)`.
            index: int32 scalar tensor: the place of the first of them.
            weights: What `weights` gave.
        """


class CausalDecoder(CachedDecoder):
    """A decoder that goes on with its prompt.

    Args:
        network: A `keras_hub.models.CausalLM`.
    """

    def __init__(self, network: Any) -> None:
        self._network = network
        # Families that read pictures, too, ask for those; a text has none.
        build_cache = _cache_builder(network)
        others = list(inspect.signature(build_cache).parameters)[1:]
        _, cache = _shapes(functools.partial(build_cache, **dict.fromkeys(others)), 1)
        self.state_specs = {"cache": cache}

    def start(self, sources: Mapping[str, Any], batch_size: Any, length: Any) -> State:
        """Return an empty cache."""
        state: State = zeros(self.state_specs, batch_size, length)
        return state

    def step(self, state: State, token_ids: Any, index: Any, weights: Any) -> tuple[Any, State]:
        """Return the logits of what follows new tokens, and the cache that holds them."""
        with rotated_from(self._network, index):
            logits, _, cache = self._network.call_with_cache(token_ids, state["cache"], index)
        return _last(logits), {"cache": cache}


class Seq2SeqDecoder(CachedDecoder):
    """A decoder that looks at what an encoder read: KerasHub's BART and T5.

    Args:
        network: A `keras_hub.models.Seq2SeqLM` whose caches are one tensor for itself and one for the encoder's output.
    """

    source_names = SOURCE_NAMES

    def __init__(self, network: Any) -> None:
        self._network = network
        _, encoded, own, crossed = _shapes(_cache_builder(network), 3)
        self.state_specs = {"cache": own, "cross_cache": crossed, "encoded": encoded, "mask": _IDS}

    def start(self, sources: Mapping[str, Any], batch_size: Any, length: Any) -> State:
        """Read the sources, and compute the keys and values that the decoder looks at."""
        token_ids, mask = (sources[name] for name in self.source_names)
        cache = zeros(self.state_specs["cache"], batch_size, length)
        crossed = zeros(self.state_specs["cross_cache"], batch_size, tf.shape(token_ids)[1])
        encoded = self._network.call_encoder(token_ids=token_ids, padding_mask=mask)
        # A token of padding goes in, so that the keys and values of the encoder's output come out.
        nothing = tf.zeros([batch_size, 1], tf.int32)
        *_, crossed = self._network.call_decoder_with_cache(encoded, mask, nothing, cache, 0, crossed, 0)
        return {"cache": cache, "cross_cache": crossed, "encoded": encoded, "mask": mask}

    def step(self, state: State, token_ids: Any, index: Any, weights: Any) -> tuple[Any, State]:
        """Return the logits of what follows new tokens, and the state whose cache holds them."""
        logits, _, cache, _ = self._network.call_decoder_with_cache(
            state["encoded"], state["mask"], token_ids, state["cache"], index, state["cross_cache"], None
        )
        return _last(logits), state | {"cache": cache}


class PairedCacheDecoder(CachedDecoder):
    """A decoder that looks at what an encoder read: KerasHub's T5Gemma, which keeps both caches in a pair.

    Args:
        network: A `keras_hub.models.T5GemmaSeq2SeqLM`.
    """

    source_names = SOURCE_NAMES

    def __init__(self, network: Any) -> None:
        self._network = network
        _, (own, crossed), (encoded, _) = _shapes(_cache_builder(network), 4)
        self.state_specs = {"cache": own, "cross_cache": crossed, "encoded": encoded, "mask": _IDS}

    def start(self, sources: Mapping[str, Any], batch_size: Any, length: Any) -> State:
        """Read the sources, and compute the keys and values that the decoder looks at."""
        token_ids, mask = (sources[name] for name in self.source_names)
        cache = zeros(self.state_specs["cache"], batch_size, length)
        encoded, _ = self._network.call_encoder(token_ids=token_ids, padding_mask=mask)
        nothing = tf.zeros([batch_size, 1], tf.int32)
        _, _, (_, crossed) = self._network.call_decoder_with_cache(nothing, None, (cache, None), 0, encoded, mask)
        return {"cache": cache, "cross_cache": crossed, "encoded": encoded, "mask": mask}

    def step(self, state: State, token_ids: Any, index: Any, weights: Any) -> tuple[Any, State]:
        """Return the logits of what follows new tokens, and the state whose cache holds them."""
        caches = (state["cache"], state["cross_cache"])
        logits, _, (cache, _) = self._network.call_decoder_with_cache(
            token_ids, None, caches, index, state["encoded"], state["mask"]
        )
        return _last(logits), state | {"cache": cache}


def _cache_builder(network: Any) -> Any:
    # The only way to learn a cache's shape: KerasHub has no public one.
    return network._build_cache  # noqa: SLF001


def _shapes(build_cache: Any, num_inputs: int) -> Any:
    """Return what comes out as `tf.TensorSpec`, its batch and lengths open; nothing is computed."""
    graph = tf.function(build_cache).get_concrete_function(*[_IDS] * num_inputs)
    return tf.nest.map_structure(lambda tensor: tf.TensorSpec(tensor.shape, tensor.dtype), graph.structured_outputs)


def zeros(specs: Any, batch_size: Any, length: Any) -> Any:
    """Return zeros for nested specs: the first open axis of each is the batch's, and the second the tokens'."""

    def make(spec: Any) -> Any:
        sizes = iter((batch_size, length))
        return tf.zeros([next(sizes) if size is None else size for size in spec.shape.as_list()], spec.dtype)

    return keras.tree.map_structure(make, specs)


def _last(logits: Any) -> Any:
    return tf.cast(logits[:, -1], tf.float32)
