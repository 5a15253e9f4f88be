"""RoBERTa and XLM-RoBERTa. Liu et al., RoBERTa: A Robustly Optimized BERT Pretraining Approach."""

from collections.abc import Iterator
from typing import Any

import keras_hub

from studio.layers.converting import links
from studio.layers.converting.blocks import stack_settings
from studio.layers.converting.family import Family


def settings(backbone: Any) -> dict[str, Any] | None:
    """Return the stack's settings; DistilBERT's are the same."""
    return stack_settings(backbone, backbone.transformer_layers[0], kind="encoder", normalize_first=False)


def link(stack: Any, backbone: Any) -> Iterator[links.Link]:
    """Link all weights, as DistilBERT has them, too."""
    embedding, embeddings = stack.encoder_embedding, backbone.embeddings
    yield from links.token_links(stack.token_embedding, embeddings.token_embedding)
    yield from links.position_links(embedding.position_embedding, embeddings.position_embedding)
    yield from links.norm_links(embedding.norm, backbone.embeddings_layer_norm)
    yield from links.encoder_links(stack.encoder.blocks, backbone.transformer_layers)


FAMILY = Family((keras_hub.models.RobertaBackbone, keras_hub.models.XLMRobertaBackbone), settings, link)
