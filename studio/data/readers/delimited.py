"""CSV and TSV files."""

import csv
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from studio.data.database import IsCancelled, OnProgress, quote_name, quote_path, quote_text
from studio.data.encodings import detect_encoding, is_gzipped, open_text, read_head
from studio.data.findings import Finding
from studio.data.readers.base import Row
from studio.data.readers.progress import Ticker
from studio.data.readers.records import MAX_RECORD_BYTES, read_records
from studio.data.readers.sniff import find_columns, name_columns, sniff_dialect
from studio.data.source import DataSource, Dialect, stamp_of
from studio.errors import DataError

_HEAD_CHARACTERS = 1 << 20
# DuckDB would take sixteen of the longest records for each thread.
_BUFFER_BYTES = 4 * MAX_RECORD_BYTES
_PREFERRED = {"csv": ",", "tsv": "\t"}


class DelimitedReader:
    """Reads values with a delimiter between them."""

    def open(self, path: Path, format: str) -> DataSource:
        """Look at the head: encoding, delimiter, quotes, header, columns."""
        stamp = stamp_of(path)
        gzipped = is_gzipped(path)
        encoding = detect_encoding(path, read_head(path, gzipped), gzipped)
        with open_text(path, encoding, gzipped) as file:
            head = file.read(_HEAD_CHARACTERS)
        if not head.strip():
            raise DataError("{file}: expected a table with columns and rows. Received: an empty file.", file=path)
        dialect, records = sniff_dialect(head, len(head) < _HEAD_CHARACTERS, _PREFERRED[format])
        rows = records[1:] if dialect.has_header else records
        names = name_columns(records[0] if records else [], dialect.has_header)
        source = DataSource(
            path,
            format,
            find_columns(names, rows),
            stamp,
            encoding,
            gzipped,
            dialect,
            notes=_notes(path, encoding, dialect, records[0] if records else [], names),
        )
        if not rows and len(head) < _HEAD_CHARACTERS:
            # Reading on tells of a first row that is broken; else there is none.
            next(read_records(source), None)
            raise DataError(
                "{file}: expected rows below the header. Received: no row, only the columns {received}.",
                file=path,
                received=", ".join(names),
            )
        return source

    def preview(self, source: DataSource, num_rows: int) -> list[Row]:
        """Return the first rows; an empty value is `None`."""
        return [tuple(value or None for value in record) for record in islice(read_records(source), num_rows)]

    def relation(self, source: DataSource) -> str:
        """Return a strict `read_csv` with every column as text."""
        dialect = source.dialect
        columns = ", ".join(f"{quote_text(name)}: 'VARCHAR'" for name in source.column_names)
        options = (
            f"auto_detect=false, delim={quote_text(dialect.delimiter)}, quote={quote_text(dialect.quote)}, "
            f"escape={quote_text(dialect.escape)}, header={dialect.has_header}, strict_mode=true, "
            f"max_line_size={MAX_RECORD_BYTES}, buffer_size={_BUFFER_BYTES}, "
            f"compression='{'gzip' if source.is_gzipped else 'none'}'"
        )
        return f"read_csv({quote_path(source.path)}, {options}, columns={{{columns}}})"

    def text_of(self, source: DataSource, column: str) -> str:
        """Return the column, which is text already."""
        return quote_name(column)

    def needs_copy(self, source: DataSource) -> bool:
        """Return whether the file is not UTF-8 or mixes line ends."""
        return source.encoding != "utf-8" or not source.dialect.is_uniform

    def diagnose(self, source: DataSource) -> bool:
        """Read all records strictly; the first broken one raises."""
        for _ in read_records(source):
            pass
        return True

    def copy(
        self, source: DataSource, folder: Path, on_progress: OnProgress | None, is_cancelled: IsCancelled | None
    ) -> DataSource:
        """Write a plain CSV file in UTF-8."""
        path = folder / "copy.csv"
        ticker = Ticker(f"Converting {source.path.name}", on_progress, is_cancelled)
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(source.column_names)
            for record in read_records(source):
                writer.writerow(record)
                ticker.tick()
        return replace(
            source, path=path, stamp=stamp_of(path), encoding="utf-8", is_gzipped=False, dialect=Dialect(), notes=()
        )


def _notes(
    path: Path, encoding: str, dialect: Dialect, first: Sequence[str], names: Sequence[str]
) -> tuple[Finding, ...]:
    notes = []
    if encoding != "utf-8":
        notes.append(
            Finding(
                "info",
                "{file} is encoded as {encoding}; it is read as such.",
                {"file": str(path), "encoding": encoding.upper()},
            )
        )
    if not dialect.has_header:
        notes.append(
            Finding(
                "info",
                "{file} has no header; its columns are called {columns}.",
                {"file": str(path), "columns": ", ".join(names)},
            )
        )
    elif renamed := [name for name, value in zip(names, first, strict=True) if name != value.strip()]:
        notes.append(
            Finding(
                "warning",
                "{file} has columns with the same name or none; they are called {columns}.",
                {"file": str(path), "columns": ", ".join(renamed)},
                count=len(renamed),
            )
        )
    return tuple(notes)
