"""The files that a backbone's folder consists of, in KerasHub's layout and in Hugging Face's."""

import json
from pathlib import Path
from typing import Any

from studio.errors import PresetError

CONFIG = "config.json"
KERAS_WEIGHTS = "model.weights.h5"
KERAS_INDEX = "model.weights.json"
KERAS_TOKENIZER = "tokenizer.json"
KERAS_ASSETS = Path("assets", "tokenizer")
SAFETENSORS = "model.safetensors"
SAFETENSORS_INDEX = "model.safetensors.index.json"
TORCH = "pytorch_model.bin"
TORCH_INDEX = "pytorch_model.bin.index.json"
# What a run of the studio writes beside its model.
RUN_MODEL = "fettle.json"

_HUGGING_FACE_VOCABULARIES = ("vocab.txt", "vocab.json", "spiece.model", "sentencepiece.bpe.model")


def weight_files(folder: Path) -> list[Path]:
    """Return the files that hold the weights, in the order in which KerasHub and transformers look for them.

    All that an index lists are named, present or not. Nothing is returned where there are no weights.
    """
    for name in (KERAS_WEIGHTS, KERAS_INDEX, SAFETENSORS, SAFETENSORS_INDEX, TORCH, TORCH_INDEX):
        if (folder / name).is_file():
            is_index = name.endswith(".json")
            return [folder / part for part in shard_names(folder / name)] if is_index else [folder / name]
    return []


def shard_names(index: Path) -> list[str]:
    """Return the names of the files that a sharded checkpoint's index lists; nothing if it cannot be read."""
    try:
        weight_map = json.loads(index.read_text(encoding="utf-8"))["weight_map"]
        names: set[str] = set()
        for value in weight_map.values():
            names.update([value] if isinstance(value, str) else value)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return []
    return sorted(names)


def read_object(path: Path) -> dict[str, Any]:
    """Return the JSON object in a file.

    Raises:
        PresetError: if there is none.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise PresetError("{file} cannot be read: {reason}.", file=path, reason=str(error).rstrip(".")) from None
    if not isinstance(data, dict):
        raise PresetError("{file}: expected a JSON object. Received: {received}.", file=path, received=str(data)[:80])
    return data


def is_whole(folder: Path) -> bool:
    """Return whether a folder has a configuration, all its weights and a vocabulary. Nothing is read in depth."""
    files = weight_files(folder)
    return (
        (folder / CONFIG).is_file() and bool(files) and all(map(Path.is_file, files)) and _has_vocabulary(folder, files)
    )


def _has_vocabulary(folder: Path, weights: list[Path]) -> bool:
    if any((folder / name).is_file() for name in _HUGGING_FACE_VOCABULARIES):
        return True
    # Hugging Face's file of that name holds the vocabulary as well, KerasHub's does not.
    is_hugging_face = weights[0].suffix in (".safetensors", ".bin")
    return (folder / KERAS_TOKENIZER).is_file() and (
        is_hugging_face or any((folder / KERAS_ASSETS).glob("vocabulary.*"))
    )
