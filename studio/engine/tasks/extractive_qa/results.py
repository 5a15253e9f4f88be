"""What a run writes down about the questions that it was measured on."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from studio.answers.base import json_array, texts_array
from studio.data import SplitRows
from studio.data.kinds.span import ANSWERS
from studio.engine.tasks.evaluation import Evaluation
from studio.engine.tasks.prediction_table import Parts, write_table

_COLUMNS = {
    "label": "VARCHAR",
    "prediction": "VARCHAR",
    "probability": "FLOAT",
    "start": "INTEGER",
    "end": "INTEGER",
    "no_answer_score": "FLOAT",
    "answers": "VARCHAR",
}


def write_answers(path: Path, parts: Parts) -> None:
    """Write a row for each question, complete or absent.

    `text` is the question, `label` the first right answer and `prediction` what was answered, both empty for none;
    `start` and `end` say where that stands in `context`, in code points. `answers` is a JSON list of all right answers,
    each with `start`, `end` and `text`.

    Args:
        path: The Parquet file.
        parts: The splits and what was measured on them.
    """
    write_table(path, parts, {"text": "question", "context": "context"}, _COLUMNS, _values)


def _values(
    split: SplitRows, evaluation: Evaluation, texts: Mapping[str, Sequence[str]], part: slice
) -> list[NDArray[Any]]:
    contexts, right = texts["context"], split.targets.ragged[ANSWERS]
    outputs = {name: values[part] for name, values in evaluation.outputs.items()}
    given = [
        context[start:end] if start >= 0 else ""
        for context, start, end in zip(contexts, outputs["start"], outputs["end"], strict=True)
    ]
    gold = [
        [{"start": first, "end": last, "text": context[first:last]} for first, last in right[row].tolist()]
        for row, context in enumerate(contexts, start=part.start)
    ]
    labels = texts_array([answers[0]["text"] if answers else "" for answers in gold])
    said = (outputs[name] for name in ("probability", "start", "end", "no_answer_score"))
    return [labels, texts_array(given), *said, json_array(gold)]
