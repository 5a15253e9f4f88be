"""Which networks are asked in which way, token by token."""

from typing import Any

import keras_hub

from studio.engine.generation.cached_decoder import CachedDecoder, CausalDecoder, PairedCacheDecoder, Seq2SeqDecoder
from studio.engine.generation.part_finders import find_parts
from studio.engine.generation.parts_decoder import PartsDecoder


def cached_decoder(network: Any) -> CachedDecoder:
    """Return a network as a generator uses it.

    Args:
        network: A `keras_hub.models.CausalLM` or `keras_hub.models.Seq2SeqLM`.
    """
    if isinstance(network, keras_hub.models.T5GemmaSeq2SeqLM):
        return PairedCacheDecoder(network)
    # A `Seq2SeqLM` is a `CausalLM` in KerasHub.
    if isinstance(network, keras_hub.models.Seq2SeqLM):
        return Seq2SeqDecoder(network)
    parts = find_parts(network)
    return CausalDecoder(network) if parts is None else PartsDecoder(parts)
