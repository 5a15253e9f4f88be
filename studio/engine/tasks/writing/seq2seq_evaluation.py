"""How well a model writes a text for another one."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.answers import Written
from studio.data.kinds import text as text_kind
from studio.engine.tasks.evaluation import Arrays
from studio.engine.tasks.writing.compared_evaluation import ComparedEvaluator


class Seq2SeqEvaluator(ComparedEvaluator):
    """Measures how likely the right texts are, and compares some of them with what the model writes."""

    def right(self, places: NDArray[np.int64]) -> list[str]:
        """Return the texts that are to be written for some rows."""
        texts = self._split.targets.ragged[text_kind.TEXT]
        return [text_kind.decode(texts, int(row)) for row in places]

    def shown(self, places: NDArray[np.int64]) -> tuple[Sequence[Mapping[str, str]], Sequence[str]]:
        """Return what the model is given of some rows, and what is right."""
        inputs = self._split.take(places)
        rows = [{name: texts[at] for name, texts in inputs.items()} for at in range(len(places))]
        return rows, self.right(places)

    def more_metrics(
        self, row_losses: NDArray[np.float64], texts: Sequence[Written]
    ) -> tuple[dict[str, float], dict[str, Any], Arrays]:
        """Return BLEU, chrF and ROUGE of the rows that the model wrote for."""
        (sources, *_) = self._split.take(self.written).values()
        measured, told, kept = self.compared(texts, sources)
        if measured is None:
            return {}, told, kept
        told |= {"signatures": measured.signatures, "copied": measured.num_copied}
        return dict(measured.metrics), told, kept
