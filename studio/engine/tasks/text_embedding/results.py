"""What a run writes down about the pairs that it was measured on."""

from collections.abc import Sequence
from pathlib import Path

import duckdb
import numpy as np

from studio.data import SplitRows
from studio.engine.tasks.evaluation import Evaluation
from studio.engine.tasks.text_embedding.evaluation import PLACES, SIMILARITIES
from studio.engine.tasks.text_embedding.losses import SECOND_TEXT, TEXT

_GROUP = 4096


def write_pairs(path: Path, parts: Sequence[tuple[SplitRows, Evaluation]]) -> None:
    """Write `predictions.parquet`, complete or absent: a row for each pair.

    The columns are `split`, `row_number` (from 1, the header not counted), `text`, `second_text`, `similarity`, and
    `place`, which is empty for scored pairs.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.tmp")
    target = str(temporary).replace("'", "''")
    with duckdb.connect() as connection:
        connection.execute(
            "CREATE TABLE pairs (split VARCHAR, row_number BIGINT, text VARCHAR, second_text VARCHAR, "
            "similarity FLOAT, place DOUBLE)"
        )
        for split, evaluation in parts:
            _add(connection, split, evaluation)
        connection.execute(
            "COPY (SELECT * REPLACE (CASE WHEN isnan(place) THEN NULL ELSE place END AS place) FROM pairs) "
            f"TO '{target}' (FORMAT parquet, COMPRESSION zstd)"
        )
    temporary.replace(path)


def _add(connection: duckdb.DuckDBPyConnection, split: SplitRows, evaluation: Evaluation) -> None:
    similarities = evaluation.outputs[SIMILARITIES]
    places = evaluation.outputs.get(PLACES, np.full(len(similarities), np.nan))
    start = 0
    for inputs in split.iter_inputs(_GROUP):
        end = start + len(inputs[TEXT])
        columns = {
            "split": np.full(end - start, split.name, dtype=object),
            "row_number": split.row_numbers[start:end] + 1,
            "text": np.array(inputs[TEXT], dtype=object),
            "second_text": np.array(inputs[SECOND_TEXT], dtype=object),
            "similarity": similarities[start:end],
            "place": places[start:end],
        }
        connection.register("group_of_rows", columns)
        connection.execute("INSERT INTO pairs SELECT * FROM group_of_rows")
        connection.unregister("group_of_rows")
        start = end
