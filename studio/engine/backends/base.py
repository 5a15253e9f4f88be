"""What a backend has to do for the training loop."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from numpy.typing import NDArray

from studio.engine.texts.batches import Batch

State = dict[str, NDArray[Any]]


@dataclass(frozen=True, slots=True)
class StepResult:
    """One optimizer step.

    Attributes:
        loss: The mean over the targets of this step alone: the examples, where each has one.
        gradient_norm: The global norm before clipping.
    """

    loss: float
    gradient_norm: float


class StepTooLargeError(Exception):
    """A step does not fit into the memory.

    Attributes:
        is_begun: Whether some of the weights may have changed already; else all is as it was before the step, and it
            can be done in smaller batches.
    """

    def __init__(self, *, is_begun: bool) -> None:
        super().__init__("The memory is full.")
        self.is_begun = is_begun


class Backend(Protocol):
    """Trains one model."""

    def train_step(self, batches: Sequence[Batch], learning_rate: float) -> StepResult:
        """Change the weights once, by the gradient of the mean loss over all the targets of the batches.

        Raises:
            StepTooLargeError: if one of the batches does not fit into the memory.
        """
        ...

    def outputs(self, batch: Batch) -> State:
        """Return what the model says now, as its task wants it, in float32 whatever it is trained in."""
        ...

    def weights(self) -> State:
        """Return copies of the trained weights by name."""
        ...

    def restore_weights(self, weights: State) -> None:
        """Take back what `weights` gave."""
        ...

    def optimizer_state(self) -> State:
        """Return copies of all else that the next step depends on: the optimizer's slots and random seeds."""
        ...

    def restore_optimizer_state(self, state: State) -> None:
        """Take back what `optimizer_state` gave."""
        ...
