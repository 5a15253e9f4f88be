"""What a run writes down about the texts that it was measured on."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.data import SplitRows
from studio.engine.tasks.evaluation import Evaluation
from studio.engine.tasks.prediction_table import Parts, write_table


def write_classes(path: Path, class_names: tuple[str, ...], inputs: Sequence[str], parts: Parts) -> None:
    """Write a row for each row that was measured: its label, the prediction, and all probabilities.

    Args:
        path: The Parquet file.
        class_names: The classes, in the order of the probabilities.
        inputs: The names of the task's inputs: a column each.
        parts: The splits and what was measured on them.
    """
    names = np.array(class_names, dtype=object)

    def values(
        split: SplitRows, evaluation: Evaluation, texts: Mapping[str, Sequence[str]], part: slice
    ) -> list[NDArray[Any]]:
        probabilities = evaluation.outputs["probabilities"][part]
        predictions = probabilities.argmax(axis=1)
        chosen = probabilities[np.arange(len(probabilities)), predictions]
        return [names[split.labels[part]], names[predictions], chosen, *probabilities.T]

    columns = {"label": "VARCHAR", "prediction": "VARCHAR", "probability": "FLOAT"}
    columns |= {f"probability_{name}": "FLOAT" for name in class_names}
    write_table(path, parts, {name: name for name in inputs}, columns, values)
