"""How well a model answers in conversations."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.answers import Written
from studio.chat import Message, dump_conversation, parse_conversation
from studio.data import SplitRows
from studio.engine.models.text_model import TextModel
from studio.engine.tasks.evaluation import Arrays
from studio.engine.tasks.writing.compared_evaluation import ComparedEvaluator
from studio.engine.texts.batches import Batcher
from studio.engine.texts.examples import TEXT
from studio.tasks.writing_metrics import bits_per_byte


class ChatEvaluator(ComparedEvaluator):
    """Measures how likely the answers are, and compares the last ones with what the model answers itself.

    Args:
        split: The rows.
        batcher: The batches of their examples.
        model: The model.
        num_written: For how many rows, spread over the split, the model answers where it is measured.
        write_every: Of so many evaluations of a run, one lets the model answer.
    """

    def __init__(
        self, split: SplitRows, batcher: Batcher, model: TextModel, num_written: int, write_every: int
    ) -> None:
        super().__init__(split, batcher, model, num_written, write_every)
        self._num_bytes = sum(
            _num_answered_bytes(parse_conversation(text)) for batch in split.iter_inputs() for text in batch[TEXT]
        )

    def right(self, places: NDArray[np.int64]) -> list[str]:
        """Return the last answers of some conversations."""
        return list(self.shown(places)[1])

    def shown(self, places: NDArray[np.int64]) -> tuple[Sequence[Mapping[str, str]], Sequence[str]]:
        """Return conversations up to their last questions, and the answers to these."""
        talks = [parse_conversation(text) for text in self._split.take(places)[TEXT]]
        return [{TEXT: dump_conversation(talk[:-1])} for talk in talks], [talk[-1].content for talk in talks]

    def more_metrics(
        self, row_losses: NDArray[np.float64], texts: Sequence[Written]
    ) -> tuple[dict[str, float], dict[str, Any], Arrays]:
        """Return `bits_per_byte` of all answers, and `rougeL` of those that the model wrote."""
        metrics = {"bits_per_byte": bits_per_byte(float(row_losses.sum()), self._num_bytes)}
        measured, told, kept = self.compared(texts)
        told |= {"bytes": self._num_bytes}
        if measured is None:
            return metrics, told, kept
        told |= {"signatures": {"rougeL": measured.signatures["rougeL"]}}
        return metrics | {"rougeL": measured.metrics["rougeL"]}, told, kept


def _num_answered_bytes(talk: Sequence[Message]) -> int:
    return sum(len(message.content.encode()) for message in talk if message.role == "assistant")
