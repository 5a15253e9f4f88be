"""What a run writes down about the texts that it was measured on."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.answers.base import json_array, texts_array
from studio.data import SplitRows
from studio.data.kinds.tags import SPANS
from studio.data.targets import Ragged
from studio.engine.tasks.evaluation import Evaluation
from studio.engine.tasks.prediction_table import Parts, write_table
from studio.engine.tasks.token_classification.evaluation import FOUND, FOUND_OFFSETS, FOUND_PROBABILITIES, to_answer

_COLUMNS = dict.fromkeys(("label", "prediction", "expected_spans", "spans"), "VARCHAR")


def write_spans(path: Path, names: tuple[str, ...], parts: Parts) -> None:
    """Write a row for each text, complete or absent.

    `spans` and `expected_spans` are JSON lists of start, end, type, text and probability; `prediction` and `label` say
    the same in short.

    Args:
        path: The Parquet file.
        names: The types, in the order of their numbers.
        parts: The splits and what was measured on them.
    """

    def values(
        split: SplitRows, evaluation: Evaluation, texts: Mapping[str, Sequence[str]], part: slice
    ) -> list[NDArray[Any]]:
        wanted = split.targets.ragged[SPANS]
        found = Ragged(evaluation.outputs[FOUND], evaluation.outputs[FOUND_OFFSETS])
        numbers = evaluation.outputs[FOUND_PROBABILITIES]
        right, given = [], []
        for row, text in enumerate(texts["text"], part.start):
            right.append(to_answer(text, wanted[row], np.ones(len(wanted[row])), names))
            given.append(to_answer(text, found[row], numbers[found.offsets[row] : found.offsets[row + 1]], names))
        headlines = [texts_array([answer.headline().text for answer in answers]) for answers in (right, given)]
        return [*headlines, *(json_array([answer.to_json()["spans"] for answer in said]) for said in (right, given))]

    write_table(path, parts, {"text": "text"}, _COLUMNS, values)
