"""BART. Lewis et al., BART: Denoising Sequence-to-Sequence Pre-training for Natural Language Generation."""

from collections.abc import Iterator
from typing import Any

import keras_hub

from studio.layers.converting import links
from studio.layers.converting.blocks import stack_settings
from studio.layers.converting.family import Family


def settings(backbone: Any) -> dict[str, Any] | None:
    """Return the stack's settings."""
    return stack_settings(
        backbone, backbone.encoder_transformer_layers[0], kind="encoder_decoder", normalize_first=False
    )


def link(stack: Any, backbone: Any) -> Iterator[links.Link]:
    """Link all weights."""
    yield from links.token_links(stack.token_embedding, backbone.token_embedding)
    encoder, decoder = stack.encoder_embedding, stack.decoder_embedding
    yield from links.position_links(encoder.position_embedding, backbone.encoder_position_embedding)
    yield from links.norm_links(encoder.norm, backbone.encoder_embeddings_layer_norm)
    yield from links.encoder_links(stack.encoder.blocks, backbone.encoder_transformer_layers)
    yield from links.position_links(decoder.position_embedding, backbone.decoder_position_embedding)
    yield from links.norm_links(decoder.norm, backbone.decoder_embeddings_layer_norm)
    yield from links.decoder_links(stack.decoder.blocks, backbone.decoder_transformer_layers)


FAMILY = Family((keras_hub.models.BartBackbone,), settings, link)
