"""Predictions in float32, batched by length: the numbers that an export must equal. The job, and classes."""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from studio.data import (
    DataSource,
    SplitRows,
    check_single_texts,
    check_table_path,
    guess_columns,
    iter_texts,
    open_source,
    write_table,
)
from studio.data.reading import missing_text
from studio.data.rules import is_blank
from studio.engine import tasks
from studio.engine.batches import Batcher
from studio.engine.model import TextModel, load_model
from studio.engine.model_info import ModelInfo
from studio.engine.tasks.base import DEFAULT_BATCH_SIZE, TextPredictor
from studio.engine.tokens import TextEncoder
from studio.errors import DataError
from studio.jobs import Progress
from studio.spec import ReadingSpec

# So many texts are sorted by length at once: enough for even batches, few enough for any memory.
_CHUNK_SIZE = 4096


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
        self._probabilities = _compile(self.model)

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
        chunks = (texts[start : start + _CHUNK_SIZE] for start in range(0, len(texts), _CHUNK_SIZE))
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
            batcher = Batcher(self.model, self._encoder.encode(chunk))
            probabilities = np.empty((len(chunk), len(self.class_names)), np.float32)
            for indices in batcher.indices_by_length(batch_size):
                inputs = {name: tf.constant(array) for name, array in batcher.batch(indices).inputs.items()}
                probabilities[indices] = self._probabilities(inputs).numpy()
                num_done += len(indices)
                if on_progress is not None:
                    on_progress(num_done)
            yield probabilities

    def gather(self, chunks: Iterator[NDArray[np.float32]]) -> Predictions:
        """Put the probabilities of chunks together."""
        found = list(chunks)
        empty = np.empty((0, len(self.class_names)), np.float32)
        return Predictions(np.concatenate([empty, *found]), self.class_names)


def run_job(arguments: Mapping[str, Any], report: Callable[[Progress], None]) -> dict[str, Any]:
    """Predict a list of texts, or a whole file into another.

    A row without a text gets an empty answer, so that the answers stay aligned with the rows.

    Args:
        arguments: `model` (a folder) and either `texts`, or `data`, `out` and `columns` (by role; those of the
            training data unless given); `is_strict` if a row without a text is to be an error; `batch_size` if it is to
            be another.
        report: Called with the progress.

    Returns:
        For texts `predictions`, a list with `null` for an empty text; for a file `examples` (how many were answered),
        `left_empty` (how many rows had no text), `out`, `columns`, `seconds`, `examples_per_second` and what the task
        says of all answers together: `counts` by class, or `masks`.

    Raises:
        DataError: if a row has no text and all must have one, or if none has.
    """
    batch_size = int(arguments.get("batch_size") or DEFAULT_BATCH_SIZE)
    folder = Path(arguments["model"])
    info = ModelInfo.read(folder)
    if "texts" in arguments:
        texts = [text.encode("utf-8", "replace").decode() for text in arguments["texts"]]
        present = [text for text in texts if not is_blank(text)]
        found = tasks.get(info.task).predictor(folder).predict(present, batch_size).rows(present)
        return {"predictions": spread(found, [not is_blank(text) for text in texts])}
    out = Path(arguments["out"])
    source = open_source(arguments["data"], ReadingSpec(**(arguments.get("reading") or {})))
    check_table_path(out, source)
    column = text_column(source, info, arguments.get("columns") or {})
    rows = _find_texts(source, column, bool(arguments.get("is_strict")))
    tasks.get(info.task).check_source(source, column, report)
    return _predict_file(tasks.get(info.task).predictor(folder), source, column, rows, out, batch_size, report)


def spread(values: Sequence[Any], has_value: Sequence[bool]) -> list[Any]:
    """Return values at the places that have one, and `None` at the others."""
    rest = iter(values)
    return [next(rest) if is_there else None for is_there in has_value]


def _find_texts(source: DataSource, column: str, is_strict: bool) -> NDArray[np.int64]:
    """Return the numbers of the rows that have a text, from 0.

    Raises:
        DataError: if a row has none and all must have one, if none has, or if one has several.
    """
    check_single_texts(source, column)
    has_text = np.array([text is not None for batch in iter_texts(source, column) for text in batch], np.bool_)
    if not has_text.all() and (is_strict or not has_text.any()):
        raise missing_text(source, column, int(np.argmin(has_text)) + 1)
    return np.flatnonzero(has_text).astype(np.int64)


def text_column(source: DataSource, info: ModelInfo, given: Mapping[str, str]) -> str:
    """Return the column with the texts: the one given, else that of the training data, else one that looks like it."""
    known = known_columns(source, info, given)
    column = known.get("text") or guess_columns(source, info.task).get("text")
    if column is None or not source.has_column(column):
        raise DataError(
            "{file}: expected a column {column} with the texts. Received: the columns {received}.",
            file=source.path,
            column=column or info.columns.get("text", "text"),
            received=", ".join(source.column_names),
        )
    return column


def known_columns(source: DataSource, info: ModelInfo, given: Mapping[str, str]) -> dict[str, str]:
    """Return the columns by role that need not be guessed: those given, then those of the training data."""
    trained = {role: name for role, name in info.columns.items() if source.has_column(name)}
    return trained | dict(given)


def _predict_file(
    predictor: TextPredictor,
    source: DataSource,
    column: str,
    rows: NDArray[np.int64],
    out: Path,
    batch_size: int,
    report: Callable[[Progress], None],
) -> dict[str, Any]:
    started = time.monotonic()
    part = SplitRows("predicted", source, {"text": column}, rows, np.zeros(len(rows), np.int32))
    chunks = predictor.iter_predict(
        part.iter_texts(_CHUNK_SIZE), batch_size, lambda done: report(Progress("Predicting", done, len(rows)))
    )
    predictions = predictor.gather(chunks)
    seconds = time.monotonic() - started
    num_rows = write_table(source, out, predictions.columns(), row_numbers=rows, on_progress=report)
    return {
        "examples": len(predictions),
        "left_empty": num_rows - len(predictions),
        "out": str(out.absolute()),
        "columns": {"text": column},
        **predictions.summary(),
        "seconds": round(seconds, 3),
        "examples_per_second": round(len(predictions) / max(seconds, 1e-9), 3),
    }


def _compile(model: TextModel) -> Callable[[dict[str, Any]], Any]:
    signature = {name: tf.TensorSpec([None, None], tf.int32) for name in model.input_names}
    # Never XLA: it compiles anew for each shape, and is the slower one on the CPU.
    compiled: Callable[[dict[str, Any]], Any] = tf.function(
        partial(class_probabilities, model), input_signature=[signature], jit_compile=False
    )
    return compiled


def class_probabilities(model: TextModel, inputs: dict[str, Any]) -> Any:
    """Return the float32 probabilities of shape `(batch_size, num_classes)` that a model gives to its inputs."""
    logits = model.classifier(inputs, training=False)
    return tf.nn.softmax(tf.cast(logits, tf.float32), axis=-1)
