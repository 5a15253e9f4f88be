"""Opening a data set, looking at it, and reading its rows in order."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import duckdb

from studio.data import readers
from studio.data.copies import plain_of
from studio.data.database import IsCancelled, OnProgress, connect, fetch_batches, watched
from studio.data.readers.records import shorten
from studio.data.rules import is_blank
from studio.data.source import Column, DataSource, check_unchanged, guarded, stamp_of, unreadable
from studio.encodings import encoding_name
from studio.errors import DataError
from studio.files import expand_user
from studio.spec import DataSpec, ReadingSpec

T = TypeVar("T")

# Bytes of no encoding, as halves of characters, and what ends a text for the libraries that read on.
_UNNAMABLE = re.compile("[\ud800-\udfff\0]")


@dataclass(frozen=True, slots=True)
class Preview:
    """The first rows of a data set.

    Attributes:
        columns: The columns, in their order.
        rows: The values as text; `None` where there is none.
        is_complete: Whether these are all rows.
        row_numbers: Where they stand, counted from 1; empty for the first ones.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[str | None, ...], ...]
    is_complete: bool
    row_numbers: tuple[int, ...] = ()


def open_source(
    path: str | Path, reading: ReadingSpec | None = None, *, is_strict: bool = True, reads_documents: bool = False
) -> DataSource:
    """Open a data set: look at its head and tell format, encoding and columns.

    Args:
        path: A file in one of the formats of `readers`, or a folder of class folders.
        reading: How it is to be read, as far as that is not to be told from its content.
        is_strict: Whether to refuse a setting that says nothing about a file of that format; else it is passed over,
            since another file of the same data set may need it.
        reads_documents: Whether a row of a plain text file is a document, where `reading` says nothing of it.

    Returns:
        What was found; reading it later fails if the file has changed by then.

    Raises:
        NotFoundError: if there is nothing at that path.
        DataError: if it is nothing that can be read.
        UnclearEncodingError: if its encoding cannot be told.
    """
    reading = reading or ReadingSpec()
    place = expand_user(path).absolute()
    stamp_of(place)
    kind = readers.format_of(place)
    reader = readers.get(kind)
    if reads_documents and reading.text_rows is None and "text_rows" in reader.settings:
        reading = reading.model_copy(update={"text_rows": "documents"})
    unknown = [name for name in reading.given() if name not in reader.settings]
    if unknown and is_strict:
        raise DataError(
            "{file}: expected no {received}: a file of the format {format} has none.",
            file=place,
            received=unknown[0],
            format=kind,
        )
    try:
        return _with_sound_names(reader.open(place, kind, reading.model_copy(update=dict.fromkeys(unknown))))
    except OSError as error:
        if not isinstance(error, FileNotFoundError):
            raise unreadable(place, error) from None
        raise DataError(
            "{file}: expected the file to stay where it is until it is read. Received: it vanished.", file=place
        ) from None


def _with_sound_names(source: DataSource) -> DataSource:
    """Return a data set whose columns can be named.

    Raises:
        DataError: if a name holds bytes that are no text, or NULs.
    """
    for number, name in enumerate(source.column_names, start=1):
        if not name.isprintable() and _UNNAMABLE.search(name):
            raise DataError(
                "{file}, header, column {number}: expected a name encoded as {expected}. Received: {received}.",
                file=source.path,
                number=number,
                expected=encoding_name(source.encoding),
                received=shorten(name),
            )
    return source


def open_part(data: DataSpec, part: str = "train", *, reads_documents: bool = False) -> DataSource:
    """Open one of the files of a specification, read as it says. What it says may be meant for another one of them.

    Args:
        data: The data part of the specification.
        part: `train`, `validation` or `test`.
        reads_documents: As `open_source` takes it.

    Raises:
        NotFoundError, DataError: as `open_source` does.
    """
    is_strict = data.validation is None and data.test is None
    return open_source(data.file_of(part), data.reading_of(part), is_strict=is_strict, reads_documents=reads_documents)


def read_preview(source: DataSource, num_rows: int = 200) -> Preview:
    """Return the first rows.

    Args:
        source: The data set.
        num_rows: How many at most.

    Raises:
        DataError: if one of them is broken, or the data set has changed.
    """
    with guarded(source):
        try:
            rows = readers.get(source.format).preview(source, num_rows + 1)
        except duckdb.Error as error:
            raise _refused(source, error) from None
    return Preview(source.columns, tuple(rows[:num_rows]), len(rows) <= num_rows)


def read_rows(source: DataSource, row_numbers: Sequence[int]) -> Preview:
    """Return single rows of a data set, in the order asked for.

    Args:
        source: The data set.
        row_numbers: Counted from 1.

    Raises:
        DataError: if a row is broken, or the data set has changed.
    """

    def read(plain: DataSource) -> Preview:
        reader = readers.get(plain.format)
        values = ", ".join(reader.text_of(plain, column) for column in plain.column_names)
        # Only a window over all rows counts them in the order of the file.
        query = f"SELECT row_number() OVER () AS number, {values} FROM {reader.relation(plain)}"
        with connect() as connection:
            connection.execute(
                "CREATE TEMP TABLE wanted AS SELECT unnest(?::BIGINT[]) AS number", [[*set(row_numbers)]]
            )
            found = connection.execute(f"SELECT * FROM ({query}) SEMI JOIN wanted USING (number)").fetchall()
        by_number = {int(number): tuple(values) for number, *values in found}
        found_numbers = tuple(number for number in row_numbers if number in by_number)
        rows = tuple(by_number[number] for number in found_numbers)
        return Preview(source.columns, rows, is_complete=False, row_numbers=found_numbers)

    return with_plain(source, read)


