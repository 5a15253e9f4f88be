"""The tensors that each model type's layers take, with the shapes that its configuration asks for."""

from collections.abc import Callable

from studio.catalogue.hugging_face.layer_shapes import Config, Shapes, dense, norm
from studio.catalogue.hugging_face.writer_shapes import WRITER_SHAPES


def bert(config: Config) -> Shapes:
    """Return those of BERT."""
    width = config["hidden_size"]
    return roberta(config) | dense("pooler.dense", width, width)


def roberta(config: Config) -> Shapes:
    """Return those of RoBERTa and XLM-RoBERTa, whose pooler no task takes."""
    width, inner = config["hidden_size"], config["intermediate_size"]
    shapes = _embeddings(config, width)
    for index in range(config["num_hidden_layers"]):
        layer = f"encoder.layer.{index}."
        for name in ("self.query", "self.key", "self.value", "output.dense"):
            shapes |= dense(f"{layer}attention.{name}", width, width)
        shapes |= norm(f"{layer}attention.output.LayerNorm", width) | norm(f"{layer}output.LayerNorm", width)
        shapes |= dense(f"{layer}intermediate.dense", inner, width) | dense(f"{layer}output.dense", width, inner)
    return shapes


def albert(config: Config) -> Shapes:
    """Return those of ALBERT."""
    width, inner, narrow = config["hidden_size"], config["intermediate_size"], config["embedding_size"]
    shapes = _embeddings(config, narrow) | dense("encoder.embedding_hidden_mapping_in", width, narrow)
    for group in range(config["num_hidden_groups"]):
        for index in range(config["inner_group_num"]):
            layer = f"encoder.albert_layer_groups.{group}.albert_layers.{index}."
            for name in ("query", "key", "value", "dense"):
                shapes |= dense(f"{layer}attention.{name}", width, width)
            shapes |= norm(f"{layer}attention.LayerNorm", width) | norm(f"{layer}full_layer_layer_norm", width)
            shapes |= dense(f"{layer}ffn", inner, width) | dense(f"{layer}ffn_output", width, inner)
    return shapes | dense("pooler", width, width)


def distil_bert(config: Config) -> Shapes:
    """Return those of DistilBERT."""
    width, inner = config["dim"], config["hidden_dim"]
    shapes: Shapes = {
        "embeddings.word_embeddings.weight": (config["vocab_size"], width),
        "embeddings.position_embeddings.weight": (config["max_position_embeddings"], width),
        **norm("embeddings.LayerNorm", width),
    }
    for index in range(config["n_layers"]):
        layer = f"transformer.layer.{index}."
        for name in ("q_lin", "k_lin", "v_lin", "out_lin"):
            shapes |= dense(f"{layer}attention.{name}", width, width)
        shapes |= norm(f"{layer}sa_layer_norm", width) | norm(f"{layer}output_layer_norm", width)
        shapes |= dense(f"{layer}ffn.lin1", inner, width) | dense(f"{layer}ffn.lin2", width, inner)
    return shapes


def gpt2(config: Config) -> Shapes:
    """Return those of GPT-2, whose kernels lie the other way round."""
    width = config["n_embd"]
    shapes: Shapes = {
        "wte.weight": (config["vocab_size"], width),
        "wpe.weight": (config["n_positions"], width),
        **norm("ln_f", width),
    }
    products = {"attn.c_attn": 3 * width, "attn.c_proj": width, "mlp.c_fc": 4 * width}
    for index in range(config["n_layer"]):
        layer = f"h.{index}."
        shapes |= norm(f"{layer}ln_1", width) | norm(f"{layer}ln_2", width)
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
        shapes |= {f"{side}.embed_positions.weight": (positions, width), **norm(f"{side}.layernorm_embedding", width)}
        for index in range(config[f"{side}_layers"]):
            layer = f"{side}.layers.{index}."
            for attention in attentions:
                for name in ("q_proj", "k_proj", "v_proj", "out_proj"):
                    shapes |= dense(f"{layer}{attention}.{name}", width, width)
                shapes |= norm(f"{layer}{attention}_layer_norm", width)
            shapes |= dense(f"{layer}fc1", inner, width) | dense(f"{layer}fc2", width, inner)
            shapes |= norm(f"{layer}final_layer_norm", width)
    return shapes


def _embeddings(config: Config, width: int) -> Shapes:
    return {
        "embeddings.word_embeddings.weight": (config["vocab_size"], width),
        "embeddings.position_embeddings.weight": (config["max_position_embeddings"], width),
        "embeddings.token_type_embeddings.weight": (config["type_vocab_size"], width),
        **norm("embeddings.LayerNorm", width),
    }


SHAPES: dict[str, Callable[[Config], Shapes]] = {
    "albert": albert,
    "bart": bart,
    "bert": bert,
    "distilbert": distil_bert,
    "gpt2": gpt2,
    "roberta": roberta,
    "xlm-roberta": roberta,
    **WRITER_SHAPES,
}
