"""What a run writes down about the pairs that it was measured on."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from studio.data import SplitRows
from studio.engine.answering.evaluation import Evaluation
from studio.engine.tasks.text_embedding.evaluation import LIKENESS, NEAREST, PLACES, SIMILARITIES
from studio.engine.tasks.text_embedding.losses import SECOND_TEXT, TEXT

_GROUP = 4096


def write_pairs(path: Path, parts: Sequence[tuple[SplitRows, Evaluation]]) -> None:
    """Write `predictions.parquet`, complete or absent: a row for each pair.

    The columns are `split`, `row_number` (from 1, the header not counted), `text`, `second_text` and `similarity`; of a
    search also the `place` at which the second text was found, and the nearest wrong one with its row and similarity:
    they are empty for scored pairs, and where no second text is wrong.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.tmp")
    target = str(temporary).replace("'", "''")
    with duckdb.connect() as connection:
        connection.execute(
            "CREATE TABLE pairs (split VARCHAR, row_number BIGINT, text VARCHAR, second_text VARCHAR, "
            "similarity FLOAT, place DOUBLE, nearest_row BIGINT, nearest_text VARCHAR, nearest_similarity FLOAT)"
        )
        for split, evaluation in parts:
            _add(connection, split, evaluation)
        connection.execute(f"COPY pairs TO '{target}' (FORMAT parquet, COMPRESSION zstd)")
    temporary.replace(path)


def _add(connection: duckdb.DuckDBPyConnection, split: SplitRows, evaluation: Evaluation) -> None:
    start = 0
    for inputs in split.iter_inputs(_GROUP):
        part = slice(start, start + len(inputs[TEXT]))
        columns = {
            "split": np.full(len(inputs[TEXT]), split.name, dtype=object),
            "row_number": split.row_numbers[part] + 1,
            "text": np.array(inputs[TEXT], dtype=object),
            "second_text": np.array(inputs[SECOND_TEXT], dtype=object),
            "similarity": evaluation.outputs[SIMILARITIES][part],
        }
        columns |= _search_columns(split, evaluation, part)
        connection.register("group_of_rows", columns)
        connection.execute("INSERT INTO pairs SELECT * FROM group_of_rows")
        connection.unregister("group_of_rows")
        start = part.stop


def _search_columns(split: SplitRows, evaluation: Evaluation, part: slice) -> dict[str, NDArray[Any]]:
    outputs = evaluation.outputs
    names = ("place", "nearest_row", "nearest_text", "nearest_similarity")
    if PLACES not in outputs:
        return dict.fromkeys(names, np.full(part.stop - part.start, None, dtype=object))
    rows, likeness = outputs[NEAREST][part], outputs[LIKENESS][part]
    found = zip(split.row_numbers[rows] + 1, split.take(rows)[SECOND_TEXT], likeness, strict=True)
    # Where every second text is right there is no wrong one.
    nearest = [entry if np.isfinite(entry[2]) else (None, None, None) for entry in found]
    columns = (np.array(values, dtype=object) for values in zip(*nearest, strict=True))
    return {"place": outputs[PLACES][part], **dict(zip(names[1:], columns, strict=True))}
