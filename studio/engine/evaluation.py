"""What a model says about whole splits, and when it is asked."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from studio.engine.batches import Batch, Batcher

# Without gradients more fits into memory; beyond this nothing gets faster.
BATCH_SIZE = 64
_WANTED_EVALUATIONS = 10
# An example costs about half as much to evaluate (in float32) as to train on, and evaluation may take a tenth of the
# time.
_MAX_EVALUATED_PER_TRAINED = 0.2


class HasProbabilities(Protocol):
    """What evaluation needs of a backend."""

    def probabilities(self, batch: Batch) -> NDArray[np.float32]:
        """Return the class probabilities of a batch."""
        ...


def predict_split(
    backend: HasProbabilities, batcher: Batcher, num_classes: int, on_batch: Callable[[], None] | None = None
) -> NDArray[np.float32]:
    """Return the class probabilities of all examples, in their order: `(num_examples, num_classes)`."""
    found = np.empty((len(batcher), num_classes), np.float32)
    for indices in batcher.indices_by_length(BATCH_SIZE):
        found[indices] = backend.probabilities(batcher.batch(indices))
        if on_batch is not None:
            on_batch()
    return found


@dataclass(frozen=True, slots=True)
class EvaluationPlan:
    """At which steps of an epoch the validation split is measured: always at its end.

    Where there is none, only the training loss is reported, at the end.
    """

    steps_per_epoch: int
    num_per_epoch: int

    @classmethod
    def make(cls, *, steps_per_epoch: int, epochs: int, num_train: int, num_validation: int) -> "EvaluationPlan":
        """Plan about ten evaluations a run, fewer where they would take more than a tenth of the time.

        The plan depends on counts alone and not on measured time, so that a run can be repeated exactly.
        """
        if num_validation == 0:
            return cls(steps_per_epoch, 1)
        wanted = -(-_WANTED_EVALUATIONS // epochs)
        affordable = int(_MAX_EVALUATED_PER_TRAINED * num_train / num_validation)
        return cls(steps_per_epoch, max(1, min(wanted, affordable, steps_per_epoch)))

    def is_due(self, step_in_epoch: int) -> bool:
        """Return whether to evaluate after so many steps of an epoch."""
        parts = self.num_per_epoch
        return step_in_epoch in {-(-part * self.steps_per_epoch // parts) for part in range(1, parts + 1)}
