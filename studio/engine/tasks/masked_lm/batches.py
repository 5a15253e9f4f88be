"""Batches in which tokens are hidden."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.engine.models.text_model import TextModel
from studio.engine.tasks.masked_lm.masking import Masker, Masks
from studio.engine.texts.batches import Batch, Batcher
from studio.engine.texts.examples import Examples

MASKED_TOKENS = "masked_token_ids"
MASK_POSITIONS = "mask_positions"
_NO_LABEL = -1


class MaskedBatcher(Batcher):
    """Cuts batches whose `mask_positions` say where the model guesses, and whose target says what stood there.

    Rows with fewer masks than others are filled up with position 0 and labels that do not count.

    Args:
        model: Says which arrays are wanted and how they are padded.
        examples: What they are cut out of.
        masker: Hides tokens.
    """

    EXTRA_INPUTS = (MASK_POSITIONS,)

    def __init__(self, model: TextModel, examples: Examples, masker: Masker) -> None:
        super().__init__(model, examples)
        self._masker = masker

    def batch(self, indices: NDArray[np.int64], epoch: int = 0) -> Batch:
        """Return the examples with these indices, masked for an epoch."""
        plain = super().batch(indices, epoch)
        masks = [self.masks(int(index), epoch) for index in indices]
        shape = (len(masks), max(1, *(len(mask.positions) for mask in masks)))
        positions, labels = np.zeros(shape, np.int32), np.full(shape, _NO_LABEL, np.int32)
        token_ids = plain.inputs["token_ids"]
        for row, mask in enumerate(masks):
            token_ids[row, : len(mask.token_ids)] = mask.token_ids
            positions[row, : len(mask.positions)] = mask.positions
            labels[row, : len(mask.positions)] = mask.labels
        inputs, num_targets = plain.inputs | {MASK_POSITIONS: positions}, int(np.count_nonzero(labels >= 0))
        return Batch(inputs, plain.targets | {MASKED_TOKENS: labels}, num_targets, plain.num_tokens)

    def masks(self, index: int, epoch: int = 0) -> Masks:
        """Return what is hidden in one example."""
        rows = self.examples.rows
        start, end = rows.offsets[index], rows.offsets[index + 1]
        return self._masker.mask(np.asarray(rows.token_ids[start:end]), index, epoch)


def counted(batch: Batch, outputs: Any) -> NDArray[Any]:
    """Return the entries of an output of shape `(batch_size, num_masks, …)` whose labels count, example by example."""
    found: NDArray[Any] = outputs[batch.targets[MASKED_TOKENS] >= 0]
    return found
