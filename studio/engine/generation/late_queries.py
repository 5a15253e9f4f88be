"""The places of queries in KerasHub's GPT-NeoX, where keys come from a cache."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import keras_hub


@contextmanager
def rotated_from(network: Any, index: Any) -> Iterator[None]:
    """Let the queries of a GPT-NeoX be rotated by their own places while a network is called with a cache.

    WORKAROUND: KerasHub 0.32 rotates the query of a new token as if it stood at the first place, whatever is in the
    cache before it, so that its GPT-NeoX writes other texts than its logits say. The keys, all those of the cache,
    begin at the first place and are right.

    Args:
        network: Any network; others than GPT-NeoX are left alone.
        index: int32 scalar tensor: the place of the first new token.
    """
    is_late = isinstance(network, keras_hub.models.GPTNeoXCausalLM)
    layers = network.backbone.transformer_layers if is_late else ()
    rotaries = [layer._self_attention_layer.rotary_embedding_layer for layer in layers]  # noqa: SLF001
    for rotary in rotaries:
        rotary.call = _first_from(rotary, index)
    try:
        yield
    finally:
        for rotary in rotaries:
            del rotary.call


def _first_from(rotary: Any, index: Any) -> Any:
    """Return a `call` whose first use, that of the queries, begins at a place."""
    starts = iter((index,))

    def call(inputs: Any, start_index: Any = 0, positions: Any = None) -> Any:
        return type(rotary).call(rotary, inputs, start_index=next(starts, start_index), positions=positions)

    return call
