"""Measuring several labels."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from studio.answers import Classes
from studio.data import SplitRows
from studio.engine.tasks.evaluation import (
    BATCH_SIZE,
    Arrays,
    Evaluation,
    HasOutputs,
    OnWritten,
    predict_split,
    write_on,
)
from studio.engine.tasks.multilabel_classification.label_loss import LABELS
from studio.engine.tasks.split_evaluator import SplitEvaluator
from studio.engine.texts.batches import Batcher
from studio.runs.events import SampleRow
from studio.tasks.base import THRESHOLDS, known
from studio.tasks.multilabel_metrics import choose_thresholds, multilabel_report

PROBABILITIES = "probabilities"


class LabelEvaluator(SplitEvaluator):
    """Compares the labels that a model gives with those of a split.

    Args:
        split: The examples.
        batcher: Their batches.
        label_names: The labels, in the order of the probabilities.
        thresholds: For each label; `None` where those are taken that are best for this very split.
    """

    def __init__(
        self, split: SplitRows, batcher: Batcher, label_names: Sequence[str], thresholds: Sequence[float] | None
    ) -> None:
        super().__init__(split, batcher)
        self._labels: NDArray[np.uint8] = split.targets.arrays[LABELS]
        self._label_names = tuple(label_names)
        self._thresholds = thresholds

    def evaluate(
        self,
        backend: HasOutputs,
        on_progress: Callable[[int], None] | None = None,
        batch_size: int = BATCH_SIZE,
        on_written: OnWritten = write_on,
    ) -> Evaluation:
        """Measure the whole split; `probabilities`, `labels` and `thresholds` are the outputs."""
        probabilities = predict_split(backend, self._batcher, len(self._label_names), on_progress, batch_size)
        thresholds = self._thresholds or choose_thresholds(self._labels, probabilities)
        report = multilabel_report(self._labels, probabilities, self._label_names, thresholds)
        outputs: Arrays = {
            PROBABILITIES: probabilities,
            LABELS: self._labels,
            THRESHOLDS: np.array(thresholds, np.float32),
        }
        return Evaluation(known(report.metrics), report.to_json(), outputs)

    def samples(
        self, backend: HasOutputs, evaluation: Evaluation | None = None, on_written: OnWritten = write_on
    ) -> tuple[SampleRow, ...]:
        """Return the labels of a few texts."""
        places = self._samples.places
        found = backend.outputs(self._batcher.batch(places)) if evaluation is None else evaluation.outputs
        probabilities = found[PROBABILITIES] if evaluation is None else found[PROBABILITIES][places]
        thresholds = (0.5,) * len(self._label_names) if evaluation is None else tuple(found[THRESHOLDS].tolist())
        return tuple(
            SampleRow.of(inputs, self._answer(labels, thresholds), self._answer(row, thresholds))
            for inputs, labels, row in zip(self._samples.inputs, self._labels[places], probabilities, strict=True)
        )

    def _answer(self, probabilities: NDArray[np.generic], thresholds: tuple[float, ...]) -> Classes:
        return Classes(self._label_names, tuple(map(float, probabilities.tolist())), thresholds)
