"""The examples of whole splits, made once and kept in the workspace as memory-mapped arrays."""

import contextlib
import hashlib
import json
import math
import os
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.data import SplitRows
from studio.data.targets import Ragged
from studio.engine.models.text_model import TextModel
from studio.engine.texts.examples import Examples
from studio.engine.texts.tokens import TokenRows, fingerprint
from studio.errors import DamagedFolderError, RunError
from studio.fields import Count, read_fields
from studio.files import read_json, write_json
from studio.manifest import check_files, sealed_folder

_FORMAT = 3
_INFO_NAME = "info.json"

# The examples of some rows, and how many rows they are.
Chunk = tuple[Examples, int]


def cache_key(data_fingerprint: str, split: SplitRows, model: TextModel) -> str:
    """Return the name under which a split's examples are kept: all that they depend on, hashed.

    Separate files of the same length have the same row numbers, so the split's name counts as well. So do the task
    and its settings, for they say what is made of a row, and the targets.
    """
    info = model.info
    has_whole_words = info.schema.has_whole_words
    settings = [
        _FORMAT,
        data_fingerprint,
        split.name,
        fingerprint(model),
        info.task.name,
        info.settings,
        has_whole_words,
    ]
    digest = hashlib.sha256(json.dumps(settings, sort_keys=True).encode())
    digest.update(json.dumps(info.class_names).encode())
    digest.update(np.ascontiguousarray(split.row_numbers).tobytes())
    for content in split.targets.contents():
        digest.update(content)
    return digest.hexdigest()[:32]


def cached_examples(
    cache_path: Path,
    key: str,
    chunks: Iterable[Chunk],
    on_progress: Callable[[int], None] | None = None,
    on_damaged: Callable[[], None] | None = None,
) -> Examples:
    """Return the examples of a split; they are made if they are not there yet.

    Two runs may ask for the same at once: each writes a folder of its own, and the first to be done gives it the name.

    Args:
        cache_path: The workspace's cache.
        key: What `cache_key` gave.
        chunks: The examples of the split's rows, in batches, at least one; read only if needed.
        on_progress: Called with the number of rows done.
        on_damaged: Called where there are some that are no longer what was written; they are made anew.
    """
    folder = cache_path / key
    if (found := _read(folder)) is None:
        if on_damaged is not None and folder.exists():
            on_damaged()
        shutil.rmtree(folder, ignore_errors=True)
        cache_path.mkdir(parents=True, exist_ok=True)
        with sealed_folder(folder, keeps_first=True) as unfinished:
            _write(unfinished, chunks, on_progress)
        found = _read(folder)
    if found is None:
        raise RunError("The tokens in {file} cannot be read back. Delete that folder and resume the run.", file=folder)
    # What was used last is kept longest. A cache that cannot be written to is still of use.
    with contextlib.suppress(OSError):
        os.utime(folder)
    return found


