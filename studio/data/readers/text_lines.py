"""What readers of text files have in common that are read line by line."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import ClassVar

from studio.data.database import IsCancelled, OnProgress
from studio.data.encodings import find_or_ask, is_gzipped, open_text
from studio.data.findings import Finding
from studio.data.readers.base import CopiedReader, Row
from studio.data.readers.delimited import encoding_notes, write_copy
from studio.data.readers.progress import Ticker
from studio.data.source import Column, DataSource, stamp_of
from studio.spec import ReadingSpec


class TextLinesReader(CopiedReader, ABC):
    """Reads rows out of lines.

    Attributes:
        num_sampled: How many lines are looked at to know what the file holds.
    """

    settings: tuple[str, ...] = ("encoding",)
    num_sampled: ClassVar[int]

    @abstractmethod
    def look(self, path: Path, lines: Sequence[str]) -> tuple[str, tuple[Column, ...], tuple[Finding, ...]]:
        """Return the layout, the columns, and what is to be told of a file.

        Args:
            path: The file.
            lines: Its first lines, without their ends.

        Raises:
            DataError: if the file holds nothing that can be read.
        """

    @abstractmethod
    def rows(self, source: DataSource) -> Iterator[tuple[str, ...]]:
        """Yield all rows.

        Raises:
            DataError: if one is broken.
        """

    def open(self, path: Path, format: str, reading: ReadingSpec) -> DataSource:
        """Look at the first lines: encoding, layout and columns."""
        stamp = stamp_of(path)
        gzipped = is_gzipped(path)
        encoding = find_or_ask(path, gzipped, reading.encoding)
        with open_text(path, encoding, gzipped) as file:
            lines = [line.rstrip("\r\n") for line in islice(file, self.num_sampled)]
        layout, columns, told = self.look(path, lines)
        notes = (*encoding_notes(path, encoding, gzipped, reading.encoding), *told)
        return DataSource(path, format, columns, stamp, encoding, gzipped, layout=layout, notes=notes)

    def preview(self, source: DataSource, num_rows: int) -> list[Row]:
        """Return the first rows."""
        return [tuple(value or None for value in row) for row in islice(self.rows(source), num_rows)]

    def copy(
        self, source: DataSource, folder: Path, on_progress: OnProgress | None, is_cancelled: IsCancelled | None
    ) -> DataSource:
        """Write the rows into a CSV file."""
        ticker = Ticker(f"Converting {source.path.name}", on_progress, is_cancelled)
        return write_copy(source, folder, self.rows(source), ticker)
