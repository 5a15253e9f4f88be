"""How well a model writes: the loss of the right texts, and what it writes by itself for some rows."""

from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.answers import Written
from studio.data import SplitRows
from studio.data.targets import Ragged
from studio.engine.models.text_model import TextModel
from studio.engine.tasks.evaluation import BATCH_SIZE, Arrays, Evaluation, HasOutputs
from studio.engine.tasks.split_evaluator import SplitEvaluator
from studio.engine.tasks.writing.examples import LABELS
from studio.engine.texts.batches import NO_TARGET, Batcher
from studio.engine.texts.examples import Examples
from studio.errors import DataError
from studio.runs.events import SampleRow
from studio.tasks.writing_metrics import perplexity

# What the backend gives: the cross-entropy at each place, 0 where there is nothing to say.
LOSSES = "losses"
# What an evaluation keeps: for each row the summed cross-entropy of its tokens, and how many these are.
ROW_LOSSES, ROW_TOKENS = "row_losses", "row_tokens"
# And where the model wrote for rows: texts, `None` where it did not; and what would be right.
PREDICTIONS, EXPECTED = "predictions", "expected"


class WritingEvaluator(SplitEvaluator):
    """Measures how likely the right texts are to a model, and shows what it writes.

    Args:
        split: The rows.
        batcher: The batches of their examples.
        model: The model.
    """

    def __init__(self, split: SplitRows, batcher: Batcher, model: TextModel) -> None:
        super().__init__(split, batcher)
        self._split = split
        self._model = model
        self._num_tokens = _count_targets(batcher.examples, len(split))

    @abstractmethod
    def write(self, places: NDArray[np.int64]) -> list[Written]:
        """Return what the model writes for some rows of the split."""

    @abstractmethod
    def shown(self, places: NDArray[np.int64]) -> tuple[Sequence[Mapping[str, str]], Sequence[str]]:
        """Return what the model is given of some rows, and what would be right."""

    @abstractmethod
    def more_metrics(self, row_losses: NDArray[np.float64]) -> tuple[dict[str, float], dict[str, Any], Arrays]:
        """Return what is measured beside the loss, what a report says of it, and what is kept of it.

        Args:
            row_losses: float64 array of shape `(num_rows,)`: the summed cross-entropy of each row, in nats.
        """

    def evaluate(
        self,
        backend: HasOutputs,
        on_progress: Callable[[int], None] | None = None,
        batch_size: int = BATCH_SIZE,
    ) -> Evaluation:
        """Measure the whole split.

        Raises:
            DataError: if there is no token to measure on.
        """
        num_tokens = int(self._num_tokens.sum())
        if not num_tokens:
            raise DataError(
                "Expected texts with tokens that a model can be measured on. Received: {count} {count:text|texts} "
                "without any.",
                count=len(self._split),
            )
        row_losses = self._row_losses(backend, on_progress, batch_size)
        loss = float(row_losses.sum()) / num_tokens
        metrics = {"loss": loss, "perplexity": perplexity(loss)}
        more, told, kept = self.more_metrics(row_losses)
        report = {"examples": len(self._split), "tokens": num_tokens, "metrics": metrics | more, **told}
        outputs: Arrays = {ROW_LOSSES: row_losses, ROW_TOKENS: self._num_tokens, **kept}
        return Evaluation(metrics | more, report, outputs)

    def samples(self, backend: HasOutputs, evaluation: Evaluation | None = None) -> tuple[SampleRow, ...]:
        """Return what the model writes for a few rows."""
        places = self._samples.places
        inputs, expected = self.shown(places)
        rows = zip(inputs, expected, self.write(places), strict=True)
        return tuple(SampleRow.of(given, Written(right), found) for given, right, found in rows)

    def _row_losses(
        self, backend: HasOutputs, on_progress: Callable[[int], None] | None, batch_size: int
    ) -> NDArray[np.float64]:
        found = np.zeros(len(self._split), np.float64)
        row_of, num_done = self._batcher.examples.row_of, 0
        for indices in self._batcher.indices_by_length(batch_size):
            losses = backend.outputs(self._batcher.batch(indices))[LOSSES]
            np.add.at(found, row_of[indices], losses.sum(axis=1, dtype=np.float64))
            num_done += len(indices)
            if on_progress is not None:
                on_progress(num_done)
        return found


def _count_targets(examples: Examples, num_rows: int) -> NDArray[np.int64]:
    """Return how many tokens of each row are measured."""
    labels = examples.targets[LABELS]
    assert isinstance(labels, Ragged)
    row_of = np.repeat(examples.row_of, np.diff(labels.offsets))
    return np.bincount(row_of[labels.values != NO_TARGET], minlength=num_rows).astype(np.int64)
