"""The files that a backbone's folder consists of, in KerasHub's layout and in Hugging Face's."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import Any

from studio.errors import PresetError
from studio.fields import read_fields
from studio.files import read_json
from studio.json_text import parse_json

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

_OTHER_FORM_WORDS = "{file} cannot be read: it is damaged, or of a form that the studio does not know ({reason})."
_MOST_REASON = 160
_MOST_LAYERS, _MOST_HEADS, _MOST_SIZE = 10_000, 100_000, 2**31 - 1
# By the names that families have for them, in both layouts.
_MOST_SIZES: dict[str, int] = {
    **dict.fromkeys(
        ("num_layers", "num_hidden_layers", "n_layer", "n_layers", "encoder_layers", "decoder_layers",
         "num_decoder_layers", "decoder_num_layers", "num_hidden_groups", "inner_group_num", "num_inner_repetitions",
         "num_groups"), _MOST_LAYERS,
    ),
    **dict.fromkeys(
        ("num_heads", "num_attention_heads", "n_head", "n_heads", "encoder_attention_heads", "decoder_attention_heads",
         "num_query_heads", "num_key_value_heads", "decoder_num_attention_heads"), _MOST_HEADS,
    ),
    **dict.fromkeys(
        ("vocab_size", "vocabulary_size", "hidden_size", "hidden_dim", "d_model", "n_embd", "dim", "embedding_size",
         "embedding_dim", "intermediate_size", "intermediate_dim", "n_inner", "d_ff", "d_kv", "head_dim", "ffn_dim",
         "encoder_ffn_dim", "decoder_ffn_dim", "decoder_hidden_dim", "max_position_embeddings", "n_positions",
         "max_sequence_length", "type_vocab_size", "num_segments"), _MOST_SIZE,
    ),
}  # fmt: skip
_MAY_BE_ZERO = ("type_vocab_size", "num_segments")
_HUGGING_FACE_VOCABULARIES = ("vocab.txt", "vocab.json", "spiece.model", "sentencepiece.bpe.model")


@contextmanager
def readable(place: Path) -> Iterator[None]:
    """Tell of files that are JSON, or a header, but of another form than their reader takes for granted.

    Args:
        place: The file or the folder that is read.

    Raises:
        PresetError: in place of whatever the reader stumbles over.
    """
    try:
        yield
    except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError, RecursionError, OSError) as error:
        reason = f"{type(error).__name__}: {error}"
        raise PresetError(_OTHER_FORM_WORDS, file=place, reason=reason[:_MOST_REASON].rstrip(".")) from None


def check_sizes(file: Path, config: Mapping[str, Any]) -> None:
    """Check that the sizes of a configuration are such that a model may have.

    Raises:
        PresetError: names the first one that is not.
    """
    for name, most in _MOST_SIZES.items():
        value = config.get(name)
        least = 0 if name in _MAY_BE_ZERO else 1
        if isinstance(value, int | float) and not (isinstance(value, int) and least <= value <= most):
            raise PresetError(
                "{file}: expected {name} to be a whole number from {least} to {most}. Received: {received}.",
                file=file,
                name=name,
                least=least,
                most=most,
                received=str(value)[:40],
            )


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
    """Return the names of the files that a sharded checkpoint's index lists; nothing if it cannot be read.

    Raises:
        PresetError: if one of them lies outside of the index's folder.
    """
    data = read_json(index)
    found = read_fields(dict[str, str | list[str]], data.get("weight_map")) if isinstance(data, dict) else None
    names: set[str] = set()
    for value in (found or {}).values():
        names.update([value] if isinstance(value, str) else value)
    for name in sorted(names):
        inside = PurePath(name)
        if not name or inside.is_absolute() or ".." in inside.parts or "\\" in name or "\0" in name:
            raise PresetError(
                "{file}: expected the names of weight files in its folder. Received: {received}.",
                file=index,
                received=name[:_MOST_REASON],
            )
    return sorted(names)


def read_object(path: Path) -> dict[str, Any]:
    """Return the JSON object in a file.

    Raises:
        PresetError: if there is none.
    """
    try:
        data = parse_json(path.read_bytes())
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
