"""A pretrained backbone with a head for a task."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from keras_hub.src.utils.preset_utils import find_subclass

from studio import catalogue
from studio.engine.models.own_head import OwnHead
from studio.engine.models.pretrained.backbone import load_backbone
from studio.engine.models.pretrained.tokenizer import load_tokenizer
from studio.engine.models.pretrained.unreadable import unreadable


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
        kind = base if issubclass(base, OwnHead) else find_subclass(preset, base, type(backbone))
        if catalogue.read_kind(Path(preset)) != "keras_hub":
            return kind(backbone=backbone, preprocessor=kind.preprocessor_cls(tokenizer=tokenizer), **settings)
        preprocessor = kind.preprocessor_cls.from_preset(preset, tokenizer=tokenizer)
        return kind.from_preset(preset, backbone=backbone, preprocessor=preprocessor, **settings)
    except Exception as error:
        raise unreadable(preset, error) from error
