"""The settings of model types that write text and have rotary positions, or none that are learned."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from studio.catalogue.hugging_face.rules import Rules

_SIZES = ("vocab_size", "hidden_size", "intermediate_size", "num_hidden_layers", "num_attention_heads")
_ROPE: Mapping[str, Any] = {"rope_theta": None, "rope_scaling": None, "rope_parameters": None}
_GROUPED: Mapping[str, Any] = {"rms_norm_eps": 1e-6, "num_key_value_heads": None, **_ROPE}
_SILU = {"hidden_act": ("silu", "swish")}
_GEMMA_CURVES = ("gelu_pytorch_tanh", "gelu_new", "gelu_fast")
# How many tokens a rotary model takes stands in its configuration, and changes nothing.
_UNUSED = frozenset({"max_position_embeddings", "attention_dropout"})
_GEMMA_ONLY = {
    # KerasHub's blocks have no other, and its table of token vectors is that of the head.
    "rms_norm_eps": (1e-6,),
    "tie_word_embeddings": (True,),
    "attention_bias": (False,),
    "use_bidirectional_attention": (False,),
}


def _sizes(*values: int) -> dict[str, int]:
    return dict(zip(_SIZES, values, strict=True))


WRITER_RULES: Mapping[str, Rules] = MappingProxyType(
    {
        "bloom": Rules(
            {"vocab_size": 250_880, "hidden_size": 64, "n_layer": 2, "n_head": 8},
            {"layer_norm_epsilon": 1e-5, "hidden_dropout": 0.0},
            {"apply_residual_connection_post_layernorm": (False,), "tie_word_embeddings": (True,)},
            ignored=frozenset(
                {"attention_dropout", "pretraining_tp", "slow_but_exact", "seq_length", "offset_alibi"}
                | {"masked_softmax_fusion", "attention_softmax_in_fp32", "bias_dropout_fusion", "skip_bias_add"}
                | {"skip_bias_add_qkv", "n_inner", "num_attention_heads"}
            ),
        ),
        "gemma": Rules(
            _sizes(256_000, 3072, 24_576, 28, 16) | {"head_dim": 256, "num_key_value_heads": 16},
            {**_ROPE},
            # Google's own files say gelu and mean the tanh form, by which Gemma was trained.
            _GEMMA_ONLY | {"hidden_act": (*_GEMMA_CURVES, "gelu"), "hidden_activation": _GEMMA_CURVES},
            ignored=_UNUSED,
        ),
        "gemma2": Rules(
            _sizes(256_000, 2304, 9216, 26, 8) | {"head_dim": 256, "num_key_value_heads": 4, "sliding_window": 4096},
            {"query_pre_attn_scalar": 256, **_ROPE},
            _GEMMA_ONLY
            | {"hidden_activation": _GEMMA_CURVES, "hidden_act": _GEMMA_CURVES, "cache_implementation": ("hybrid",)},
            ignored=_UNUSED | {"layer_types", "final_logit_softcapping", "attn_logit_softcapping"},
        ),
        "gemma3_text": Rules(
            _sizes(262_208, 2304, 9216, 26, 8) | {"head_dim": 256, "num_key_value_heads": 4, "sliding_window": 4096},
            {"query_pre_attn_scalar": 256, "rope_local_base_freq": 10_000, **_ROPE},
            _GEMMA_ONLY
            | {"hidden_activation": _GEMMA_CURVES, "sliding_window_pattern": (6,), "_sliding_window_pattern": (6,)}
            | {"cache_implementation": ("hybrid",)},
            ignored=_UNUSED | {"layer_types", "final_logit_softcapping", "attn_logit_softcapping"},
        ),
        "llama": Rules(
            _sizes(32_000, 4096, 11_008, 32, 32),
            {**_GROUPED, "tie_word_embeddings": False},
            {"attention_bias": (False,), "mlp_bias": (False,), **_SILU},
            ignored=_UNUSED | {"pretraining_tp", "head_dim"},
        ),
        "mistral": Rules(
            _sizes(32_000, 4096, 14_336, 32, 32),
            {**_GROUPED, "tie_word_embeddings": False},
            _SILU,
            ignored=_UNUSED | {"head_dim", "sliding_window"},
        ),
        "opt": Rules(
            {"vocab_size": 50_272, "hidden_size": 768, "num_hidden_layers": 12, "ffn_dim": 3072}
            | {"max_position_embeddings": 2048, "num_attention_heads": 12},
            {"activation_function": "relu", "dropout": 0.1},
            {
                "do_layer_norm_before": (True,),
                "_remove_final_layer_norm": (False,),
                "enable_bias": (True,),
                "layer_norm_elementwise_affine": (True,),
                "tie_word_embeddings": (True,),
            },
            activation="activation_function",
            ignored=frozenset({"word_embed_proj_dim", "attention_dropout", "layerdrop", "init_std"})
            | {"activation_dropout"},
        ),
        "phi3": Rules(
            _sizes(32_064, 3072, 8192, 32, 32),
            {**_GROUPED, "rms_norm_eps": 1e-5, "tie_word_embeddings": False},
            {**_SILU, "attention_bias": (False,), "resid_pdrop": (0, 0.0), "embd_pdrop": (0, 0.0)},
            ignored=_UNUSED | {"original_max_position_embeddings", "sliding_window", "partial_rotary_factor"},
        ),
        "qwen2": Rules(
            _sizes(151_936, 4096, 22_016, 32, 32),
            {**_GROUPED, "tie_word_embeddings": False},
            {**_SILU, "use_sliding_window": (False,), "use_mrope": (False,)},
            ignored=_UNUSED | {"sliding_window", "max_window_layers", "layer_types", "head_dim"},
        ),
        "qwen3": Rules(
            _sizes(151_936, 4096, 22_016, 32, 32) | {"head_dim": 128},
            {"num_key_value_heads": None, **_ROPE, "tie_word_embeddings": False},
            {**_SILU, "use_sliding_window": (False,), "attention_bias": (False,), "rms_norm_eps": (1e-6,)},
            ignored=_UNUSED | {"sliding_window", "max_window_layers", "layer_types"},
        ),
        "smollm3": Rules(
            _sizes(128_256, 2048, 11_008, 36, 16) | {"max_position_embeddings": 32_768},
            {**_GROUPED, "attention_dropout": 0.0},
            {
                **_SILU,
                "attention_bias": (False,),
                "mlp_bias": (False,),
                "use_sliding_window": (False,),
                "tie_word_embeddings": (True,),
            },
            ignored=frozenset({"sliding_window", "max_window_layers", "layer_types", "no_rope_layers", "head_dim"})
            | {"no_rope_layer_interval", "pretraining_tp"},
        ),
        "t5": Rules(
            {"vocab_size": 32_128, "d_model": 512, "d_kv": 64, "d_ff": 2048, "num_layers": 6, "num_heads": 8},
            {"dropout_rate": 0.1, "layer_norm_epsilon": 1e-6, "feed_forward_proj": "relu", "tie_word_embeddings": True},
            {
                "is_encoder_decoder": (True,),
                "relative_attention_num_buckets": (32,),
                "relative_attention_max_distance": (128,),
            },
            ignored=frozenset(
                {"num_decoder_layers", "initializer_factor", "n_positions", "is_gated_act", "dense_act_fn"}
                | {"scale_decoder_outputs"}
            ),
        ),
    }
)
