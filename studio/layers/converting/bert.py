"""BERT. Devlin et al., BERT: Pre-training of Deep Bidirectional Transformers for Language Understanding."""

from collections.abc import Iterator
from typing import Any

import keras_hub

from studio.layers.converting import links
from studio.layers.converting.blocks import stack_settings
from studio.layers.converting.family import Family


def settings(backbone: Any) -> dict[str, Any] | None:
    """Return the stack's settings."""
    return settings_with(backbone, backbone.transformer_layers[0])


def settings_with(backbone: Any, block: Any) -> dict[str, Any] | None:
    """Return the settings, as ALBERT has them, too; all blocks are like the given one."""
    found = stack_settings(backbone, block, kind="encoder", normalize_first=False)
    return None if found is None else {**found, "num_segments": backbone.num_segments, "use_pooler": True}


def link(stack: Any, backbone: Any) -> Iterator[links.Link]:
    """Link all weights."""
    yield from embedding_links(stack, backbone)
    yield from links.encoder_links(stack.encoder.blocks, backbone.transformer_layers)
    yield from links.dense_links(stack.pooled_dense, backbone.pooled_dense)


def embedding_links(stack: Any, backbone: Any) -> Iterator[links.Link]:
    """Link tokens, positions, segments and their normalization, as ALBERT has them, too."""
    embedding = stack.encoder_embedding
    yield from links.token_links(stack.token_embedding, backbone.token_embedding)
    yield from links.position_links(embedding.position_embedding, backbone.position_embedding)
    yield from links.table_links(embedding.segment_embedding, backbone.segment_embedding)
    yield from links.norm_links(embedding.norm, backbone.embeddings_layer_norm)


FAMILY = Family((keras_hub.models.BertBackbone,), settings, link)
