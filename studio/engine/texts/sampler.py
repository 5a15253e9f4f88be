"""The order in which a run sees its examples: seeded, by similar length, and exact to repeat from any position."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

# Examples are sorted within windows of so many batches: enough for even lengths, few enough to stay shuffled.
_WINDOW_BATCHES = 50


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """Where a run stands in its data: so many steps of this epoch are done."""

    epoch: int = 0
    step: int = 0


class Sampler:
    """Deals out examples: each once an epoch, in batches of similar length.

    An epoch's order depends on the seed and the epoch's number alone, so a position needs no other state.

    Args:
        lengths: int64 array of shape `(num_examples,)`: the number of tokens of each example.
        batch_size: int. Examples a batch; the last one of an epoch may have fewer.
        accumulation_steps: int. Batches a step; the last step of an epoch may have fewer.
        seed: int.
    """

    def __init__(self, lengths: NDArray[np.int64], batch_size: int, accumulation_steps: int = 1, seed: int = 0) -> None:
        self._lengths = lengths
        self._batch_size = batch_size
        self._accumulation_steps = accumulation_steps
        self._seed = seed
        self._cached: tuple[int, list[NDArray[np.int64]]] | None = None

    @property
    def num_batches(self) -> int:
        """Batches an epoch."""
        return -(-len(self._lengths) // self._batch_size)

    @property
    def steps_per_epoch(self) -> int:
        """Optimizer steps an epoch."""
        return -(-self.num_batches // self._accumulation_steps)

    def step(self, position: Position) -> list[NDArray[np.int64]]:
        """Return the indices of the examples of a step, by batch."""
        start = position.step * self._accumulation_steps
        return self._epoch(position.epoch)[start : start + self._accumulation_steps]

    def after(self, position: Position) -> Position:
        """Return the position one step later."""
        if position.step + 1 < self.steps_per_epoch:
            return Position(position.epoch, position.step + 1)
        return Position(position.epoch + 1, 0)

    def _epoch(self, epoch: int) -> list[NDArray[np.int64]]:
        if self._cached is None or self._cached[0] != epoch:
            self._cached = (epoch, self._shuffled(epoch))
        return self._cached[1]

    def _shuffled(self, epoch: int) -> list[NDArray[np.int64]]:
        random = np.random.Generator(np.random.Philox(key=[self._seed, epoch]))
        order = random.permutation(len(self._lengths))
        batches: list[NDArray[np.int64]] = []
        window = self._batch_size * _WINDOW_BATCHES
        for start in range(0, len(order), window):
            part = order[start : start + window]
            part = part[np.argsort(self._lengths[part], kind="stable")]
            batches.extend(part[i : i + self._batch_size] for i in range(0, len(part), self._batch_size))
        return [batches[i] for i in random.permutation(len(batches))]
