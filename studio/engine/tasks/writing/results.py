"""What a run writes down about texts that were written."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.data import SplitRows
from studio.engine.tasks.evaluation import Evaluation
from studio.engine.tasks.prediction_table import Parts, write_table
from studio.engine.tasks.writing.outputs import EXPECTED, PREDICTIONS, ROW_LOSSES, ROW_TOKENS

_COLUMNS = {"expected": "VARCHAR", "prediction": "VARCHAR", "loss": "DOUBLE", "tokens": "BIGINT"}


def write_texts(path: Path, inputs: Sequence[str], parts: Parts) -> None:
    """Write a row for each row: its mean loss, how many tokens that is of, what is right, and what the model wrote.

    Args:
        path: The Parquet file.
        inputs: The names of the task's inputs.
        parts: The splits and what was measured on them.
    """
    write_table(path, parts, {name: name for name in inputs}, _COLUMNS, _values)


def _values(
    split: SplitRows, evaluation: Evaluation, texts: Mapping[str, Sequence[str]], part: slice
) -> Sequence[NDArray[Any]]:
    outputs = evaluation.outputs
    losses, tokens = outputs[ROW_LOSSES][part], outputs[ROW_TOKENS][part]
    nothing = np.full(len(losses), None, object)
    means = np.divide(losses, tokens, out=np.full(len(losses), np.nan), where=tokens > 0)
    expected, written = (outputs[name][part] if name in outputs else nothing for name in (EXPECTED, PREDICTIONS))
    predictions = np.array([None if answer is None else answer.text for answer in written], object)
    return expected, predictions, means, tokens
