"""The readers of file formats: one module each, one row each in the table below."""

from dataclasses import dataclass
from pathlib import Path

from studio.data.encodings import is_gzipped, read_head
from studio.data.readers import aligned, conll
from studio.data.readers.base import Reader, Row
from studio.data.readers.conll_layout import is_conll
from studio.data.readers.delimited import DelimitedReader
from studio.data.readers.excel import ExcelReader
from studio.data.readers.folder import FolderReader
from studio.data.readers.json_records import JsonReader
from studio.data.readers.lines import LinesReader
from studio.data.readers.parquet import ParquetReader
from studio.data.readers.po import PoReader
from studio.data.readers.tmx import TmxReader
from studio.endings import DATA_ENDINGS, GZIP_ENDING
from studio.errors import DataError

__all__ = ["ENDINGS", "Reader", "Row", "format_of", "get", "name_of"]


@dataclass(frozen=True, slots=True)
class _Format:
    """A format.

    Attributes:
        reader: Reads its files.
        what: What it is called, in a word or two.
        endings: How the names of its files end.
    """

    reader: Reader
    what: str
    endings: tuple[str, ...] = ()


_FORMATS: dict[str, _Format] = {
    "csv": _Format(DelimitedReader(), what="CSV", endings=DATA_ENDINGS["csv"]),
    "tsv": _Format(DelimitedReader(), what="TSV", endings=DATA_ENDINGS["tsv"]),
    "json": _Format(JsonReader(), what="JSON", endings=DATA_ENDINGS["json"]),
    "jsonl": _Format(JsonReader(), what="JSON lines", endings=DATA_ENDINGS["jsonl"]),
    "parquet": _Format(ParquetReader(), what="Parquet", endings=DATA_ENDINGS["parquet"]),
    "excel": _Format(ExcelReader(), what="Excel", endings=DATA_ENDINGS["excel"]),
    "text": _Format(LinesReader(), what="text", endings=DATA_ENDINGS["text"]),
    "conll": _Format(conll.ConllReader(), what="CoNLL", endings=DATA_ENDINGS["conll"]),
    "po": _Format(PoReader(), what="PO", endings=DATA_ENDINGS["po"]),
    "tmx": _Format(TmxReader(), what="TMX", endings=DATA_ENDINGS["tmx"]),
    aligned.FORMAT: _Format(aligned.AlignedReader(), what="texts in step"),
    "folder": _Format(FolderReader(), what="folder"),
}
_ARCHIVES = (".zip", ".tar", ".tgz", ".7z", ".rar", ".bz2", ".xz", ".zst")

# Sentences with a token and a tag on each line also come in files with these endings.
_ALSO_CONLL = ("text", "tsv")
_MAX_HEAD_BYTES = 1 << 16

ENDINGS: tuple[str, ...] = tuple(ending for row in _FORMATS.values() for ending in row.endings)


def get(format: str) -> Reader:
    """Return the reader of a format."""
    return _FORMATS[format].reader


def name_of(format: str) -> str:
    """Return what a format is called, in a word or two."""
    return _FORMATS[format].what


def format_of(path: Path) -> str:
    """Return the format that a path's ending stands for; a final `.gz` does not count.

    Raises:
        DataError: if the ending is unknown.
    """
    if path.is_dir():
        return aligned.FORMAT if aligned.find_sides(path) else "folder"
    ending = (path.with_suffix("") if path.suffix.lower() == GZIP_ENDING else path).suffix.lower()
    for name, row in _FORMATS.items():
        if ending in row.endings:
            if name == "text" and aligned.find_sides(path):
                return aligned.FORMAT
            return conll.FORMAT if name in _ALSO_CONLL and _holds_sentences(path) else name
    if ending in _ARCHIVES:
        raise DataError(
            "{file}: expected a file of data, or a folder. Received: an archive ({received}). "
            "Unpack it, and open what is inside.",
            file=path,
            received=path.suffix,
        )
    if aligned.is_side(path):
        return aligned.FORMAT if aligned.find_sides(path) else "text"
    raise DataError(
        "{file}: expected a folder of class folders or a file that ends in {expected}, also with .gz behind it. "
        "Received: {received}.",
        file=path,
        expected=", ".join(ENDINGS),
        received=path.suffix or "no ending",
    )


def _holds_sentences(path: Path) -> bool:
    try:
        head = read_head(path, is_gzipped(path))
    except (OSError, DataError):
        return False
    # Tags are ASCII in nearly all encodings. The last line may be cut.
    lines = [line.decode("latin-1") for line in head[:_MAX_HEAD_BYTES].split(b"\n")]
    return is_conll(lines[:-1])
