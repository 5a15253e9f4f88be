"""What a masked language model guessed, as a file."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.data import SplitRows
from studio.engine.tasks.evaluation import Evaluation
from studio.engine.tasks.masked_lm.pair_batches import FOLLOWS
from studio.engine.tasks.masked_lm.pair_evaluation import PAIR_PROBABILITIES, PAIR_ROWS
from studio.engine.tasks.masked_lm.token_texts import TokenTexts
from studio.engine.tasks.prediction_table import Parts, write_table

_COLUMNS = {"loss": "FLOAT", "tokens": "VARCHAR[]", "predictions": "VARCHAR[]", "probabilities": "FLOAT[]"}
_PAIR_COLUMNS = {"follows": "BOOLEAN[]", "follows_probability": "FLOAT[]"}


def write_guesses(path: Path, texts: TokenTexts, parts: Parts) -> None:
    """Write `predictions.parquet`, complete or absent: a row for each example that was measured.

    Its columns are `split`, `row_number` (from 1), `text`, `loss` (the mean over the text's hidden tokens) and three
    lists of the same length: `tokens` (what was hidden), `predictions` and `probabilities` (of the predictions). Where
    pairs were measured, a row holds those whose first passage is in it, and two more lists say of each of them whether
    it `follows` and the model's probability that it does, `follows_probability`.

    Args:
        path: The file.
        texts: Gives tokens their names.
        parts: The splits with what `MaskEvaluator` measured on them.
    """
    names = np.array(texts.names, dtype=object)
    has_pairs = any(PAIR_ROWS in evaluation.outputs for _, evaluation in parts)

    def values(
        split: SplitRows, evaluation: Evaluation, inputs: Mapping[str, Sequence[str]], part: slice
    ) -> list[NDArray[Any]]:
        outputs = evaluation.outputs
        starts = np.searchsorted(outputs["examples"], np.arange(part.start, part.stop + 1))
        edges, hidden = starts - starts[0], slice(starts[0], starts[-1])
        losses = _lists(outputs["losses"][hidden], edges)
        found = [
            np.array([np.mean(row) if row else np.nan for row in losses], np.float32),
            *(_objects(_lists(names[outputs[name][hidden]], edges)) for name in ("token_ids", "predictions")),
            _objects(_lists(outputs["probabilities"][hidden], edges)),
        ]
        if not has_pairs:
            return found
        starts = np.searchsorted(outputs[PAIR_ROWS], np.arange(part.start, part.stop + 1))
        edges, pairs = starts - starts[0], slice(starts[0], starts[-1])
        follows = (outputs[FOLLOWS][pairs] > 0, outputs[PAIR_PROBABILITIES][pairs])
        return [*found, *(_objects(_lists(values, edges)) for values in follows)]

    columns = _COLUMNS | (_PAIR_COLUMNS if has_pairs else {})
    write_table(path, parts, {"text": "text"}, columns, values)


def _lists(values: NDArray[Any], edges: NDArray[np.int64]) -> list[list[Any]]:
    return [values[low:high].tolist() for low, high in pairwise(edges)]


def _objects(rows: list[list[Any]]) -> NDArray[Any]:
    # An array of lists, not of two axes, also where all are of one length.
    column = np.empty(len(rows), dtype=object)
    for index, row in enumerate(rows):
        column[index] = row
    return column
