"""Padded batches of numpy arrays, the only thing that a backend is fed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.engine.models.text_model import TextModel
from studio.engine.texts.inputs import text_inputs
from studio.engine.texts.tokens import TokenRows

# Lengths are rounded up, so that few distinct shapes occur; wide enough for vector units and tensor cores.
LENGTH_MULTIPLE = 8


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """Examples that are computed at once.

    Attributes:
        inputs: int32 arrays of shape `(batch_size, length)` by the model's input names.
        targets: What the model is to say, by the names that its task gives them: arrays whose first axis is the
            batch's. Empty where nothing is compared.
        num_targets: How many of them count: a step's loss is their mean.
        num_tokens: Padding is not counted.
    """

    inputs: dict[str, NDArray[np.int32]]
    targets: dict[str, NDArray[Any]]
    num_targets: int
    num_tokens: int

    @property
    def num_examples(self) -> int:
        """How many examples there are."""
        return len(self.inputs["token_ids"])


class Batcher:
    """Cuts batches out of a split.

    Args:
        model: Says which arrays are wanted and how they are padded.
        rows: The token ids of the split.
        targets: By name, arrays with one entry for each example; `None` where nothing is compared.

    Attributes:
        EXTRA_INPUTS: The names of inputs that a subclass adds to those of a text.

    Raises:
        PresetError: if the model takes an input that nobody fills.
    """

    EXTRA_INPUTS: tuple[str, ...] = ()

    def __init__(self, model: TextModel, rows: TokenRows, targets: Mapping[str, NDArray[Any]] | None = None) -> None:
        self._input_names = text_inputs(model.input_names, self.EXTRA_INPUTS)
        self._pad_token_id = int(model.tokenizer.pad_token_id)
        # A model that cannot tell padding from text (FNet) must see the same padding always.
        self._fixed_length = None if model.has_padding_mask else model.info.sequence_length
        self._max_length = model.info.sequence_length
        self.rows = rows
        self._targets = dict(targets or {})

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
        # A single text is the first segment.
        arrays = {
            "token_ids": token_ids,
            "padding_mask": mask.astype(np.int32),
            "segment_ids": np.zeros_like(token_ids),
        }
        inputs = {name: arrays[name] for name in self._input_names}
        targets = {name: values[indices] for name, values in self._targets.items()}
        return Batch(inputs, targets, len(indices) if targets else 0, int(lengths.sum()))

    def indices_by_length(self, batch_size: int) -> list[NDArray[np.int64]]:
        """Return the indices of all examples in batches of similar length, the longest first."""
        order = np.argsort(-self.rows.lengths, kind="stable")
        return [order[start : start + batch_size] for start in range(0, len(order), batch_size)]


def _round_up(length: int) -> int:
    return -(-length // LENGTH_MULTIPLE) * LENGTH_MULTIPLE