def with_plain(
    source: DataSource,
    operation: Callable[[DataSource], T],
    *,
    on_progress: OnProgress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> T:
    """Do something with a data set in a form that DuckDB reads.

    When DuckDB refuses a row, the file is read again from its start, slowly, to say which row and why.

    Raises:
        DataError: names the row, what was expected and what came; or says that the data set has changed.
    """
    with guarded(source):
        plain = plain_of(source, on_progress=on_progress, is_cancelled=is_cancelled)
        try:
            return operation(plain)
        except duckdb.Error as error:
            clean = explain(source, plain, error, on_progress, is_cancelled)
        try:
            return operation(clean)
        except duckdb.Error as error:
            raise _refused(source, error) from None


def explain(
    source: DataSource,
    plain: DataSource,
    error: duckdb.Error,
    on_progress: OnProgress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> DataSource:
    """Find out why DuckDB refused a data set; return a clean copy if there was no reason to.

    Raises:
        DataError: names the row, what was expected and what came.
    """
    check_unchanged(source)
    if plain is source and readers.get(source.format).diagnose(source):
        return plain_of(source, is_forced=True, on_progress=on_progress, is_cancelled=is_cancelled)
    raise _refused(source, error) from None


def _refused(source: DataSource, error: duckdb.Error) -> DataError:
    return DataError(
        "{file}: expected a {format} file that can be read to its end. Received: {received}.",
        file=source.path,
        format=source.format.upper(),
        received=str(error).splitlines()[0].rstrip("."),
    )


def count_rows(
    source: DataSource, *, on_progress: OnProgress | None = None, is_cancelled: IsCancelled | None = None
) -> int:
    """Count the rows.

    Raises:
        DataError: if a row is broken, or the data set has changed.
    """

    def count(plain: DataSource) -> int:
        what = f"Counting the rows of {source.path.name}"
        with connect() as connection, watched(connection, what, on_progress, is_cancelled):
            row = connection.execute(f"SELECT count(*) FROM {relation(plain)}").fetchone()
        return int(row[0]) if row else 0

    return with_plain(source, count, on_progress=on_progress, is_cancelled=is_cancelled)


def iter_texts(source: DataSource, column: str, batch_size: int = 4096) -> Iterator[list[str | None]]:
    """Yield the texts of a column in the order of the rows, without holding the file in memory.

    Where there is nothing to read in a row there is `None`.

    Raises:
        DataError: if a row is broken, or the data set has changed.
    """
    for batch in iter_values(source, (column,), batch_size):
        yield [None if is_blank(text) else text for (text,) in batch]


def missing_text(source: DataSource, column: str, row: int) -> DataError:
    """Return the error for a row without a text."""
    return DataError(
        "{file}, row {row}, column {column}: expected a text. Received: an empty value.",
        file=source.path,
        row=row,
        column=column,
    )


def iter_values(
    source: DataSource, columns: Sequence[str], batch_size: int = 4096, *, lists: Collection[str] = ()
) -> Iterator[list[tuple[str | None, ...]]]:
    """Yield the values of some columns as text, in batches, in the order of the rows.

    Args:
        source: The data set.
        columns: The columns.
        batch_size: How many rows are read at once.
        lists: Those of the columns in which a list stays one. In the others one value in a list is that value, and a
            list of nothing is nothing.

    Raises:
        DataError: if a row is broken, or the data set has changed.
    """
    check_columns_exist(source, columns)
    with guarded(source):
        plain = plain_of(source)
        num_yielded = 0
        try:
            for batch in _values(plain, columns, batch_size, 0, lists):
                yield batch
                num_yielded += len(batch)
                check_unchanged(source)
            return
        except duckdb.Error as error:
            clean = explain(source, plain, error)
        yield from _values(clean, columns, batch_size, num_yielded, lists)


def _values(
    plain: DataSource, columns: Sequence[str], batch_size: int, num_skipped: int, lists: Collection[str]
) -> Iterator[list[tuple[str | None, ...]]]:
    reader = readers.get(plain.format)
    values = ", ".join(
        (reader.list_text_of if column in lists else reader.text_of)(plain, column) for column in columns
    )
    query = f"SELECT {values} FROM {reader.relation(plain)}"
    with connect() as connection:
        for batch in fetch_batches(connection, query, batch_size):
            kept = batch[num_skipped:]
            num_skipped = max(0, num_skipped - len(batch))
            if kept:
                yield kept


def relation(plain: DataSource) -> str:
    """Return the SQL of a table over a data set that DuckDB can read."""
    return readers.get(plain.format).relation(plain)


def check_columns_exist(source: DataSource, columns: Sequence[str]) -> None:
    """Check that a data set has some columns.

    Raises:
        DataError: names the first one that is missing, and those that are there.
    """
    for column in columns:
        if not source.has_column(column):
            raise missing_column(source, column)


def missing_column(source: DataSource, column: str) -> DataError:
    """Return the error for a column that is not there."""
    if len(source.columns) == 1 and source.format in ("csv", "tsv"):
        return DataError(
            "{file}: expected a column {column}, and columns parted by a comma, tab, semicolon or bar. "
            "Received: a single column {received}; is the delimiter another one?",
            file=source.path,
            column=column,
            received=source.columns[0].name,
        )
    return DataError(
        "{file}: expected a column {column}. Received: the columns {received}.",
        file=source.path,
        column=column,
        received=", ".join(source.column_names),
    )
