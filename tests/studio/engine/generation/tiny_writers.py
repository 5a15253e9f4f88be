"""Tiny networks with random weights that write: one of each of KerasHub's families, and some of the studio's own."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import studio.engine  # isort: skip  # noqa: F401
import keras
import keras_hub
import numpy as np

from studio.engine.tasks.writing.transformer_causal_lm import TransformerCausalLM
from studio.engine.tasks.writing.transformer_seq2seq_lm import TransformerSeq2SeqLM
from studio.layers import TransformerBackbone

VOCABULARY_SIZE = 31
END, PAD = 1, 0
MAX_LENGTH = 48
_WINDOW = 6

_PLAIN = {"vocabulary_size": VOCABULARY_SIZE, "num_layers": 2, "hidden_dim": 16, "intermediate_dim": 32}
_HEADS = _PLAIN | {"num_heads": 2}
_LEARNED = _HEADS | {"max_sequence_length": MAX_LENGTH}
_GROUPED = _PLAIN | {"num_query_heads": 4, "num_key_value_heads": 2}
_GEMMA = _GROUPED | {"head_dim": 8}
_EXPERTS = {"num_experts": 4, "top_k": 2}
_SLIDING = {"use_sliding_window_attention": True, "sliding_window_size": _WINDOW}

CAUSAL: dict[str, tuple[str, dict[str, Any]]] = {
    "GPT2": ("GPT2", _LEARNED),
    "OPT": ("OPT", _LEARNED),
    "Bloom": ("Bloom", _LEARNED),
    "GPTNeoX": ("GPTNeoX", _HEADS),
    "Falcon": ("Falcon", _PLAIN | {"num_attention_heads": 2}),
    "Llama": ("Llama", _GROUPED),
    "Llama3": ("Llama3", _GROUPED),
    "Mistral": ("Mistral", _GROUPED | {"sliding_window": _WINDOW}),
    "Mixtral": ("Mixtral", _GROUPED | _EXPERTS | {"sliding_window": _WINDOW}),
    "Gemma": ("Gemma", _GEMMA),
    "Gemma2": (
        "Gemma",
        _GEMMA
        | _SLIDING
        | {
            "attention_logit_soft_cap": 50.0,
            "final_logit_soft_cap": 30.0,
            "use_post_ffw_norm": True,
            "use_post_attention_norm": True,
        },
    ),
    "Gemma3": ("Gemma3", _GEMMA | _SLIDING | {"image_size": 16, "vision_encoder": None}),
    "Phi3": ("Phi3", _GROUPED),
    "Qwen": ("Qwen", _GROUPED),
    "Qwen3": ("Qwen3", _GEMMA),
    "QwenMoe": (
        "QwenMoe",
        _GROUPED | _EXPERTS | {"moe_intermediate_dim": 16, "shared_expert_intermediate_dim": 16},
    ),
    "Qwen3Moe": ("Qwen3Moe", _GEMMA | _EXPERTS | {"moe_intermediate_dim": 16}),
    "SmolLM3": (
        "SmolLM3",
        _PLAIN
        | {
            "num_attention_heads": 4,
            "num_key_value_heads": 2,
            "attention_bias": False,
            "attention_dropout": 0.0,
            "rope_layer_enabled_list": [True, False],
            "layer_types": ["full_attention", "full_attention"],
            "mlp_bias": False,
            "layer_norm_epsilon": 1e-5,
            "max_position_embeddings": MAX_LENGTH,
            "rope_theta": 10000.0,
            "partial_rotary_factor": 1.0,
        },
    ),
    "GptOss": ("GptOss", _GEMMA | _EXPERTS | {"sliding_window": _WINDOW}),
}
_T5GEMMA = {
    f"{side}_{name}": value
    for side in ("encoder", "decoder")
    for name, value in {
        "hidden_dim": 16,
        "intermediate_dim": 32,
        "num_layers": 2,
        "num_attention_heads": 4,
        "num_key_value_heads": 2,
        "head_dim": 8,
        "layer_types": ["sliding_attention", "full_attention"],
    }.items()
}
SEQ2SEQ: dict[str, tuple[str, dict[str, Any]]] = {
    "Bart": ("Bart", _LEARNED),
    "T5": ("T5", _HEADS),
    "T5Gemma": (
        "T5Gemma",
        _T5GEMMA
        | {
            "vocabulary_size": VOCABULARY_SIZE,
            "dropout_rate": 0.0,
            "rms_norm_eps": 1e-6,
            "query_pre_attn_scalar": 8,
            "attention_bias": False,
            "hidden_activation": "gelu_approximate",
            "sliding_window": _WINDOW,
            "attn_logit_softcapping": 50.0,
            "final_logit_softcapping": 30.0,
        },
    ),
}
_OWN = _PLAIN | {"num_heads": 4, "max_sequence_length": MAX_LENGTH}
_ARCHITECTURES: dict[str, dict[str, Any]] = {
    "Learned": {},
    "PostNorm": {"normalize_first": False},
    "Sinusoidal": {"positions": "sinusoidal"},
    "Rotary": {
        "positions": "rotary",
        "num_key_value_heads": 2,
        "normalization": "rms_norm",
        "activation": "swiglu",
        "use_bias": False,
    },
    "Relative": {"positions": "relative", "attention_scale": 1.0, "head_dim": 8},
    "Alibi": {"positions": "alibi", "num_key_value_heads": 1, "tie_weights": False},
    "Shared": {"num_layers": 4, "num_groups": 2},
}
OWN = {f"Own{name}": _OWN | {"kind": "decoder"} | sizes for name, sizes in _ARCHITECTURES.items()}
OWN_SEQ2SEQ = {f"{name}Seq2Seq": sizes | {"kind": "encoder_decoder"} for name, sizes in OWN.items()}


def make_network(family: str) -> Any:
    """Return a network of a family whose every weight is random."""
    keras.utils.set_random_seed(5)
    backbone_type, network_type, sizes = _types(family)
    backbone = backbone_type(**sizes)
    numbers = np.random.default_rng(5)
    for weight in backbone.weights:
        if weight.dtype.startswith("float"):
            weight.assign(weight + numbers.normal(0.0, 0.3, weight.shape))
    return network_type(backbone=backbone, preprocessor=None)


def _types(family: str) -> tuple[Any, Any, dict[str, Any]]:
    if family in OWN:
        return TransformerBackbone, TransformerCausalLM, OWN[family]
    if family in OWN_SEQ2SEQ:
        return TransformerBackbone, TransformerSeq2SeqLM, OWN_SEQ2SEQ[family]
    name, sizes = (CAUSAL | SEQ2SEQ)[family]
    kind = "CausalLM" if family in CAUSAL else "Seq2SeqLM"
    return getattr(keras_hub.models, f"{name}Backbone"), getattr(keras_hub.models, f"{name}{kind}"), sizes


@lru_cache(maxsize=1)
def _as_graph(network: Any, num_weights: int) -> Callable[..., Any]:
    """Return a network as one graph for all lengths: called as it is, each call takes many times as long.

    Args:
        network: The network.
        num_weights: How many weights it has: with LoRA it needs another graph.
    """
    import tensorflow as tf

    signature = {name: tf.TensorSpec((None, None), tf.int32) for name in network.input}
    return tf.function(
        lambda given: network(given, training=False), input_signature=[signature], autograph=False, jit_compile=False
    )


def next_logits(network: Any, source: list[int] | None = None) -> Callable[[list[int]], Any]:
    """Return what asks a network for the logits behind some tokens, all computed anew, without a cache."""

    def ask(token_ids: list[int]) -> Any:
        if source is None:
            given = {"token_ids": [token_ids], "padding_mask": [[1] * len(token_ids)]}
        else:
            given = {
                "encoder_token_ids": [source],
                "encoder_padding_mask": [[1] * len(source)],
                "decoder_token_ids": [token_ids],
                "decoder_padding_mask": [[1] * len(token_ids)],
            }
        arrays = {name: np.array(values, np.int32) for name, values in given.items() if name in network.input}
        return np.array(_as_graph(network, len(network.weights))(arrays), np.float64)[0, -1]

    return ask
