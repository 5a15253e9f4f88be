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
from studio.engine.tasks.evaluation import BATCH_SIZE, Arrays, Evaluation, HasOutputs, OnWritten, write_on
from studio.engine.tasks.fixed_samples import NUM_SAMPLES
from studio.engine.tasks.split_evaluator import SplitEvaluator
from studio.engine.tasks.writing.examples import LABELS
from studio.engine.tasks.writing.outputs import LOSSES, PREDICTIONS, ROW_LOSSES, ROW_TOKENS
from studio.engine.tasks.writing.task_writer import TaskWriter
from studio.engine.texts.batches import NO_TARGET, Batcher
from studio.engine.texts.examples import Examples
from studio.errors import DataError
from studio.runs.events import SampleRow
from studio.spreading import spread
from studio.tasks.writing_metrics import perplexity

# So many rows are written at once, and so many tokens of each until somebody is told.
_ROWS_AT_ONCE, _TOKENS_AT_ONCE = 32, 16


class WritingEvaluator(SplitEvaluator):
    """Measures how likely the right texts are to a model, and shows what it writes.

    Args:
        split: The rows.
        batcher: The batches of their examples.
        model: The model.
        num_written: For how many rows, spread over the split, the model writes where it is measured.
        write_every: Of so many evaluations of a run, one lets the model write.

    Attributes:
        written: Which rows these are: int64 array.
    """

    def __init__(
        self, split: SplitRows, batcher: Batcher, model: TextModel, num_written: int = 0, write_every: int = 1
    ) -> None:
        super().__init__(split, batcher)
        self._split = split
        self._model = model
        self._num_tokens = _count_targets(batcher.examples, len(split))
        self.written = spread(len(split), num_written)
        self.write_every = write_every
        # What is shown was written already where that is possible.
        is_enough = len(self.written) >= NUM_SAMPLES
        self._shown_places = self.written[spread(len(self.written), NUM_SAMPLES)] if is_enough else self._samples.places

    @abstractmethod
    def shown(self, places: NDArray[np.int64]) -> tuple[Sequence[Mapping[str, str]], Sequence[str]]:
        """Return what the model is given of some rows, and what would be right."""

    @abstractmethod
    def more_metrics(
        self, row_losses: NDArray[np.float64], texts: Sequence[Written]
    ) -> tuple[dict[str, float], dict[str, Any], Arrays]:
        """Return what is measured beside the loss, what a report says of it, and what is kept of it.

        Args:
            row_losses: float64 array of shape `(num_rows,)`: the summed cross-entropy of each row, in nats.
            texts: What the model wrote for the rows `written`; none where it did not.
        """

    def write(self, places: NDArray[np.int64], on_written: OnWritten = write_on) -> list[Written] | None:
        """Return what the model writes for some rows of the split; `None` where it was not to write to the end.

        Args:
            places: Which rows.
            on_written: Called every few tokens.
        """
        if not len(places):
            return []
        if not on_written(0.0, len(places)):
            return None
        writer, (inputs, _) = TaskWriter(self._model), self.shown(places)
        found: list[Written] = []
        for start in range(0, len(places), _ROWS_AT_ONCE):
            rows = inputs[start : start + _ROWS_AT_ONCE]
            given = {name: [row[name] for row in rows] for name in self._model.info.task.inputs}
            texts = writer.start(given, writer.settings, places[start : start + _ROWS_AT_ONCE].tolist())
            while not texts.is_over:
                texts.write(_TOKENS_AT_ONCE)
                if not on_written(len(found) + texts.num_done(), len(places)):
                    return None
            found += texts.texts()
        return found

    def evaluate(
        self,
        backend: HasOutputs,
        on_progress: Callable[[int], None] | None = None,
        batch_size: int = BATCH_SIZE,
        on_written: OnWritten = write_on,
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
        texts = self.write(self.written, on_written)
        more, told, kept = self.more_metrics(row_losses, texts or ())
        report = {"examples": len(self._split), "tokens": num_tokens, "metrics": metrics | more, **told}
        outputs: Arrays = {ROW_LOSSES: row_losses, ROW_TOKENS: self._num_tokens, **kept}
        if texts:
            outputs[PREDICTIONS] = np.full(len(self._split), None, object)
            outputs[PREDICTIONS][self.written] = texts
        return Evaluation(metrics | more, report, outputs, is_written=texts is not None)

    def samples(
        self, backend: HasOutputs, evaluation: Evaluation | None = None, on_written: OnWritten = write_on
    ) -> tuple[SampleRow, ...]:
        """Return what the model writes for a few rows."""
        if evaluation is not None and not evaluation.is_written:
            return ()
        texts = self._known_texts(evaluation) or self.write(self._shown_places, on_written)
        if texts is None:
            return ()
        inputs, expected = self.shown(self._shown_places)
        rows = zip(inputs, expected, texts, strict=True)
        return tuple(SampleRow.of(given, Written(right), found) for given, right, found in rows)

    def _known_texts(self, evaluation: Evaluation | None) -> list[Written]:
        """Return what was written for the rows that are shown; nothing where that was not for all of them."""
        if evaluation is None or PREDICTIONS not in evaluation.outputs:
            return []
        known: list[Written | None] = evaluation.outputs[PREDICTIONS][self._shown_places].tolist()
        texts = [text for text in known if text is not None]
        return texts if len(texts) == len(known) else []

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
