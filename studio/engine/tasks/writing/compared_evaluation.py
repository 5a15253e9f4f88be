"""How well a model writes where the data say what is right: beside the loss, what it writes by itself is compared."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.answers import Written
from studio.answers.base import texts_array
from studio.engine.tasks.evaluation import Arrays
from studio.engine.tasks.writing.evaluation import WritingEvaluator
from studio.engine.tasks.writing.outputs import EXPECTED
from studio.tasks.writing_metrics import WritingMetrics, writing_metrics


class ComparedEvaluator(WritingEvaluator):
    """Measures how likely the right texts are, and compares some of them with what the model writes."""

    @abstractmethod
    def right(self, places: NDArray[np.int64]) -> list[str]:
        """Return what is right for some rows."""

    def compared(
        self, texts: Sequence[Written], sources: Sequence[str] | None = None
    ) -> tuple[WritingMetrics | None, dict[str, Any], Arrays]:
        """Compare what the model wrote with what is right.

        Args:
            texts: What it wrote for the rows `written`; none where it did not.
            sources: What it was given of these rows, where it might give that back.

        Returns:
            What was measured, `None` where the model wrote nothing; what a report says of it; what is kept of it.
        """
        expected = self.right(np.arange(len(self._split)))
        kept: Arrays = {EXPECTED: texts_array(expected)}
        if not texts:
            return None, {"written": 0}, kept
        found = [text.text for text in texts]
        measured = writing_metrics(found, [expected[row] for row in self.written], sources)
        return measured, {"written": len(found), "empty": measured.num_empty}, kept
