"""The tensors that each model type's layers take, with the shapes that its configuration asks for."""

from collections.abc import Callable, Mapping
from typing import Any

Config = Mapping[str, Any]
Shapes = dict[str, tuple[int, ...]]


def bert(config: Config) -> Shapes:
    """Return those of BERT."""
    width = config["hidden_size"]
    return roberta(config) | _dense("pooler.dense", width, width)


def roberta(config: Config) -> Shapes:
    """Return those of RoBERTa and XLM-RoBERTa, whose pooler no task takes."""
    width, inner = config["hidden_size"], config["intermediate_size"]
    shapes = _embeddings(config, width)
    for index in range(config["num_hidden_layers"]):
        layer = f"encoder.layer.{index}."
        for name in ("self.query", "self.key", "self.value", "output.dense"):
            shapes |= _dense(f"{layer}attention.{name}", width, width)
        shapes |= _norm(f"{layer}attention.output.LayerNorm", width) | _norm(f"{layer}output.LayerNorm", width)
        shapes |= _dense(f"{layer}intermediate.dense", inner, width) | _dense(f"{layer}output.dense", width, inner)
    return shapes


def albert(config: Config) -> Shapes:
    """Return those of ALBERT."""
    width, inner, narrow = config["hidden_size"], config["intermediate_size"], config["embedding_size"]
    shapes = _embeddings(config, narrow) | _dense("encoder.embedding_hidden_mapping_in", width, narrow)
    for group in range(config["num_hidden_groups"]):
        for index in range(config["inner_group_num"]):
            layer = f"encoder.albert_layer_groups.{group}.albert_layers.{index}."
            for name in ("query", "key", "value", "dense"):
                shapes |= _dense(f"{layer}attention.{name}", width, width)
            shapes |= _norm(f"{layer}attention.LayerNorm", width) | _norm(f"{layer}full_layer_layer_norm", width)
            shapes |= _dense(f"{layer}ffn", inner, width) | _dense(f"{layer}ffn_output", width, inner)
    return shapes | _dense("pooler", width, width)


def distil_bert(config: Config) -> Shapes:
    """Return those of DistilBERT."""
    width, inner = config["dim"], config["hidden_dim"]
    shapes: Shapes = {
        "embeddings.word_embeddings.weight": (config["vocab_size"], width),
        "embeddings.position_embeddings.weight": (config["max_position_embeddings"], width),
        **_norm("embeddings.LayerNorm", width),
    }
    for index in range(config["n_layers"]):
        layer = f"transformer.layer.{index}."
        for name in ("q_lin", "k_lin", "v_lin", "out_lin"):
            shapes |= _dense(f"{layer}attention.{name}", width, width)
        shapes |= _norm(f"{layer}sa_layer_norm", width) | _norm(f"{layer}output_layer_norm", width)
        shapes |= _dense(f"{layer}ffn.lin1", inner, width) | _dense(f"{layer}ffn.lin2", width, inner)
    return shapes


def gpt2(config: Config) -> Shapes:
    """Return those of GPT-2, whose kernels lie the other way round."""
    width = config["n_embd"]
    shapes: Shapes = {
        "wte.weight": (config["vocab_size"], width),
        "wpe.weight": (config["n_positions"], width),
        **_norm("ln_f", width),
    }
    products = {"attn.c_attn": 3 * width, "attn.c_proj": width, "mlp.c_fc": 4 * width}
    for index in range(config["n_layer"]):
        layer = f"h.{index}."
        shapes |= _norm(f"{layer}ln_1", width) | _norm(f"{layer}ln_2", width)
        for name, outputs in products.items():
            shapes |= {f"{layer}{name}.weight": (width, outputs), f"{layer}{name}.bias": (outputs,)}
        shapes |= {f"{layer}mlp.c_proj.weight": (4 * width, width), f"{layer}mlp.c_proj.bias": (width,)}
    return shapes


def bart(config: Config) -> Shapes:
    """Return those of BART; its positions begin at the third row."""
    width, positions = config["d_model"], config["max_position_embeddings"] + 2
    shapes: Shapes = {"shared.weight": (config["vocab_size"], width)}
    for side, attentions in (("encoder", ("self_attn",)), ("decoder", ("self_attn", "encoder_attn"))):
        inner = config[f"{side}_ffn_dim"]
        shapes |= {f"{side}.embed_positions.weight": (positions, width), **_norm(f"{side}.layernorm_embedding", width)}
        for index in range(config[f"{side}_layers"]):
            layer = f"{side}.layers.{index}."
            for attention in attentions:
                for name in ("q_proj", "k_proj", "v_proj", "out_proj"):
                    shapes |= _dense(f"{layer}{attention}.{name}", width, width)
                shapes |= _norm(f"{layer}{attention}_layer_norm", width)
            shapes |= _dense(f"{layer}fc1", inner, width) | _dense(f"{layer}fc2", width, inner)
            shapes |= _norm(f"{layer}final_layer_norm", width)
    return shapes


def llama(config: Config) -> Shapes:
    """Return those of Llama; what turns vectors into tokens may be missing."""
    width, inner = config["hidden_size"], config["intermediate_size"]
    narrow = width // config["num_attention_heads"] * config["num_key_value_heads"]
    shapes: Shapes = {"embed_tokens.weight": (config["vocab_size"], width), "norm.weight": (width,)}
    for index in range(config["num_hidden_layers"]):
        layer = f"layers.{index}."
        shapes |= {
            f"{layer}input_layernorm.weight": (width,),
            f"{layer}post_attention_layernorm.weight": (width,),
            f"{layer}self_attn.q_proj.weight": (width, width),
            f"{layer}self_attn.k_proj.weight": (narrow, width),
            f"{layer}self_attn.v_proj.weight": (narrow, width),
            f"{layer}self_attn.o_proj.weight": (width, width),
            f"{layer}mlp.gate_proj.weight": (inner, width),
            f"{layer}mlp.up_proj.weight": (inner, width),
            f"{layer}mlp.down_proj.weight": (width, inner),
        }
    return shapes


def _embeddings(config: Config, width: int) -> Shapes:
    return {
        "embeddings.word_embeddings.weight": (config["vocab_size"], width),
        "embeddings.position_embeddings.weight": (config["max_position_embeddings"], width),
        "embeddings.token_type_embeddings.weight": (config["type_vocab_size"], width),
        **_norm("embeddings.LayerNorm", width),
    }


def _dense(name: str, outputs: int, inputs: int) -> Shapes:
    return {f"{name}.weight": (outputs, inputs), f"{name}.bias": (outputs,)}


def _norm(name: str, width: int) -> Shapes:
    return {f"{name}.weight": (width,), f"{name}.bias": (width,)}


SHAPES: dict[str, Callable[[Config], Shapes]] = {
    "albert": albert,
    "bart": bart,
    "bert": bert,
    "distilbert": distil_bert,
    "gpt2": gpt2,
    "llama": llama,
    "roberta": roberta,
    "xlm-roberta": roberta,
}
