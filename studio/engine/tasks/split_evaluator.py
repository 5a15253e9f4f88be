"""What evaluators have alike that ask about the examples of a split in batches and show a few of its rows."""

from studio.data import SplitRows
from studio.engine.tasks.evaluation import Evaluator
from studio.engine.tasks.fixed_samples import MAX_CHARACTERS, FixedSamples
from studio.engine.texts.batches import Batcher


class SplitEvaluator(Evaluator):
    """Has the batches of a split, and rows to show.

    Args:
        split: The rows.
        batcher: The batches of their examples.
        max_characters: Where the texts of shown rows are cut; `None` for whole ones.
    """

    def __init__(self, split: SplitRows, batcher: Batcher, max_characters: int | None = MAX_CHARACTERS) -> None:
        self._batcher = batcher
        self._samples = FixedSamples.of(split, max_characters)

    def __len__(self) -> int:
        return len(self._batcher)
