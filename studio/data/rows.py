"""The rows of one part of the data, read in order and in batches."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from studio.columns import Columns
from studio.data.reading import iter_values, missing_text
from studio.data.role_columns import InputColumn
from studio.data.source import DataSource
from studio.data.split import Rows
from studio.data.targets import Targets


def iter_input_values(
    source: DataSource, inputs: Sequence[InputColumn], batch_size: int = 4096
) -> Iterator[list[tuple[str | None, ...]]]:
    """Yield the values of the columns that a model is given, in batches, in the order of the rows.

    Raises:
        DataError: if a row is broken, or the data set has changed.
    """
    lists = [entry.column for entry in inputs if entry.has_tokens]
    return iter_values(source, [entry.column for entry in inputs], batch_size, lists=lists)


@dataclass(frozen=True, slots=True, eq=False)
class SplitRows:
    """The rows of one part of the data.

    Attributes:
        name: `train`, `validation` or `test`.
        source: Where the rows come from.
        columns: From role to column.
        row_numbers: int64 array of shape (num_examples,), counted from 0, ascending.
        targets: What the rows are to give, in step with `row_numbers`.
        inputs: The columns that a model is given.
    """

    name: str
    source: DataSource
    columns: Columns
    row_numbers: Rows
    targets: Targets
    inputs: tuple[InputColumn, ...]

    def __len__(self) -> int:
        return len(self.row_numbers)

    @property
    def labels(self) -> NDArray[np.int32]:
        """The numbers of the classes: int32 array of shape (num_examples,)."""
        labels: NDArray[np.int32] = self.targets.arrays["label"]
        return labels

    def iter_inputs(self, batch_size: int = 4096) -> Iterator[dict[str, list[str]]]:
        """Yield what a model is given, in the order of `row_numbers`, in batches, without holding the file in memory.

        Returns:
            From the task's name of an input to its texts, all lists of the same length. An optional text that is not
            there is empty.

        Raises:
            DataError: if the data set has changed.
        """
        start = 0
        waiting: list[tuple[str, ...]] = []
        for batch in iter_input_values(self.source, self.inputs, batch_size):
            low, high = np.searchsorted(self.row_numbers, (start, start + len(batch)))
            waiting.extend(self._texts(batch[row - start], int(row) + 1) for row in self.row_numbers[low:high])
            start += len(batch)
            while len(waiting) >= batch_size:
                yield self._by_name(waiting[:batch_size])
                waiting = waiting[batch_size:]
        if waiting:
            yield self._by_name(waiting)

    def iter_texts(self, batch_size: int = 4096) -> Iterator[list[str]]:
        """Yield the texts of all inputs in batches, those of one row beside each other.

        Raises:
            DataError: if the data set has changed.
        """
        for batch in self.iter_inputs(batch_size):
            yield [text for row in zip(*batch.values(), strict=True) for text in row]

    def take(self, indices: Sequence[int] | NDArray[np.int64]) -> dict[str, list[str]]:
        """Return what a model is given in a few rows, which are named by their positions in `row_numbers`."""
        wanted = np.asarray(indices, np.int64)
        ordered, places = np.unique(wanted, return_inverse=True)
        part = replace(self, row_numbers=self.row_numbers[ordered], targets=self.targets.take(ordered))
        texts: dict[str, list[str]] = {entry.name: [] for entry in self.inputs}
        for batch in part.iter_inputs():
            for name, found in batch.items():
                texts[name].extend(found)
        return {name: [found[place] for place in places] for name, found in texts.items()}

    def _texts(self, values: tuple[str | None, ...], row: int) -> tuple[str, ...]:
        texts = []
        for entry, value in zip(self.inputs, values, strict=True):
            text = entry.text(value)
            if text is None and entry.is_required:
                raise missing_text(self.source, entry.column, row)
            texts.append(text or "")
        return tuple(texts)

    def _by_name(self, rows: list[tuple[str, ...]]) -> dict[str, list[str]]:
        return {entry.name: [row[place] for row in rows] for place, entry in enumerate(self.inputs)}
