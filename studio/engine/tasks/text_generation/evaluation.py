"""How well a model goes on with texts."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.answers import Written
from studio.data import SplitRows
from studio.engine.models.text_model import TextModel
from studio.engine.tasks.evaluation import Arrays
from studio.engine.tasks.writing.evaluation import WritingEvaluator
from studio.engine.texts.batches import Batcher
from studio.engine.texts.examples import TEXT
from studio.tasks.writing_metrics import bits_per_byte

# A sample shows so many characters of its text at most before it goes on by itself.
_SHOWN_CHARACTERS = 160


class GenerationEvaluator(WritingEvaluator):
    """Measures how likely the texts are, and goes on with the beginnings of some.

    Args:
        split: The rows.
        batcher: The batches of their examples.
        model: The model.
        write_every: Of so many evaluations of a run, one lets the model write.
    """

    def __init__(self, split: SplitRows, batcher: Batcher, model: TextModel, write_every: int) -> None:
        super().__init__(split, batcher, model, write_every=write_every)
        self._num_bytes = sum(len(text.encode()) for texts in split.iter_texts() for text in texts)

    def shown(self, places: NDArray[np.int64]) -> tuple[Sequence[Mapping[str, str]], Sequence[str]]:
        """Return the first and the second halves of texts."""
        halves = [halved(text) for text in self._split.take(places)[TEXT]]
        return [{TEXT: first} for first, _ in halves], [second for _, second in halves]

    def more_metrics(
        self, row_losses: NDArray[np.float64], texts: Sequence[Written]
    ) -> tuple[dict[str, float], dict[str, Any], Arrays]:
        """Return `bits_per_byte`: the information of all texts by the bytes that they take."""
        bits = bits_per_byte(float(row_losses.sum()), self._num_bytes)
        return {"bits_per_byte": bits}, {"bytes": self._num_bytes}, {}


def halved(text: str) -> tuple[str, str]:
    """Return the beginning of a text, up to a blank where there is one, and what follows as far as it is shown."""
    end = min(len(text) // 2, _SHOWN_CHARACTERS)
    blank = text.rfind(" ", 0, end + 1)
    end = blank if blank > 0 else end
    return text[:end], text[end : end + 2 * _SHOWN_CHARACTERS]
