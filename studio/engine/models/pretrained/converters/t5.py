"""T5. Raffel et al., Exploring the Limits of Transfer Learning with a Unified Text-to-Text Transformer, 2020."""

from collections.abc import Mapping
from typing import Any

import keras_hub
from keras_hub.src.utils.keras_utils import gelu_approximate

from studio.engine.models.pretrained.converters.porting import port_dense
from studio.engine.models.pretrained.tensors import TensorLoader

backbone_cls = keras_hub.models.T5Backbone
_CURVES = {"relu": "relu", "gelu_approximate": gelu_approximate}


def convert_backbone_config(config: Mapping[str, Any]) -> dict[str, Any]:
    """Return the arguments of the class."""
    return {
        "vocabulary_size": config["vocab_size"],
        "num_layers": config["num_layers"],
        "num_heads": config["num_heads"],
        "hidden_dim": config["d_model"],
        "intermediate_dim": config["d_ff"],
        "key_value_dim": config["d_kv"],
        "dropout": config["dropout_rate"],
        "activation": _CURVES[config["activation"]],
        "use_gated_activation": config["is_gated_act"],
        "layer_norm_epsilon": config["layer_norm_epsilon"],
    }


def convert_weights(backbone: Any, loader: TensorLoader, config: Mapping[str, Any]) -> None:
    """Fill the backbone."""
    backbone.token_embedding.embeddings.assign(loader.get_tensor("shared.weight"))
    if not backbone.tie_embedding_weights:
        backbone.token_embedding.reverse_embeddings.assign(loader.get_tensor("lm_head.weight").T)
    for side in ("encoder", "decoder"):
        layers = getattr(backbone, f"{side}_transformer_layers")
        _port_norm(loader, getattr(backbone, f"{side}_layer_norm"), f"{side}.final_layer_norm")
        table = loader.get_tensor(f"{side}.block.0.layer.0.SelfAttention.relative_attention_bias.weight")
        layers[0].self_attention.relative_attention_bias.assign(table)
        for index, layer in enumerate(layers):
            _port_layer(loader, layer, f"{side}.block.{index}.layer")


def _port_layer(loader: TensorLoader, layer: Any, name: str) -> None:
    _port_attention(loader, layer.self_attention, f"{name}.0.SelfAttention")
    _port_norm(loader, layer.self_attention_layer_norm, f"{name}.0.layer_norm")
    last = f"{name}.1"
    if layer.is_decoder:
        _port_attention(loader, layer.cross_attention, f"{name}.1.EncDecAttention")
        _port_norm(loader, layer.cross_attention_layer_norm, f"{name}.1.layer_norm")
        last = f"{name}.2"
    _port_norm(loader, layer.layer_norm, f"{last}.layer_norm")
    if layer.use_gated_activation:
        port_dense(loader, layer.input_projector, f"{last}.DenseReluDense.wi_0")
        port_dense(loader, layer.gate_projector, f"{last}.DenseReluDense.wi_1")
    else:
        port_dense(loader, layer.input_projector, f"{last}.DenseReluDense.wi")
    port_dense(loader, layer.output_projector, f"{last}.DenseReluDense.wo")


def _port_attention(loader: TensorLoader, attention: Any, name: str) -> None:
    for part, layer in (
        ("q", attention.query_projector),
        ("k", attention.key_projector),
        ("v", attention.value_projector),
        ("o", attention.output_projector),
    ):
        port_dense(loader, layer, f"{name}.{part}")


def _port_norm(loader: TensorLoader, layer: Any, name: str) -> None:
    layer.weight.assign(loader.get_tensor(f"{name}.weight"))
