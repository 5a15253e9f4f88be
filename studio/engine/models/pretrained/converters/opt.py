"""OPT. Zhang et al., OPT: Open Pre-trained Transformer Language Models, 2022."""

from collections.abc import Mapping
from typing import Any

import keras_hub

from studio.engine.models.pretrained.converters.porting import port_dense, port_norm
from studio.engine.models.pretrained.tensors import TensorLoader

backbone_cls = keras_hub.models.OPTBackbone
# The first rows of its positions are left over.
_FIRST_POSITION = 2


def convert_backbone_config(config: Mapping[str, Any]) -> dict[str, Any]:
    """Return the arguments of the class."""
    return {
        "vocabulary_size": config["vocab_size"],
        "num_layers": config["num_hidden_layers"],
        "num_heads": config["num_attention_heads"],
        "hidden_dim": config["hidden_size"],
        "intermediate_dim": config["ffn_dim"],
        "dropout": config["dropout"],
        "max_sequence_length": config["max_position_embeddings"],
    }


def convert_weights(backbone: Any, loader: TensorLoader, config: Mapping[str, Any]) -> None:
    """Fill the backbone."""
    backbone.token_embedding.embeddings.assign(loader.get_tensor("embed_tokens.weight"))
    positions = loader.get_tensor("embed_positions.weight")[_FIRST_POSITION:]
    backbone.embeddings.position_embedding.position_embeddings.assign(positions)
    port_norm(loader, backbone.layer_norm, "final_layer_norm")
    for index in range(config["num_hidden_layers"]):
        block, name = backbone.transformer_layers[index], f"layers.{index}"
        attention = block._self_attention_layer  # noqa: SLF001  As KerasHub's own converters do.
        for part, layer in (
            ("q_proj", attention.query_dense),
            ("k_proj", attention.key_dense),
            ("v_proj", attention.value_dense),
            ("out_proj", attention.output_dense),
        ):
            port_dense(loader, layer, f"{name}.self_attn.{part}")
        port_norm(loader, block._self_attention_layer_norm, f"{name}.self_attn_layer_norm")  # noqa: SLF001
        port_norm(loader, block._feedforward_layer_norm, f"{name}.final_layer_norm")  # noqa: SLF001
        port_dense(loader, block._feedforward_intermediate_dense, f"{name}.fc1")  # noqa: SLF001
        port_dense(loader, block._feedforward_output_dense, f"{name}.fc2")  # noqa: SLF001
