"""Padded batches of numpy arrays, the only thing that a backend is fed."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from studio.engine.models.text_model import TextModel
from studio.engine.texts.tokens import TokenRows

# Lengths are rounded up, so that few distinct shapes occur; wide enough for vector units and tensor cores.
LENGTH_MULTIPLE = 8


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """Examples that are computed at once.

    Attributes:
        inputs: int32 arrays of shape `(batch_size, length)` by the model's input names.
        labels: int32 array of shape `(batch_size,)`, or `(batch_size, num_targets)` for a task with several targets an
            example; a label below 0 does not count.
        num_tokens: Padding is not counted.
    """

    inputs: dict[str, NDArray[np.int32]]
    labels: NDArray[np.int32]
    num_tokens: int

    @property
    def num_examples(self) -> int:
        """How many examples there are."""
        return len(self.labels)

    @property
    def num_targets(self) -> int:
        """How many labels count."""
        return int(np.count_nonzero(self.labels >= 0))


class Batcher:
    """Cuts batches out of a split.

    Args:
        model: Says which arrays are wanted and how they are padded.
        rows: The token ids of the split.
        labels: int32 array of shape `(num_examples,)`; `None` where there are none.
    """

    def __init__(self, model: TextModel, rows: TokenRows, labels: NDArray[np.int32] | None = None) -> None:
        self._input_names = model.input_names
        self._pad_token_id = int(model.tokenizer.pad_token_id)
        # A model that cannot tell padding from text (FNet) must see the same padding always.
        self._fixed_length = None if model.has_padding_mask else model.info.sequence_length
        self._max_length = model.info.sequence_length
        self.rows = rows
        self.labels = np.zeros(len(rows), np.int32) if labels is None else labels

    def __len__(self) -> int:
        return len(self.rows)

    def batch(self, indices: NDArray[np.int64], epoch: int = 0) -> Batch:
        """Return the examples with these indices, padded to a common length.

        Args:
            indices: Which examples.
            epoch: The epoch, for batchers whose batches differ from epoch to epoch; here they do not.
        """
        starts, ends = self.rows.offsets[indices], self.rows.offsets[indices + 1]
        lengths = ends - starts
        width = self._fixed_length or min(_round_up(int(lengths.max())), self._max_length)
        mask = np.arange(width) < lengths[:, None]  # (batch_size, length)
        token_ids = np.full(mask.shape, self._pad_token_id, np.int32)
        for row, (start, end) in enumerate(zip(starts, ends, strict=True)):
            token_ids[row, : end - start] = self.rows.token_ids[start:end]
        arrays = {"token_ids": token_ids, "padding_mask": mask.astype(np.int32)}
        inputs = {name: arrays[name] if name in arrays else np.zeros_like(token_ids) for name in self._input_names}
        return Batch(inputs, self.labels[indices], int(lengths.sum()))

    def indices_by_length(self, batch_size: int) -> list[NDArray[np.int64]]:
        """Return the indices of all examples in batches of similar length, the longest first."""
        order = np.argsort(-self.rows.lengths, kind="stable")
        return [order[start : start + batch_size] for start in range(0, len(order), batch_size)]


def _round_up(length: int) -> int:
    return -(-length // LENGTH_MULTIPLE) * LENGTH_MULTIPLE
