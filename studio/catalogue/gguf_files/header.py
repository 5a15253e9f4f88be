"""What stands before the tensors of a GGUF file: its settings, its vocabulary, and where each tensor lies.

The package `gguf` reads this too, but makes several arrays of each token: seconds for a vocabulary of 50,000, in which
a window would stand still; and on some damaged files it does not end. Its tables and its
arithmetic are used, not its reader. The layout is that of the GGUF specification, version 3.
"""

import math
import mmap
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from studio.errors import PresetError

SUFFIX = ".gguf"

_MAGIC = b"GGUF"
_VERSIONS = (2, 3)
_DEFAULT_ALIGNMENT = 32
_MAX_DIMENSIONS = 4
_STRING, _ARRAY = 8, 9
# As Hugging Face's templates name them, and GGUF.
_CONTROL_TOKENS = {"bos_token": "bos", "eos_token": "eos", "unk_token": "unknown", "pad_token": "padding"}
# A tensor's name, type, shape, and where it begins after the header.
_Listed = tuple[str, str, tuple[int, ...], int]
# By the number of the type: how `struct` calls it.
_NUMBERS = {0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "?", 10: "Q", 11: "q", 12: "d"}


@dataclass(frozen=True, slots=True)
class GgufTensor:
    """A tensor in a GGUF file.

    Attributes:
        file: The file.
        dtype: Its type as GGUF names it, e.g. `"Q4_0"`.
        shape: Its shape, rows first: GGUF counts the other way round.
        offset: int. Where it begins, in bytes.
        num_bytes: int. How long it is.
    """

    file: Path
    dtype: str
    shape: tuple[int, ...]
    offset: int
    num_bytes: int

    @property
    def num_elements(self) -> int:
        """How many numbers it has."""
        return math.prod(self.shape)


@dataclass(frozen=True, slots=True, eq=False)
class GgufHeader:
    """What a GGUF file says of itself.

    Attributes:
        file: The file.
        metadata: Its settings by their names; lists are tuples.
        tensors: Its tensors by their names.
    """

    file: Path
    metadata: Mapping[str, Any]
    tensors: Mapping[str, GgufTensor]

    @property
    def architecture(self) -> str:
        """What computes with it, as llama.cpp names it, e.g. `"llama"`."""
        return str(self.metadata.get("general.architecture", ""))


def read_header(file: Path) -> GgufHeader:
    """Read what stands before the tensors of a GGUF file; no tensor is read.

    Raises:
        PresetError: if it is no GGUF file, or of another version, damaged or cut off.
    """
    try:
        stat = file.stat()
    except OSError as error:
        raise PresetError("{file} cannot be read: {reason}.", file=file, reason=str(error).rstrip(".")) from None
    return _read_stamped(file, stat.st_mtime_ns, stat.st_size)


def read_chat_template(file: Path) -> str | None:
    """Return the template for conversations that a GGUF file brings; `None` where it has none.

    Raises:
        PresetError: as `read_header`.
    """
    template = read_header(file).metadata.get("tokenizer.chat_template")
    return template if isinstance(template, str) else None


def read_control_tokens(file: Path) -> dict[str, str]:
    """Return the control tokens of a GGUF file, by the names that templates know them by.

    Raises:
        PresetError: as `read_header`.
    """
    metadata = read_header(file).metadata
    tokens = metadata.get("tokenizer.ggml.tokens", ())
    ids = {name: metadata.get(f"tokenizer.ggml.{named}_token_id") for name, named in _CONTROL_TOKENS.items()}
    return {
        name: str(tokens[token_id])
        for name, token_id in ids.items()
        if isinstance(token_id, int) and 0 <= token_id < len(tokens)
    }


@lru_cache(maxsize=4)
def _read_stamped(file: Path, _: int, num_bytes: int) -> GgufHeader:
    with file.open("rb") as stream:
        begin = stream.read(len(_MAGIC) + 4)
        _check_begin(file, begin)
        with mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as content:
            try:
                return _Reader(file, content, num_bytes).read()
            except (struct.error, ArithmeticError, LookupError, TypeError, ValueError) as error:
                raise _damaged(file, str(error)) from None


def _check_begin(file: Path, begin: bytes) -> None:
    if not begin.startswith(_MAGIC) or len(begin) < len(_MAGIC) + 4:
        raise PresetError(
            "{file} is no GGUF file: expected it to begin with GGUF. Received: {received}.",
            file=file,
            received=ascii(begin[:4].decode("latin-1")),
        )
    (version,) = struct.unpack_from("<I", begin, len(_MAGIC))
    if version not in _VERSIONS:
        # Files for machines of the other byte order have the version the other way round.
        raise PresetError(
            "{file}: expected version {expected} of GGUF, for machines of this byte order. Received: {received}.",
            file=file,
            expected=" or ".join(map(str, _VERSIONS)),
            received=version,
        )


