"""GPT-2. Radford et al., Language Models are Unsupervised Multitask Learners."""

from collections.abc import Iterator
from typing import Any

import keras_hub

from studio.layers.converting import links
from studio.layers.converting.blocks import stack_settings
from studio.layers.converting.family import Family


def settings(backbone: Any) -> dict[str, Any] | None:
    """Return the stack's settings."""
    return stack_settings(backbone, backbone.transformer_layers[0], kind="decoder", normalize_first=True)


def link(stack: Any, backbone: Any) -> Iterator[links.Link]:
    """Link all weights."""
    yield from links.token_links(stack.token_embedding, backbone.token_embedding)
    yield from links.position_links(stack.decoder_embedding.position_embedding, backbone.position_embedding)
    yield from links.decoder_links(stack.decoder.blocks, backbone.transformer_layers)
    yield from links.norm_links(stack.decoder.norm, backbone.layer_norm)


FAMILY = Family((keras_hub.models.GPT2Backbone,), settings, link)
