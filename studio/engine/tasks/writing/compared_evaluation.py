"""How well a model writes where the data say what is right: beside the loss, what it writes by itself is compared."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.answers import Written
from studio.answers.base import texts_array
from studio.data import SplitRows
from studio.engine.models.text_model import TextModel
from studio.engine.tasks.evaluation import Arrays
from studio.engine.tasks.writing.evaluation import EXPECTED, PREDICTIONS, WritingEvaluator
from studio.engine.tasks.writing.task_writer import TaskWriter
from studio.engine.texts.batches import Batcher
from studio.spreading import spread
from studio.tasks.writing_metrics import WritingMetrics, writing_metrics

# So many rows are written at once.
_BATCH_SIZE = 32


class ComparedEvaluator(WritingEvaluator):
    """Measures how likely the right texts are, and compares some of them with what the model writes.

    Args:
        split: The rows.
        batcher: The batches of their examples.
        model: The model.
        num_written: For how many rows, spread over the split, the model writes.

    Attributes:
        written: Which rows these are: int64 array.
    """

    def __init__(self, split: SplitRows, batcher: Batcher, model: TextModel, num_written: int) -> None:
        super().__init__(split, batcher, model)
        self.written = spread(len(split), num_written)

    @abstractmethod
    def right(self, places: NDArray[np.int64]) -> list[str]:
        """Return what is right for some rows."""

    def write(self, places: NDArray[np.int64]) -> list[Written]:
        """Return what the model writes for some rows."""
        writer, (inputs, _) = TaskWriter(self._model), self.shown(places)
        found: list[Written] = []
        for start in range(0, len(places), _BATCH_SIZE):
            rows = inputs[start : start + _BATCH_SIZE]
            given = {name: [row[name] for row in rows] for name in self._model.info.task.inputs}
            found += writer.start(given, writer.settings, places[start : start + _BATCH_SIZE].tolist()).finish()
        return found

    def compared(self, sources: Sequence[str] | None = None) -> tuple[WritingMetrics | None, dict[str, Any], Arrays]:
        """Compare what the model writes with what is right.

        Args:
            sources: What the model is given of the rows that it writes for, where it might give that back.

        Returns:
            What was measured, `None` where the model writes for no row; what a report says of it; what is kept of it.
        """
        expected = self.right(np.arange(len(self._split)))
        kept: Arrays = {EXPECTED: texts_array(expected)}
        if not len(self.written):
            return None, {"written": 0}, kept
        found = [answer.text for answer in self.write(self.written)]
        measured = writing_metrics(found, [expected[row] for row in self.written], sources)
        kept[PREDICTIONS] = np.full(len(self._split), None, object)
        kept[PREDICTIONS][self.written] = found
        return measured, {"written": len(found), "empty": measured.num_empty}, kept
