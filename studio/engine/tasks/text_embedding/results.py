"""What a run writes down about the pairs that it was measured on."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.data import SplitRows
from studio.engine.tasks.evaluation import Evaluation
from studio.engine.tasks.prediction_table import Parts, write_table
from studio.engine.tasks.text_embedding.evaluation import LIKENESS, NEAREST, PLACES, SIMILARITIES
from studio.engine.tasks.text_embedding.losses import SECOND_TEXT, TEXT

_INPUTS = {"text": TEXT, "second_text": SECOND_TEXT}
_SEARCH_COLUMNS = {
    "place": "DOUBLE",
    "nearest_row": "BIGINT",
    "nearest_text": "VARCHAR",
    "nearest_similarity": "FLOAT",
}


def write_pairs(path: Path, parts: Parts) -> None:
    """Write `predictions.parquet`, complete or absent: a row for each pair.

    The columns are `split`, `row_number` (from 1, the header not counted), `text`, `second_text` and `similarity`; of a
    search also the `place` at which the second text was found, and the nearest wrong one with its row and similarity:
    they are empty for scored pairs, and where no second text is wrong.
    """
    write_table(path, parts, _INPUTS, {"similarity": "FLOAT", **_SEARCH_COLUMNS}, _values)


def _values(
    split: SplitRows, evaluation: Evaluation, texts: Mapping[str, Sequence[str]], part: slice
) -> list[NDArray[Any]]:
    return [evaluation.outputs[SIMILARITIES][part], *_search_values(split, evaluation, part)]


def _search_values(split: SplitRows, evaluation: Evaluation, part: slice) -> list[NDArray[Any]]:
    outputs = evaluation.outputs
    if PLACES not in outputs:
        return [np.full(part.stop - part.start, None, dtype=object)] * len(_SEARCH_COLUMNS)
    rows, likeness = outputs[NEAREST][part], outputs[LIKENESS][part]
    found = zip(split.row_numbers[rows] + 1, split.take(rows)[SECOND_TEXT], likeness, strict=True)
    # Where every second text is right there is no wrong one.
    nearest = [entry if np.isfinite(entry[2]) else (None, None, None) for entry in found]
    return [outputs[PLACES][part], *(np.array(values, dtype=object) for values in zip(*nearest, strict=True))]
