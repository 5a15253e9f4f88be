"""How well classes are found: measured against the labels of a split."""

from collections.abc import Callable

import numpy as np

from studio.answers import Classes
from studio.data import SplitRows
from studio.engine.models.model_info import ModelInfo
from studio.engine.tasks.evaluation import BATCH_SIZE, Evaluation, HasOutputs, OnWritten, predict_split, write_on
from studio.engine.tasks.split_evaluator import SplitEvaluator
from studio.engine.texts.batches import Batcher
from studio.runs.events import SampleRow
from studio.tasks.metrics import classification_report


class ClassEvaluator(SplitEvaluator):
    """Compares the likeliest classes of a split with its labels.

    Args:
        split: The examples.
        batcher: Their batches.
        info: Names the classes, in the order of the probabilities.
    """

    def __init__(self, split: SplitRows, batcher: Batcher, info: ModelInfo) -> None:
        super().__init__(split, batcher)
        self._labels = split.labels
        self._class_names = info.class_names
        self._class_counts = info.schema.class_counts

    def evaluate(
        self,
        backend: HasOutputs,
        on_progress: Callable[[int], None] | None = None,
        batch_size: int = BATCH_SIZE,
        on_written: OnWritten = write_on,
    ) -> Evaluation:
        """Measure the whole split; `probabilities` are the outputs."""
        probabilities = predict_split(backend, self._batcher, len(self._class_names), on_progress, batch_size)
        report = classification_report(self._labels, probabilities, self._class_names, self._class_counts)
        return Evaluation(report.metrics, report.to_json(), {"probabilities": probabilities})

    def samples(
        self, backend: HasOutputs, evaluation: Evaluation | None = None, on_written: OnWritten = write_on
    ) -> tuple[SampleRow, ...]:
        """Return the likeliest class of a few rows."""
        if evaluation is None:
            rows = backend.outputs(self._batcher.batch(self._samples.places))["probabilities"]
        else:
            rows = evaluation.outputs["probabilities"][self._samples.places]
        labels = self._labels[self._samples.places]
        return tuple(
            SampleRow.of(inputs, Classes((self._class_names[label],), (1.0,)), self._likeliest(probabilities.tolist()))
            for inputs, label, probabilities in zip(self._samples.inputs, labels, rows, strict=True)
        )

    def _likeliest(self, probabilities: list[float]) -> Classes:
        best = int(np.argmax(probabilities))
        return Classes((self._class_names[best],), (probabilities[best],))
