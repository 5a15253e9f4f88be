"""Tables of predictions: the rows of a data set with new columns, written out of core and all or nothing."""

import contextlib
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import duckdb
import numpy as np
from numpy.typing import NDArray

from studio.data.database import IsCancelled, OnProgress, connect, quote_name, quote_text, watched
from studio.data.new_columns import SPILLED, Columns, NewColumns, spilled
from studio.data.readers.parquet_columns import text_of
from studio.data.reading import count_rows, relation, with_plain
from studio.data.source import DataSource
from studio.errors import DataError, NotFoundError
from studio.files import expand_user
from studio.formulas import as_text, as_text_sql

# Rows, counted from 0 and ascending from chunk to chunk, and what is new in each of them.
Chunk = tuple[NDArray[np.int64], Columns]


@dataclass(frozen=True, slots=True)
class _Format:
    """How DuckDB writes a file.

    Attributes:
        options: The options of `COPY`.
        has_types: Whether the format tells a number from a text.
        is_json: Whether values may be nested.
        keeps_bytes: Whether there are columns of bytes.
    """

    options: str
    has_types: bool
    is_json: bool = False
    keeps_bytes: bool = False

    @property
    def is_computed(self) -> bool:
        """Whether spreadsheets open such files, and compute cells that look like formulas."""
        return not self.has_types


_FORMATS: dict[str, _Format] = {
    ".csv": _Format("FORMAT csv, HEADER", has_types=False),
    ".tsv": _Format("FORMAT csv, HEADER, DELIMITER '\t'", has_types=False),
    ".jsonl": _Format("FORMAT json", has_types=True, is_json=True),
    ".ndjson": _Format("FORMAT json", has_types=True, is_json=True),
    ".json": _Format("FORMAT json, ARRAY true", has_types=True, is_json=True),
    ".parquet": _Format("FORMAT parquet, COMPRESSION zstd", has_types=True, keeps_bytes=True),
}
_INPUT_PREFIX = "input_"


def check_table_path(path: Path, source: DataSource | None = None) -> None:
    """Check that a table can be written to a path, before the work that fills it.

    Args:
        path: Where the table is to go.
        source: The data set whose rows it is to hold, if it is known already.

    Raises:
        DataError: if the ending is unknown, or the path is a folder or the data set itself.
        NotFoundError: if there is no such folder.
    """
    _format_of(path)
    if not path.absolute().parent.is_dir():
        raise NotFoundError("There is no folder {file}.", file=path.absolute().parent)
    if path.is_dir():
        raise DataError("{file}: expected a file to write to. Received: a folder.", file=path)
    if source is not None and path.exists() and path.samefile(source.path):
        raise DataError("{file}: expected another file than the input to write to. Received: the input.", file=path)


