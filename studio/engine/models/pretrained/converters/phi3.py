"""Phi-3. Abdin et al., Phi-3 Technical Report, 2024."""

from collections.abc import Mapping
from typing import Any

import keras_hub
import numpy as np

from studio.engine.models.pretrained.converters.porting import fill_dense, port_dense
from studio.engine.models.pretrained.tensors import TensorLoader

backbone_cls = keras_hub.models.Phi3Backbone


def convert_backbone_config(config: Mapping[str, Any]) -> dict[str, Any]:
    """Return the arguments of the class."""
    return {
        "vocabulary_size": config["vocab_size"],
        "num_layers": config["num_hidden_layers"],
        "num_query_heads": config["num_attention_heads"],
        "num_key_value_heads": config["num_key_value_heads"],
        "hidden_dim": config["hidden_size"],
        "intermediate_dim": config["intermediate_size"],
        "layer_norm_epsilon": config["rms_norm_eps"],
        "rope_max_wavelength": config["rope_theta"],
        "max_sequence_length": config.get("max_position_embeddings", 4096),
    }


def convert_weights(backbone: Any, loader: TensorLoader, config: Mapping[str, Any]) -> None:
    """Fill the backbone."""
    backbone.token_embedding.embeddings.assign(loader.get_tensor("embed_tokens.weight"))
    backbone.token_embedding.reverse_embeddings.assign(loader.get_tensor("lm_head.weight").T)
    backbone.layer_norm.scale.assign(loader.get_tensor("norm.weight"))
    head_dim = config["hidden_size"] // config["num_attention_heads"]
    wide, narrow = head_dim * config["num_attention_heads"], head_dim * config["num_key_value_heads"]
    for index in range(config["num_hidden_layers"]):
        block, name = backbone.transformer_layers[index], f"layers.{index}"
        rows = np.split(loader.get_tensor(f"{name}.self_attn.qkv_proj.weight"), [wide, wide + narrow])
        attention = block.attention
        for layer, weight in zip(
            (attention.query_dense, attention.key_dense, attention.value_dense), rows, strict=True
        ):
            fill_dense(layer, weight)
        port_dense(loader, attention.output_dense, f"{name}.self_attn.o_proj")
        gate, up = np.split(loader.get_tensor(f"{name}.mlp.gate_up_proj.weight"), 2)
        fill_dense(block.feedforward_gate_dense, gate)
        fill_dense(block.feedforward_intermediate_dense, up)
        port_dense(loader, block.feedforward_output_dense, f"{name}.mlp.down_proj")
        block.pre_attention_layernorm.scale.assign(loader.get_tensor(f"{name}.input_layernorm.weight"))
        block.post_attention_layernorm.scale.assign(loader.get_tensor(f"{name}.post_attention_layernorm.weight"))
