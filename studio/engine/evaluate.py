"""Measuring a saved model on a data set."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.data import DataSource, map_columns, open_source
from studio.data.prepare import list_classes
from studio.data.readers.records import shorten
from studio.data.reading import BLANK, iter_values, missing_text
from studio.engine import tasks
from studio.engine.model_info import ModelInfo
from studio.engine.predict import known_columns
from studio.engine.tasks.base import DEFAULT_BATCH_SIZE
from studio.errors import DataError
from studio.jobs import Progress
from studio.spec import ReadingSpec

_CHUNK_SIZE = 4096


def run_job(arguments: Mapping[str, Any], report: Callable[[Progress], None]) -> dict[str, Any]:
    """Measure a model on a data set.

    Args:
        arguments: `model` (a folder), `data`, and `columns` by role: those of the training data unless given;
            `batch_size` if it is to be another.
        report: Called with the progress.

    Returns:
        The task's report: `examples`, `metrics` and more.

    Raises:
        DataError: if a row cannot be measured.
    """
    folder = Path(arguments["model"])
    info = ModelInfo.read(folder)
    source = open_source(arguments["data"], ReadingSpec(**(arguments.get("reading") or {})))
    columns = map_columns(source, info.task, known_columns(source, info, arguments.get("columns") or {}))
    batch_size = int(arguments.get("batch_size") or DEFAULT_BATCH_SIZE)
    return tasks.get(info.task).evaluate(folder, source, columns, batch_size, report)


class LabelledRows:
    """The rows of a data set with the labels that a model knows.

    Args:
        source: The data set.
        columns: From role to column.
        class_names: The classes that the model knows.
    """

    def __init__(self, source: DataSource, columns: Mapping[str, str], class_names: tuple[str, ...]) -> None:
        self._source = source
        self._columns = (columns["text"], columns["label"])
        self._indices = {name: index for index, name in enumerate(class_names)}
        self.labels: NDArray[np.int32] = np.empty(0, np.int32)

    def check(self, on_progress: Callable[[int], None]) -> None:
        """Read all rows once and keep their labels, as positions in the class names.

        Raises:
            DataError: names the first row that cannot be measured.
        """
        labels: list[int] = []
        for batch in iter_values(self._source, self._columns, _CHUNK_SIZE):
            for text, label in batch:
                labels.append(self._index(len(labels) + 1, text, label))
            on_progress(len(labels))
        if not labels:
            raise DataError("{file}: expected at least one row. Received: none.", file=self._source.path)
        self.labels = np.array(labels, np.int32)

    def iter_texts(self) -> Iterator[list[str]]:
        """Yield the texts in the order of the rows."""
        for batch in iter_values(self._source, self._columns[:1], _CHUNK_SIZE):
            yield [text or "" for (text,) in batch]

    def _index(self, row: int, text: str | None, label: str | None) -> int:
        if text is None or not text.strip(BLANK):
            raise missing_text(self._source, self._columns[0], row)
        label = (label or "").strip(BLANK)
        index = self._indices.get(label)
        if index is None:
            raise DataError(
                "{file}, row {row}, column {column}: expected a class that the model knows: {expected}. "
                "Received: {received}.",
                file=self._source.path,
                row=row,
                column=self._columns[1],
                expected=list_classes(tuple(self._indices)),
                received=shorten(label) if label else "an empty value",
            )
        return index
