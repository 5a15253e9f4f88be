"""What readers of text files have in common that are read line by line."""

from abc import abstractmethod
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import ClassVar

from studio.data.encodings import find_or_ask, is_gzipped, open_text
from studio.data.findings import Finding
from studio.data.readers.delimited import encoding_notes
from studio.data.readers.rows_reader import RowsReader
from studio.data.source import Column, DataSource, stamp_of
from studio.spec import ReadingSpec


class TextLinesReader(RowsReader):
    """Reads rows out of lines.

    Attributes:
        num_sampled: How many lines are looked at to know what the file holds.
    """

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
