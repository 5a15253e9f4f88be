"""What a run writes down about the pairs that it was measured on."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.data import SplitRows
from studio.engine.tasks.evaluation import Evaluation
from studio.engine.tasks.prediction_table import Parts, write_table
from studio.engine.tasks.text_embedding.evaluation import PLACES, SIMILARITIES
from studio.engine.tasks.text_embedding.losses import SECOND_TEXT, TEXT

_INPUTS = {"text": TEXT, "second_text": SECOND_TEXT}


def write_pairs(path: Path, parts: Parts) -> None:
    """Write `predictions.parquet`, complete or absent: a row for each pair.

    The columns are `split`, `row_number` (from 1, the header not counted), `text`, `second_text`, `similarity`, and
    `place`, which is empty for scored pairs.
    """
    write_table(path, parts, _INPUTS, {"similarity": "FLOAT", "place": "DOUBLE"}, _values)


def _values(
    split: SplitRows, evaluation: Evaluation, texts: Mapping[str, Sequence[str]], part: slice
) -> list[NDArray[Any]]:
    similarities = evaluation.outputs[SIMILARITIES]
    places = evaluation.outputs.get(PLACES, np.full(len(similarities), np.nan))
    # DuckDB takes what is masked for empty.
    return [similarities[part], np.ma.masked_invalid(places[part])]
