"""Text files with one text on each line, and fastText's lines, which begin with labels."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from studio.data.database import IsCancelled, OnProgress
from studio.data.encodings import find_or_ask, is_gzipped, open_text
from studio.data.findings import Finding
from studio.data.readers.base import CopiedReader, Row
from studio.data.readers.delimited import encoding_notes, write_copy
from studio.data.readers.progress import Ticker
from studio.data.readers.records import check_encoding, damage_named, shorten
from studio.data.source import Column, DataSource, stamp_of
from studio.errors import DataError
from studio.messages import Message
from studio.spec import ReadingSpec

_PREFIX = "__label__"
_FAST_TEXT = "fasttext"
_NUM_SAMPLED = 100


class LinesReader(CopiedReader):
    """Reads each line as a row: an empty one is a row without a text, so that rows and lines have the same numbers."""

    settings: tuple[str, ...] = ("encoding",)

    def open(self, path: Path, format: str, reading: ReadingSpec) -> DataSource:
        """Look at the first lines: encoding, and whether labels stand in front."""
        stamp = stamp_of(path)
        gzipped = is_gzipped(path)
        encoding = find_or_ask(path, gzipped, reading.encoding)
        with open_text(path, encoding, gzipped) as file:
            lines = [line for line in islice(file, _NUM_SAMPLED) if line.strip()]
        if not lines:
            raise DataError("{file}: expected a text on each line. Received: an empty file.", file=path)
        notes = list(encoding_notes(path, encoding, gzipped, reading.encoding))
        has_labels = sum(line.startswith(_PREFIX) for line in lines) * 2 > len(lines)
        if has_labels:
            template = "{file} holds fastText's lines: what follows {prefix} is the label."
            notes.append(Finding("info", Message(template, {"file": str(path), "prefix": _PREFIX})))
        columns = (Column("text"), Column("label")) if has_labels else (Column("text"),)
        layout = _FAST_TEXT if has_labels else ""
        return DataSource(path, format, columns, stamp, encoding, gzipped, layout=layout, notes=tuple(notes))

    def preview(self, source: DataSource, num_rows: int) -> list[Row]:
        """Return the first lines."""
        return [tuple(value or None for value in row) for row in islice(_read(source), num_rows)]

    def copy(
        self, source: DataSource, folder: Path, on_progress: OnProgress | None, is_cancelled: IsCancelled | None
    ) -> DataSource:
        """Write the lines into a CSV file."""
        ticker = Ticker(f"Converting {source.path.name}", on_progress, is_cancelled)
        return write_copy(source, folder, _read(source), ticker)


def _read(source: DataSource) -> Iterator[tuple[str, ...]]:
    with damage_named(source), open_text(source.path, source.encoding, source.is_gzipped) as file:
        for row, line in enumerate(file, start=1):
            text = line.rstrip("\r\n")
            if not text.isascii():
                check_encoding(source, row, [text])
            yield _split(source, row, text) if source.layout == _FAST_TEXT else (text,)


def _split(source: DataSource, row: int, line: str) -> tuple[str, str]:
    """Return a line's text and label."""
    words = line.split(" ")
    labels = []
    while words and (words[0].startswith(_PREFIX) or not words[0]):
        word = words.pop(0)
        labels += [word.removeprefix(_PREFIX)] if word else []
    if len(labels) > 1:
        raise DataError(
            "{file}, row {row}: expected one label. Received: {received}. Texts with several labels are for "
            "multi-label classification, a task of its own.",
            file=source.path,
            row=row,
            received=", ".join(shorten(label) for label in labels),
        )
    return " ".join(words), labels[0] if labels else ""
