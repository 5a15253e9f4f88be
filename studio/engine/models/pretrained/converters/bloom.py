"""BLOOM. BigScience Workshop, BLOOM: A 176B-Parameter Open-Access Multilingual Language Model, 2022."""

from collections.abc import Mapping
from typing import Any

import keras_hub

from studio.engine.models.pretrained.converters.porting import fill_dense, port_dense, port_norm
from studio.engine.models.pretrained.tensors import TensorLoader

backbone_cls = keras_hub.models.BloomBackbone
_WIDENING = 4


def convert_backbone_config(config: Mapping[str, Any]) -> dict[str, Any]:
    """Return the arguments of the class."""
    return {
        "vocabulary_size": config["vocab_size"],
        "num_layers": config["n_layer"],
        "num_heads": config["n_head"],
        "hidden_dim": config["hidden_size"],
        "intermediate_dim": _WIDENING * config["hidden_size"],
        "dropout": config["hidden_dropout"],
        "layer_norm_epsilon": config["layer_norm_epsilon"],
    }


def convert_weights(backbone: Any, loader: TensorLoader, config: Mapping[str, Any]) -> None:
    """Fill the backbone."""
    backbone.token_embedding.embeddings.assign(loader.get_tensor("word_embeddings.weight"))
    port_norm(loader, backbone.embeddings_layer_norm, "word_embeddings_layernorm")
    port_norm(loader, backbone.layer_norm, "ln_f")
    for index in range(config["n_layer"]):
        block, name = backbone.transformer_layers[index], f"h.{index}"
        _port_attention(loader, block._self_attention_layer, f"{name}.self_attention", config["n_head"])  # noqa: SLF001
        port_norm(loader, block._pre_attention_layernorm, f"{name}.input_layernorm")  # noqa: SLF001
        port_norm(loader, block._post_attention_layernorm, f"{name}.post_attention_layernorm")  # noqa: SLF001
        port_dense(loader, block._mlp_intermediate_dense, f"{name}.mlp.dense_h_to_4h")  # noqa: SLF001
        port_dense(loader, block._mlp_output_dense, f"{name}.mlp.dense_4h_to_h")  # noqa: SLF001


def _port_attention(loader: TensorLoader, attention: Any, name: str, num_heads: int) -> None:
    # Query, key and value of a head stand together, then those of the next one.
    weight = loader.get_tensor(f"{name}.query_key_value.weight")
    width = weight.shape[1]
    weights = weight.reshape(num_heads, 3, width // num_heads, width)
    biases = loader.get_tensor(f"{name}.query_key_value.bias").reshape(num_heads, 3, width // num_heads)
    layers = (attention._query_dense, attention._key_dense, attention._value_dense)  # noqa: SLF001
    for part, layer in enumerate(layers):
        fill_dense(layer, weights[:, part].reshape(width, width))
        layer.bias.assign(biases[:, part])
    port_dense(loader, attention._output_dense, f"{name}.dense")  # noqa: SLF001
