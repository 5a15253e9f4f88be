"""A backbone out of a folder in Hugging Face's layout, as transformers computes it."""

from collections.abc import Mapping
from typing import Any

from keras_hub.src.utils.preset_utils import get_preset_loader

from studio.catalogue.hugging_face import CheckedFolder
from studio.catalogue.hugging_face.settings import ACTIVATIONS, RULES
from studio.engine.models.pretrained.block_settings import BlockSettings
from studio.engine.models.pretrained.converters import CONVERTERS
from studio.engine.models.pretrained.initializers import without_drawing
from studio.engine.models.pretrained.tensors import TensorLoader, read_tensor

_EPSILONS = ("layer_norm_eps", "layer_norm_epsilon")


def build_backbone(preset: str, checked: CheckedFolder, dtype: str, dropout: float | None) -> Any:
    """Build a backbone and fill it with a checkpoint's tensors.

    Args:
        preset: The checkpoint's folder.
        checked: What the gate found in it.
        dtype: A Keras dtype policy.
        dropout: float. Instead of the configuration's own.
    """
    config = checked.config
    own = CONVERTERS.get(config["model_type"])
    converter = get_preset_loader(preset).converter if own is None else own
    arguments = {**converter.convert_backbone_config(config), **_unread(checked)}
    if dropout is not None:
        arguments["dropout"] = dropout
    with without_drawing():
        backbone = converter.backbone_cls(**arguments, dtype=dtype)
    loader = TensorLoader(checked.tensors, is_tied=bool(config.get("tie_word_embeddings")))
    converter.convert_weights(backbone, loader, config)
    if config["model_type"] == "roberta":
        _add_token_type(backbone, checked)
    block_settings(config).apply(backbone)
    return backbone


def block_settings(config: Mapping[str, Any]) -> BlockSettings:
    """Return what the layers compute by a configuration that passed the gate."""
    curve = RULES[config["model_type"]].activation
    epsilon = next((config[name] for name in _EPSILONS if name in RULES[config["model_type"]].followed), None)
    return BlockSettings(None if curve is None else ACTIVATIONS[config[curve]], epsilon)


def _unread(checked: CheckedFolder) -> dict[str, Any]:
    # WORKAROUND: KerasHub 0.32's converters leave these settings out, though its classes take them.
    config = checked.config
    match config["model_type"]:
        case "bert":
            return {"num_segments": config["type_vocab_size"], "dropout": config["hidden_dropout_prob"]}
        case "xlm-roberta":
            return {"dropout": config["hidden_dropout_prob"]}
        case "llama":
            return {"layer_norm_epsilon": config["rms_norm_eps"], "tie_word_embeddings": _is_tied(checked)}
        case "qwen2" | "qwen3":
            return {"tie_word_embeddings": _is_tied(checked)}
        case "t5":
            return {"tie_embedding_weights": bool(config["tie_word_embeddings"])}
    return {}


def _is_tied(checked: CheckedFolder) -> bool:
    # A base model was saved without what turns vectors into tokens; it can be looked at, and nothing there asks for it.
    return bool(checked.config["tie_word_embeddings"]) or not checked.has_head


def _add_token_type(backbone: Any, checked: CheckedFolder) -> None:
    # WORKAROUND: KerasHub 0.32's RoBERTa has no token types and drops them; every token has type 0, and so has every
    # position. The converter of XLM-RoBERTa does the same.
    positions = backbone.embeddings.position_embedding.position_embeddings
    positions.assign(positions + read_tensor(checked.tensors["embeddings.token_type_embeddings.weight"])[0])
