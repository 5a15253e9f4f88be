"""Predictions in float32, batched by length: the numbers that an export must equal."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from studio.engine.models.graphs import compiled, tensors
from studio.engine.models.model import load_model
from studio.engine.models.text_model import TextModel
from studio.engine.tasks.base import CHUNK_SIZE, DEFAULT_BATCH_SIZE
from studio.engine.texts.batches import Batcher
from studio.engine.texts.examples import Examples
from studio.engine.texts.tokens import TextEncoder


@dataclass(frozen=True, slots=True, eq=False)
class Predictions:
    """What a model says about some texts.

    Attributes:
        probabilities: float32 array of shape `(num_texts, num_classes)`, rows adding up to 1.
        class_names: The classes, in the order of the columns.
    """

    probabilities: NDArray[np.float32]
    class_names: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.probabilities)

    @property
    def indices(self) -> NDArray[np.int64]:
        """The position of the likeliest class, for each text."""
        indices: NDArray[np.int64] = self.probabilities.argmax(axis=1)
        return indices

    @property
    def labels(self) -> list[str]:
        """The likeliest class, for each text."""
        return [self.class_names[index] for index in self.indices]

    def columns(self) -> dict[str, NDArray[Any]]:
        """Return what a file of answers gets beside its own columns."""
        columns: dict[str, NDArray[Any]] = {
            "prediction": np.array(self.class_names, dtype=object)[self.indices],
            "probability": self.probabilities.max(axis=1),
        }
        for position, name in enumerate(self.class_names):
            columns[f"probability_{name}"] = self.probabilities[:, position]
        return columns

    def rows(self, texts: Sequence[str]) -> list[dict[str, Any]]:
        """Return each text with `prediction`, `probability` and `probabilities` by class."""
        return [
            {
                "text": text,
                "prediction": label,
                "probability": float(row.max()),
                "probabilities": {name: float(value) for name, value in zip(self.class_names, row, strict=True)},
            }
            for text, label, row in zip(texts, self.labels, self.probabilities, strict=True)
        ]

    def summary(self) -> dict[str, Any]:
        """Return how often each class was predicted."""
        return {"counts": dict(Counter(self.labels))}

    def answer(self) -> dict[str, Any]:
        """Return `label`, `probabilities` and `class_names`."""
        return {
            "label": self.labels,
            "probabilities": self.probabilities.astype(float).tolist(),
            "class_names": list(self.class_names),
        }

    def exported(self) -> dict[str, NDArray[Any]]:
        """Return `label` and `probabilities`."""
        return {"label": np.array(self.labels, dtype=object), "probabilities": self.probabilities}


class Predictor:
    """A model that answers texts.

    Args:
        model: A model, or the folder of a saved one, which is loaded in float32.

    Raises:
        NotFoundError: if there is no model in the folder.
    """

    def __init__(self, model: TextModel | Path) -> None:
        self.model = model if isinstance(model, TextModel) else load_model(model)
        self._encoder = TextEncoder(self.model)
        self._probabilities = compiled(self.model, class_probabilities)

    @property
    def class_names(self) -> tuple[str, ...]:
        """The classes, in the order of the probabilities."""
        return self.model.info.class_names

    def predict(
        self,
        texts: Sequence[str],
        batch_size: int = DEFAULT_BATCH_SIZE,
        on_progress: Callable[[int], None] | None = None,
    ) -> Predictions:
        """Answer texts that are in memory.

        Args:
            texts: The texts.
            batch_size: How many are computed at once.
            on_progress: Called with the number of texts done.
        """
        chunks = (texts[start : start + CHUNK_SIZE] for start in range(0, len(texts), CHUNK_SIZE))
        return self.gather(self.iter_predict(chunks, batch_size, on_progress))

    def iter_predict(
        self,
        chunks: Iterator[Sequence[str]],
        batch_size: int = DEFAULT_BATCH_SIZE,
        on_progress: Callable[[int], None] | None = None,
    ) -> Iterator[NDArray[np.float32]]:
        """Yield the probabilities of each chunk of texts, in the order of its texts."""
        num_done = 0
        for chunk in chunks:
            batcher = Batcher(self.model, Examples.single(self._encoder.encode(chunk)))
            probabilities = np.empty((len(chunk), len(self.class_names)), np.float32)
            for indices in batcher.indices_by_length(batch_size):
                probabilities[indices] = self._probabilities(tensors(batcher.batch(indices).inputs)).numpy()
                num_done += len(indices)
                if on_progress is not None:
                    on_progress(num_done)
            yield probabilities

    def gather(self, chunks: Iterator[NDArray[np.float32]]) -> Predictions:
        """Put the probabilities of chunks together."""
        found = list(chunks)
        empty = np.empty((0, len(self.class_names)), np.float32)
        return Predictions(np.concatenate([empty, *found]), self.class_names)


def class_probabilities(model: TextModel, inputs: dict[str, Any]) -> Any:
    """Return the float32 probabilities of shape `(batch_size, num_classes)` that a model gives to its inputs."""
    logits = model.network(inputs, training=False)
    return tf.nn.softmax(tf.cast(logits, tf.float32), axis=-1)
