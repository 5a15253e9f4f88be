"""The tensors of model types that write text and have rotary positions, or none that are learned."""

from collections.abc import Callable, Mapping

from studio.catalogue.hugging_face.layer_shapes import Config, Shapes, dense, norm, product


def llama(config: Config) -> Shapes:
    """Return those of Llama, Mistral and SmolLM3; what turns vectors into tokens may be missing."""
    return _grouped(config) | _gated(config)


def qwen2(config: Config) -> Shapes:
    """Return those of Qwen2, whose queries, keys and values have a bias."""
    width = _head_dim(config)
    heads = {"q": config["num_attention_heads"]} | dict.fromkeys("kv", config["num_key_value_heads"])
    biases = {
        f"layers.{index}.self_attn.{name}_proj.bias": (width * count,)
        for index in range(config["num_hidden_layers"])
        for name, count in heads.items()
    }
    return llama(config) | biases


def qwen3(config: Config) -> Shapes:
    """Return those of Qwen3 and Gemma 3, whose queries and keys are normalized."""
    norms = {
        f"layers.{index}.self_attn.{name}_norm.weight": (_head_dim(config),)
        for index in range(config["num_hidden_layers"])
        for name in "qk"
    }
    return llama(config) | norms


def gemma2(config: Config) -> Shapes:
    """Return those of Gemma 2, which normalizes behind its layers, too."""
    norms = {
        f"layers.{index}.{place}_feedforward_layernorm.weight": (config["hidden_size"],)
        for index in range(config["num_hidden_layers"])
        for place in ("pre", "post")
    }
    return llama(config) | norms


def gemma3(config: Config) -> Shapes:
    """Return those of Gemma 3."""
    return gemma2(config) | qwen3(config)


def phi3(config: Config) -> Shapes:
    """Return those of Phi-3, whose queries, keys and values lie in one tensor, and gates with what they are for."""
    width, inner, narrow = config["hidden_size"], config["intermediate_size"], _head_dim(config)
    num_rows = narrow * (config["num_attention_heads"] + 2 * config["num_key_value_heads"])
    shapes = _frame(config)
    for index in range(config["num_hidden_layers"]):
        layer = f"layers.{index}."
        shapes |= product(f"{layer}self_attn.qkv_proj", num_rows, width)
        shapes |= product(f"{layer}self_attn.o_proj", width, narrow * config["num_attention_heads"])
        shapes |= product(f"{layer}mlp.gate_up_proj", 2 * inner, width)
        shapes |= product(f"{layer}mlp.down_proj", width, inner)
    return shapes


def opt(config: Config) -> Shapes:
    """Return those of OPT; its positions begin at the third row."""
    width, inner = config["hidden_size"], config["ffn_dim"]
    shapes: Shapes = {
        "embed_tokens.weight": (config["vocab_size"], width),
        "embed_positions.weight": (config["max_position_embeddings"] + 2, width),
        **norm("final_layer_norm", width),
    }
    for index in range(config["num_hidden_layers"]):
        layer = f"layers.{index}."
        for name in ("q_proj", "k_proj", "v_proj", "out_proj"):
            shapes |= dense(f"{layer}self_attn.{name}", width, width)
        shapes |= norm(f"{layer}self_attn_layer_norm", width) | norm(f"{layer}final_layer_norm", width)
        shapes |= dense(f"{layer}fc1", inner, width) | dense(f"{layer}fc2", width, inner)
    return shapes


def bloom(config: Config) -> Shapes:
    """Return those of BLOOM."""
    width = config["hidden_size"]
    shapes: Shapes = {"word_embeddings.weight": (config["vocab_size"], width)}
    shapes |= norm("word_embeddings_layernorm", width) | norm("ln_f", width)
    for index in range(config["n_layer"]):
        layer = f"h.{index}."
        shapes |= norm(f"{layer}input_layernorm", width) | norm(f"{layer}post_attention_layernorm", width)
        shapes |= dense(f"{layer}self_attention.query_key_value", 3 * width, width)
        shapes |= dense(f"{layer}self_attention.dense", width, width)
        shapes |= dense(f"{layer}mlp.dense_h_to_4h", 4 * width, width)
        shapes |= dense(f"{layer}mlp.dense_4h_to_h", width, 4 * width)
    return shapes


def t5(config: Config) -> Shapes:
    """Return those of T5; the first layer of each side has the table of relative positions."""
    width, heads = config["d_model"], config["num_heads"]
    shapes: Shapes = {"shared.weight": (config["vocab_size"], width)}
    names = {"encoder": ("SelfAttention",), "decoder": ("SelfAttention", "EncDecAttention")}
    inputs = ("wi_0", "wi_1") if config["is_gated_act"] else ("wi",)
    for side, attentions in names.items():
        shapes[f"{side}.final_layer_norm.weight"] = (width,)
        shapes[f"{side}.block.0.layer.0.SelfAttention.relative_attention_bias.weight"] = (32, heads)
        for index in range(config["num_layers"]):
            for place, attention in enumerate(attentions):
                layer = f"{side}.block.{index}.layer.{place}."
                shapes[f"{layer}layer_norm.weight"] = (width,)
                for name in "qkv":
                    shapes |= product(f"{layer}{attention}.{name}", heads * config["d_kv"], width)
                shapes |= product(f"{layer}{attention}.o", width, heads * config["d_kv"])
            layer = f"{side}.block.{index}.layer.{len(attentions)}."
            shapes[f"{layer}layer_norm.weight"] = (width,)
            for name in inputs:
                shapes |= product(f"{layer}DenseReluDense.{name}", config["d_ff"], width)
            shapes |= product(f"{layer}DenseReluDense.wo", width, config["d_ff"])
    return shapes


# === Parts ===


def _head_dim(config: Config) -> int:
    return int(config.get("head_dim") or config["hidden_size"] // config["num_attention_heads"])


def _frame(config: Config) -> Shapes:
    width = config["hidden_size"]
    shapes: Shapes = {"embed_tokens.weight": (config["vocab_size"], width), "norm.weight": (width,)}
    for index in range(config["num_hidden_layers"]):
        for name in ("input", "post_attention"):
            shapes[f"layers.{index}.{name}_layernorm.weight"] = (width,)
    return shapes


def _grouped(config: Config) -> Shapes:
    width, head_dim = config["hidden_size"], _head_dim(config)
    wide, narrow = (head_dim * config[f"num_{name}_heads"] for name in ("attention", "key_value"))
    shapes = _frame(config)
    for index in range(config["num_hidden_layers"]):
        layer = f"layers.{index}.self_attn."
        shapes |= product(f"{layer}q_proj", wide, width) | product(f"{layer}o_proj", width, wide)
        shapes |= product(f"{layer}k_proj", narrow, width) | product(f"{layer}v_proj", narrow, width)
    return shapes


def _gated(config: Config) -> Shapes:
    width, inner = config["hidden_size"], config["intermediate_size"]
    shapes: Shapes = {}
    for index in range(config["num_hidden_layers"]):
        layer = f"layers.{index}.mlp."
        shapes |= product(f"{layer}gate_proj", inner, width) | product(f"{layer}up_proj", inner, width)
        shapes |= product(f"{layer}down_proj", width, inner)
    return shapes


WRITER_SHAPES: Mapping[str, Callable[[Config], Shapes]] = {
    "bloom": bloom,
    "gemma": llama,
    "gemma2": gemma2,
    "gemma3_text": gemma3,
    "llama": llama,
    "mistral": llama,
    "opt": opt,
    "phi3": phi3,
    "qwen2": qwen2,
    "qwen3": qwen3,
    "smollm3": llama,
    "t5": t5,
}
