"""What a model says about whole splits, and when it is asked."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from studio.engine.texts.batches import Batch, Batcher
from studio.runs.events import SampleRow

Arrays = dict[str, NDArray[Any]]
# Called while a model writes texts, every few tokens and first of all: with how many are written, parts of texts
# counted, and how many there are to be. Where it returns `False`, no more is written.
OnWritten = Callable[[float, int], bool]

# Without gradients more fits into memory; beyond this nothing gets faster.
BATCH_SIZE = 64
_WANTED_EVALUATIONS = 10
# An example costs about half as much to evaluate (in float32) as to train on, and evaluation may take a tenth of the
# time.
_MAX_EVALUATED_PER_TRAINED = 0.2


class HasOutputs(Protocol):
    """What evaluation needs of a backend."""

    def outputs(self, batch: Batch) -> Arrays:
        """Return what the model says about a batch, as the task wants it: arrays whose first axis is the batch's."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Evaluation:
    """What was measured on a split.

    Attributes:
        metrics: The task's metrics by name.
        report: All of it, as JSON data with `examples` and `metrics`.
        outputs: What the model said, for whoever writes it down.
        is_written: Whether the model wrote all that it is to write by itself where it is measured. Where it did not,
            what is measured of that is left out.
    """

    metrics: dict[str, float]
    report: dict[str, Any]
    outputs: Arrays
    is_written: bool = True


def write_on(num_written: float, num_texts: int) -> bool:
    """Let all texts be written."""
    return True


def write_nothing(num_written: float, num_texts: int) -> bool:
    """Let no text be written."""
    return False


class Evaluator(ABC):
    """Measures a split, always in the same way, and shows a few fixed examples of it.

    Attributes:
        write_every: Of so many evaluations of a run, one lets the model write by itself, where it does at all.
    """

    write_every: int = 1

    @abstractmethod
    def __len__(self) -> int:
        """Return the number of examples."""

    @abstractmethod
    def evaluate(
        self,
        backend: HasOutputs,
        on_progress: Callable[[int], None] | None = None,
        batch_size: int = BATCH_SIZE,
        on_written: OnWritten = write_on,
    ) -> Evaluation:
        """Measure the whole split.

        Args:
            backend: What answers.
            on_progress: Called with the number of examples done.
            batch_size: How many are computed at once, at most.
            on_written: Called while the model writes by itself, if it does.
        """

    @abstractmethod
    def samples(
        self, backend: HasOutputs, evaluation: Evaluation | None = None, on_written: OnWritten = write_on
    ) -> tuple[SampleRow, ...]:
        """Return what the model says about the examples.

        Args:
            backend: What answers.
            evaluation: What was just measured, if it was: its answers need not be asked for again.
            on_written: Called while the model writes, if it does.

        Returns:
            A row for each example; none where no texts were to be written.
        """


def predict_split(
    backend: HasOutputs,
    batcher: Batcher,
    num_classes: int,
    on_progress: Callable[[int], None] | None = None,
    batch_size: int = BATCH_SIZE,
    name: str = "probabilities",
) -> NDArray[np.float32]:
    """Return the class probabilities of all examples, or outputs of another name: `(num_examples, num_classes)`."""
    found = np.empty((len(batcher), num_classes), np.float32)
    num_done = 0
    for indices in batcher.indices_by_length(batch_size):
        found[indices] = backend.outputs(batcher.batch(indices))[name]
        num_done += len(indices)
        if on_progress is not None:
            on_progress(num_done)
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
        return step_in_epoch in self._due_steps()

    def num_due(self, step: int) -> int:
        """Return how many evaluations a run has in its first steps."""
        num_epochs, step_in_epoch = divmod(step, self.steps_per_epoch)
        return num_epochs * self.num_per_epoch + sum(due <= step_in_epoch for due in self._due_steps())

    def _due_steps(self) -> set[int]:
        parts = self.num_per_epoch
        return {-(-part * self.steps_per_epoch // parts) for part in range(1, parts + 1)}
