"""Parquet files."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import duckdb

from studio.data.database import IsCancelled, OnProgress, connect, quote_name, quote_path
from studio.data.encodings import is_gzipped, open_bytes
from studio.data.readers.base import Row
from studio.data.readers.parquet_columns import list_text_of, read_columns, text_of
from studio.data.readers.records import damage_named
from studio.data.readers.value_text import is_several
from studio.data.source import Column, DataSource, stamp_of
from studio.errors import DataError
from studio.files import temporary_prefix
from studio.spec import ReadingSpec


class ParquetReader:
    """Reads Parquet files; their columns keep their types."""

    settings: tuple[str, ...] = ()

    def open(self, path: Path, format: str, reading: ReadingSpec) -> DataSource:
        """Read the columns from the file's footer."""
        stamp = stamp_of(path)
        if stamp.size_bytes == 0:
            raise DataError("{file}: expected a table with columns and rows. Received: an empty file.", file=path)
        source = DataSource(path, format, (), stamp, is_gzipped=is_gzipped(path))
        with _unzipped(source) as plain:
            columns, notes = read_columns(plain.path, path)
        return replace(source, columns=columns, notes=notes)

    def preview(self, source: DataSource, num_rows: int) -> list[Row]:
        """Return the first rows as text; bytes that are no text are shown as such."""
        values = ", ".join(_shown(column) for column in source.columns)
        with _unzipped(source) as plain, connect() as connection:
            return connection.execute(f"SELECT {values} FROM {self.relation(plain)} LIMIT {num_rows}").fetchall()

    def relation(self, source: DataSource) -> str:
        """Return a `read_parquet`."""
        return f"read_parquet({quote_path(source.path)})"

    def text_of(self, source: DataSource, column: str) -> str:
        """Return the column as text: bytes as UTF-8, numbers that stand for classes as these."""
        return text_of(source.column(column), quote_name(column))

    def is_several(self, source: DataSource, column: str) -> str | None:
        """Return whether the value is a struct or a map, or a list of several."""
        found = source.column(column)
        if found.kind != "nested" or found.is_binary:
            return None
        return is_several(f"to_json({quote_name(column)})")

    def list_text_of(self, source: DataSource, column: str) -> str:
        """Return the column as text, a list as JSON."""
        return list_text_of(source.column(column), quote_name(column))

    def needs_copy(self, source: DataSource) -> bool:
        """Return whether the file is gzipped as a whole."""
        return source.is_gzipped

    def diagnose(self, source: DataSource) -> bool:
        """Find text kept as bytes that are no UTF-8. A copy would not help: what else is wrong, DuckDB knows best."""
        binary = [column for column in source.columns if column.is_binary and column.kind == "text"]
        with _unzipped(source) as plain, connect() as connection:
            for column in binary:
                _check_bytes(connection, source, plain, column)
        return False

    def copy(
        self, source: DataSource, folder: Path, on_progress: OnProgress | None, is_cancelled: IsCancelled | None
    ) -> DataSource:
        """Unzip the file."""
        path = folder / "copy.parquet"
        with damage_named(source), open_bytes(source.path, gzipped=True) as zipped, path.open("wb") as file:
            shutil.copyfileobj(zipped, file)
        return replace(source, path=path, stamp=stamp_of(path), is_gzipped=False)


@contextmanager
def _unzipped(source: DataSource) -> Iterator[DataSource]:
    """Give the file itself, or a copy for the moment where it is gzipped."""
    if not source.is_gzipped:
        yield source
        return
    with tempfile.TemporaryDirectory(prefix=temporary_prefix(), ignore_cleanup_errors=True) as folder:
        yield ParquetReader().copy(source, Path(folder), None, None)


def _shown(column: Column) -> str:
    place = quote_name(column.name)
    if not column.is_binary:
        return text_of(column, place)
    return (
        f"CASE WHEN {place} IS NOT NULL THEN coalesce(try(decode({place})), '<' || octet_length({place}) || ' B>') END"
    )


def _check_bytes(connection: duckdb.DuckDBPyConnection, source: DataSource, plain: DataSource, column: Column) -> None:
    place = quote_name(column.name)
    found = connection.execute(
        f"SELECT row FROM (SELECT row_number() OVER () AS row, {place} FROM read_parquet({quote_path(plain.path)})) "
        f"WHERE {place} IS NOT NULL AND try(decode({place})) IS NULL LIMIT 1"
    ).fetchone()
    if found is not None:
        raise DataError(
            "{file}, row {row}, column {column}: expected text encoded as UTF-8 in a column of bytes. "
            "Received: bytes that are none.",
            file=source.path,
            row=int(found[0]),
            column=column.name,
        )
