"""The backbone in a preset's folder."""

from pathlib import Path
from typing import Any

import keras_hub

from studio import catalogue
from studio.catalogue.gguf_files import find_gguf
from studio.engine.models.pretrained.block_settings import BlockSettings
from studio.engine.models.pretrained.gguf_file import build_gguf_backbone
from studio.engine.models.pretrained.hugging_face import build_backbone
from studio.engine.models.pretrained.unreadable import unreadable
from studio.manifest import check_files


def load_backbone(preset: str, dtype: str = "float32", dropout: float | None = None) -> Any:
    """Load a backbone with its weights; it computes what it computed where it was trained.

    Args:
        preset: A folder in KerasHub's or in Hugging Face's layout, or a GGUF file.
        dtype: A Keras dtype policy.
        dropout: float. Instead of the backbone's own; `None` leaves it.

    Raises:
        PresetError: if it cannot be loaded, or would compute something else.
        DamagedFolderError: if it is a model of the studio's whose files are not as they were written.
    """
    check_files(Path(preset))
    file = find_gguf(Path(preset))
    checked = None if file is not None else catalogue.check_weights(Path(preset))
    options = {} if dropout is None else {"dropout": dropout}
    try:
        if file is not None:
            return build_gguf_backbone(file, dtype, dropout)
        if checked is not None:
            return build_backbone(preset, checked, dtype, dropout)
        backbone = keras_hub.models.Backbone.from_preset(preset, dtype=dtype, **options)
    except Exception as error:
        raise unreadable(preset, error) from error
    BlockSettings.read(Path(preset)).apply(backbone)
    return backbone
