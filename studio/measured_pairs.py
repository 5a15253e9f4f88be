"""The pairs of texts that a run was measured on."""

from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np

from studio.data.database import connect, quote_path
from studio.data.predictions import unreadable
from studio.errors import NotFoundError

DEFAULT_NUM_PAIRS = 150


@dataclass(frozen=True, slots=True)
class MeasuredPair:
    """Two texts that belong together.

    Attributes:
        row_number: Their row in its file, from 1, the header not counted.
    """

    row_number: int
    text: str
    second_text: str


def read_pairs(path: Path, split: str, num_pairs: int) -> tuple[MeasuredPair, ...]:
    """Return pairs from all over a split, always the same ones; all of them where there are fewer.

    Args:
        path: A run's `predictions.parquet`.
        split: `validation` or `test`.
        num_pairs: How many are wanted.

    Raises:
        NotFoundError: if there is no such file, or it holds no pairs of the split.
    """
    if not path.is_file():
        raise NotFoundError("There are no saved answers in {file}.", file=path)
    table = f"FROM read_parquet({quote_path(path)}) WHERE split = ?"
    with connect() as connection:
        try:
            numbers = connection.execute(f"SELECT row_number {table} ORDER BY row_number", [split]).fetchall()
            if not numbers:
                raise unreadable(path, f"it has no rows of the split {split}")
            places = np.unique(np.linspace(0, len(numbers) - 1, num_pairs).astype(np.int64))
            wanted = [numbers[place][0] for place in places]
            rows = connection.execute(
                f"SELECT row_number, text, second_text {table} AND list_contains(?, row_number) ORDER BY row_number",
                [split, wanted],
            ).fetchall()
        except duckdb.Error as error:
            raise unreadable(path, str(error)) from None
    return tuple(MeasuredPair(int(row), text, second_text) for row, text, second_text in rows)
