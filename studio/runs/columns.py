"""Columns of numbers that grow together."""

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

_FIRST_CAPACITY = 1024

Floats = NDArray[np.float64]


class Columns:
    """Named float64 columns of one length. Appending costs constant time on average.

    Args:
        names: The columns that are there from the start; more may come with later rows.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._indices = {name: index for index, name in enumerate(names)}
        self._values: Floats = np.empty((len(self._indices), _FIRST_CAPACITY))
        self._length = 0

    def __len__(self) -> int:
        return self._length

    def __contains__(self, name: str) -> bool:
        return name in self._indices

    @property
    def names(self) -> tuple[str, ...]:
        """The columns, in the order in which they came."""
        return tuple(self._indices)

    def __getitem__(self, name: str) -> Floats:
        """Return a column: a view that holds until the next change."""
        return self._values[self._indices[name], : self._length]

    @property
    def capacity(self) -> int:
        """How many rows there is room for, before all of them have to be moved."""
        return int(self._values.shape[1])

    def reserve(self, length: int) -> None:
        """Make room for so many rows at once."""
        if length > self.capacity:
            self._move(len(self._values), length)

    def append(self, rows: Floats) -> None:
        """Append an array of shape `(num_rows, num_columns)`, in the order of `names`."""
        end = self._length + len(rows)
        self._make_room(len(self._indices), end)
        self._values[: len(self._indices), self._length : end] = rows.T
        self._length = end

    def append_row(self, row: Mapping[str, float]) -> None:
        """Append one row by names. A column that it lacks, or that earlier rows lacked, is NaN there."""
        for name in row:
            self._indices.setdefault(name, len(self._indices))
        self._make_room(len(self._indices), self._length + 1)
        for name, index in self._indices.items():
            self._values[index, self._length] = row.get(name, np.nan)
        self._length += 1

    def truncate(self, length: int) -> None:
        """Keep the first rows only."""
        self._length = min(self._length, length)

    def _make_room(self, num_columns: int, length: int) -> None:
        rows, capacity = self._values.shape
        if num_columns > rows or length > capacity:
            self._move(max(rows, num_columns), capacity if length <= capacity else 2 * length)

    def _move(self, rows: int, capacity: int) -> None:
        # Untouched memory costs nothing: only new columns are filled.
        moved = np.empty((rows, capacity))
        known = len(self._values)
        moved[:known, : self._length] = self._values[:, : self._length]
        moved[known:, : self._length] = np.nan
        self._values = moved
