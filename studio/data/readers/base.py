"""What a reader of a file format does. Each format is one module and one row in the table of this package."""

from pathlib import Path
from typing import Protocol

from studio.data.database import IsCancelled, OnProgress, quote_name
from studio.data.source import DataSource
from studio.spec import ReadingSpec

Row = tuple[str | None, ...]


class Reader(Protocol):
    """Reads data sets of one kind."""

    settings: tuple[str, ...]
    """The names of the settings of `ReadingSpec` that say something about such files."""

    def open(self, path: Path, format: str, reading: ReadingSpec) -> DataSource:
        """Look at a file's head and return what it holds.

        Args:
            path: The file.
            format: Its format.
            reading: What the user said of how it is read.

        Raises:
            DataError: if the file holds nothing that can be read.
        """

    def preview(self, source: DataSource, num_rows: int) -> list[Row]:
        """Return the first rows as text.

        Raises:
            DataError: if one of them is broken.
        """

    def relation(self, source: DataSource) -> str:
        """Return the SQL of a table that DuckDB reads from the file, with the columns of the source."""

    def text_of(self, source: DataSource, column: str) -> str:
        """Return the SQL of a column of that table as text."""

    def is_several(self, source: DataSource, column: str) -> str | None:
        """Return the SQL of whether a value of that column is an object, or several in a list, and so no single text.

        `None` where all values are text.
        """

    def list_text_of(self, source: DataSource, column: str) -> str:
        """Return the SQL of a column as text in which a list stays one, also with a single value in it or with none."""

    def needs_copy(self, source: DataSource) -> bool:
        """Return whether DuckDB cannot read the file as it stands."""

    def diagnose(self, source: DataSource) -> bool:
        """Read a file that DuckDB refused from its start to find the reason.

        Returns:
            Whether nothing is wrong with it, so that a clean copy would help.

        Raises:
            DataError: names the row, what was expected and what came.
        """

    def copy(
        self, source: DataSource, folder: Path, on_progress: OnProgress | None, is_cancelled: IsCancelled | None
    ) -> DataSource:
        """Write the same rows into a folder, in a form that DuckDB reads. The copy's notes tell what was found by it.

        Raises:
            DataError: if a row is broken.
            CancelledError: if `is_cancelled` said so.
        """


class TextReader:
    """What readers have in common all of whose values are text."""

    def text_of(self, source: DataSource, column: str) -> str:
        """Return the column, which is text already."""
        return quote_name(column)

    def is_several(self, source: DataSource, column: str) -> str | None:
        """Return that a value is one text."""
        return None

    def list_text_of(self, source: DataSource, column: str) -> str:
        """Return the column, in which a list is a text like others."""
        return quote_name(column)


class CopiedReader(TextReader):
    """What readers have in common whose files are read through a copy, which is a CSV file: all values are text."""

    def relation(self, source: DataSource) -> str:
        """Return nothing: DuckDB reads the copy, which is of another format."""
        raise NotImplementedError

    def needs_copy(self, source: DataSource) -> bool:
        """Return that DuckDB reads the copy."""
        return True

    def diagnose(self, source: DataSource) -> bool:
        """Return that a copy would not help: DuckDB reads nothing but the copy."""
        return False
