"""What a run writes down about the rows that it was measured on: `predictions.parquet`."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from studio.answers.base import texts_array
from studio.data import SplitRows
from studio.data.database import quote_name, quote_text
from studio.engine.tasks.evaluation import Evaluation
from studio.files import complete_file

_GROUP = 4096

Parts = Sequence[tuple[SplitRows, Evaluation]]
# From a split, what was measured on it, the texts of some of its rows by input, and which rows these are, to the values
# of the task's own columns: an array each, of shape `(num_rows,)`.
OwnValues = Callable[[SplitRows, Evaluation, Mapping[str, Sequence[str]], slice], Sequence[NDArray[Any]]]


def write_table(
    path: Path, parts: Parts, inputs: Mapping[str, str], columns: Mapping[str, str], values: OwnValues
) -> None:
    """Write a row for each row that was measured: `split`, `row_number`, the texts, and the task's own columns.

    Rows are counted from 1, the header not counted. The file is complete or absent.

    Args:
        path: The Parquet file.
        parts: The splits and what was measured on them.
        inputs: From the name of each column with texts to the input that it holds.
        columns: From the name of each column of the task's own to its type in DuckDB, such as `FLOAT`.
        values: Gives what stands in the task's own columns.
    """
    # Named only in the file: a table refuses columns that differ in case alone; in a file DuckDB numbers them.
    own = {f"column_{place}": kind for place, kind in enumerate(columns.values())}
    kinds = {"split": "VARCHAR", "row_number": "BIGINT", **dict.fromkeys(inputs, "VARCHAR"), **own}
    named = [f"{place} AS {quote_name(name)}" for place, name in zip(own, columns, strict=True)]
    path.parent.mkdir(exist_ok=True)
    with duckdb.connect() as connection, complete_file(path) as unfinished:
        connection.execute(f"CREATE TABLE predictions ({', '.join(f'{name} {kind}' for name, kind in kinds.items())})")
        for split, evaluation in parts:
            for texts, part in _groups(split):
                group = {
                    "split": np.full(part.stop - part.start, split.name, dtype=object),
                    "row_number": split.row_numbers[part] + 1,
                    **{name: texts_array(texts[source]) for name, source in inputs.items()},
                    **dict(zip(own, values(split, evaluation, texts, part), strict=True)),
                }
                connection.register("group_of_rows", group)
                connection.execute("INSERT INTO predictions SELECT * FROM group_of_rows")
                connection.unregister("group_of_rows")
        selected = ", ".join(["split", "row_number", *inputs, *named])
        target = quote_text(str(unfinished))
        connection.execute(f"COPY (SELECT {selected} FROM predictions) TO {target} (FORMAT parquet, COMPRESSION zstd)")


def _groups(split: SplitRows) -> Iterator[tuple[dict[str, list[str]], slice]]:
    start = 0
    for texts in split.iter_inputs(_GROUP):
        end = start + len(next(iter(texts.values())))
        yield texts, slice(start, end)
        start = end
