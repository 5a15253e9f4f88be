"""What a run writes down about the questions that it was measured on."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from studio.answers.base import json_array, texts_array
from studio.data import SplitRows
from studio.data.kinds.span import ANSWERS
from studio.engine.answering.evaluation import Evaluation

_GROUP = 4096
_TABLE = (
    "CREATE TABLE predictions (split VARCHAR, row_number BIGINT, text VARCHAR, context VARCHAR, label VARCHAR, "
    'prediction VARCHAR, probability FLOAT, "start" INTEGER, "end" INTEGER, no_answer_score FLOAT, answers VARCHAR)'
)


def write_answers(path: Path, parts: Sequence[tuple[SplitRows, Evaluation]]) -> None:
    """Write a row for each question, complete or absent.

    `text` is the question, `label` the first right answer and `prediction` what was answered, both empty for none;
    `start` and `end` say where that stands in `context`, in code points. `answers` is a JSON list of all right answers,
    each with `start`, `end` and `text`.

    Args:
        path: The Parquet file.
        parts: The splits and what was measured on them.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.tmp")
    with duckdb.connect() as connection:
        connection.execute(_TABLE)
        for split, evaluation in parts:
            start = 0
            for batch in split.iter_inputs(_GROUP):
                count = len(batch["question"])
                connection.register("rows", _columns(split, evaluation, batch, slice(start, start + count)))
                connection.execute("INSERT INTO predictions SELECT * FROM rows")
                connection.unregister("rows")
                start += count
        target = str(temporary).replace("'", "''")
        connection.execute(f"COPY predictions TO '{target}' (FORMAT parquet, COMPRESSION zstd)")
    temporary.replace(path)


def _columns(
    split: SplitRows, evaluation: Evaluation, batch: dict[str, list[str]], part: slice
) -> dict[str, NDArray[Any]]:
    contexts, right = batch["context"], split.targets.ragged[ANSWERS]
    outputs = {name: values[part] for name, values in evaluation.outputs.items()}
    given = [
        context[start:end] if start >= 0 else ""
        for context, start, end in zip(contexts, outputs["start"], outputs["end"], strict=True)
    ]
    gold = [
        [{"start": first, "end": last, "text": context[first:last]} for first, last in right[row].tolist()]
        for row, context in enumerate(contexts, start=part.start)
    ]
    return {
        "split": np.full(len(contexts), split.name, dtype=object),
        "row_number": split.row_numbers[part] + 1,
        "text": texts_array(batch["question"]),
        "context": texts_array(contexts),
        "label": texts_array([answers[0]["text"] if answers else "" for answers in gold]),
        "prediction": texts_array(given),
        "probability": outputs["probability"],
        "start": outputs["start"],
        "end": outputs["end"],
        "no_answer_score": outputs["no_answer_score"],
        "answers": json_array(gold),
    }
