"""The parts of causal networks, by family: those of the studio's own layers, and what KerasHub has of the same kind."""

from collections.abc import Callable
from typing import Any

import keras_hub

from studio.engine.generation.decoder_parts import DecoderParts, LayerParts, Product
from studio.layers import TransformerBackbone
from studio.layers.activations import ACTIVATIONS
from studio.layers.converting.links import part
from studio.layers.rotary_positions import RotaryPositions


def find_parts(network: Any) -> DecoderParts | None:
    """Return the parts of a `keras_hub.models.CausalLM`; `None` where its steps are KerasHub's own."""
    backbone = network.backbone
    if any(layer.quantization_mode is not None for layer in backbone._flatten_layers()):  # noqa: SLF001
        return None
    if isinstance(backbone, TransformerBackbone):
        return _of_stack(backbone)
    # Subclasses may compute something else.
    find = _FINDERS.get(type(network))
    return None if find is None else find(backbone)


def _of_stack(backbone: Any) -> DecoderParts:
    config, decoder = backbone.config, backbone.decoder
    curve = ACTIVATIONS[config.activation]

    def embed(token_ids: Any, index: Any) -> Any:
        return backbone.decoder_embedding(backbone.token_embedding(token_ids), start_index=index)

    def parts_of(block: Any) -> LayerParts:
        attention, feed_forward = block.self_attention, block.feed_forward
        return LayerParts(
            block.self_attention_norm,
            block.feed_forward_norm,
            config.normalize_first,
            (Product(attention.query_key_value_dense, config.hidden_dim),),
            Product(attention.output_dense, config.num_heads * config.inner_head_dim),
            (Product(feed_forward.intermediate_dense, config.hidden_dim),),
            curve.is_gated,
            curve.function,
            Product(feed_forward.output_dense, config.intermediate_dim),
        )

    blocks = [parts_of(block) for block in decoder.blocks]
    return DecoderParts(
        config.num_heads,
        config.num_key_value_heads or config.num_heads,
        config.inner_head_dim,
        embed,
        [blocks[index] for index in decoder.order],
        decoder.norm,
        backbone.token_embedding,
        config.inner_head_dim**-0.5 if config.attention_scale is None else config.attention_scale,
        rotary=decoder.rotary,
        position_bias=decoder.position_bias,
    )


def _of_gpt2(backbone: Any) -> DecoderParts:
    def embed(token_ids: Any, index: Any) -> Any:
        tokens = backbone.token_embedding(token_ids)
        return tokens + backbone.position_embedding(tokens, start_index=index)

    return _of_decoders(backbone, embed)


def _of_opt(backbone: Any) -> DecoderParts:
    def embed(token_ids: Any, index: Any) -> Any:
        return backbone.embeddings(token_ids, start_index=index)

    return _of_decoders(backbone, embed)


def _of_decoders(backbone: Any, embed: Callable[[Any, Any], Any]) -> DecoderParts:
    """Return the parts of what is made of KerasHub's `TransformerDecoder`."""
    dim, head_dim = backbone.hidden_dim, backbone.hidden_dim // backbone.num_heads

    def parts_of(layer: Any) -> LayerParts:
        attention = part(layer, "self_attention_layer")
        return LayerParts(
            part(layer, "self_attention_layer_norm"),
            part(layer, "feedforward_layer_norm"),
            layer.normalize_first,
            tuple(Product(part(attention, f"{name}_dense"), dim) for name in ("query", "key", "value")),
            Product(part(attention, "output_dense"), dim),
            (Product(part(layer, "feedforward_intermediate_dense"), dim),),
            False,
            layer.activation,
            Product(part(layer, "feedforward_output_dense"), backbone.intermediate_dim),
        )

    layers = [parts_of(layer) for layer in backbone.transformer_layers]
    num_heads, table = backbone.num_heads, backbone.token_embedding
    return DecoderParts(num_heads, num_heads, head_dim, embed, layers, backbone.layer_norm, table, head_dim**-0.5)


def _of_llama(backbone: Any) -> DecoderParts | None:
    stretched = (
        "frequency_adjustment_factor",
        "low_freq_factor",
        "high_freq_factor",
        "pretraining_sequence_length",
    )
    scaling = {name: getattr(backbone, f"rope_{name}") for name in stretched}
    return _of_gated(backbone, backbone.rope_position_scaling_factor, scaling)


def _of_mistral(backbone: Any) -> DecoderParts | None:
    return _of_gated(backbone, backbone.rope_scaling_factor, window=backbone.sliding_window)


def _of_qwen(backbone: Any) -> DecoderParts | None:
    window = backbone.sliding_window_size if backbone.use_sliding_window_attention else None
    return _of_gated(backbone, backbone.rope_scaling_factor, window=window)


def _of_qwen3(backbone: Any) -> DecoderParts | None:
    return _of_gated(backbone, backbone.rope_scaling_factor, window=backbone.sliding_window_size)


def _of_gated(
    backbone: Any, position_scaling_factor: float, scaling: dict[str, Any] | None = None, window: int | None = None
) -> DecoderParts | None:
    """Return the parts of Llama and its likes: rotary positions, a gated feed-forward network, RMS normalizations."""
    if position_scaling_factor != 1.0:
        return None
    dim, num_heads = backbone.hidden_dim, backbone.num_query_heads
    head_dim = getattr(backbone, "head_dim", None) or dim // num_heads

    def parts_of(layer: Any) -> LayerParts:
        attention = part(layer, "self_attention_layer")
        has_norms = hasattr(attention, "_query_dense_layer_norm")
        return LayerParts(
            part(layer, "self_attention_layernorm"),
            part(layer, "feedforward_layernorm"),
            True,
            tuple(Product(part(attention, f"{name}_dense"), dim) for name in ("query", "key", "value")),
            Product(part(attention, "output_dense"), num_heads * head_dim),
            tuple(Product(part(layer, f"feedforward_{name}_dense"), dim) for name in ("gate", "intermediate")),
            True,
            layer.activation,
            Product(part(layer, "feedforward_output_dense"), backbone.intermediate_dim),
            head_norms=tuple(part(attention, f"{name}_dense_layer_norm") for name in ("query", "key"))
            if has_norms
            else None,
        )

    return DecoderParts(
        num_heads,
        backbone.num_key_value_heads,
        head_dim,
        lambda token_ids, index: backbone.token_embedding(token_ids),
        [parts_of(layer) for layer in backbone.transformer_layers],
        backbone.layer_norm,
        backbone.token_embedding,
        head_dim**-0.5,
        rotary=RotaryPositions(head_dim, max_wavelength=backbone.rope_max_wavelength, **(scaling or {})),
        window=window,
    )


_FINDERS: dict[type, Callable[[Any], DecoderParts | None]] = {
    keras_hub.models.GPT2CausalLM: _of_gpt2,
    keras_hub.models.OPTCausalLM: _of_opt,
    keras_hub.models.LlamaCausalLM: _of_llama,
    keras_hub.models.Llama3CausalLM: _of_llama,
    keras_hub.models.MistralCausalLM: _of_mistral,
    keras_hub.models.QwenCausalLM: _of_qwen,
    keras_hub.models.Qwen3CausalLM: _of_qwen3,
}
