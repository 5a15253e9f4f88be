"""Measuring predicted numbers."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from studio.answers import Number
from studio.data import SplitRows
from studio.engine.tasks.evaluation import BATCH_SIZE, Evaluation, HasOutputs, OnWritten, predict_split, write_on
from studio.engine.tasks.split_evaluator import SplitEvaluator
from studio.engine.tasks.text_regression.number_loss import VALUE
from studio.engine.texts.batches import Batcher
from studio.runs.events import SampleRow
from studio.schema import Schema
from studio.tasks.base import known
from studio.tasks.regression_metrics import regression_report

# What the backend gives: numbers in units of the training data's spread, from its mean.
SCORES = "scores"
PREDICTIONS = "predictions"


class NumberEvaluator(SplitEvaluator):
    """Compares the numbers that a model gives with those of a split.

    Args:
        split: The examples.
        batcher: Their batches.
        schema: Says the unit of the network's numbers.
    """

    def __init__(self, split: SplitRows, batcher: Batcher, schema: Schema) -> None:
        super().__init__(split, batcher)
        self._values: NDArray[np.float64] = split.targets.arrays[VALUE]
        self._schema = schema

    def evaluate(
        self,
        backend: HasOutputs,
        on_progress: Callable[[int], None] | None = None,
        batch_size: int = BATCH_SIZE,
        on_written: OnWritten = write_on,
    ) -> Evaluation:
        """Measure the whole split; `predictions` are the outputs."""
        scores = predict_split(backend, self._batcher, 1, on_progress, batch_size, name=SCORES)
        predictions = self._numbers(scores)
        report = regression_report(
            self._values,
            predictions,
            self._batcher.lengths,
            mean=self._schema.mean,
            deviation=self._schema.deviation,
        )
        return Evaluation(known(report.metrics), report.to_json(), {PREDICTIONS: predictions})

    def samples(
        self, backend: HasOutputs, evaluation: Evaluation | None = None, on_written: OnWritten = write_on
    ) -> tuple[SampleRow, ...]:
        """Return the numbers of a few texts."""
        places = self._samples.places
        if evaluation is None:
            found = self._numbers(backend.outputs(self._batcher.batch(places))[SCORES])
        else:
            found = evaluation.outputs[PREDICTIONS][places]
        return tuple(
            SampleRow.of(inputs, Number(float(value)), Number(float(prediction)))
            for inputs, value, prediction in zip(self._samples.inputs, self._values[places], found, strict=True)
        )

    def _numbers(self, scores: NDArray[np.float32]) -> NDArray[np.float64]:
        return scores[:, 0].astype(np.float64) * self._schema.deviation + self._schema.mean
