"""How well a model answers in conversations."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.answers import Written
from studio.answers.base import texts_array
from studio.chat import Message, dump_conversation, parse_conversation
from studio.data import SplitRows
from studio.engine.models.text_model import TextModel
from studio.engine.tasks.evaluation import Arrays
from studio.engine.tasks.writing.evaluation import EXPECTED, PREDICTIONS, WritingEvaluator
from studio.engine.tasks.writing.task_writer import TaskWriter
from studio.engine.texts.batches import Batcher
from studio.engine.texts.examples import TEXT
from studio.spreading import spread
from studio.tasks.writing_metrics import bits_per_byte, writing_metrics

# So many conversations are answered at once.
_BATCH_SIZE = 32


class ChatEvaluator(WritingEvaluator):
    """Measures how likely the answers are, and compares the last ones with what the model answers itself.

    Args:
        split: The rows.
        batcher: The batches of their examples.
        model: The model.
        num_written: For how many rows, spread over the split, the model answers.
    """

    def __init__(self, split: SplitRows, batcher: Batcher, model: TextModel, num_written: int) -> None:
        super().__init__(split, batcher, model)
        self._written = spread(len(split), num_written)
        self._num_bytes = sum(
            _num_answered_bytes(parse_conversation(text)) for batch in split.iter_inputs() for text in batch[TEXT]
        )

    def write(self, places: NDArray[np.int64]) -> list[Written]:
        """Return what the model answers at the end of some conversations."""
        writer, (asked, _) = TaskWriter(self._model), self.shown(places)
        found: list[Written] = []
        for start in range(0, len(places), _BATCH_SIZE):
            texts = [given[TEXT] for given in asked[start : start + _BATCH_SIZE]]
            rows = places[start : start + _BATCH_SIZE].tolist()
            found += writer.start({TEXT: texts}, writer.settings, rows).finish()
        return found

    def shown(self, places: NDArray[np.int64]) -> tuple[Sequence[Mapping[str, str]], Sequence[str]]:
        """Return conversations up to their last questions, and the answers to these."""
        talks = [parse_conversation(text) for text in self._split.take(places)[TEXT]]
        return [{TEXT: dump_conversation(talk[:-1])} for talk in talks], [talk[-1].content for talk in talks]

    def more_metrics(self, row_losses: NDArray[np.float64]) -> tuple[dict[str, float], dict[str, Any], Arrays]:
        """Return `bits_per_byte` of all answers, and `rougeL` of those that the model wrote."""
        metrics = {"bits_per_byte": bits_per_byte(float(row_losses.sum()), self._num_bytes)}
        _, right = self.shown(np.arange(len(self._split)))
        told: dict[str, Any] = {"bytes": self._num_bytes, "written": len(self._written)}
        kept: Arrays = {EXPECTED: texts_array(list(right))}
        if not len(self._written):
            return metrics, told, kept
        found = [answer.text for answer in self.write(self._written)]
        measured = writing_metrics(found, [right[row] for row in self._written])
        predictions = np.full(len(self._split), None, object)
        predictions[self._written] = found
        told |= {"signatures": {"rougeL": measured.signatures["rougeL"]}, "empty": measured.num_empty}
        return metrics | {"rougeL": measured.metrics["rougeL"]}, told, kept | {PREDICTIONS: predictions}


def _num_answered_bytes(talk: Sequence[Message]) -> int:
    return sum(len(message.content.encode()) for message in talk if message.role == "assistant")
