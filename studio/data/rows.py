"""The rows of one part of the data, read in order and in batches."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from studio.data.reading import iter_values, missing_text
from studio.data.source import DataSource
from studio.data.split import Labels, Rows


@dataclass(frozen=True, slots=True, eq=False)
class SplitRows:
    """The rows of one part of the data.

    Attributes:
        name: `train`, `validation` or `test`.
        source: Where the rows come from.
        columns: From role to column.
        row_numbers: int64 array of shape (num_examples,), counted from 0, ascending.
        labels: int32 array of shape (num_examples,), positions in the class names; 0 where there are none.
    """

    name: str
    source: DataSource
    columns: Mapping[str, str]
    row_numbers: Rows
    labels: Labels

    def __len__(self) -> int:
        return len(self.row_numbers)

    def iter_texts(self, batch_size: int = 4096) -> Iterator[list[str]]:
        """Yield the texts in the order of `row_numbers`, in batches, without holding the file in memory.

        Raises:
            DataError: if the data set has changed.
        """
        column, start = self.columns["text"], 0
        waiting: list[str] = []
        for batch in iter_values(self.source, (column,), batch_size):
            low, high = np.searchsorted(self.row_numbers, (start, start + len(batch)))
            for row in self.row_numbers[low:high]:
                (text,) = batch[row - start]
                if text is None:
                    raise missing_text(self.source, column, int(row) + 1)
                waiting.append(text)
            start += len(batch)
            while len(waiting) >= batch_size:
                yield waiting[:batch_size]
                waiting = waiting[batch_size:]
        if waiting:
            yield waiting

    def take(self, indices: Sequence[int] | NDArray[np.int64]) -> list[str]:
        """Return a few texts, given by their positions in `row_numbers`."""
        wanted = [int(index) for index in indices]
        ordered = np.array(sorted(set(wanted)), dtype=np.int64)
        part = SplitRows(self.name, self.source, self.columns, self.row_numbers[ordered], self.labels[ordered])
        texts = [text for batch in part.iter_texts() for text in batch]
        return [texts[int(np.searchsorted(ordered, index))] for index in wanted]
