"""What a Hugging Face configuration may say: what is followed, what has one accepted value, what changes no number.

A setting that none of the three tables names is told: nobody here knows what it does.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from studio.catalogue.hugging_face.rules import Rules
from studio.catalogue.hugging_face.writer_settings import WRITER_RULES

# As transformers names them; the values are those of `studio.layers.activations`.
ACTIVATIONS: Mapping[str, str] = MappingProxyType(
    {
        "gelu": "gelu",
        "gelu_python": "gelu",
        "gelu_new": "gelu_approximate",
        "gelu_fast": "gelu_approximate",
        "gelu_pytorch_tanh": "gelu_approximate",
        "gelu_accurate": "gelu_approximate",
        "relu": "relu",
        "silu": "silu",
        "swish": "silu",
    }
)


_ENCODER_SIZES = {
    "vocab_size": 30_522,
    "hidden_size": 768,
    "num_hidden_layers": 12,
    "num_attention_heads": 12,
    "intermediate_size": 3072,
    "max_position_embeddings": 512,
    "type_vocab_size": 2,
}
_ENCODER = {"hidden_act": "gelu", "layer_norm_eps": 1e-12, "hidden_dropout_prob": 0.1}
_ROBERTA = Rules(
    _ENCODER_SIZES, _ENCODER, {"pad_token_id": (1,)}, activation="hidden_act", ignored=frozenset({"sentence_piece"})
)

RULES: Mapping[str, Rules] = MappingProxyType(
    {
        "albert": Rules(
            {**_ENCODER_SIZES, "vocab_size": 30_000, "hidden_size": 4096, "num_attention_heads": 64}
            | {"intermediate_size": 16_384, "embedding_size": 128, "num_hidden_groups": 1, "inner_group_num": 1},
            {"hidden_act": "gelu_new", "layer_norm_eps": 1e-12, "attention_probs_dropout_prob": 0.0},
            activation="hidden_act",
            ignored=frozenset(
                {"hidden_dropout_prob", "net_structure_type", "gap_size", "num_memory_blocks", "down_scale_factor"}
            ),
        ),
        "bart": Rules(
            {"vocab_size": 50_265, "d_model": 1024, "max_position_embeddings": 1024}
            | {f"{side}_layers": 12 for side in ("encoder", "decoder")}
            | {f"{side}_ffn_dim": 4096 for side in ("encoder", "decoder")}
            | {f"{side}_attention_heads": 16 for side in ("encoder", "decoder")},
            {"activation_function": "gelu", "dropout": 0.1},
            {
                "is_encoder_decoder": (True,),
                "scale_embedding": (False,),
                "normalize_before": (False,),
                "add_final_layer_norm": (False,),
                "normalize_embedding": (True,),
                "add_bias_logits": (False,),
                "static_position_embeddings": (False,),
                "extra_pos_embeddings": (2,),
                "tie_word_embeddings": (True,),
            },
            activation="activation_function",
            ignored=frozenset(
                {"num_hidden_layers", "encoder_layerdrop", "decoder_layerdrop", "activation_dropout"}
                | {"attention_dropout", "init_std", "force_bos_token_to_be_generated", "normalize_decoder"}
            ),
        ),
        "bert": Rules(_ENCODER_SIZES, _ENCODER, activation="hidden_act"),
        "distilbert": Rules(
            {"vocab_size": 30_522, "dim": 768, "hidden_dim": 3072, "n_layers": 6, "n_heads": 12}
            | {"max_position_embeddings": 512},
            {"activation": "gelu", "dropout": 0.1},
            activation="activation",
            ignored=frozenset(
                {"sinusoidal_pos_embds", "attention_dropout", "qa_dropout", "seq_classif_dropout", "tie_weights_"}
            ),
        ),
        "gpt2": Rules(
            {"vocab_size": 50_257, "n_embd": 768, "n_layer": 12, "n_head": 12, "n_positions": 1024},
            {"activation_function": "gelu_new", "layer_norm_epsilon": 1e-5, "resid_pdrop": 0.1},
            {
                "scale_attn_weights": (True,),
                "scale_attn_by_inverse_layer_idx": (False,),
                "tie_word_embeddings": (True,),
            },
            activation="activation_function",
            ignored=frozenset(
                {"n_ctx", "embd_pdrop", "attn_pdrop", "reorder_and_upcast_attn", "summary_type", "summary_use_proj"}
                | {"summary_activation", "summary_proj_to_labels", "summary_first_dropout", "n_inner"}
            ),
        ),
        "roberta": _ROBERTA,
        "xlm-roberta": _ROBERTA,
        **WRITER_RULES,
    }
)

# For every model type.
COMMON_ONLY: Mapping[str, tuple[Any, ...]] = MappingProxyType(
    {
        "position_embedding_type": ("absolute",),
        "is_encoder_decoder": (False,),
        "is_decoder": (False,),
        "add_cross_attention": (False,),
        "pruned_heads": ({},),
        "quantization_config": (),
        "auto_map": (),
    }
)
# Names, texts and classes; training; generation; how transformers computes the same numbers.
COMMON_IGNORED = frozenset(
    {
        *("_name_or_path", "architectures", "model_type", "transformers_version", "adapter_transformers_version"),
        *("dtype", "torch_dtype", "id2label", "label2id", "num_labels", "problem_type", "finetuning_task"),
        *("task_specific_params", "language", "name", "tokenizer_class", "prefix", "directionality", "model_name"),
        *("pad_token_id", "bos_token_id", "eos_token_id", "sep_token_id", "cls_token_id", "mask_token_id"),
        *("unk_token_id", "decoder_start_token_id", "forced_bos_token_id", "forced_eos_token_id"),
        *("pooler_fc_size", "pooler_num_attention_heads", "pooler_num_fc_layers", "pooler_size_per_head"),
        *("pooler_type", "initializer_range", "layer_norm_init", "attention_probs_dropout_prob"),
        *("classifier_dropout", "classifier_dropout_prob", "classif_dropout", "gradient_checkpointing"),
        *("use_cache", "output_past", "output_attentions", "output_hidden_states", "return_dict"),
        *("use_return_dict", "torchscript", "use_bfloat16", "tf_legacy_loss", "chunk_size_feed_forward"),
        *("_attn_implementation", "_attn_implementation_autoset", "_attn_implementation_internal"),
        *("attn_implementation", "_experts_implementation", "tie_word_embeddings", "tie_encoder_decoder"),
        *("cross_attention_hidden_size", "num_beams", "num_beam_groups", "diversity_penalty", "do_sample"),
        *("early_stopping", "length_penalty", "max_length", "min_length", "no_repeat_ngram_size"),
        *("encoder_no_repeat_ngram_size", "num_return_sequences", "output_scores", "remove_invalid_values"),
        *("repetition_penalty", "return_dict_in_generate", "temperature", "top_k", "top_p", "typical_p"),
        *("bad_words_ids", "suppress_tokens", "begin_suppress_tokens", "exponential_decay_length_penalty"),
        *("sentence_transformers", "adapters"),
    }
)
