"""The backbone in a preset's folder."""

from typing import Any

import keras_hub

from studio.engine.pretrained.unreadable import unreadable


def load_backbone(preset: str, dtype: str = "float32", dropout: float | None = None) -> Any:
    """Load a backbone with its weights.

    Args:
        preset: A folder in KerasHub's or in Hugging Face's layout.
        dtype: A Keras dtype policy.
        dropout: float. Instead of the backbone's own; `None` leaves it.

    Raises:
        PresetError: if it cannot be loaded.
    """
    options = {} if dropout is None else {"dropout": dropout}
    try:
        return keras_hub.models.Backbone.from_preset(preset, dtype=dtype, **options)
    except Exception as error:
        raise unreadable(preset, error) from error
