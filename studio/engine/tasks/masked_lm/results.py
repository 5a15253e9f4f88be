"""What a masked language model guessed, as a file."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from studio.data import SplitRows
from studio.engine.tasks.evaluation import Evaluation
from studio.engine.tasks.masked_lm.token_texts import TokenTexts

_GROUP = 4096


def write_guesses(path: Path, texts: TokenTexts, parts: Sequence[tuple[SplitRows, Evaluation]]) -> None:
    """Write `predictions.parquet`, complete or absent: a row for each example that was measured.

    Its columns are `split`, `row_number` (from 1), `text`, `loss` (the mean over the text's hidden tokens) and three
    lists of the same length: `tokens` (what was hidden), `predictions` and `probabilities` (of the predictions).

    Args:
        path: The file.
        texts: Gives tokens their names.
        parts: The splits with what `MaskEvaluator` measured on them.
    """
    with duckdb.connect() as connection:
        connection.execute(
            "CREATE TABLE predictions (split VARCHAR, row_number BIGINT, text VARCHAR, loss FLOAT, tokens VARCHAR[], "
            "predictions VARCHAR[], probabilities FLOAT[])"
        )
        for split, evaluation in parts:
            _add(connection, split, evaluation, texts)
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(f".{path.name}.tmp")
        target = str(temporary).replace("'", "''")
        connection.execute(f"COPY predictions TO '{target}' (FORMAT parquet, COMPRESSION zstd)")
        temporary.replace(path)


def _add(connection: Any, split: SplitRows, evaluation: Evaluation, texts: TokenTexts) -> None:
    outputs, names = evaluation.outputs, np.array(texts.names, dtype=object)
    starts = np.searchsorted(outputs["examples"], np.arange(len(split) + 1))
    start = 0
    for group in split.iter_texts(_GROUP):
        end = start + len(group)
        edges = starts[start : end + 1] - starts[start]
        part = {name: values[starts[start] : starts[end]] for name, values in outputs.items()}
        losses = _lists(part["losses"], edges)
        columns: dict[str, NDArray[Any]] = {
            "split": np.full(len(group), split.name, dtype=object),
            "row_number": split.row_numbers[start:end] + 1,
            "text": np.array(group, dtype=object),
            "loss": np.array([np.mean(row) if row else np.nan for row in losses], np.float32),
            "tokens": _objects(_lists(names[part["token_ids"]], edges)),
            "predictions": _objects(_lists(names[part["predictions"]], edges)),
            "probabilities": _objects(_lists(part["probabilities"], edges)),
        }
        connection.register("group_of_rows", columns)
        connection.execute("INSERT INTO predictions SELECT * FROM group_of_rows")
        connection.unregister("group_of_rows")
        start = end


def _lists(values: NDArray[Any], edges: NDArray[np.int64]) -> list[list[Any]]:
    return [values[low:high].tolist() for low, high in pairwise(edges)]


def _objects(rows: list[list[Any]]) -> NDArray[Any]:
    # An array of lists, not of two axes, also where all are of one length.
    column = np.empty(len(rows), dtype=object)
    for index, row in enumerate(rows):
        column[index] = row
    return column
