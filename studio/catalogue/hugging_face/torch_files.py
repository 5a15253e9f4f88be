"""The tensors that a PyTorch checkpoint lists, read without PyTorch and without running what a pickle may hold.

Since PyTorch 1.6 such a file is a zip archive: `data.pkl` names the tensors, and each storage is an entry of its own.
The unpickler here knows no class or function but those that a table of tensors needs, and gives its own
stand-ins for them.
"""

import io
import math
import pickle
import zipfile
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studio.errors import PresetError

_MAX_TABLE_BYTES = 100_000_000
_BYTES = {"F64": 8, "F32": 4, "F16": 2, "BF16": 2, "I64": 8, "I32": 4, "I16": 2, "I8": 1, "U8": 1, "BOOL": 1}
_STORAGES = {
    "DoubleStorage": "F64",
    "FloatStorage": "F32",
    "HalfStorage": "F16",
    "BFloat16Storage": "BF16",
    "LongStorage": "I64",
    "IntStorage": "I32",
    "ShortStorage": "I16",
    "CharStorage": "I8",
    "ByteStorage": "U8",
    "BoolStorage": "BOOL",
}


@dataclass(frozen=True, slots=True)
class TorchTensor:
    """A tensor that a file lists: elements of a storage.

    Attributes:
        dtype: As safetensors names it.
        shape: Its shape.
        offset: int. Its first byte within the entry.
        member: The entry of the archive.
        strides: How many elements further each axis steps.
    """

    dtype: str
    shape: tuple[int, ...]
    offset: int
    member: str
    strides: tuple[int, ...]


def read_torch_table(file: Path) -> dict[str, TorchTensor]:
    """Return the tensors of a `pytorch_model.bin` by their names.

    Raises:
        PresetError: if the file has PyTorch's older form, is damaged, or holds anything but tensors.
    """
    if not zipfile.is_zipfile(file):
        raise PresetError(
            "{file} has not the form that PyTorch writes since version 1.6: it is older, or damaged. Where PyTorch is "
            'installed, write it anew: torch.save(torch.load("{file}", weights_only=True), "{file}").',
            file=file,
        )
    try:
        with zipfile.ZipFile(file) as archive:
            return _read_archive(archive)
    except _REASONS as error:
        raise PresetError(
            "{file} cannot be read as a table of tensors: {reason}.", file=file, reason=str(error).rstrip(".")
        ) from None


# All that a pickle's opcodes can raise over broken content.
_REASONS = (
    zipfile.BadZipFile,
    pickle.UnpicklingError,
    OSError,
    EOFError,
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    IndexError,
    NotImplementedError,
    RuntimeError,
)


def _read_archive(archive: zipfile.ZipFile) -> dict[str, TorchTensor]:
    sizes = {entry.filename: entry.file_size for entry in archive.infolist()}
    tables = [name for name in sizes if name.endswith("/data.pkl") and sizes[name] <= _MAX_TABLE_BYTES]
    if len(tables) != 1:
        raise ValueError("it has no data.pkl of a usual size")
    table, folder = tables[0], tables[0].removesuffix("data.pkl")
    if sizes.get(f"{folder}byteorder") and archive.read(f"{folder}byteorder") != b"little":
        raise ValueError("its numbers have the other byte order")
    content = _Unpickler(archive.read(table)).load()
    if not isinstance(content, Mapping):
        raise TypeError("it holds no table")
    return {
        str(name): _locate(str(name), view, folder, sizes) for name, view in content.items() if isinstance(view, _View)
    }


@dataclass(frozen=True, slots=True)
class _Storage:
    key: str
    dtype: str


@dataclass(frozen=True, slots=True)
class _View:
    storage: _Storage
    offset: int
    shape: tuple[int, ...]
    strides: tuple[int, ...]


def _locate(name: str, view: _View, folder: str, sizes: Mapping[str, int]) -> TorchTensor:
    member = f"{folder}data/{view.storage.key}"
    width = _BYTES[view.storage.dtype]
    last = sum((size - 1) * stride for size, stride in zip(view.shape, view.strides, strict=True))
    end = view.offset + last + 1 if math.prod(view.shape) else 0
    numbers = (view.offset, *view.shape, *view.strides)
    if min(numbers) < 0 or end * width > sizes.get(member, -1):
        raise ValueError(f"{name} lies outside of the file")
    return TorchTensor(view.storage.dtype, view.shape, view.offset * width, member, view.strides)


def _rebuild_tensor(storage: _Storage, offset: int, shape: Sequence[int], strides: Sequence[int], *_: Any) -> _View:
    return _View(storage, int(offset), tuple(map(int, shape)), tuple(map(int, strides)))


def _rebuild_parameter(view: _View, *_: Any) -> _View:
    return view


_KNOWN: dict[tuple[str, str], Any] = {
    ("collections", "OrderedDict"): OrderedDict,
    ("torch._utils", "_rebuild_tensor_v2"): _rebuild_tensor,
    ("torch._utils", "_rebuild_parameter"): _rebuild_parameter,
    **{("torch", name): dtype for name, dtype in _STORAGES.items()},
}


class _Unpickler(pickle.Unpickler):
    def __init__(self, content: bytes) -> None:
        super().__init__(io.BytesIO(content), encoding="utf-8")

    def find_class(self, module: str, name: str) -> Any:
        """Return a stand-in; nothing is imported."""
        if (module, name) not in _KNOWN:
            raise pickle.UnpicklingError(f"it asks for {module}.{name}, which no table of tensors needs")
        return _KNOWN[module, name]

    def persistent_load(self, saved: Any) -> _Storage:
        """Return the storage that an entry of the archive holds."""
        kind, dtype, key, *_ = saved
        if kind != "storage" or not isinstance(dtype, str):
            raise pickle.UnpicklingError(f"it holds a {kind}")
        return _Storage(str(key), dtype)
