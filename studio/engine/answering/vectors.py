"""The vectors of texts, in float32, as arrays: what a search is made of."""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from studio.engine import tasks
from studio.engine.building.model import load_model
from studio.engine.models.graphs import compiled, tensors
from studio.engine.models.text_model import TextModel
from studio.engine.tasks.base import DEFAULT_BATCH_SIZE
from studio.engine.tasks.text_embedding.evaluation import VECTORS
from studio.engine.texts.batches import Batcher
from studio.errors import InputError
from studio.tasks import Task


def check_makes_vectors(task: Task) -> None:
    """Check that the models of a task turn texts into vectors.

    Raises:
        InputError: if they do not.
    """
    if not task.makes_vectors:
        raise InputError(
            "Expected a run that makes vectors of texts. Received: one for the task {received}.", received=task.name
        )


class TextVectors:
    """Turns texts into vectors.

    Args:
        model: An embedding model, or the folder of a saved one, which is loaded in float32.
    """

    def __init__(self, model: TextModel | Path) -> None:
        self.model = model if isinstance(model, TextModel) else load_model(model)
        self._task = tasks.get(self.model.info.task)
        self._outputs = compiled(self.model, self._task.answer_outputs)

    def __call__(
        self,
        texts: Sequence[str],
        batch_size: int = DEFAULT_BATCH_SIZE,
        on_progress: Callable[[int], None] | None = None,
    ) -> NDArray[np.float32]:
        """Return the vectors of texts that are in memory: `(num_texts, dim)`.

        Args:
            texts: The texts, at least one.
            batch_size: How many are computed at once.
            on_progress: Called with the number of texts done.
        """
        batcher = Batcher(self.model, self._task.examples(self.model, {"text": texts}, None))
        order = batcher.indices_by_length(batch_size)
        parts: list[NDArray[np.float32]] = []
        for indices in order:
            parts.append(self._outputs(tensors(batcher.batch(indices).inputs))[VECTORS].numpy())
            if on_progress is not None:
                on_progress(sum(map(len, parts)))
        found = np.concatenate(parts)
        vectors = np.empty_like(found)
        vectors[np.concatenate(order)] = found
        return vectors
