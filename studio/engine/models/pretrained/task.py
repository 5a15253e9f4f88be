"""A pretrained backbone with a head for a task."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import keras_hub
from keras_hub.src.utils.preset_utils import (
    TASK_CONFIG_FILE,
    TASK_WEIGHTS_FILE,
    check_config_class,
    find_subclass,
    list_subclasses,
    load_json,
)

from studio import catalogue
from studio.catalogue.own_tokens import WriterRules
from studio.engine.models.own_head import OwnHead
from studio.engine.models.pretrained.backbone import load_backbone
from studio.engine.models.pretrained.tokenizer import load_tokenizer
from studio.engine.models.pretrained.unreadable import unreadable
from studio.errors import PresetError


def load_task(
    base: Any, preset: str, dtype: str = "float32", dropout: float | None = None, head: Mapping[str, Any] | None = None
) -> Any:
    """Put a head on the backbone of a preset.

    A KerasHub preset may bring the head of the same task; it is taken where nothing is said of the head.

    Args:
        base: What KerasHub calls the task, e.g. `keras_hub.models.TextClassifier`; or an `OwnHead`.
        preset: A folder in KerasHub's or in Hugging Face's layout, or a GGUF file.
        dtype: A Keras dtype policy.
        dropout: float. Instead of the backbone's own and the head's; `None` leaves them.
        head: What a fresh head is made with, such as `num_classes`.

    Raises:
        PresetError: if it cannot be loaded.
    """
    settings = dict(head or {})
    if settings and dropout is not None:
        settings["dropout"] = dropout
    # KerasHub's tasks hand no dropout on to the backbone and know no tokenizer but their own: both are loaded here.
    backbone = load_backbone(preset, dtype, dropout)
    tokenizer = load_tokenizer(preset)
    try:
        # A head of the studio's own stands on any backbone.
        kind = base if issubclass(base, OwnHead) else _task_type(base, preset, backbone)
        if catalogue.read_kind(Path(preset)) != "keras_hub":
            preprocessor = kind.preprocessor_cls(tokenizer=tokenizer, **_frame(tokenizer))
            return kind(backbone=backbone, preprocessor=preprocessor, **settings)
        preprocessor = kind.preprocessor_cls.from_preset(preset, tokenizer=tokenizer)
        return kind.from_preset(preset, backbone=backbone, preprocessor=preprocessor, **settings)
    except Exception as error:
        raise unreadable(preset, error) from error


def load_saved_task(folder: Path, dtype: str = "float32") -> Any:
    """Load a preset folder of a whole task, of the class that it was saved from.

    KerasHub's `from_preset` of a base class picks any task on a backbone of the class, which the studio's own
    backbones have several of.

    Args:
        folder: The folder.
        dtype: A Keras dtype policy.

    Raises:
        PresetError: if the head's weights are missing, for which KerasHub takes random ones.
    """
    network = check_config_class(load_json(str(folder), TASK_CONFIG_FILE)).from_preset(str(folder), dtype=dtype)
    if network.has_task_weights() and not (folder / TASK_WEIGHTS_FILE).is_file():
        raise PresetError(
            "The model in {folder} has lost the weights of its head: {name}.", folder=folder, name=TASK_WEIGHTS_FILE
        )
    return network


def _task_type(base: Any, preset: str, backbone: Any) -> Any:
    """Return the class of a task on a backbone."""
    types = [kind for kind in list_subclasses(base) if kind.backbone_cls is type(backbone)]
    if len(types) < 2:
        return find_subclass(preset, base, type(backbone))
    # In KerasHub what goes on with a text is also the base class of what answers one.
    has_source = "encoder_token_ids" in backbone.input
    return next(kind for kind in types if issubclass(kind, keras_hub.models.Seq2SeqLM) == has_source)


def _frame(tokenizer: Any) -> dict[str, Any]:
    """Return what a preprocessor is told of how texts begin, as far as a tokenizer knows it."""
    rules = getattr(tokenizer, "rules", None)
    return {"add_start_token": rules.adds_start} if isinstance(rules, WriterRules) else {}
