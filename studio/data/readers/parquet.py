"""Parquet files."""

import shutil
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import duckdb

from studio.data.database import IsCancelled, OnProgress, connect, quote_name, quote_path
from studio.data.encodings import is_gzipped, open_bytes
from studio.data.readers.base import Row
from studio.data.readers.json_records import text_of_json
from studio.data.readers.records import damaged_archive
from studio.data.source import Column, DataSource, Kind, stamp_of
from studio.errors import DataError

_NUMBERS = ("INT", "FLOAT", "DOUBLE", "DECIMAL", "HUGE")
_TIMES = ("DATE", "TIME", "INTERVAL")
_NESTED = ("[]", "STRUCT", "MAP", "LIST")


class ParquetReader:
    """Reads Parquet files; their columns keep their types."""

    def open(self, path: Path, format: str) -> DataSource:
        """Read the columns from the file's footer."""
        stamp = stamp_of(path)
        if stamp.size_bytes == 0:
            raise DataError("{file}: expected a table with columns and rows. Received: an empty file.", file=path)
        source = DataSource(path, format, (), stamp, is_gzipped=is_gzipped(path))
        with _unzipped(source) as plain:
            return replace(source, columns=_find_columns(plain.path, path))

    def preview(self, source: DataSource, num_rows: int) -> list[Row]:
        """Return the first rows as text."""
        values = ", ".join(self.text_of(source, name) for name in source.column_names)
        with _unzipped(source) as plain, connect() as connection:
            return connection.execute(f"SELECT {values} FROM {self.relation(plain)} LIMIT {num_rows}").fetchall()

    def relation(self, source: DataSource) -> str:
        """Return a `read_parquet`."""
        return f"read_parquet({quote_path(source.path)})"

    def text_of(self, source: DataSource, column: str) -> str:
        """Return the column as text: NaN and an empty list are nothing, one value in a list is that value."""
        name = quote_name(column)
        kind = next((entry.kind for entry in source.columns if entry.name == column), "text")
        if kind == "nested":
            return text_of_json(f"to_json({name})")
        text = f"CAST({name} AS VARCHAR)"
        return f"nullif({text}, 'nan')" if kind == "number" else text

    def needs_copy(self, source: DataSource) -> bool:
        """Return whether the file is gzipped as a whole."""
        return source.is_gzipped

    def diagnose(self, source: DataSource) -> bool:
        """Return that a copy would not help: what is wrong inside a Parquet file, DuckDB knows best."""
        return False

    def copy(
        self, source: DataSource, folder: Path, on_progress: OnProgress | None, is_cancelled: IsCancelled | None
    ) -> DataSource:
        """Unzip the file."""
        path = folder / "copy.parquet"
        try:
            with open_bytes(source.path, gzipped=True) as zipped, path.open("wb") as file:
                shutil.copyfileobj(zipped, file)
        except (EOFError, zlib.error, OSError) as error:
            raise damaged_archive(source, error) from None
        return replace(source, path=path, stamp=stamp_of(path), is_gzipped=False)


@contextmanager
def _unzipped(source: DataSource) -> Iterator[DataSource]:
    """Give the file itself, or a copy for the moment where it is gzipped."""
    if not source.is_gzipped:
        yield source
        return
    with tempfile.TemporaryDirectory(prefix="fettle-", ignore_cleanup_errors=True) as folder:
        yield ParquetReader().copy(source, Path(folder), None, None)


def _find_columns(path: Path, shown: Path) -> tuple[Column, ...]:
    try:
        with connect() as connection:
            rows = connection.execute(f"DESCRIBE SELECT * FROM read_parquet({quote_path(path)})").fetchall()
            is_empty = not connection.execute(f"SELECT 1 FROM read_parquet({quote_path(path)}) LIMIT 1").fetchall()
    except duckdb.Error:
        raise DataError(
            "{file}: expected a Parquet file. Received: bytes that are none, or a file that was cut.", file=shown
        ) from None
    if is_empty:
        raise DataError(
            "{file}: expected rows. Received: no row, only the columns {received}.",
            file=shown,
            received=", ".join(row[0] for row in rows),
        )
    return tuple(Column(row[0], _kind(row[1])) for row in rows)


def _kind(type_name: str) -> Kind:
    if type_name.startswith(_NESTED) or type_name.endswith("[]"):
        return "nested"
    if type_name == "BOOLEAN":
        return "boolean"
    if type_name.startswith(_TIMES):
        return "time"
    return "number" if any(part in type_name for part in _NUMBERS) else "text"