class _Reader:
    """Goes through a file once.

    Args:
        file: For messages.
        content: The file's bytes.
        num_bytes: How many.
    """

    def __init__(self, file: Path, content: mmap.mmap, num_bytes: int) -> None:
        self._file, self._content, self._size = file, content, num_bytes
        self._place = len(_MAGIC) + 4

    def read(self) -> GgufHeader:
        num_tensors, num_settings = self._number("Q"), self._number("Q")
        metadata: dict[str, Any] = {}
        for _ in range(num_settings):
            name = self._string()
            metadata[name] = self._value(self._number("I"))
        listed = [self._tensor() for _ in range(num_tensors)]
        alignment = metadata.get("general.alignment", _DEFAULT_ALIGNMENT)
        begin = -(-self._place // alignment) * alignment
        return GgufHeader(self._file, metadata, dict(self._placed(listed, begin)))

    def _placed(
        self, listed: list[tuple[str, str, tuple[int, ...], int]], begin: int
    ) -> Iterator[tuple[str, GgufTensor]]:
        for name, dtype, shape, offset in listed:
            tensor = GgufTensor(self._file, dtype, shape, begin + offset, count_bytes(self._file, name, dtype, shape))
            if tensor.offset + tensor.num_bytes > self._size:
                raise PresetError(
                    "{file} is cut off: expected {expected} bytes. Received: {received}.",
                    file=self._file,
                    expected=max(begin + start + count_bytes(self._file, n, d, s) for n, d, s, start in listed),
                    received=self._size,
                )
            yield name, tensor

    def _tensor(self) -> _Listed:
        name, num_dimensions = self._string(), self._number("I")
        if num_dimensions > _MAX_DIMENSIONS:
            raise ValueError(f"{name} has {num_dimensions} dimensions")
        shape = tuple(self._number("Q") for _ in range(num_dimensions))[::-1]
        return name, _type_name(self._file, name, self._number("I")), shape, self._number("Q")

    def _value(self, kind: int) -> Any:
        if kind == _STRING:
            return self._string()
        if kind == _ARRAY:
            return self._array()
        return self._number(_NUMBERS[kind]) if kind in _NUMBERS else self._unknown(kind)

    def _array(self) -> tuple[Any, ...]:
        kind, count = self._number("I"), self._number("Q")
        if kind in _NUMBERS:
            values = struct.unpack_from(
                f"<{count}{_NUMBERS[kind]}", self._take(count * struct.calcsize(_NUMBERS[kind]))
            )
            return tuple(values)
        if kind != _STRING:
            return (self._unknown(kind),)
        # Each takes eight bytes at least: a damaged count is noticed at once.
        if count > (self._size - self._place) // 8:
            raise ValueError(f"a list of {count} texts")
        return tuple(self._string() for _ in range(count))

    def _string(self) -> str:
        return self._take(self._number("Q")).decode("utf-8")

    def _number(self, form: str) -> Any:
        (value,) = struct.unpack_from(f"<{form}", self._content, self._place)
        self._place += struct.calcsize(f"<{form}")
        return value

    def _take(self, count: int) -> bytes:
        if count > self._size - self._place:
            raise ValueError("it ends in the middle of its settings")
        self._place += count
        return self._content[self._place - count : self._place]

    def _unknown(self, kind: int) -> Any:
        raise ValueError(f"a value of the unknown type {kind}")


def count_bytes(file: Path, name: str, dtype: str, shape: tuple[int, ...]) -> int:
    """Return how many bytes a tensor takes.

    Raises:
        PresetError: if its rows do not come out even.
    """
    import gguf

    block, size = gguf.GGML_QUANT_SIZES[gguf.GGMLQuantizationType[dtype]]
    if not shape or shape[-1] % block:
        raise PresetError(
            "{file} is damaged and cannot be read: {reason}.",
            file=file,
            reason=f"{name} ({dtype}) has rows of {shape[-1] if shape else 0} numbers",
        )
    return math.prod(shape) // block * size


def _type_name(file: Path, name: str, number: int) -> str:
    import gguf

    try:
        return gguf.GGMLQuantizationType(number).name
    except ValueError:
        raise PresetError(
            "{file}: {name} is quantized in a way that is not known. Expected one of GGUF's types. "
            "Received: the type {received}.",
            file=file,
            name=name,
            received=number,
        ) from None


def _damaged(file: Path, reason: str) -> PresetError:
    return PresetError("{file} is damaged and cannot be read: {reason}.", file=file, reason=reason.rstrip("."))
