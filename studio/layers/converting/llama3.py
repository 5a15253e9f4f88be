"""Llama 3, and the Llama 2 of the same classes. Grattafiori et al., The Llama 3 Herd of Models, section 3.2."""

from collections.abc import Iterator
from typing import Any

import keras_hub

from studio.layers.converting import links
from studio.layers.converting.family import Family


def settings(backbone: Any) -> dict[str, Any] | None:
    """Return the stack's settings."""
    if backbone.rope_position_scaling_factor != 1.0:
        return None
    return {
        "kind": "decoder",
        "vocabulary_size": backbone.vocabulary_size,
        "num_layers": backbone.num_layers,
        "num_heads": backbone.num_query_heads,
        "num_key_value_heads": backbone.num_key_value_heads,
        "hidden_dim": backbone.hidden_dim,
        "intermediate_dim": backbone.intermediate_dim,
        "positions": "rotary",
        "rope_max_wavelength": backbone.rope_max_wavelength,
        "rope_frequency_adjustment_factor": backbone.rope_frequency_adjustment_factor,
        "rope_low_freq_factor": backbone.rope_low_freq_factor,
        "rope_high_freq_factor": backbone.rope_high_freq_factor,
        "rope_pretraining_sequence_length": backbone.rope_pretraining_sequence_length,
        "normalization": "rms_norm",
        "normalize_first": True,
        "layer_norm_epsilon": backbone.layer_norm_epsilon,
        "activation": "swiglu",
        "dropout": backbone.dropout,
        "use_bias": False,
        "tie_weights": backbone.tie_word_embeddings,
    }


def link(stack: Any, backbone: Any) -> Iterator[links.Link]:
    """Link all weights."""
    yield from links.token_links(stack.token_embedding, backbone.token_embedding)
    for target, source in zip(stack.decoder.blocks, backbone.transformer_layers, strict=True):
        yield from _block_links(target, source)
    yield from _norm_links(stack.decoder.norm, backbone.layer_norm)


def _block_links(target: Any, source: Any) -> Iterator[links.Link]:
    yield from links.self_attention_links(target.self_attention, links.part(source, "self_attention_layer"))
    yield from _norm_links(target.self_attention_norm, links.part(source, "self_attention_layernorm"))
    # The stack has the activated half first.
    gate, linear = (links.part(source, f"feedforward_{name}_dense") for name in ("gate", "intermediate"))
    yield from links.dense_links(target.feed_forward.intermediate_dense, gate, linear)
    yield from links.dense_links(target.feed_forward.output_dense, links.part(source, "feedforward_output_dense"))
    yield from _norm_links(target.feed_forward_norm, links.part(source, "feedforward_layernorm"))


def _norm_links(target: Any, source: Any) -> Iterator[links.Link]:
    yield links.Link(target.scale, (links.Weight(source, "scale"),))


FAMILY = Family((keras_hub.models.Llama3Backbone, keras_hub.models.LlamaBackbone), settings, link)
