"""What a run writes down about the texts that it was measured on."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from studio.answers.base import texts_array
from studio.data import SplitRows
from studio.data.kinds.tags import SPANS
from studio.data.targets import Ragged
from studio.engine.tasks.evaluation import Evaluation
from studio.engine.tasks.token_classification.evaluation import FOUND, FOUND_OFFSETS, FOUND_PROBABILITIES, to_answer

_GROUP = 4096
_TABLE = (
    "CREATE TABLE predictions (split VARCHAR, row_number BIGINT, text VARCHAR, label VARCHAR, prediction VARCHAR, "
    "expected_spans VARCHAR, spans VARCHAR)"
)


def write_spans(path: Path, names: tuple[str, ...], parts: Sequence[tuple[SplitRows, Evaluation]]) -> None:
    """Write a row for each text, complete or absent.

    `spans` and `expected_spans` are JSON lists of start, end, type, text and probability; `prediction` and `label` say
    the same in short.

    Args:
        path: The Parquet file.
        names: The types, in the order of their numbers.
        parts: The splits and what was measured on them.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.tmp")
    with duckdb.connect() as connection:
        connection.execute(_TABLE)
        for split, evaluation in parts:
            start = 0
            for batch in split.iter_inputs(_GROUP):
                (texts,) = batch.values()
                connection.register("rows", _columns(split, evaluation, names, texts, start))
                connection.execute("INSERT INTO predictions SELECT * FROM rows")
                connection.unregister("rows")
                start += len(texts)
        target = str(temporary).replace("'", "''")
        connection.execute(f"COPY predictions TO '{target}' (FORMAT parquet, COMPRESSION zstd)")
    temporary.replace(path)


def _columns(
    split: SplitRows, evaluation: Evaluation, names: tuple[str, ...], texts: Sequence[str], start: int
) -> dict[str, NDArray[Any]]:
    wanted = split.targets.ragged[SPANS]
    found = Ragged(evaluation.outputs[FOUND], evaluation.outputs[FOUND_OFFSETS])
    numbers = evaluation.outputs[FOUND_PROBABILITIES]
    right, given = [], []
    for row, text in enumerate(texts, start):
        right.append(to_answer(text, wanted[row], np.ones(len(wanted[row])), names))
        given.append(to_answer(text, found[row], numbers[found.offsets[row] : found.offsets[row + 1]], names))
    return {
        "split": np.full(len(texts), split.name, dtype=object),
        "row_number": split.row_numbers[start : start + len(texts)] + 1,
        "text": texts_array(texts),
        "label": texts_array([answer.headline().text for answer in right]),
        "prediction": texts_array([answer.headline().text for answer in given]),
        "expected_spans": texts_array([_json(answer.to_json()["spans"]) for answer in right]),
        "spans": texts_array([_json(answer.to_json()["spans"]) for answer in given]),
    }


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
