"""The layers of a `TransformerBackbone`, made from its settings."""

from typing import Any

import keras

from studio.layers.alibi_bias import AlibiBias
from studio.layers.backbone_config import BackboneConfig
from studio.layers.decoder import Decoder
from studio.layers.decoder_block import DecoderBlock
from studio.layers.encoder import Encoder
from studio.layers.encoder_block import EncoderBlock
from studio.layers.input_embedding import ADDED_POSITIONS, InputEmbedding
from studio.layers.normalization import make_normalization
from studio.layers.relative_bias import RelativeBias
from studio.layers.rotary_positions import RotaryPositions


def make_token_embedding(config: BackboneConfig, dtype: Any) -> Any:
    """Return the table of token vectors, which can also be called in reverse for logits."""
    dim = config.embedding_dim or config.hidden_dim
    # Scaled vectors start with a spread of 1, beside positions of about that size.
    stddev = dim**-0.5 if config.has_scaled_embedding else config.initializer_stddev
    return keras.layers.ReversibleEmbedding(
        config.vocabulary_size,
        dim,
        tie_weights=config.tie_weights,
        embeddings_initializer=keras.initializers.TruncatedNormal(stddev=stddev),
        dtype=dtype,
        name="token_embedding",
    )


def make_input_embedding(config: BackboneConfig, dtype: Any, name: str) -> InputEmbedding:
    """Return what leads from token vectors to the first block."""
    return InputEmbedding(
        config.hidden_dim,
        positions=config.positions if config.positions in ADDED_POSITIONS else None,
        max_sequence_length=config.max_sequence_length,
        num_segments=config.num_segments,
        is_scaled=config.has_scaled_embedding,
        normalization=config.normalization if config.has_embedding_norm else None,
        layer_norm_epsilon=config.layer_norm_epsilon,
        dropout=config.dropout,
        initializer=_initializer(config),
        dtype=dtype,
        name=name,
    )


def make_encoder(config: BackboneConfig, dtype: Any) -> Encoder:
    """Return the encoder's stack."""
    blocks = [
        EncoderBlock(**_block_options(config), dtype=dtype, name=f"encoder_block_{index}")
        for index in range(config.num_blocks)
    ]
    return Encoder(blocks, **_stack_options(config, dtype, is_bidirectional=True), dtype=dtype, name="encoder")


def make_decoder(config: BackboneConfig, dtype: Any) -> Decoder:
    """Return the decoder's stack."""
    has_cross_attention = config.kind == "encoder_decoder"
    blocks = [
        DecoderBlock(
            **_block_options(config),
            has_cross_attention=has_cross_attention,
            dtype=dtype,
            name=f"decoder_block_{index}",
        )
        for index in range(config.num_blocks)
    ]
    return Decoder(blocks, **_stack_options(config, dtype, is_bidirectional=False), dtype=dtype, name="decoder")


def make_pooler(config: BackboneConfig, dtype: Any) -> Any:
    """Return the dense layer that is applied to the first token."""
    return keras.layers.Dense(
        config.hidden_dim, activation="tanh", kernel_initializer=_initializer(config), dtype=dtype, name="pooled_dense"
    )


def _initializer(config: BackboneConfig) -> Any:
    return keras.initializers.TruncatedNormal(stddev=config.initializer_stddev)


def _block_options(config: BackboneConfig) -> dict[str, Any]:
    return {
        "num_heads": config.num_heads,
        "intermediate_dim": config.intermediate_dim,
        "head_dim": config.head_dim,
        "num_key_value_heads": config.num_key_value_heads,
        "activation": config.activation,
        "normalization": config.normalization,
        "normalize_first": config.normalize_first,
        "layer_norm_epsilon": config.layer_norm_epsilon,
        "dropout": config.dropout,
        "inner_dropout": config.dropout if config.use_inner_dropout else 0.0,
        "use_bias": config.use_bias,
        "attention_scale": config.attention_scale,
        "kernel_initializer": _initializer(config),
    }


def _stack_options(config: BackboneConfig, dtype: Any, is_bidirectional: bool) -> dict[str, Any]:
    norm = None
    if config.has_final_norm:
        norm = make_normalization(config.normalization, config.layer_norm_epsilon, dtype, "final_norm")
    return {
        "order": config.order,
        "rotary": _make_rotary(config, dtype),
        "position_bias": _make_bias(config, dtype, is_bidirectional),
        "norm": norm,
        "dropout": config.dropout if config.use_inner_dropout else 0.0,
    }


def _make_rotary(config: BackboneConfig, dtype: Any) -> RotaryPositions | None:
    if config.positions != "rotary":
        return None
    return RotaryPositions(
        config.inner_head_dim,
        max_wavelength=config.rope_max_wavelength,
        frequency_adjustment_factor=config.rope_frequency_adjustment_factor,
        low_freq_factor=config.rope_low_freq_factor,
        high_freq_factor=config.rope_high_freq_factor,
        pretraining_sequence_length=config.rope_pretraining_sequence_length,
        dtype=dtype,
        name="rotary_positions",
    )


def _make_bias(config: BackboneConfig, dtype: Any, is_bidirectional: bool) -> RelativeBias | AlibiBias | None:
    if config.positions == "alibi":
        return AlibiBias(config.num_heads, dtype=dtype, name="alibi_bias")
    if config.positions != "relative":
        return None
    return RelativeBias(
        config.num_heads,
        num_buckets=config.relative_num_buckets,
        max_distance=config.relative_max_distance,
        is_bidirectional=is_bidirectional,
        initializer=_initializer(config),
        dtype=dtype,
        name="relative_bias",
    )
