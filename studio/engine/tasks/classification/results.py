"""What a run writes down about the texts that it was measured on."""

from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from studio.data import SplitRows

_GROUP = 4096


class PredictionsWriter:
    """Writes `predictions.parquet`: a row for each example that was measured.

    Args:
        class_names: The classes, in the order of the probabilities.
        inputs: The names of the task's inputs: a column each.
    """

    def __init__(self, class_names: tuple[str, ...], inputs: tuple[str, ...] = ("text",)) -> None:
        self._class_names = class_names
        self._inputs = inputs
        self._connection = duckdb.connect()
        texts = ", ".join(f"{name} VARCHAR" for name in inputs)
        probabilities = ", ".join(f"probability_{index} FLOAT" for index in range(len(class_names)))
        self._connection.execute(
            f"CREATE TABLE predictions (split VARCHAR, row_number BIGINT, {texts}, "
            f"label VARCHAR, prediction VARCHAR, probability FLOAT, {probabilities})"
        )

    def add(self, split: SplitRows, probabilities: NDArray[np.float32]) -> None:
        """Add a split. Rows are counted from 1, the header not counted."""
        start = 0
        for inputs in split.iter_inputs(_GROUP):
            end = start + len(inputs[self._inputs[0]])
            self._add(split, inputs, slice(start, end), probabilities[start:end])
            start = end

    def write(self, path: Path) -> None:
        """Write the file, complete or absent."""
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(f".{path.name}.tmp")
        target = str(temporary).replace("'", "''")
        # Named only here: a table refuses columns that differ in case alone; in a file DuckDB numbers them.
        names = ", ".join(
            f"probability_{index} AS {_quoted(f'probability_{name}')}" for index, name in enumerate(self._class_names)
        )
        self._connection.execute(
            f"COPY (SELECT split, row_number, {', '.join(self._inputs)}, label, prediction, probability, {names} "
            f"FROM predictions) TO '{target}' (FORMAT parquet, COMPRESSION zstd)"
        )
        temporary.replace(path)
        self._connection.close()

    def _add(
        self, split: SplitRows, inputs: dict[str, list[str]], part: slice, probabilities: NDArray[np.float32]
    ) -> None:
        names = np.array(self._class_names, dtype=object)
        predictions = probabilities.argmax(axis=1)
        columns: dict[str, NDArray[Any]] = {
            "split": np.full(len(probabilities), split.name, dtype=object),
            "row_number": split.row_numbers[part] + 1,
            **{name: np.array(inputs[name], dtype=object) for name in self._inputs},
            "label": names[split.labels[part]],
            "prediction": names[predictions],
            "probability": probabilities[np.arange(len(probabilities)), predictions],
        }
        columns |= {f"probability_{index}": probabilities[:, index] for index in range(len(names))}
        self._connection.register("group_of_rows", columns)
        self._connection.execute("INSERT INTO predictions SELECT * FROM group_of_rows")
        self._connection.unregister("group_of_rows")


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
