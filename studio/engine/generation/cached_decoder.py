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
import keras_hub
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

    @abstractmethod
    def step(self, state: State, token_ids: Any, index: Any) -> tuple[Any, State]:
        """Return float32 logits `(batch, num_tokens, vocabulary_size)` of new tokens, and the new state.

        Args:
            state: What `start` or the last step gave.
            token_ids: int32 tensor of shape `(batch, num_tokens)`.
            index: int32 scalar tensor: the place of the first of them.
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
        state: State = _zeros(self.state_specs, batch_size, length)
        return state

    def step(self, state: State, token_ids: Any, index: Any) -> tuple[Any, State]:
        """Return the logits of new tokens, and the cache that holds them."""
        with rotated_from(self._network, index):
            logits, _, cache = self._network.call_with_cache(token_ids, state["cache"], index)
        return tf.cast(logits, tf.float32), {"cache": cache}


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
        cache = _zeros(self.state_specs["cache"], batch_size, length)
        crossed = _zeros(self.state_specs["cross_cache"], batch_size, tf.shape(token_ids)[1])
        encoded = self._network.call_encoder(token_ids=token_ids, padding_mask=mask)
        # A token of padding goes in, so that the keys and values of the encoder's output come out.
        nothing = tf.zeros([batch_size, 1], tf.int32)
        *_, crossed = self._network.call_decoder_with_cache(encoded, mask, nothing, cache, 0, crossed, 0)
        return {"cache": cache, "cross_cache": crossed, "encoded": encoded, "mask": mask}

    def step(self, state: State, token_ids: Any, index: Any) -> tuple[Any, State]:
        """Return the logits of new tokens, and the state whose cache holds them."""
        logits, _, cache, _ = self._network.call_decoder_with_cache(
            state["encoded"], state["mask"], token_ids, state["cache"], index, state["cross_cache"], None
        )
        return tf.cast(logits, tf.float32), state | {"cache": cache}


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
        cache = _zeros(self.state_specs["cache"], batch_size, length)
        encoded, _ = self._network.call_encoder(token_ids=token_ids, padding_mask=mask)
        nothing = tf.zeros([batch_size, 1], tf.int32)
        _, _, (_, crossed) = self._network.call_decoder_with_cache(nothing, None, (cache, None), 0, encoded, mask)
        return {"cache": cache, "cross_cache": crossed, "encoded": encoded, "mask": mask}

    def step(self, state: State, token_ids: Any, index: Any) -> tuple[Any, State]:
        """Return the logits of new tokens, and the state whose cache holds them."""
        caches = (state["cache"], state["cross_cache"])
        logits, _, (cache, _) = self._network.call_decoder_with_cache(
            token_ids, None, caches, index, state["encoded"], state["mask"]
        )
        return tf.cast(logits, tf.float32), state | {"cache": cache}


def cached_decoder(network: Any) -> CachedDecoder:
    """Return a network as a generator uses it."""
    if isinstance(network, keras_hub.models.T5GemmaSeq2SeqLM):
        return PairedCacheDecoder(network)
    # A `Seq2SeqLM` is a `CausalLM` in KerasHub.
    if isinstance(network, keras_hub.models.Seq2SeqLM):
        return Seq2SeqDecoder(network)
    return CausalDecoder(network)


def _cache_builder(network: Any) -> Any:
    # The only way to learn a cache's shape: KerasHub has no public one.
    return network._build_cache  # noqa: SLF001


def _shapes(build_cache: Any, num_inputs: int) -> Any:
    """Return what comes out as `tf.TensorSpec`, its batch and lengths open; nothing is computed."""
    graph = tf.function(build_cache).get_concrete_function(*[_IDS] * num_inputs)
    return tf.nest.map_structure(lambda tensor: tf.TensorSpec(tensor.shape, tensor.dtype), graph.structured_outputs)


def _zeros(specs: Any, batch_size: Any, length: Any) -> Any:
    """Return zeros for nested specs: the first open axis of each is the batch's, and the second the tokens'."""

    def zeros(spec: Any) -> Any:
        sizes = iter((batch_size, length))
        return tf.zeros([next(sizes) if size is None else size for size in spec.shape.as_list()], spec.dtype)

    return keras.tree.map_structure(zeros, specs)
