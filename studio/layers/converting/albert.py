"""ALBERT. Lan et al., ALBERT: A Lite BERT for Self-supervised Learning of Language Representations."""

from collections.abc import Iterator
from typing import Any

import keras_hub

from studio.layers.converting import bert, links
from studio.layers.converting.family import Family


def settings(backbone: Any) -> dict[str, Any] | None:
    """Return the stack's settings: BERT's with shared layers and narrow token vectors."""
    if backbone.embedding_dim == backbone.hidden_dim:
        # KerasHub has a product between two equal widths there, the stack none.
        return None
    found = bert.settings_with(backbone, backbone.transformer_layers[0][0])
    if found is None:
        return None
    return {
        **found,
        "embedding_dim": backbone.embedding_dim,
        "num_groups": backbone.num_groups,
        "num_inner_repetitions": backbone.num_inner_repetitions,
    }


def link(stack: Any, backbone: Any) -> Iterator[links.Link]:
    """Link all weights."""
    yield from bert.embedding_links(stack, backbone)
    yield from links.dense_links(stack.encoder_embedding.projection, backbone.embeddings_projection)
    blocks = [block for group in backbone.transformer_layers for block in group]
    yield from links.encoder_links(stack.encoder.blocks, blocks)
    yield from links.dense_links(stack.pooled_dense, backbone.pooled_dense)


FAMILY = Family((keras_hub.models.AlbertBackbone,), settings, link)
