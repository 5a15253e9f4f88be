"""Text encodings: told from the first bytes, decoded as a stream.

UTF-8 is expected. UTF-16 is read by its byte order mark or its zero bytes. GB18030 (and so GBK and GB2312, which
Chinese editions of Excel write) has no mark: it is accepted only when the bytes are no UTF-8 and decode to common
Chinese characters, so that a Western file is never read as Chinese.
"""

import codecs
import gzip
import io
from pathlib import Path
from typing import BinaryIO, TextIO, cast

GZIP_MAGIC = b"\x1f\x8b"
_HEAD_BYTES = 1 << 20
_WINDOW_BYTES = 1 << 16
_NUM_WINDOWS = 16
# The lead bytes of GB2312's first level: the 3,755 characters that make up nearly all of written Chinese.
_COMMON_LEADS = range(0xB0, 0xD8)
_COMMON_PART = 0.6


def is_gzipped(path: Path) -> bool:
    """Return whether the file starts as a gzipped one does."""
    with path.open("rb") as file:
        return file.read(2) == GZIP_MAGIC


def open_bytes(path: Path, gzipped: bool) -> BinaryIO:
    """Open a file for reading its bytes, unzipped."""
    return cast(BinaryIO, gzip.open(path, "rb") if gzipped else path.open("rb"))


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


def detect_encoding(path: Path, head: bytes, gzipped: bool) -> str:
    """Tell a text file's encoding.

    Args:
        path: The file.
        head: Its first bytes, unzipped.
        gzipped: Whether the file is gzipped.

    Returns:
        `utf-8`, `utf-16`, `utf-16-le`, `utf-16-be` or `gb18030`. A text in none of these is given as `utf-8`, and
        reading it tells the first row that is not.
    """
    found = _detect(head)
    if found == "utf-8" and head.isascii() and not gzipped:
        found = next((name for window in _windows(path) if (name := _detect(window)) != "utf-8"), found)
    return found


def _windows(path: Path) -> list[bytes]:
    """Return whole lines from places all over a file whose head is plain ASCII."""
    size_bytes = path.stat().st_size
    windows = []
    with path.open("rb") as file:
        for number in range(1, _NUM_WINDOWS if size_bytes > _HEAD_BYTES else 0):
            file.seek(size_bytes * number // _NUM_WINDOWS)
            lines = file.read(_WINDOW_BYTES).split(b"\n")
            windows.append(b"\n".join(lines[1:-1]))
    return windows


def _detect(sample: bytes) -> str:
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if is_valid(sample, "utf-8"):
        return _wide_encoding(sample) or "utf-8"
    return _wide_encoding(sample) or ("gb18030" if _is_chinese(sample) else "utf-8")


def is_valid(sample: bytes, encoding: str) -> bool:
    """Return whether bytes decode; the last character may be cut."""
    try:
        codecs.getincrementaldecoder(encoding)().decode(sample)
    except UnicodeDecodeError:
        return False
    return True


def _wide_encoding(sample: bytes) -> str | None:
    """Tell UTF-16 without a mark: every second byte of its spaces, digits, commas and line ends is zero."""
    start = sample[:4096]
    low, high = start[0::2].count(0), start[1::2].count(0)
    if high > len(start) // 20 and low * 10 < high:
        return "utf-16-le"
    if low > len(start) // 20 and high * 10 < low:
        return "utf-16-be"
    return None


def _is_chinese(sample: bytes) -> bool:
    if not is_valid(sample, "gb18030") or _is_nearly_utf8(sample):
        return False
    text = codecs.getincrementaldecoder("gb18030")().decode(sample)
    foreign = [character for character in text if not character.isascii()]
    hanzi = [character for character in foreign if "\u4e00" <= character <= "\u9fff"]
    num_common = sum(_is_common(character) for character in hanzi)
    return len(hanzi) * 2 > len(foreign) and num_common > _COMMON_PART * len(hanzi)


def _is_common(character: str) -> bool:
    code = character.encode("gb18030")
    return len(code) == 2 and code[0] in _COMMON_LEADS and code[1] >= 0xA1


def _is_nearly_utf8(sample: bytes) -> bool:
    """Return whether a few broken bytes sit in a text that is otherwise UTF-8."""
    text = sample.decode("utf-8", errors="replace")
    num_foreign = sum(not character.isascii() for character in text)
    return text.count("\ufffd") * 5 < num_foreign
