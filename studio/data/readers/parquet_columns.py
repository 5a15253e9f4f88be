"""The columns of a Parquet file: types, text kept as bytes, and the class names that Hugging Face's libraries keep."""

from pathlib import Path
from typing import Any

import duckdb

from studio.data.database import connect, quote_name, quote_path
from studio.data.findings import MAX_ROWS, Finding
from studio.data.readers.class_names import NO_CLASS, list_of_names, names_beside, read_names, told
from studio.data.readers.value_text import list_text_of_json, text_of_json, text_of_number
from studio.data.source import Column, Kind
from studio.errors import DataError
from studio.json_text import parse_json
from studio.messages import Message

_NUMBERS = ("INT", "FLOAT", "DOUBLE", "DECIMAL", "HUGE")
_TIMES = ("DATE", "TIME", "INTERVAL")
_NESTED = ("[]", "STRUCT", "MAP", "LIST")
_NUM_SAMPLED = 1000


def read_columns(path: Path, shown: Path) -> tuple[tuple[Column, ...], tuple[Finding, ...]]:
    """Return the columns of a Parquet file and what to tell of them.

    Args:
        path: The file.
        shown: The path for messages.

    Raises:
        DataError: if it is none, or holds no row.
    """
    table = f"read_parquet({quote_path(path)})"
    try:
        with connect() as connection:
            rows = connection.execute(f"DESCRIBE SELECT * FROM {table}").fetchall()
            if not connection.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchall():
                raise _no_rows(shown, [row[0] for row in rows])
            names = names_beside(shown) | _class_names(connection, path)
            notes: list[Finding] = []
            columns = tuple(_column(connection, table, shown, row, names.get(row[0], ()), notes) for row in rows)
    except duckdb.Error:
        raise DataError(
            "{file}: expected a Parquet file. Received: bytes that are none, or a file that was cut.", file=shown
        ) from None
    return columns, tuple(notes)


def text_of(column: Column, place: str) -> str:
    """Return the SQL of a column as text: NaN and an empty list are nothing, one value in a list is that value.

    Args:
        column: The column.
        place: The SQL of the column itself.
    """
    if column.is_binary:
        return f"decode({place})"
    if column.kind == "nested":
        return text_of_json(_nested(column, place))
    text = f"CAST({place} AS VARCHAR)"
    if not column.class_names:
        return text_of_number(text) if column.kind == "number" else text
    number, names = _class_number(place), list_of_names(column.class_names)
    return f"CASE WHEN {number} = {NO_CLASS} THEN NULL ELSE ({names})[CAST({number} AS BIGINT) + 1] END"


def list_text_of(column: Column, place: str) -> str:
    """Return the SQL of a column as text in which a list stays one.

    Args:
        column: The column.
        place: The SQL of the column itself.
    """
    if column.kind != "nested" or column.is_binary:
        return text_of(column, place)
    return list_text_of_json(_nested(column, place))


def _nested(column: Column, place: str) -> str:
    """Return the SQL of a list, a struct or a map as JSON; numbers in a list that stand for classes are these."""
    if column.class_names:
        place = f"list_transform({place}, lambda entry: ({list_of_names(column.class_names)})[entry + 1])"
    return f"to_json({place})"


def _class_number(place: str) -> str:
    """Return the SQL of a class's number, nothing for NaN: a column with blanks often came through pandas' floats."""
    return f"nullif(CAST({place} AS DOUBLE), 'nan'::DOUBLE)"


def _column(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    shown: Path,
    described: tuple[Any, ...],
    class_names: tuple[str, ...],
    notes: list[Finding],
) -> Column:
    name, type_name = str(described[0]), str(described[1])
    if type_name == "BLOB":
        # Pictures and the like are bytes too, and no texts.
        is_text = not _fetch(
            connection,
            f"SELECT count(*) FROM (SELECT {quote_name(name)} AS value FROM {table} LIMIT {_NUM_SAMPLED}) "
            "WHERE value IS NOT NULL AND try(decode(value)) IS NULL",
        )
        return Column(name, "text" if is_text else "nested", is_binary=True)
    kind = _kind(type_name)
    is_list = kind == "nested" and _is_list_of_whole(type_name)
    if not class_names or not (kind == "number" or is_list):
        return Column(name, kind)
    if is_list:
        is_unknown = (
            f"len(list_filter({quote_name(name)}, lambda entry: entry NOT BETWEEN 0 AND {len(class_names) - 1})) > 0"
        )
    else:
        number = _class_number(quote_name(name))
        is_unknown = f"({number} NOT BETWEEN {NO_CLASS} AND {len(class_names) - 1} OR {number} <> floor({number}))"
    num_unknown = _fetch(connection, f"SELECT count(*) FROM {table} WHERE {is_unknown}")
    details: dict[str, str | int | float | None] = {"file": str(shown), "column": name}
    if num_unknown:
        template = (
            "{file}, column {column}: the file names {expected} {expected:class|classes}, and {num_rows} "
            "{num_rows:row has|rows have} none of their numbers; so the numbers are taken as they are."
        )
        details |= {"expected": len(class_names), "num_rows": num_unknown}
        rows = _rows_where(connection, table, is_unknown)
        notes.append(Finding("warning", Message(template, details), num_unknown, f"unknown_classes={name}", rows))
        return Column(name, kind)
    notes.append(told(shown, name, class_names))
    return Column(name, kind if is_list else "text", class_names=class_names)


def _is_list_of_whole(type_name: str) -> bool:
    """Return whether a type is a list of whole numbers, of as many as there are or of a fixed number."""
    inner, mark, length = type_name.removesuffix("]").rpartition("[")
    return bool(mark) and (not length or length.isdecimal()) and "INT" in inner and inner.isalnum()


def _fetch(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    row = connection.execute(query).fetchone()
    return int(row[0]) if row else 0


def _rows_where(connection: duckdb.DuckDBPyConnection, table: str, condition: str) -> tuple[int, ...]:
    """Return the first rows of a kind, counted from 1."""
    # Only a window over all rows counts them in the order of the file.
    found = connection.execute(
        f"SELECT number FROM (SELECT row_number() OVER () AS number, {condition} AS is_one FROM {table}) "
        f"WHERE is_one ORDER BY number LIMIT {MAX_ROWS}"
    ).fetchall()
    return tuple(int(row) for (row,) in found)


def _class_names(connection: duckdb.DuckDBPyConnection, path: Path) -> dict[str, tuple[str, ...]]:
    """Return the class names by column, from the schema's metadata."""
    rows = connection.execute(
        f"SELECT value FROM parquet_kv_metadata({quote_path(path)}) WHERE CAST(key AS VARCHAR) = 'huggingface'"
    ).fetchall()
    try:
        return read_names(parse_json(rows[0][0])["info"]["features"]) if rows else {}
    except (ValueError, KeyError, TypeError):
        return {}


def _no_rows(shown: Path, names: list[str]) -> DataError:
    return DataError(
        "{file}: expected rows. Received: no row, only the columns {received}.", file=shown, received=", ".join(names)
    )


def _kind(type_name: str) -> Kind:
    if type_name.startswith("ENUM"):
        return "text"
    if type_name.startswith(_NESTED) or type_name.endswith("[]"):
        return "nested"
    if type_name == "BOOLEAN":
        return "boolean"
    if type_name.startswith(_TIMES):
        return "time"
    return "number" if any(part in type_name for part in _NUMBERS) else "text"
