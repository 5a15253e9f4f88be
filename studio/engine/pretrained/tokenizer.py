"""The tokenizer in a preset's folder."""

from pathlib import Path
from typing import Any

import keras_hub

from studio.engine.pretrained.unreadable import unreadable
from studio.files import read_json


def load_tokenizer(preset: str) -> Any:
    """Load the tokenizer that a backbone was trained with.

    Args:
        preset: A folder in KerasHub's or in Hugging Face's layout.

    Raises:
        PresetError: if it cannot be loaded.
    """
    try:
        tokenizer = keras_hub.models.Tokenizer.from_preset(preset)
    except Exception as error:
        raise unreadable(preset, error) from error
    _strip_accents_like_hugging_face(tokenizer, Path(preset))
    return tokenizer


def _strip_accents_like_hugging_face(tokenizer: Any, folder: Path) -> None:
    # WORKAROUND: KerasHub 0.32 reads `do_lower_case` of a Hugging Face BERT folder but not `strip_accents`, which
    # follows it unless it is given: "Amélie" would fall into other pieces than those the backbone was trained on.
    settings = read_json(folder / "tokenizer_config.json")
    if not isinstance(settings, dict) or not hasattr(tokenizer, "strip_accents"):
        return
    is_lowercase = bool(settings.get("do_lower_case", False))
    tokenizer.strip_accents = is_lowercase if settings.get("strip_accents") is None else settings["strip_accents"]
