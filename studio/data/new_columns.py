"""The new columns of a table while they come, chunk by chunk: they wait on the disk until the table is written."""

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
from numpy.typing import NDArray

from studio.data.database import connect, quote_text
from studio.files import temporary_prefix

Columns = Mapping[str, NDArray[np.generic]]

SPILLED = "spill.added"
_HAS_VALUE = "has_value"
# Rows without values are filled in in portions: they may be most of a large file.
_MAX_GAP = 65_536


@dataclass(frozen=True, slots=True)
class NewColumns:
    """New columns of as many rows as the data set, on the disk.

    Attributes:
        path: The database that holds them.
        types: The types of the values, by column.
    """

    path: Path
    types: Mapping[str, np.dtype[np.generic]]

    @property
    def names(self) -> tuple[str, ...]:
        """The columns, in their order."""
        return tuple(self.types)

    def attach(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Let a database read them as the table `SPILLED`."""
        connection.execute(f"ATTACH {quote_text(str(self.path))} AS spill (READ_ONLY)")

    def value(self, index: int, *, is_json: bool) -> str:
        """Return the SQL of a column in the form that the output needs."""
        column = f"added.{_column(index)}"
        if is_json and [*self.types.values()][index] == np.float32:
            # The shortest decimal that gives the same float32 again; a plain cast writes 0.1 as 0.10000000149011612.
            return f"CAST(CAST({column} AS VARCHAR) AS DOUBLE)"
        return column


@contextmanager
def spilled(chunks: Iterable[tuple[NDArray[np.int64], Columns]], num_rows: int) -> Iterator[NewColumns]:
    """Take all chunks, one after the other, and return them as columns of so many rows.

    Args:
        chunks: Row numbers, counted from 0 and ascending, and what is new in these rows.
        num_rows: How many rows the data set has.
    """
    with tempfile.TemporaryDirectory(prefix=temporary_prefix(), ignore_cleanup_errors=True) as folder:
        path = Path(folder) / "new.duckdb"
        with connect() as connection:
            connection.execute(f"ATTACH {quote_text(str(path))} AS spill")
            table = _Table(connection)
            for row_numbers, columns in chunks:
                table.add(row_numbers, columns)
            table.fill(num_rows)
            connection.execute("DETACH spill")
        yield NewColumns(path, table.types)


class _Table:
    """The table that the columns wait in."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.types: dict[str, np.dtype[np.generic]] = {}
        self._connection = connection
        self._num_rows = 0

    def add(self, row_numbers: NDArray[np.int64], columns: Columns) -> None:
        """Put the values of rows behind those that are there; rows between them are empty."""
        if not len(row_numbers):
            return
        if not self.types:
            self._create(columns)
        self.fill(int(row_numbers[0]))
        end = int(row_numbers[-1]) + 1
        places = row_numbers - self._num_rows
        spread = [_spread(columns[name], places, end - self._num_rows) for name in self.types]
        has_value = np.zeros(end - self._num_rows, np.bool_)
        has_value[places] = True
        self._insert(spread, has_value)

    def fill(self, num_rows: int) -> None:
        """Add empty rows until there are so many."""
        while self.types and self._num_rows < num_rows:
            count = min(num_rows - self._num_rows, _MAX_GAP)
            self._insert([_empty(kind, count) for kind in self.types.values()], np.zeros(count, np.bool_))

    def _create(self, columns: Columns) -> None:
        self.types = {name: values.dtype for name, values in columns.items()}
        self._register([values[:1] for values in columns.values()], np.ones(1, np.bool_))
        self._connection.execute(f"CREATE TABLE {SPILLED} AS SELECT {self._values()} FROM chunk LIMIT 0")
        self._connection.unregister("chunk")

    def _insert(self, arrays: list[NDArray[np.generic]], has_value: NDArray[np.bool_]) -> None:
        self._register(arrays, has_value)
        self._connection.execute(f"INSERT INTO {SPILLED} SELECT {self._values()} FROM chunk")
        self._connection.unregister("chunk")
        self._num_rows += len(has_value)

    def _register(self, arrays: list[NDArray[np.generic]], has_value: NDArray[np.bool_]) -> None:
        # By position: DuckDB would take names that differ in case alone for one.
        named = {_column(index): np.ascontiguousarray(values) for index, values in enumerate(arrays)}
        self._connection.register("chunk", named | {_HAS_VALUE: has_value})

    def _values(self) -> str:
        columns = [_column(index) for index in range(len(self.types))]
        return ", ".join(f"CASE WHEN {_HAS_VALUE} THEN {column} END AS {column}" for column in columns)


def _column(index: int) -> str:
    return f"added_{index}"


def _spread(values: NDArray[np.generic], places: NDArray[np.int64], count: int) -> NDArray[np.generic]:
    if len(values) == count:
        return values
    spread = _empty(values.dtype, count)
    spread[places] = values
    return spread


def _empty(kind: np.dtype[np.generic], count: int) -> NDArray[np.generic]:
    return np.full(count, "", object) if kind.hasobject else np.zeros(count, kind)
