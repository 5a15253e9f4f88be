"""The records of a delimited text file, read strictly one by one: slower than DuckDB, but it knows what is wrong where.

It serves the preview, the search for the reason when DuckDB refuses a file, and clean copies of files that are not
UTF-8.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TextIO

from studio.data.encodings import open_bytes, open_text
from studio.data.readers.tally import RowTally
from studio.data.source import DataSource, Dialect, unreadable
from studio.encodings import encoding_name
from studio.errors import DataError

MAX_RECORD_BYTES = 8_000_000
_MAX_SHOWN = 80

# The limit is global to the module `csv`; without this call a text above 131,072 characters counts as broken.
csv.field_size_limit(MAX_RECORD_BYTES)


def csv_options(dialect: Dialect) -> dict[str, Any]:
    """Return a dialect as arguments for `csv.reader`."""
    options: dict[str, Any] = {"delimiter": dialect.delimiter, "skipinitialspace": dialect.skips_spaces}
    if not dialect.quote:
        return {**options, "quoting": csv.QUOTE_NONE}
    if dialect.escape == dialect.quote:
        return {**options, "strict": True, "quotechar": dialect.quote}
    return {**options, "strict": True, "quotechar": dialect.quote, "doublequote": False, "escapechar": dialect.escape}


def read_records(source: DataSource, short_rows: RowTally | None = None) -> Iterator[list[str]]:
    """Yield the records below the header, each checked; values that are left out at their end are empty.

    Args:
        source: The data set.
        short_rows: Counts the rows with values left out.

    Raises:
        DataError: names the row, what was expected and what came.
    """
    num_columns = len(source.columns)
    with damage_named(source), open_text(source.path, source.encoding, source.is_gzipped) as file:
        for row, record in enumerate(_split(source, file), start=1 - source.dialect.num_lead):
            if row < 1:
                continue
            if len(record) > num_columns:
                raise _too_wide(source, row, record)
            if len(record) < num_columns:
                record += [""] * (num_columns - len(record))
                if short_rows is not None:
                    short_rows.add(row)
            if not "".join(record).isascii():
                check_encoding(source, row, record)
            yield record


@contextmanager
def damage_named(source: DataSource) -> Iterator[None]:
    """Turn what the system says into an error for the user.

    Raises:
        DataError: if the file cannot be read to its end.
    """
    try:
        yield
    except OSError as error:
        raise unreadable(source.path, error) from None


def _split(source: DataSource, file: TextIO) -> Iterator[list[str]]:
    lines = _Lines(file)
    reader = csv.reader(lines, **csv_options(source.dialect))
    row = 1 - source.dialect.num_lead
    while True:
        lines.first = ""
        try:
            record = next(reader, None)
        except csv.Error:
            raise DataError(
                "{file}, row {row}: expected a value whose quotes are closed before the next delimiter {delimiter}. "
                "Received: {received}.",
                file=source.path,
                row=row,
                delimiter=name_delimiter(source.dialect.delimiter),
                received=shorten(lines.first),
            ) from None
        if record is None:
            return
        # An empty line is an empty value where there is one column, and nothing where there are several.
        if record or len(source.columns) == 1:
            yield record or [""]
            row += 1


class _Lines:
    """Hands on lines and remembers the first one since `first` was emptied."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self.first = ""

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._file)
        if not self.first:
            self.first = line
        return line


def _too_wide(source: DataSource, row: int, record: list[str]) -> DataError:
    return DataError(
        "{file}, row {row}: expected at most {expected} {expected:value|values}, one for each column, with "
        "{delimiter} between them. Received {num_received}: {received}.",
        file=source.path,
        row=row,
        expected=len(source.columns),
        delimiter=name_delimiter(source.dialect.delimiter),
        num_received=len(record),
        received=shorten(source.dialect.delimiter.join(record)),
    )


def check_encoding(source: DataSource, row: int, record: Sequence[str]) -> None:
    """Check that all bytes of a row's values were text in the encoding.

    Raises:
        DataError: names the column and the byte.
    """
    for column, value in zip(source.column_names, record, strict=True):
        for position, character in enumerate(value):
            if "\udc80" <= character <= "\udcff" or (character == "\ufffd" and source.encoding.startswith("utf-16")):
                raise wrong_encoding(source, row, column, value, position)


def wrong_encoding(source: DataSource, row: int, column: str, value: str, position: int) -> DataError:
    """Return the error for a value that holds a byte which is not valid in the encoding.

    Args:
        source: The data set.
        row: Counted from 1.
        column: The column's name.
        value: The value, with a lone surrogate in place of the byte.
        position: Where the surrogate stands.
    """
    code = ord(value[position])
    return DataError(
        "{file}, row {row}, column {column}: expected text encoded as {expected}. "
        "Received: the byte {received} after {before}. Save the file as UTF-8, or choose its encoding.",
        file=source.path,
        row=row,
        column=column,
        expected=encoding_name(source.encoding),
        received=f"0x{code - 0xDC00:02X}" if 0xDC80 <= code <= 0xDCFF else "U+FFFD",
        before=shorten(value[max(0, position - 30) : position]),
    )


def check_archive(source: DataSource) -> None:
    """Unzip a gzipped file to its end.

    Raises:
        DataError: if it is damaged.
    """
    with damage_named(source), open_bytes(source.path, source.is_gzipped) as file:
        while file.read(io.DEFAULT_BUFFER_SIZE * 16):
            pass


def name_delimiter(delimiter: str) -> str:
    """Return a delimiter as a person reads it."""
    return {"\t": "<tab>", " ": "<space>"}.get(delimiter, f'"{delimiter}"')


def shorten(text: str) -> str:
    """Return a text for a message: on one line, its middle of no interest, quoted."""
    line = "".join("\ufffd" if "\udc80" <= character <= "\udcff" else character for character in text[: _MAX_SHOWN * 2])
    line = " ".join(line.split())
    return f'"{line}"' if len(line) <= _MAX_SHOWN else f'"{line[: _MAX_SHOWN - 1]}…"'
