"""What the rows of a data set are to give, as arrays."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

# The name of texts that are to be written: their UTF-8 bytes, ragged.
TEXT = "text"


@dataclass(frozen=True, slots=True, eq=False)
class Ragged:
    """Any number of values for each row.

    Attributes:
        values: Array of shape `(num_values, …)`, one row after the other.
        offsets: int64 array of shape `(num_rows + 1,)`: where each row begins, and the end.
    """

    values: NDArray[Any]
    offsets: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def __getitem__(self, row: int) -> NDArray[Any]:
        """Return the values of a row."""
        values: NDArray[Any] = self.values[self.offsets[row] : self.offsets[row + 1]]
        return values

    def take(self, rows: NDArray[np.int64]) -> "Ragged":
        """Return some rows, in the order given."""
        lengths = np.diff(self.offsets)[rows]
        offsets = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
        places = np.arange(offsets[-1]) + np.repeat(self.offsets[:-1][rows] - offsets[:-1], lengths)
        return Ragged(self.values[places], offsets)


@dataclass(frozen=True, slots=True, eq=False)
class Targets:
    """What a number of rows are to give, by the names that their kind gives it.

    Attributes:
        num_rows: How many rows they are.
        arrays: Arrays of shape `(num_rows, …)`.
        ragged: Those of which a row has any number.
    """

    num_rows: int
    arrays: Mapping[str, NDArray[Any]] = field(default_factory=dict)
    ragged: Mapping[str, Ragged] = field(default_factory=dict)

    def __len__(self) -> int:
        return self.num_rows

    def take(self, rows: NDArray[np.int64]) -> "Targets":
        """Return some rows, in the order given."""
        return Targets(
            len(rows),
            {name: values[rows] for name, values in self.arrays.items()},
            {name: values.take(rows) for name, values in self.ragged.items()},
        )

    def contents(self) -> Iterator[bytes]:
        """Yield the bytes that a fingerprint covers, the same on every machine."""
        for _, values in sorted(self.arrays.items()):
            yield _little(values)
        for _, ragged in sorted(self.ragged.items()):
            yield _little(ragged.values)
            yield _little(ragged.offsets)


def encode(texts: Sequence[str | None]) -> Ragged:
    """Return texts as the arrays of targets: `decode` gives them back.

    Args:
        texts: One for each row; `None` becomes an empty one.

    Returns:
        The UTF-8 bytes of each, uint8.
    """
    encoded = [(text or "").encode() for text in texts]
    lengths = np.fromiter(map(len, encoded), np.int64, len(encoded))
    offsets = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    return Ragged(np.frombuffer(b"".join(encoded), np.uint8), offsets)


def decode(texts: Ragged, row: int) -> str:
    """Return the text of a row.

    Args:
        texts: UTF-8 bytes, as `encode` gives them.
        row: Counted from 0.
    """
    return bytes(texts[row]).decode()


def _little(values: NDArray[Any]) -> bytes:
    return values.astype(values.dtype.newbyteorder("<")).tobytes()
