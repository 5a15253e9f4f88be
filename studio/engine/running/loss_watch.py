"""Tells a loss that grows without end from one that jumps about."""

from collections import deque
from statistics import median

# Single losses may be large: a median of so many is compared with that of the first ones.
_NUM_FIRST, _NUM_LATEST = 20, 10
_MOST_GROWTH = 100.0
# A run may begin with next to no loss.
_LEAST_FIRST = 0.1


class LossWatch:
    """Follows the losses of single steps.

    Attributes:
        first: The median of the first losses; 0 before there are enough.
        latest: The median of the last ones; 0 before there are enough.
    """

    def __init__(self) -> None:
        self.first = 0.0
        self.latest = 0.0
        self._losses: deque[float] = deque(maxlen=_NUM_FIRST)
        self._is_begun = False

    def explodes(self, loss: float) -> bool:
        """Take the loss of a step, and return whether the last ones are a hundred times the first ones."""
        self._losses.append(loss)
        if not self._is_begun:
            if len(self._losses) == _NUM_FIRST:
                self._is_begun, self.first = True, median(self._losses)
            return False
        self.latest = median(list(self._losses)[-_NUM_LATEST:])
        return self.latest > _MOST_GROWTH * max(self.first, _LEAST_FIRST)
