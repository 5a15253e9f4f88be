"""What a run writes down about the rows that it was measured on: `predictions.parquet`."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from studio.data import SplitRows

_GROUP = 4096


class PredictionTable:
    """A table with a row for each row that was measured: `split`, `row_number`, the text, and columns of the task.

    Args:
        columns: From the name of each column of the task to its type in DuckDB, such as `FLOAT`.
    """

    def __init__(self, columns: Mapping[str, str]) -> None:
        self._names = tuple(columns)
        self._connection = duckdb.connect()
        # Named only in the file: a table refuses columns that differ in case alone; in a file DuckDB numbers them.
        own = ", ".join(f"column_{place} {kind}" for place, kind in enumerate(columns.values()))
        self._connection.execute(f"CREATE TABLE predictions (split VARCHAR, row_number BIGINT, text VARCHAR, {own})")

    def add(self, split: SplitRows, columns: Sequence[NDArray[Any]]) -> None:
        """Add a split. Rows are counted from 1, the header not counted.

        Args:
            split: The rows.
            columns: The values of the task's columns, in their order, each of shape `(num_rows,)`.
        """
        start = 0
        for texts in split.iter_texts(_GROUP):
            end = start + len(texts)
            group: dict[str, NDArray[Any]] = {
                "split": np.full(len(texts), split.name, dtype=object),
                "row_number": split.row_numbers[start:end] + 1,
                "text": np.array(texts, dtype=object),
            }
            group |= {f"column_{place}": values[start:end] for place, values in enumerate(columns)}
            self._connection.register("group_of_rows", group)
            self._connection.execute("INSERT INTO predictions SELECT * FROM group_of_rows")
            self._connection.unregister("group_of_rows")
            start = end

    def write(self, path: Path) -> None:
        """Write the file, complete or absent."""
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(f".{path.name}.tmp")
        target = str(temporary).replace("'", "''")
        own = ", ".join(f"column_{place} AS {_quoted(name)}" for place, name in enumerate(self._names))
        self._connection.execute(
            f"COPY (SELECT split, row_number, text, {own} FROM predictions) "
            f"TO '{target}' (FORMAT parquet, COMPRESSION zstd)"
        )
        temporary.replace(path)
        self._connection.close()


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