def write_table(
    source: DataSource,
    path: str | Path,
    columns: Columns,
    *,
    row_numbers: NDArray[np.int64] | None = None,
    keeps_formulas: bool = False,
    on_progress: OnProgress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> int:
    """Write the rows of a data set with new columns behind its own.

    The input's columns keep their values and types; columns of a CSV or TSV file, which have no types, become numbers
    in JSON and Parquet only where every value stays as it was written. An input column that has the name of a new one
    is called `input_<name>`, so that the new columns have the same names in every table. New columns whose names differ
    in case alone get a number behind them, all but the first.

    Args:
        source: The data set.
        path: Ends in `.csv`, `.tsv`, `.json`, `.jsonl`, `.ndjson` (each also with `.gz` behind it) or `.parquet`. The
            file appears once it is complete, and replaces one that is there.
        columns: From name to array of shape (num_rows,), or (num_values,) where `row_numbers` are given.
        row_numbers: int64 array of shape (num_values,), the rows that the values belong to, counted from 0, ascending.
            The new columns of all other rows are empty: null in JSON and Parquet, nothing in CSV and TSV.
        keeps_formulas: Whether cells of CSV and TSV that a spreadsheet would compute stay as they are.
        on_progress: Called while the file is written, from another thread.
        is_cancelled: Asked about ten times a second, from another thread.

    Returns:
        The number of rows.

    Raises:
        DataError: if the ending is unknown, the path is the data set itself, or the data set has changed.
        NotFoundError: if there is no such folder.
        CancelledError: if `is_cancelled` said so.
    """
    num_rows = count_rows(source, is_cancelled=is_cancelled)
    num_values = num_rows if row_numbers is None else len(row_numbers)
    for name, values in columns.items():
        if len(values) != num_values:
            raise DataError(
                "{file}: expected {expected} {expected:row|rows}, as many as there are values for {column}. Received: "
                "{received}.",
                file=source.path,
                column=name,
                expected=len(values),
                received=num_values,
            )
    rows = np.arange(num_rows, dtype=np.int64) if row_numbers is None else row_numbers
    chunks = [(rows, columns)]
    write_chunks(
        source, path, chunks, keeps_formulas=keeps_formulas, on_progress=on_progress, is_cancelled=is_cancelled
    )
    return num_rows


def write_chunks(
    source: DataSource,
    path: str | Path,
    chunks: Iterable[Chunk],
    *,
    keeps_formulas: bool = False,
    on_progress: OnProgress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> int:
    """Write the rows of a data set with new columns behind its own, as `write_table` does, of any size.

    No more than a chunk is held in memory: what was given waits on the disk.

    Args:
        source: The data set.
        path: As for `write_table`.
        chunks: Of the same columns with the same types; they are asked for one by one. The new columns of rows that
            are in none of them are empty.
        keeps_formulas: Whether cells of CSV and TSV that a spreadsheet would compute stay as they are; else they get an
            apostrophe before them.
        on_progress: Called while the file is written, from another thread.
        is_cancelled: Asked about ten times a second, from another thread.

    Returns:
        The number of rows.

    Raises:
        DataError, NotFoundError, CancelledError: as `write_table` does.
    """
    target = expand_user(path).absolute()
    check_table_path(target, source)
    num_rows = count_rows(source, is_cancelled=is_cancelled)
    with spilled(chunks, num_rows) as new:

        def write(plain: DataSource) -> None:
            with connect() as connection:
                new.attach(connection)
                watch = watched(connection, f"Writing {target.name}", on_progress, is_cancelled)
                _write(connection, plain, target, new, watch, keeps_formulas=keeps_formulas)

        with_plain(source, write, on_progress=on_progress, is_cancelled=is_cancelled)
    return num_rows


def _write(
    connection: duckdb.DuckDBPyConnection,
    plain: DataSource,
    target: Path,
    new: NewColumns,
    watch: AbstractContextManager[None],
    *,
    keeps_formulas: bool,
) -> None:
    """Write the file beside its place and give it its name once it is complete."""
    part = target.with_name(f".{target.name}.{uuid4().hex[:8]}.part")
    try:
        with watch:
            connection.execute(_copy_query(connection, plain, part, target, new, keeps_formulas=keeps_formulas))
        part.replace(target)
    except (OSError, duckdb.IOException) as error:
        if isinstance(error, duckdb.Error) and part.name not in str(error):
            raise
        reason = str(error).splitlines()[0].rstrip(".")
        raise DataError("{file} cannot be written: {reason}.", file=target, reason=reason) from None
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def _format_of(path: Path) -> _Format:
    name = path.name.lower()
    ending = Path(name.removesuffix(".gz")).suffix
    if ending in _FORMATS and not (ending == ".parquet" and name.endswith(".gz")):
        return _FORMATS[ending]
    raise DataError(
        "{file}: expected a file that ends in {expected}; all but Parquet also with .gz behind it. "
        "Received: {received}.",
        file=path,
        expected=", ".join(_FORMATS),
        received=path.suffix or "no ending",
    )


def _copy_query(
    connection: duckdb.DuckDBPyConnection,
    plain: DataSource,
    part: Path,
    target: Path,
    new: NewColumns,
    *,
    keeps_formulas: bool,
) -> str:
    file_format = _format_of(target)
    is_plain = keeps_formulas or not file_format.is_computed
    taken = {name.lower() for name in (*new.names, *plain.column_names)}
    added = {name.lower() for name in new.names}
    types = _types(connection, plain) if file_format.has_types else {}
    values: list[tuple[str, str]] = []
    for name in plain.column_names:
        alias = name
        while alias.lower() in added or (alias != name and alias.lower() in taken):
            alias = _INPUT_PREFIX + alias
        taken.add(alias.lower())
        values.append((_value(plain, file_format, name, types), alias))
    values += [(new.value(index, is_json=file_format.is_json), name) for index, name in enumerate(new.names)]
    selected = [
        f"{value if is_plain else as_text_sql(value)} AS {quote_name(name if is_plain else str(as_text(name)))}"
        for value, name in values
    ]
    options = file_format.options + (", COMPRESSION gzip" if target.suffix.lower() == ".gz" else "")
    joined = f" POSITIONAL JOIN {SPILLED} AS added" if new.names else ""
    return (
        f"COPY (SELECT {', '.join(selected)} FROM {relation(plain)} AS kept{joined}) "
        f"TO {quote_text(str(part))} ({options})"
    )


def _value(plain: DataSource, format: _Format, name: str, types: Mapping[str, str]) -> str:
    """Return the SQL of an input column in the form that the output needs."""
    column = f"kept.{quote_name(name)}"
    if plain.format in ("json", "jsonl"):
        return column if format.is_json else _cast(f"({column} ->> '$')", types.get(name))
    if plain.format == "parquet" and not format.keeps_bytes and (known := plain.column(name)).is_binary:
        # Text in a column of bytes is text in a file that has no such columns.
        return text_of(known, column) if known.kind == "text" else column
    return _cast(column, types.get(name))


def _cast(column: str, type_name: str | None) -> str:
    return f"CAST({column} AS {type_name})" if type_name else column


def _types(connection: duckdb.DuckDBPyConnection, plain: DataSource) -> dict[str, str]:
    """Return the types of columns that come without one, where all values keep the way they are written."""
    if plain.format == "parquet":
        return {}
    if plain.format in ("json", "jsonl"):
        return _json_types(connection, plain)
    tests = [
        f"bool_and(CAST(TRY_CAST({quote_name(name)} AS BIGINT) AS VARCHAR) = {quote_name(name)}), "
        f"bool_and(CAST(TRY_CAST({quote_name(name)} AS DOUBLE) AS VARCHAR) IN ({quote_name(name)}, "
        f"{quote_name(name)} || '.0')), "
        f"bool_and({quote_name(name)} IN ('true', 'false'))"
        for name in plain.column_names
    ]
    answers = connection.execute(f"SELECT {', '.join(tests)} FROM {relation(plain)}").fetchone() or ()
    types: dict[str, str] = {}
    for index, name in enumerate(plain.column_names):
        for offset, type_name in enumerate(("BIGINT", "DOUBLE", "BOOLEAN")):
            if answers[3 * index + offset] and name not in types:
                types[name] = type_name
    return types


def _json_types(connection: duckdb.DuckDBPyConnection, plain: DataSource) -> dict[str, str]:
    kinds = ", ".join(f"list(DISTINCT json_type({quote_name(name)}))" for name in plain.column_names)
    answers = connection.execute(f"SELECT {kinds} FROM {relation(plain)}").fetchone() or ()
    types: dict[str, str] = {}
    for name, found in zip(plain.column_names, answers, strict=True):
        present = set(found or ()) - {None, "NULL"}
        if not present:
            continue
        for allowed, type_name in (
            ({"BIGINT", "UBIGINT"}, "BIGINT"),
            ({"BIGINT", "UBIGINT", "DOUBLE"}, "DOUBLE"),
            ({"BOOLEAN"}, "BOOLEAN"),
        ):
            if present <= allowed and name not in types:
                types[name] = type_name
    return types
