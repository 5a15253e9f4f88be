"""A folder with one folder for each class and one text file for each example."""

import csv
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

from studio.data.database import IsCancelled, OnProgress, quote_name
from studio.data.encodings import detect_encoding
from studio.data.readers.base import Row
from studio.data.readers.progress import Ticker
from studio.data.source import Column, DataSource, class_files, stamp_of, unreadable
from studio.errors import DataError

_COLUMNS = (Column("text"), Column("label"), Column("file"))
_TICK_EVERY = 500


class FolderReader:
    """Reads `<folder>/<class>/<name>.txt` as rows of text, label and file."""

    def open(self, path: Path, format: str) -> DataSource:
        """List the files."""
        stamp = stamp_of(path)
        if not stamp.num_files:
            raise DataError(
                "{file}: expected a folder for each class, with text files (.txt) in it. Received: {received}.",
                file=path,
                received=", ".join(sorted(entry.name for entry in path.iterdir())[:5]) or "an empty folder",
            )
        return DataSource(path, format, _COLUMNS, stamp)

    def preview(self, source: DataSource, num_rows: int) -> list[Row]:
        """Return some rows of each class, so that the first class does not fill them all."""
        by_class: dict[str, list[Path]] = {}
        for file in class_files(source.path):
            by_class.setdefault(file.parent.name, []).append(file)
        share = -(-num_rows // len(by_class))
        files = [file for members in by_class.values() for file in members[:share]]
        return [(text or None, label, name) for text, label, name in islice(_read(source.path, files), num_rows)]

    def relation(self, source: DataSource) -> str:
        """A folder is read through its copy, which is a CSV file."""
        raise NotImplementedError

    def text_of(self, source: DataSource, column: str) -> str:
        """Return the column, which is text already."""
        return quote_name(column)

    def needs_copy(self, source: DataSource) -> bool:
        """Return that DuckDB reads one file faster than many."""
        return True

    def diagnose(self, source: DataSource) -> bool:
        """Return that a copy would not help: DuckDB reads nothing but the copy."""
        return False

    def copy(
        self, source: DataSource, folder: Path, on_progress: OnProgress | None, is_cancelled: IsCancelled | None
    ) -> DataSource:
        """Write all texts into one CSV file."""
        files = class_files(source.path)
        ticker = Ticker(f"Reading {source.path.name}", on_progress, is_cancelled, len(files), _TICK_EVERY)
        path = folder / "copy.csv"
        with path.open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out, lineterminator="\n")
            writer.writerow(source.column_names)
            for row in _read(source.path, files):
                writer.writerow(row)
                ticker.tick()
        return replace(source, path=path, format="csv", stamp=stamp_of(path))


def _read(root: Path, files: list[Path]) -> Iterator[tuple[str, str, str]]:
    for file in files:
        try:
            content = file.read_bytes()
        except OSError as error:
            raise unreadable(file, error) from None
        encoding = detect_encoding(file, content, gzipped=False)
        try:
            text = content.decode("utf-8-sig" if encoding == "utf-8" else encoding)
        except UnicodeDecodeError as error:
            raise DataError(
                "{file}: expected text encoded as UTF-8. Received: the byte {received} at position {position}.",
                file=file,
                received=f"0x{content[error.start]:02X}",
                position=error.start,
            ) from None
        yield text.strip(), file.parent.name, file.relative_to(root).as_posix()
