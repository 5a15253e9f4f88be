"""What a frozen backbone says of whole splits, computed once and kept in the workspace beside the tokens."""

import contextlib
import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from studio.errors import DamagedFolderError, RunError
from studio.files import read_json, write_json
from studio.manifest import check_files, has_manifest, sealed_folder

_INFO_NAME = "info.json"
_DTYPE = np.dtype("<f4")

Arrays = Mapping[str, NDArray[np.float32]]
Borders = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class FeatureShape:
    """The size of one feature of a whole split.

    Attributes:
        dim: How many numbers a vector has.
        borders: int64 array of shape `(num_examples + 1,)`: where the vectors of each example begin, and the end.
    """

    dim: int
    borders: Borders

    @property
    def shape(self) -> tuple[int, int]:
        """The shape of all vectors as one array."""
        return int(self.borders[-1]), self.dim

    @property
    def num_bytes(self) -> int:
        """What they take on disk."""
        return int(np.prod(self.shape)) * _DTYPE.itemsize


class FeatureWriter:
    """Writes the features of a split, example by example in any order.

    Args:
        folder: Where to.
        shapes: What is to be written, by name.
    """

    def __init__(self, folder: Path, shapes: Mapping[str, FeatureShape]) -> None:
        self._folder = folder
        self._shapes = shapes
        # Written and not mapped: on a full disk a write fails, and a mapped page ends the process.
        self._files = {name: _path(folder, name).open("w+b") for name in shapes}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for file in self._files.values():
            file.close()

    def put(self, indices: NDArray[np.int64], features: Arrays) -> None:
        """Write the features of some examples.

        Args:
            indices: Which examples.
            features: By name, float32 arrays of shape `(batch, dim)`, or `(batch, length, dim)` where each token has a
                vector; what lies behind an example's last token is left out.
        """
        for name, values in features.items():
            file, borders = self._files[name], self._shapes[name].borders
            for place, index in enumerate(indices.tolist()):
                start, end = int(borders[index]), int(borders[index + 1])
                rows = values[place] if values.ndim == 2 else values[place, : end - start]
                file.seek(start * self._shapes[name].dim * _DTYPE.itemsize)
                file.write(np.ascontiguousarray(rows, _DTYPE).tobytes())

    def finish(self) -> None:
        """Write what all of it is."""
        for file in self._files.values():
            file.flush()
        write_json(self._folder / _INFO_NAME, {name: list(shape.shape) for name, shape in self._shapes.items()})


class FeatureCache:
    """The features of splits in a workspace's cache, each in a folder that is complete or absent.

    Args:
        path: The workspace's cache.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def find(self, key: str) -> Arrays | None:
        """Return the features of that name; `None` where there are none or they are damaged, and then they are removed.

        Args:
            key: Names all that they depend on.
        """
        folder = self._path / key
        try:
            if not has_manifest(folder):
                raise FileNotFoundError(folder)
            check_files(folder)
            found = {name: _open(folder, name, shape) for name, shape in read_json(folder / _INFO_NAME).items()}
        except (DamagedFolderError, OSError, ValueError, TypeError, KeyError, AttributeError):
            shutil.rmtree(folder, ignore_errors=True)
            return None
        # What was used last is kept longest. A cache that cannot be written to is still of use.
        with contextlib.suppress(OSError):
            os.utime(folder)
        return found

    def has(self, key: str) -> bool:
        """Return whether there is anything of that name, whole or damaged."""
        return (self._path / key).exists()

    def make(self, key: str, shapes: Mapping[str, FeatureShape], fill: Callable[[FeatureWriter], None]) -> Arrays:
        """Compute features and keep them.

        Args:
            key: Names all that they depend on.
            shapes: Their sizes, by name.
            fill: Puts all of them.

        Raises:
            OSError: if there is no room for them.
            RunError: if they cannot be read back.
        """
        self._path.mkdir(parents=True, exist_ok=True)
        folder = sealed_folder(self._path / key, keeps_first=True)
        with folder as unfinished, FeatureWriter(unfinished, shapes) as writer:
            fill(writer)
            writer.finish()
        found = self.find(key)
        if found is None:
            raise RunError("The features in {file} cannot be read back. Resume the run.", file=self._path / key)
        return found


def _path(folder: Path, name: str) -> Path:
    return folder / f"{name}.bin"


def _open(folder: Path, name: str, shape: Sequence[int]) -> NDArray[np.float32]:
    path = _path(folder, name)
    if path.stat().st_size != int(np.prod(shape)) * _DTYPE.itemsize:
        raise ValueError(path)
    return np.memmap(path, _DTYPE, mode="r", shape=tuple(shape))
