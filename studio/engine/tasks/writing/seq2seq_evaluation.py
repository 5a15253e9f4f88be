"""How well a model writes a text for another one."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.answers import Written
from studio.answers.base import texts_array
from studio.data import SplitRows
from studio.data.kinds import text as text_kind
from studio.engine.models.text_model import TextModel
from studio.engine.tasks.evaluation import Arrays
from studio.engine.tasks.writing.evaluation import EXPECTED, PREDICTIONS, WritingEvaluator
from studio.engine.tasks.writing.task_writer import TaskWriter
from studio.engine.texts.batches import Batcher
from studio.spreading import spread
from studio.tasks.writing_metrics import writing_metrics

# So many rows are written at once.
_BATCH_SIZE = 32


class Seq2SeqEvaluator(WritingEvaluator):
    """Measures how likely the right texts are, and compares some of them with what the model writes.

    Args:
        split: The rows.
        batcher: The batches of their examples.
        model: The model.
        num_written: For how many rows, spread over the split, the model writes.
    """

    def __init__(self, split: SplitRows, batcher: Batcher, model: TextModel, num_written: int) -> None:
        super().__init__(split, batcher, model)
        self._written = spread(len(split), num_written)

    def write(self, places: NDArray[np.int64]) -> list[Written]:
        """Return what the model writes for some rows."""
        writer, inputs = TaskWriter(self._model), self._split.take(places)
        found: list[Written] = []
        for start in range(0, len(places), _BATCH_SIZE):
            part = slice(start, start + _BATCH_SIZE)
            group = {name: texts[part] for name, texts in inputs.items()}
            found += writer.start(group, writer.settings, places[part].tolist()).finish()
        return found

    def shown(self, places: NDArray[np.int64]) -> tuple[Sequence[Mapping[str, str]], Sequence[str]]:
        """Return what the model is given of some rows, and what is right."""
        inputs = self._split.take(places)
        rows = [{name: texts[at] for name, texts in inputs.items()} for at in range(len(places))]
        return rows, self._right(places)

    def more_metrics(self, row_losses: NDArray[np.float64]) -> tuple[dict[str, float], dict[str, Any], Arrays]:
        """Return BLEU, chrF and ROUGE of the rows that the model wrote for."""
        expected = texts_array(self._right(np.arange(len(self._split))))
        if not len(self._written):
            return {}, {"written": 0}, {EXPECTED: expected}
        found = [answer.text for answer in self.write(self._written)]
        (sources, *_) = self._split.take(self._written).values()
        measured = writing_metrics(found, [str(expected[row]) for row in self._written], sources)
        predictions = np.full(len(self._split), None, object)
        predictions[self._written] = found
        told = {"written": len(found), "signatures": measured.signatures, "empty": measured.num_empty}
        return (
            dict(measured.metrics),
            told | {"copied": measured.num_copied},
            {
                EXPECTED: expected,
                PREDICTIONS: predictions,
            },
        )

    def _right(self, places: NDArray[np.int64]) -> list[str]:
        texts = self._split.targets.ragged[text_kind.TEXT]
        return [text_kind.decode(texts, int(row)) for row in places]
