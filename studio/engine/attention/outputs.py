"""Maps and attributions as files: the ending says which kind."""

import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from studio.attention import (
    Array,
    AttentionMap,
    Attribution,
    check_file_path,
    write_arrays,
    write_attribution_csv,
    write_map_csv,
)
from studio.engine.attention.answers import to_json
from studio.engine.attention.attribution import Explanation
from studio.errors import InputError
from studio.files import write_atomically


def write_map(path: Path, attention_map: AttentionMap, matrix: Array | None = None) -> None:
    """Write all layers and heads of a map, or one matrix in their place.

    Args:
        path: The file: `.csv`, `.json`, or `.npz`, which `studio.attention.read_map` reads.
        attention_map: Says the tokens, and the weights unless `matrix` is given.
        matrix: float32 array of shape `(query_length, key_length)`. An `.npz` file holds it as one layer with one head.

    Raises:
        InputError: if the ending is unknown, or the file cannot be written.
    """
    check_file_path(path)
    with _told(path):
        match path.suffix.lower():
            case ".csv":
                write_map_csv(path, attention_map, matrix)
            case ".json":
                weights = attention_map.weights if matrix is None else matrix
                _write_json(path, map_to_json(attention_map) | {"weights": weights.tolist()})
            case _:
                whole = attention_map if matrix is None else replace(attention_map, weights=matrix[None, None])
                _write_npz(path, whole)


def write_explanation(path: Path, explanation: Explanation) -> None:
    """Write an attribution: `.csv`, `.json` or `.npz`.

    Raises:
        InputError: if the ending is unknown, or the file cannot be written.
    """
    check_file_path(path)
    with _told(path):
        match path.suffix.lower():
            case ".csv":
                write_attribution_csv(path, explanation.attribution)
            case ".json":
                _write_json(path, to_json(explanation))
            case _:
                _write_npz(path, explanation.attribution)


def map_to_json(attention_map: AttentionMap) -> dict[str, Any]:
    """Return what a map is about as JSON data, without its weights."""
    return {
        "kind": attention_map.kind,
        "num_layers": attention_map.weights.shape[0],
        "num_heads": attention_map.weights.shape[1],
        "query_tokens": list(attention_map.query_tokens),
        "key_tokens": list(attention_map.key_tokens),
        "query_specials": list(attention_map.query_specials),
        "key_specials": list(attention_map.key_specials),
    }


def _write_json(path: Path, data: dict[str, Any]) -> None:
    write_atomically(path, (json.dumps(data, ensure_ascii=False) + "\n").encode())


def _write_npz(path: Path, value: AttentionMap | Attribution) -> None:
    content = io.BytesIO()
    write_arrays(content, value)
    write_atomically(path, content.getvalue())


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise InputError(
            "{file} cannot be written: {reason}.", file=path, reason=error.strerror or str(error)
        ) from None
