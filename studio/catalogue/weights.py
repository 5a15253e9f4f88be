"""The headers of weight files, read without loading a tensor."""

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studio.errors import PresetError
from studio.fields import Count, read_fields
from studio.json_text import parse_json

_LENGTH_BYTES = 8
_MAX_HEADER_BYTES = 100_000_000


@dataclass(frozen=True, slots=True)
class _Tensor:
    dtype: str
    shape: tuple[Count, ...]
    data_offsets: tuple[Count, Count]


def read_safetensors_header(path: Path) -> dict[str, Mapping[str, Any]]:
    """Return the tensors that a safetensors file lists: name to `dtype`, `shape` and `data_offsets`.

    Raises:
        PresetError: if the file is damaged or cut off.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            (length,) = struct.unpack("<Q", file.read(_LENGTH_BYTES))
            header = parse_json(file.read(min(length, _MAX_HEADER_BYTES)))
    except (OSError, struct.error, ValueError) as error:
        raise _damaged(path, str(error)) from None
    if isinstance(header, dict):
        header.pop("__metadata__", None)
    tensors = read_fields(dict[str, _Tensor], header)
    if tensors is None:
        raise _damaged(path, "its header does not list tensors with type, shape and place")
    end = max((tensor.data_offsets[1] for tensor in tensors.values()), default=0)
    expected = _LENGTH_BYTES + length + end
    if size < expected:
        raise PresetError(
            "{file} is cut off: expected {expected} bytes. Received: {received}.",
            file=path,
            expected=expected,
            received=size,
        )
    return dict(header)


def count_h5(path: Path) -> int:
    """Return the number of parameters in a Keras weights file.

    Raises:
        PresetError: if the file is damaged or cut off.
    """
    import h5py

    sizes: list[int] = []

    def add(_: str, item: object) -> None:
        # The states of dropout's random numbers are integers.
        if isinstance(item, h5py.Dataset) and item.dtype.kind not in "iub":
            sizes.append(int(item.size))

    try:
        with h5py.File(path, "r") as file:
            file.visititems(add)
    except (OSError, RuntimeError, LookupError, TypeError, ValueError) as error:
        raise _damaged(path, str(error)) from None
    return sum(sizes)


def _damaged(path: Path, reason: str) -> PresetError:
    return PresetError("{file} is damaged and cannot be read: {reason}.", file=path, reason=reason.rstrip("."))
