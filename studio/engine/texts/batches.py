"""Padded batches of numpy arrays, the only thing that a backend is fed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.data.targets import Ragged
from studio.engine.models.text_model import TextModel
from studio.engine.texts.examples import Examples
from studio.engine.texts.inputs import TEXT_INPUTS, check_filled
from studio.engine.texts.tokens import TokenRows

# Lengths are rounded up, so that few distinct shapes occur; wide enough for vector units and tensor cores.
LENGTH_MULTIPLE = 8
# What a list of targets is filled up with: it does not count.
NO_TARGET = -1


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """Examples that are computed at once.

    Attributes:
        inputs: int32 arrays of shape `(batch_size, length)` by the model's input names; each stream has its own length.
            Those computed before are float32, of shape `(batch_size, dim)` or `(batch_size, length, dim)`.
        targets: What the model is to say, by the names that its task gives them: arrays whose first axis is the
            batch's. Empty where nothing is compared.
        num_targets: How many of them count: a step's loss is their mean.
        num_tokens: Padding is not counted.
    """

    inputs: dict[str, NDArray[Any]]
    targets: dict[str, NDArray[Any]]
    num_targets: int
    num_tokens: int

    @property
    def num_examples(self) -> int:
        """How many examples there are."""
        return len(next(iter(self.inputs.values())))


class Batcher:
    """Cuts batches out of a split.

    Args:
        model: Says which arrays are wanted and how they are padded.
        examples: What they are cut out of.

    Attributes:
        EXTRA_INPUTS: The names of inputs that a subclass adds to those of the streams.

    Raises:
        PresetError: if the model takes an input that nobody fills.
    """

    EXTRA_INPUTS: tuple[str, ...] = ()

    def __init__(self, model: TextModel, examples: Examples) -> None:
        wanted = (*model.input_names, *self.EXTRA_INPUTS)
        self._streams = [
            # The main stream bears no prefix, unless the model has names of its own for it.
            _Stream(name, rows, model, wanted, has_prefix=bool(index) or f"{name}_token_ids" in model.input_names)
            for index, (name, rows) in enumerate(examples.streams.items())
        ]
        filled = [name for stream in self._streams for name in stream.filled]
        check_filled(model.input_names, (*filled, *self.EXTRA_INPUTS, *examples.features))
        self.examples = examples
        # Labels of tokens lie under the tokens of their stream.
        self._aligned = {
            name: stream
            for name, values in examples.targets.items()
            for stream in reversed(self._streams)
            if isinstance(values, Ragged) and stream.is_under(values)
        }
        self._lengths = examples.lengths
        self._input_names = model.input_names

    def __len__(self) -> int:
        return len(self.examples)

    @property
    def lengths(self) -> NDArray[np.int64]:
        """The number of tokens of each example: int64 array of shape `(num_examples,)`."""
        return self._lengths

    def rows(self, index: int) -> NDArray[np.int64]:
        """Return the rows that an example is made of."""
        return self.examples.row_of[index : index + 1]

    @property
    def input_names(self) -> tuple[str, ...]:
        """The names of the arrays of a batch."""
        return self._input_names

    def batch(self, indices: NDArray[np.int64], epoch: int = 0) -> Batch:
        """Return the examples with these indices, padded to a common length.

        Args:
            indices: Which examples.
            epoch: The epoch, for batchers whose batches differ from epoch to epoch; here they do not.
        """
        inputs: dict[str, NDArray[Any]] = {}
        for stream in self._streams:
            inputs |= stream.inputs(indices)
        for name, features in self.examples.features.items():
            inputs[name] = (
                _padded(features, indices, self._streams[0].width(indices), filler=0)
                if isinstance(features, Ragged)
                else features[indices]
            )
        targets = {
            name: _padded(values, indices, self._aligned[name].width(indices) if name in self._aligned else 0)
            if isinstance(values, Ragged)
            else values[indices]
            for name, values in self.examples.targets.items()
        }
        return Batch(inputs, targets, self._num_targets(targets, indices), int(self._lengths[indices].sum()))

    def indices_by_length(self, batch_size: int) -> list[NDArray[np.int64]]:
        """Return the indices of all examples in batches of similar length, the longest first."""
        order = np.argsort(-self._lengths, kind="stable")
        return [order[start : start + batch_size] for start in range(0, len(order), batch_size)]

    def _num_targets(self, targets: dict[str, NDArray[Any]], indices: NDArray[np.int64]) -> int:
        """Return how many tokens have a target where tokens have them, else how many examples."""
        if self._aligned:
            return sum(int(np.count_nonzero(targets[name] != NO_TARGET)) for name in self._aligned)
        return len(indices) if targets else 0


class _Stream:
    """One stream of a split, and the inputs that it gives.

    Args:
        name: The stream.
        rows: Its tokens.
        model: Says how they are padded.
        wanted: The names of the arrays that are wanted.
        has_prefix: Whether the inputs bear its name.

    Attributes:
        filled: The names of all inputs that it could give.
    """

    def __init__(
        self, name: str, rows: TokenRows, model: TextModel, wanted: Sequence[str], *, has_prefix: bool
    ) -> None:
        prefix = f"{name}_" if has_prefix else ""
        known = dict.fromkeys((*TEXT_INPUTS, *rows.extras))
        self.filled = [f"{prefix}{array}" for array in known]
        self._wanted = {f"{prefix}{array}": array for array in known if f"{prefix}{array}" in wanted}
        self._rows = rows
        self._pad_token_id = int(model.tokenizer.pad_token_id)
        # A model that cannot tell padding from text (FNet) must see the same padding always.
        self._fixed_length = None if model.has_padding_mask else model.info.sequence_length
        self._max_length = model.info.sequence_length

    def is_under(self, values: Ragged) -> bool:
        """Return whether there is a value for each token."""
        return np.array_equal(values.offsets, self._rows.offsets)

    def width(self, indices: NDArray[np.int64]) -> int:
        """Return the length that examples are padded to."""
        return self._fixed_length or min(_round_up(int(self._lengths(indices).max())), self._max_length)

    def inputs(self, indices: NDArray[np.int64]) -> dict[str, NDArray[np.int32]]:
        """Return the model's inputs for these examples."""
        mask = np.arange(self.width(indices)) < self._lengths(indices)[:, None]  # (batch_size, length)
        return {name: self._array(array, indices, mask) for name, array in self._wanted.items()}

    def _array(self, name: str, indices: NDArray[np.int64], mask: NDArray[np.bool_]) -> NDArray[np.int32]:
        if name == "padding_mask":
            return mask.astype(np.int32)
        if name == "token_ids":
            return self._filled(self._rows.token_ids, indices, mask, self._pad_token_id)
        if name in self._rows.extras:
            return self._filled(self._rows.extras[name], indices, mask, 0)
        # A single text is the first segment.
        return np.zeros(mask.shape, np.int32)

    def _filled(
        self, values: NDArray[Any], indices: NDArray[np.int64], mask: NDArray[np.bool_], filler: int
    ) -> NDArray[np.int32]:
        array = np.full(mask.shape, filler, np.int32)
        starts, ends = self._rows.offsets[indices], self._rows.offsets[indices + 1]
        for row, (start, end) in enumerate(zip(starts, ends, strict=True)):
            array[row, : end - start] = values[start:end]
        return array

    def _lengths(self, indices: NDArray[np.int64]) -> NDArray[np.int64]:
        lengths: NDArray[np.int64] = self._rows.offsets[indices + 1] - self._rows.offsets[indices]
        return lengths


def _padded(values: Ragged, indices: NDArray[np.int64], width: int, filler: int = NO_TARGET) -> NDArray[Any]:
    """Return the entries of some examples as one array, at least so wide."""
    rows = [values[int(index)] for index in indices]
    width = max(width, 1, *(len(row) for row in rows))
    array = np.full((len(rows), width, *values.values.shape[1:]), filler, values.values.dtype)
    for place, row in enumerate(rows):
        array[place, : len(row)] = row
    return array


def _round_up(length: int) -> int:
    return -(-length // LENGTH_MULTIPLE) * LENGTH_MULTIPLE