class _ArrayFile:
    """An array that grows along its first axis, in a file of its own.

    Args:
        path: The file.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = path.open("wb")
        self._dtype, self._shape, self._count = "", (0,), 0

    def add(self, values: NDArray[Any]) -> None:
        """Add entries at the end."""
        self._file.write(np.ascontiguousarray(values).tobytes())
        self._dtype, self._shape, self._count = values.dtype.str, values.shape[1:], self._count + len(values)

    def finish(self) -> dict[str, Any]:
        """Return what is needed to read the file."""
        return {"file": self._path.name, "dtype": self._dtype, "shape": [self._count, *self._shape]}

    def close(self) -> None:
        """Close the file."""
        self._file.close()


class _Writer:
    """Writes examples, chunk by chunk.

    Args:
        folder: Where to.
        files: Closes the files at the end.
    """

    def __init__(self, folder: Path, files: contextlib.ExitStack) -> None:
        self._folder = folder
        self._closing = files
        self._files: dict[str, _ArrayFile] = {}
        self._ends: dict[str, int] = {}
        self._streams: dict[str, dict[str, Any]] = {}
        self._targets: dict[str, str] = {}
        self.num_rows = 0

    def add(self, examples: Examples, num_rows: int) -> None:
        """Add the examples of some rows."""
        self._add("row_of", examples.row_of + self.num_rows)
        for name, rows in examples.streams.items():
            info = self._streams.setdefault(name, {"cut_tokens": 0, "cut_texts": 0, "extras": list(rows.extras)})
            info["cut_tokens"] += rows.num_cut_tokens
            info["cut_texts"] += rows.num_cut_texts
            self._add(f"stream.{name}", rows.token_ids)
            self._add_offsets(f"stream.{name}", rows.offsets)
            for extra, values in rows.extras.items():
                self._add(f"extra.{name}.{extra}", values)
        for name, target in examples.targets.items():
            self._targets[name] = "ragged" if isinstance(target, Ragged) else "array"
            self._add(f"target.{name}", target.values if isinstance(target, Ragged) else target)
            if isinstance(target, Ragged):
                self._add_offsets(f"target.{name}", target.offsets)
        self.num_rows += num_rows

    def finish(self) -> None:
        """Write what is left, and what all of it is."""
        arrays = {name: file.finish() for name, file in self._files.items()}
        info = {"arrays": arrays, "streams": self._streams, "targets": self._targets}
        write_json(self._folder / _INFO_NAME, info)

    def _add(self, name: str, values: NDArray[Any]) -> None:
        if name not in self._files:
            self._files[name] = _ArrayFile(self._folder / f"{name}.bin")
            self._closing.callback(self._files[name].close)
        self._files[name].add(values)

    def _add_offsets(self, name: str, offsets: NDArray[np.int64]) -> None:
        if name not in self._ends:
            self._ends[name] = 0
            self._add(f"{name}.offsets", np.zeros(1, np.int64))
        self._add(f"{name}.offsets", offsets[1:] + self._ends[name])
        self._ends[name] += int(offsets[-1])


def _write(folder: Path, chunks: Iterable[Chunk], on_progress: Callable[[int], None] | None) -> None:
    with contextlib.ExitStack() as files:
        writer = _Writer(folder, files)
        for examples, num_rows in chunks:
            writer.add(examples, num_rows)
            if on_progress is not None:
                on_progress(writer.num_rows)
        writer.finish()


@dataclass(frozen=True, slots=True)
class _ArrayInfo:
    file: str
    dtype: str
    shape: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class _StreamInfo:
    cut_tokens: Count
    cut_texts: Count
    extras: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Info:
    """What `_Writer` wrote about an entry."""

    arrays: dict[str, _ArrayInfo]
    streams: dict[str, _StreamInfo]
    targets: dict[str, str]


class _Reader:
    """Reads what `_Writer` wrote.

    Args:
        folder: Where from.
        info: What it wrote about it.
    """

    def __init__(self, folder: Path, info: _Info) -> None:
        self._folder = folder
        self._info = info

    def read(self) -> Examples:
        """Return the examples.

        Raises:
            ValueError: if a file is shorter than it should be.
        """
        streams = {name: self._stream(name, info) for name, info in self._info.streams.items()}
        targets = {name: self._target(name, kind) for name, kind in self._info.targets.items()}
        return Examples(streams, np.array(self._array("row_of")), targets)

    def _stream(self, name: str, info: _StreamInfo) -> TokenRows:
        extras = {extra: self._array(f"extra.{name}.{extra}") for extra in info.extras}
        offsets = self._offsets(f"stream.{name}")
        return TokenRows(self._array(f"stream.{name}"), offsets, info.cut_tokens, info.cut_texts, extras)

    def _target(self, name: str, kind: str) -> NDArray[Any] | Ragged:
        values = self._array(f"target.{name}")
        return Ragged(values, self._offsets(f"target.{name}")) if kind == "ragged" else values

    def _offsets(self, name: str) -> NDArray[np.int64]:
        # Looked at for every batch: these stay in memory.
        return np.array(self._array(f"{name}.offsets"))

    def _array(self, name: str) -> NDArray[Any]:
        entry = self._info.arrays[name]
        path, dtype, shape = self._folder / Path(entry.file).name, np.dtype(entry.dtype), entry.shape
        size = math.prod(shape) * dtype.itemsize
        if dtype.hasobject or path.stat().st_size != size:
            raise ValueError(path)
        # No file of no bytes can be mapped.
        return np.memmap(path, dtype, mode="r", shape=shape) if size else np.zeros(shape, dtype)


def _read(folder: Path) -> Examples | None:
    """Return what a folder holds; `None` if it is absent or damaged."""
    try:
        check_files(folder)
        info = read_fields(_Info, read_json(folder / _INFO_NAME))
        return None if info is None else _Reader(folder, info).read()
    except (DamagedFolderError, OSError, ValueError, TypeError, KeyError, SyntaxError):
        # NumPy reads the name of a type as code.
        return None
