"""What readers have in common that yield their rows one after the other."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from studio.data.database import IsCancelled, OnProgress
from studio.data.readers.base import CopiedReader, Row
from studio.data.readers.delimited import write_copy
from studio.data.readers.progress import Ticker
from studio.data.source import DataSource


class RowsReader(CopiedReader, ABC):
    """Yields rows of texts."""

    settings: tuple[str, ...] = ("encoding",)

    @abstractmethod
    def rows(self, source: DataSource) -> Iterator[tuple[str, ...]]:
        """Yield all rows.

        Raises:
            DataError: if one is broken.
        """

    def preview(self, source: DataSource, num_rows: int) -> list[Row]:
        """Return the first rows."""
        return [tuple(value or None for value in row) for row in islice(self.rows(source), num_rows)]

    def copy(
        self, source: DataSource, folder: Path, on_progress: OnProgress | None, is_cancelled: IsCancelled | None
    ) -> DataSource:
        """Write the rows into a CSV file."""
        ticker = Ticker(f"Converting {source.path.name}", on_progress, is_cancelled)
        return write_copy(source, folder, self.rows(source), ticker)
