"""CSV and TSV files."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from studio.data.database import IsCancelled, OnProgress, quote_path, quote_text
from studio.data.encodings import find_or_ask, is_gzipped, is_utf8_read_otherwise, open_text
from studio.data.findings import Finding
from studio.data.readers.base import Row, TextReader
from studio.data.readers.progress import Ticker
from studio.data.readers.records import MAX_RECORD_BYTES, read_records
from studio.data.readers.sniff import Sniffed, find_columns, name_columns, sniff_dialect
from studio.data.readers.tally import short_rows
from studio.data.source import DataSource, Dialect, stamp_of
from studio.encodings import encoding_name
from studio.errors import DataError
from studio.messages import Detail, Message
from studio.spec import ReadingSpec

_HEAD_CHARACTERS = 1 << 20
# DuckDB would take sixteen of the longest records for each thread.
_BUFFER_BYTES = 4 * MAX_RECORD_BYTES
_PREFERRED = {"csv": ",", "tsv": "\t"}


class DelimitedReader(TextReader):
    """Reads values with a delimiter between them."""

    settings: tuple[str, ...] = ("encoding", "delimiter", "header")

    def open(self, path: Path, format: str, reading: ReadingSpec) -> DataSource:
        """Look at the head: encoding, delimiter, quotes, header, columns."""
        stamp = stamp_of(path)
        gzipped = is_gzipped(path)
        encoding = find_or_ask(path, gzipped, reading.encoding)
        with open_text(path, encoding, gzipped) as file:
            head = file.read(_HEAD_CHARACTERS)
        if not head.strip():
            raise DataError("{file}: expected a table with columns and rows. Received: an empty file.", file=path)
        is_whole = len(head) < _HEAD_CHARACTERS
        found = sniff_dialect(head, is_whole, _PREFERRED[format], reading)
        notes = encoding_notes(path, encoding, gzipped, reading.encoding)
        source = describe(DataSource(path, format, (), stamp, encoding, gzipped, found.dialect, notes=notes), found)
        if not found.rows and is_whole:
            # Reading on tells of a first row that is broken; else there is none.
            next(read_records(source), None)
            raise no_rows(source)
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

    def needs_copy(self, source: DataSource) -> bool:
        """Return whether the file is not UTF-8, mixes line ends, leaves out values or has a header of several lines."""
        dialect = source.dialect
        is_plain = dialect.is_uniform and not dialect.has_short_rows and dialect.num_lead == dialect.has_header
        return source.encoding != "utf-8" or not is_plain

    def diagnose(self, source: DataSource) -> bool:
        """Read all records strictly; the first broken one raises."""
        for _ in read_records(source):
            pass
        return True

    def copy(
        self, source: DataSource, folder: Path, on_progress: OnProgress | None, is_cancelled: IsCancelled | None
    ) -> DataSource:
        """Write a plain CSV file in UTF-8."""
        ticker = Ticker(f"Converting {source.path.name}", on_progress, is_cancelled)
        short = short_rows()
        copy = write_copy(source, folder, read_records(source, short), ticker)
        return replace(copy, notes=short.notes(source))


def write_copy(source: DataSource, folder: Path, rows: Iterable[Sequence[str]], ticker: Ticker) -> DataSource:
    """Write a data set's copy, a plain CSV file in UTF-8 with the names of its columns.

    Args:
        source: The data set.
        folder: Where the copy goes.
        rows: Its rows.
        ticker: Told of each row.
    """
    path = folder / "copy.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(source.column_names)
        for row in rows:
            writer.writerow(row)
            ticker.tick()
    return replace(
        source,
        path=path,
        format="csv",
        stamp=stamp_of(path),
        encoding="utf-8",
        is_gzipped=False,
        dialect=Dialect(),
        layout="",
        notes=(),
        beside=(),
    )


def describe(source: DataSource, found: Sniffed) -> DataSource:
    """Return a data set with its columns and what is to be told of them."""
    names = name_columns(found.header, found.dialect.has_header)
    source = replace(source, columns=find_columns(names, found.rows))
    return replace(source, notes=(*source.notes, *_notes(source, found, names)))


def no_rows(source: DataSource) -> DataError:
    """Return the error for a table that has nothing but its header."""
    return DataError(
        "{file}: expected rows below the header. Received: no row, only the columns {received}.",
        file=source.path,
        received=", ".join(source.column_names),
    )


def encoding_notes(path: Path, encoding: str, gzipped: bool, given: str | None) -> tuple[Finding, ...]:
    """Return what to tell of a text file, or a folder of such, that is not read as UTF-8.

    Args:
        path: The file or the folder.
        encoding: How it is read.
        gzipped: Whether it is gzipped.
        given: The encoding that the user chose; `None` for none.
    """
    if encoding.startswith("utf-8"):
        return ()
    details: dict[str, Detail] = {"file": str(path), "encoding": encoding_name(encoding)}
    if is_utf8_read_otherwise(path, gzipped, given):
        template = (
            "{file} is read as {encoding}, as was set, though its letters are valid UTF-8. If they look wrong, "
            "leave the encoding to be told from the file."
        )
        return (Finding("warning", Message(template, details)),)
    return (Finding("info", Message("{file} is encoded as {encoding}; it is read as such.", details)),)


def _notes(source: DataSource, found: Sniffed, names: Sequence[str]) -> tuple[Finding, ...]:
    file, dialect = str(source.path), found.dialect
    notes: list[Finding] = []
    if not dialect.has_header:
        notes.append(
            Finding(
                "info",
                Message(
                    "{file} has no header; its columns are called {columns}.",
                    {"file": file, "columns": ", ".join(names)},
                ),
            )
        )
        return tuple(notes)
    if renamed := [name for name, value in zip(names, found.header, strict=True) if name != value.strip()]:
        notes.append(
            Finding(
                "warning",
                Message(
                    "{file} has columns with the same name or none; they are called {columns}.",
                    {"file": file, "columns": ", ".join(renamed)},
                ),
                count=len(renamed),
            )
        )
    if dialect.num_below:
        notes.append(
            Finding(
                "info",
                Message(
                    "{file} has a header of {num_rows} {num_rows:row|rows}; the columns are called as in the first of "
                    "them.",
                    {"file": file, "num_rows": 1 + dialect.num_below},
                ),
            )
        )
    return tuple(notes)
