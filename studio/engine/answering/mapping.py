"""The job `map`: where the texts of some measured pairs lie, after fine-tuning and before."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.engine.answering.vectors import TextVectors, check_makes_vectors
from studio.engine.building.before import model_before
from studio.engine.tasks.base import Report
from studio.errors import ChangedBackboneError
from studio.jobs import Progress
from studio.measured_pairs import DEFAULT_NUM_PAIRS, MeasuredPair, read_pairs
from studio.runs import RunFolder
from studio.vector_map import map_vectors, save_map

_MOST_CHARACTERS = 300


def run_map_job(arguments: Mapping[str, Any], report: Report) -> dict[str, Any]:
    """Map the texts of pairs that lie all over a split, and keep the map with the run.

    Args:
        arguments: `run` and `split`; `num_pairs` if there are to be more or fewer.
        report: Called with the progress.

    Returns:
        `split`; `pairs`, each with `row`, `text` and `second_text`; `after` and `before`, each with `points`, first
        those of the texts and then those of the second texts, `shares` of the variance for both axes, and the mean
        `similarity` of the two texts of a pair. `before` is `null` where the backbone is another one now;
        `before_error` says so.

    Raises:
        InputError: if the run's model makes no vectors.
        NotFoundError: if no pairs were measured.
    """
    run = RunFolder(Path(arguments["run"]))
    check_makes_vectors(run.spec().task)
    split = str(arguments["split"])
    pairs = read_pairs(run.predictions_path, split, int(arguments.get("num_pairs") or DEFAULT_NUM_PAIRS))
    report(Progress("Loading the model"))
    vectors = TextVectors(run.model_path)
    after = _map(vectors, pairs, report)
    before, error = None, None
    try:
        report(Progress("Loading the model before fine-tuning"))
        before = _map(TextVectors(model_before(run, vectors.model)), pairs, report)
    except ChangedBackboneError as changed:
        error = changed.to_json()
    found = {
        "split": split,
        "pairs": [
            {"row": pair.row_number, "text": _cut(pair.text), "second_text": _cut(pair.second_text)} for pair in pairs
        ],
        "after": after,
        "before": before,
        "before_error": error,
    }
    save_map(run, split, found)
    return found


def _map(vectors: TextVectors, pairs: Sequence[MeasuredPair], report: Report) -> dict[str, Any]:
    texts = [pair.text for pair in pairs] + [pair.second_text for pair in pairs]
    found = vectors(texts, on_progress=lambda done: report(Progress("Embedding", done, len(texts))))
    return map_vectors(found).to_json() | {"similarity": _similarity(found)}


def _similarity(vectors: NDArray[np.float32]) -> float:
    first, second = np.split(vectors.astype(np.float64), 2)
    return float(np.einsum("ij,ij->i", first, second).mean())


def _cut(text: str) -> str:
    return text if len(text) <= _MOST_CHARACTERS else f"{text[:_MOST_CHARACTERS]}…"
