"""A learned tokenizer on disk: a folder that is complete or absent."""

import hashlib
import json
from pathlib import Path
from typing import Any

import keras

from studio.engine.tokenizing.splitting import hash_assets
from studio.errors import RunError
from studio.files import read_json
from studio.manifest import check_files, sealed_folder

# As KerasHub lays out the tokenizer of a preset.
_CONFIG_NAME = "tokenizer.json"
_ASSETS = Path("assets", "tokenizer")


def save_tokenizer(tokenizer: Any, folder: Path) -> None:
    """Write a tokenizer; an earlier one is replaced."""
    with sealed_folder(folder) as unfinished:
        tokenizer.save_to_preset(str(unfinished))


def load_tokenizer(folder: Path) -> Any:
    """Read what `save_tokenizer` wrote.

    Raises:
        RunError: if there is none, or it is damaged.
    """
    try:
        check_files(folder)
        tokenizer = keras.saving.deserialize_keras_object(read_json(folder / _CONFIG_NAME))
        tokenizer.load_assets(str(folder / _ASSETS))
    except Exception as error:
        # Whatever a damaged file makes Keras, SentencePiece or KerasHub say.
        raise RunError(
            "The tokenizer in {file} is missing or damaged: {reason}", file=folder, reason=str(error)
        ) from error
    return tokenizer


def fingerprint(tokenizer: Any) -> str:
    """Return what the ids of a text depend on, as a short hash."""
    settings = [type(tokenizer).__name__, getattr(tokenizer, "lowercase", None)]
    digest = hashlib.sha256(json.dumps(settings).encode())
    hash_assets(digest, tokenizer)
    return digest.hexdigest()[:32]
