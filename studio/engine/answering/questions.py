"""The rows of a file that a model is asked about."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from studio.data import DataSource, check_single_texts, guess_columns
from studio.data.reading import iter_values, missing_text
from studio.data.rules import is_blank
from studio.engine.models.model_info import ModelInfo
from studio.errors import DataError
from studio.tasks import get as declared


@dataclass(frozen=True, slots=True, eq=False)
class Questions:
    """The rows of a file that have all that a model is to be given.

    Attributes:
        source: The file.
        columns: From the names of the task's inputs to columns.
        row_numbers: int64 array of shape (num_questions,), counted from 0, ascending.
    """

    source: DataSource
    columns: Mapping[str, str]
    row_numbers: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.row_numbers)

    @classmethod
    def find(cls, source: DataSource, columns: Mapping[str, str], *, is_strict: bool) -> "Questions":
        """Find the rows that can be asked about.

        Args:
            source: The file.
            columns: From the names of the task's inputs to columns.
            is_strict: Whether each row must have all of them.

        Raises:
            DataError: if a row has not and all must, if none has, or if one has several texts in a column.
        """
        for column in columns.values():
            check_single_texts(source, column)
        has_all, first_missing = [], ""
        for batch in iter_values(source, tuple(columns.values())):
            for values in batch:
                blank = [place for place, value in enumerate(values) if is_blank(value)]
                if blank and not first_missing:
                    first_missing = tuple(columns.values())[blank[0]]
                has_all.append(not blank)
        is_whole = np.array(has_all, np.bool_)
        if not is_whole.all() and (is_strict or not is_whole.any()):
            raise missing_text(source, first_missing, int(np.argmin(is_whole)) + 1)
        return cls(source, columns, np.flatnonzero(is_whole).astype(np.int64))

    def iter_chunks(self, size: int) -> Iterator[tuple[NDArray[np.int64], dict[str, list[str]]]]:
        """Yield row numbers and what the model is given for them, so many rows at once, without holding the file."""
        start, rows, waiting = 0, self.row_numbers, list[tuple[str | None, ...]]()
        for batch in iter_values(self.source, tuple(self.columns.values()), size):
            low, high = np.searchsorted(self.row_numbers, (start, start + len(batch)))
            waiting += [batch[row - start] for row in self.row_numbers[low:high].tolist()]
            start += len(batch)
            while len(waiting) >= size:
                yield rows[:size], self._inputs(waiting[:size])
                rows, waiting = rows[size:], waiting[size:]
        if waiting:
            yield rows, self._inputs(waiting)

    def _inputs(self, values: list[tuple[str | None, ...]]) -> dict[str, list[str]]:
        return {name: [str(row[place]) for row in values] for place, name in enumerate(self.columns)}


def question_columns(source: DataSource, info: ModelInfo, given: Mapping[str, str]) -> dict[str, str]:
    """Return the columns of what a model is given: those given, else those of the training data, else guessed.

    Raises:
        DataError: if there is no such column.
    """
    known = known_columns(source, info, given)
    guessed = guess_columns(source, info.task)
    found = {}
    for name in declared(info.task).inputs:
        column = known.get(name) or guessed.get(name)
        if column is None or not source.has_column(column):
            raise DataError(
                "{file}: expected a column {column} with the texts. Received: the columns {received}.",
                file=source.path,
                column=column or info.columns.get(name, name),
                received=", ".join(source.column_names),
            )
        found[name] = column
    return found


def known_columns(source: DataSource, info: ModelInfo, given: Mapping[str, str]) -> dict[str, str]:
    """Return the columns by role that need not be guessed: those given, then those of the training data."""
    trained = {role: name for role, name in info.columns.items() if source.has_column(name)}
    return trained | dict(given)
