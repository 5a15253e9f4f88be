"""Batches of pairs of passages in which tokens are hidden."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from studio.engine.models.text_model import TextModel
from studio.engine.tasks.masked_lm.batches import MASK_POSITIONS, MaskedBatcher
from studio.engine.tasks.masked_lm.masking import Masker, Masks
from studio.engine.tasks.masked_lm.pairs import SentencePairs
from studio.engine.texts.batches import Batch, Batcher
from studio.engine.texts.examples import Examples

# Whether the second passage of each pair follows the first: int32, 1 or 0.
FOLLOWS = "follows"
# What the loss of each pair counts, where that of a masked token counts 1.
PAIR_WEIGHTS = "pair_weights"


def pair_examples(pairs: SentencePairs, indices: NDArray[np.int64], epoch: int = 0) -> Examples:
    """Return pairs as examples of their own, with what is to be said of each."""
    follows = pairs.passages(epoch).follows[indices]
    weights = np.ones(len(indices), np.float32)
    return Examples.single(pairs.pack(indices, epoch), {FOLLOWS: follows, PAIR_WEIGHTS: weights})


class PairBatcher(Batcher):
    """Cuts batches of pairs, with other pairs and other masks in each epoch.

    Args:
        model: Says which arrays are wanted and how they are padded.
        examples: The sentences that the pairs are made of.
        pairs: Makes them.
        masker: Hides tokens.
    """

    EXTRA_INPUTS = (MASK_POSITIONS,)

    def __init__(self, model: TextModel, examples: Examples, pairs: SentencePairs, masker: Masker) -> None:
        super().__init__(model, examples)
        self._model = model
        self._pairs = pairs
        self._masker = masker
        self._lengths = pairs.lengths

    def __len__(self) -> int:
        return len(self._pairs)

    def rows(self, index: int) -> NDArray[np.int64]:
        """Return the row that the first passage of a pair comes from, in the first epoch."""
        return self._pairs.rows()[index : index + 1]

    def batch(self, indices: NDArray[np.int64], epoch: int = 0) -> Batch:
        """Return the pairs with these numbers, masked for an epoch."""
        examples = pair_examples(self._pairs, indices, epoch)
        masked = MaskedBatcher(self._model, examples, _Numbered(self._masker, indices))
        return masked.batch(np.arange(len(indices)), epoch)


class _Numbered:
    """Hides tokens of a few pairs as in the whole split.

    Args:
        masker: Hides tokens.
        indices: The pairs' numbers in the split.
    """

    def __init__(self, masker: Masker, indices: NDArray[np.int64]) -> None:
        self._masker = masker
        self._indices = indices

    def mask(self, token_ids: NDArray[np.int32], example: int, epoch: int) -> Masks:
        return self._masker.mask(token_ids, int(self._indices[example]), epoch)


def weighted(batches: Sequence[Batch]) -> list[Batch]:
    """Return the batches of a step with pairs that weigh as much, all together, as all of its masked tokens.

    A step's loss is the mean over its masked tokens: so the mean over its pairs is added to it.
    """
    num_tokens = max(1, sum(batch.num_targets for batch in batches))
    weight = num_tokens / sum(batch.num_examples for batch in batches)
    return [
        replace(batch, targets=batch.targets | {PAIR_WEIGHTS: np.full(batch.num_examples, weight, np.float32)})
        for batch in batches
    ]
