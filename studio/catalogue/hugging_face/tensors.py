"""Where each tensor of a checkpoint lies: the files' headers are read, no tensor is."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from studio.catalogue.hugging_face.torch_files import read_torch_table
from studio.catalogue.weights import read_safetensors_header

_LENGTH_BYTES = 8


@dataclass(frozen=True, slots=True)
class StoredTensor:
    """A tensor in a file.

    Attributes:
        file: The file.
        dtype: As safetensors names it, e.g. `"F32"`.
        shape: Its shape.
        offset: int. Where it begins, in bytes; within `member` if there is one.
        member: The entry of a zip archive that holds it; `None` where the file itself does.
        strides: How many elements further each axis steps; `None` where the elements lie in order.
    """

    file: Path
    dtype: str
    shape: tuple[int, ...]
    offset: int
    member: str | None = None
    strides: tuple[int, ...] | None = None

    @property
    def num_elements(self) -> int:
        """How many numbers it has."""
        return math.prod(self.shape)


def read_tensors(files: Sequence[Path]) -> dict[str, StoredTensor]:
    """Return the tensors of a checkpoint's files by their names.

    Raises:
        PresetError: if a file is damaged, cut off, or of a form that cannot be read.
    """
    found: dict[str, StoredTensor] = {}
    for file in files:
        found.update(_read_torch(file) if file.suffix == ".bin" else _read_safetensors(file))
    return found


def _read_safetensors(file: Path) -> dict[str, StoredTensor]:
    header = read_safetensors_header(file)
    with file.open("rb") as stream:
        begin = _LENGTH_BYTES + int.from_bytes(stream.read(_LENGTH_BYTES), "little")
    return {
        name: StoredTensor(file, tensor["dtype"], tuple(tensor["shape"]), begin + tensor["data_offsets"][0])
        for name, tensor in header.items()
    }


def _read_torch(file: Path) -> dict[str, StoredTensor]:
    return {
        name: StoredTensor(file, entry.dtype, entry.shape, entry.offset, entry.member, entry.strides)
        for name, entry in read_torch_table(file).items()
    }
