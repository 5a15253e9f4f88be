"""Text files as bytes and as text, gzipped or not; which encoding they are in is told from samples of them."""

import codecs
import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TextIO, cast

from studio.data.detecting import Detection, EncodingGuess, detect, is_valid
from studio.data.source import class_files
from studio.encodings import find_encoding, join_names
from studio.errors import DataError, UnclearEncodingError

GZIP_MAGIC = b"\x1f\x8b"
_HEAD_BYTES = 1 << 20
_WINDOW_BYTES = 1 << 16
_NUM_WINDOWS = 16
_NUM_FILES = 300
# What files of other kinds start with.
_EXCEL_WORDS = "{file}: expected text. Received: an Excel file or an archive. Does its name end as it should?"
_PARQUET_WORDS = "{file}: expected text. Received: a Parquet file. Does its name end as it should?"
_PDF_WORDS = "{file}: expected text. Received: a PDF file, which this version does not read."
_OTHER_KINDS = (
    (b"PK\x03\x04", _EXCEL_WORDS),
    (b"\xd0\xcf\x11\xe0", _EXCEL_WORDS),
    (b"PAR1", _PARQUET_WORDS),
    (b"%PDF", _PDF_WORDS),
)


def is_gzipped(path: Path) -> bool:
    """Return whether the file starts as a gzipped one does."""
    with path.open("rb") as file:
        return file.read(2) == GZIP_MAGIC


class _Archive(gzip.GzipFile):
    """A gzipped file that says of damage what the user can be told, wherever in it that is met."""

    def read(self, size: int | None = -1) -> bytes:
        with self._damage_named():
            return super().read(size)

    def read1(self, size: int = -1) -> bytes:
        with self._damage_named():
            return super().read1(size)

    def readline(self, size: int | None = -1) -> bytes:
        with self._damage_named():
            return super().readline(size)

    @contextmanager
    def _damage_named(self) -> Iterator[None]:
        try:
            yield
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise DataError(
                "{file}: expected a complete gzip file. Received: {received}.", file=str(self.name), received=str(error)
            ) from None


def open_bytes(path: Path, gzipped: bool) -> BinaryIO:
    """Open a file for reading its bytes, unzipped.

    Raises:
        DataError: while it is read, if it is a damaged archive.
    """
    return cast(BinaryIO, _Archive(path, "rb") if gzipped else path.open("rb"))


def open_text(path: Path, encoding: str, gzipped: bool) -> TextIO:
    """Open a file for reading its text, with line ends as they are.

    A byte order mark is dropped. A byte that is no valid text becomes a lone surrogate, U+DC00 plus the byte, so that
    the reader can say in which row it stands.
    """
    name = "utf-8-sig" if encoding == "utf-8" else encoding
    # UTF-16 decodes to surrogate pairs of its own; there a broken unit becomes U+FFFD.
    errors = "replace" if encoding.startswith("utf-16") else "surrogateescape"
    return io.TextIOWrapper(open_bytes(path, gzipped), encoding=name, errors=errors, newline="")


def read_head(path: Path, gzipped: bool) -> bytes:
    """Return the first MiB of a file, unzipped."""
    with open_bytes(path, gzipped) as file:
        return file.read(_HEAD_BYTES)


def has_mark(head: bytes) -> bool:
    """Return whether the text starts with UTF-8's byte order mark."""
    return head.startswith(codecs.BOM_UTF8)


def find_or_ask(path: Path, gzipped: bool, given: str | None) -> str:
    """Return a text file's encoding: the one given, else the one that its bytes tell.

    The whole file is not looked at. What does not decode later on is told with its row.

    Args:
        path: The file.
        gzipped: Whether it is gzipped.
        given: What the user chose; `None` to tell it.

    Raises:
        UnclearEncodingError: if the bytes fit several encodings.
    """
    with open_bytes(path, gzipped) as file:
        start = file.read(8)
    if template := next((template for magic, template in _OTHER_KINDS if start.startswith(magic)), None):
        raise DataError(template, file=path)
    if given is not None:
        return find_encoding(given) or given
    return settle(path, detect(read_sample(path, gzipped)))


def is_utf8_read_otherwise(path: Path, gzipped: bool, given: str | None) -> bool:
    """Return whether the user chose another encoding for a file, or a folder's files, whose letters are valid UTF-8.

    Args:
        path: The file or the folder.
        gzipped: Whether it is gzipped.
        given: What the user chose; `None` for nothing.
    """
    if given is None or (find_encoding(given) or given).startswith("utf-8"):
        return False
    if path.is_dir():
        sample = b"\n".join(file.read_bytes() for file in class_files(path)[:_NUM_FILES])
    else:
        sample = read_sample(path, gzipped)
    return not sample.isascii() and is_valid(sample, "utf-8")


def guess_encodings(path: Path) -> tuple[EncodingGuess, ...]:
    """Return the encodings that the bytes of a file, or of a folder's files, fit, with the lines that they tell apart.

    None where there is no doubt.
    """
    if path.is_dir():
        files = class_files(path)[:_NUM_FILES]
        contents = [file.read_bytes() for file in files]
        return detect(b"\n".join(content for content in contents if not is_valid(content, "utf-8"))).guesses
    return detect(read_sample(path, is_gzipped(path))).guesses


def settle(path: Path, found: Detection) -> str:
    """Return the encoding that was found.

    Raises:
        UnclearEncodingError: if it is not clear.
    """
    if found.encoding is not None:
        return found.encoding
    if not found.guesses:
        raise DataError("{file}: expected a text file. Received: bytes that are text in no known encoding.", file=path)
    raise UnclearEncodingError(
        "{file}: its encoding cannot be told for sure. The bytes fit {received}. Choose one: with --encoding on the "
        "command line, on the page Data, or in a specification: as data.reading.encoding, of a separate file as "
        "data.validation_encoding or data.test_encoding.",
        file=path,
        received=join_names(guess.encoding for guess in found.guesses),
        encodings=",".join(guess.encoding for guess in found.guesses),
    )


def read_sample(path: Path, gzipped: bool) -> bytes:
    """Return the first MiB of a file and, where that does not tell the encoding, lines from places all over it."""
    head = read_head(path, gzipped)
    if gzipped or b"\0" in head[:_WINDOW_BYTES] or (not head.isascii() and is_valid(head, "utf-8")):
        return head
    windows = list(_windows(path))
    if head.isascii():
        telling = [window for window in windows if not window.isascii()]
        return b"".join(telling) or head
    return head + b"\n".join(windows)


def _windows(path: Path) -> Iterator[bytes]:
    """Yield whole lines from places all over a file that is longer than its head."""
    size_bytes = path.stat().st_size
    with path.open("rb") as file:
        for number in range(1, _NUM_WINDOWS + 1 if size_bytes > _HEAD_BYTES else 0):
            # The last window is the end of the file.
            file.seek(min(size_bytes * number // _NUM_WINDOWS, size_bytes - _WINDOW_BYTES))
            lines = file.read(_WINDOW_BYTES).split(b"\n")
            yield b"\n".join(lines[1:-1])
