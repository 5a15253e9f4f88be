"""T5. Raffel et al., Exploring the Limits of Transfer Learning with a Unified Text-to-Text Transformer."""

from collections.abc import Iterator, Sequence
from typing import Any

import keras_hub

from studio.layers.converting import links
from studio.layers.converting.blocks import activation_name
from studio.layers.converting.family import Family


def settings(backbone: Any) -> dict[str, Any] | None:
    """Return the stack's settings."""
    activation = activation_name(backbone.activation, is_gated=backbone.use_gated_activation)
    if activation is None:
        return None
    return {
        "kind": "encoder_decoder",
        "vocabulary_size": backbone.vocabulary_size,
        "num_layers": backbone.num_layers,
        "num_heads": backbone.num_heads,
        "head_dim": backbone.key_value_dim,
        "hidden_dim": backbone.hidden_dim,
        "intermediate_dim": backbone.intermediate_dim,
        "positions": "relative",
        "normalization": "rms_norm",
        "normalize_first": True,
        "layer_norm_epsilon": backbone.layer_norm_epsilon,
        "activation": activation,
        "dropout": backbone.dropout,
        "use_inner_dropout": True,
        "use_bias": False,
        "attention_scale": 1.0,
        "tie_weights": backbone.tie_embedding_weights,
    }


def link(stack: Any, backbone: Any) -> Iterator[links.Link]:
    """Link all weights."""
    yield from links.token_links(stack.token_embedding, backbone.token_embedding)
    yield from _stack_links(stack.encoder, backbone.encoder_transformer_layers, backbone.encoder_layer_norm)
    yield from _stack_links(stack.decoder, backbone.decoder_transformer_layers, backbone.decoder_layer_norm)


def _stack_links(target: Any, sources: Sequence[Any], norm: Any) -> Iterator[links.Link]:
    # All layers share the biases of the first one.
    bias = links.Weight(sources[0].self_attention, "relative_attention_bias")
    yield links.Link(target.position_bias.embeddings, (bias,))
    for block, source in zip(target.blocks, sources, strict=True):
        yield from _block_links(block, source)
    yield from _norm_links(target.norm, norm)


def _block_links(target: Any, source: Any) -> Iterator[links.Link]:
    attention, product = source.self_attention, target.self_attention.query_key_value_dense
    yield from links.dense_links(product, attention.query_projector, attention.key_projector, attention.value_projector)
    yield from links.dense_links(target.self_attention.output_dense, attention.output_projector)
    yield from _norm_links(target.self_attention_norm, source.self_attention_layer_norm)
    if source.is_decoder:
        yield from _cross_attention_links(target, source)
    gates = (source.gate_projector,) if source.use_gated_activation else ()
    yield from links.dense_links(target.feed_forward.intermediate_dense, source.input_projector, *gates)
    yield from links.dense_links(target.feed_forward.output_dense, source.output_projector)
    yield from _norm_links(target.feed_forward_norm, source.layer_norm)


def _cross_attention_links(target: Any, source: Any) -> Iterator[links.Link]:
    attention, cross = source.cross_attention, target.cross_attention
    yield from links.dense_links(cross.query_dense, attention.query_projector)
    yield from links.dense_links(cross.key_value_dense, attention.key_projector, attention.value_projector)
    yield from links.dense_links(cross.output_dense, attention.output_projector)
    yield from _norm_links(target.cross_attention_norm, source.cross_attention_layer_norm)


def _norm_links(target: Any, source: Any) -> Iterator[links.Link]:
    yield links.Link(target.scale, (links.Weight(source, "weight"),))


FAMILY = Family((keras_hub.models.T5Backbone,), settings, link)
