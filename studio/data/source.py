"""A data set as it lies on disk: what was found when it was opened, and whether it is still the same."""

import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from studio.data.findings import Finding
from studio.errors import DataError, NotFoundError

# Folders of such names hold texts without a label.
UNLABELLED = frozenset({"unsup", "unlabeled", "unlabelled", "unsupervised"})

Kind = Literal["text", "number", "boolean", "time", "nested"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a data set.

    Attributes:
        name: The name, unique in the data set even when case is ignored.
        kind: What its values look like: `text`, `number`, `boolean`, `time` or `nested`.
        class_names: What its numbers, counted from 0, stand for; none where they stand for themselves.
        is_binary: Whether its values are bytes.
    """

    name: str
    kind: Kind = "text"
    class_names: tuple[str, ...] = ()
    is_binary: bool = False


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a delimited text file is written.

    Attributes:
        delimiter: The character between two values.
        quote: The character around values; empty where there is none.
        escape: The character that makes a quote inside a value a plain one.
        has_header: Whether the first record names the columns.
        skips_spaces: Whether a space may stand between a delimiter and a quote.
        is_uniform: Whether all lines that were looked at end in the same way.
        num_above: How many records stand above the one that names the columns, or above the data.
        num_below: How many more records belong to the header, below the names.
        has_short_rows: Whether records were seen that leave out empty values at their end.
    """

    delimiter: str = ","
    quote: str = '"'
    escape: str = '"'
    has_header: bool = True
    skips_spaces: bool = False
    is_uniform: bool = True
    num_above: int = 0
    num_below: int = 0
    has_short_rows: bool = False

    @property
    def num_lead(self) -> int:
        """How many records stand before the data."""
        return self.num_above + self.has_header + self.num_below


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a workbook."""

    name: str
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Stamp:
    """What tells a file from a later version of itself; for a folder, summed over its files."""

    num_files: int
    size_bytes: int
    modified_ns: int
    inode: int


@dataclass(frozen=True, slots=True)
class DataSource:
    """A data set that was opened: a file or a folder of class folders.

    Attributes:
        path: Absolute path.
        format: The name of a row in the table of `readers`.
        columns: The columns, in their order.
        stamp: The files' state when they were opened.
        encoding: Python's name of the text encoding.
        is_gzipped: Whether the bytes are gzipped.
        dialect: How a delimited file is written.
        layout: How the records of a JSON file are laid out, in DuckDB's words or the reader's own; of an Excel file the
            sheet.
        sheets: The sheets of a workbook.
        notes: What the user should know about how the file was understood.
        beside: Further files whose lines belong to those of this one.
    """

    path: Path
    format: str
    columns: tuple[Column, ...]
    stamp: Stamp
    encoding: str = "utf-8"
    is_gzipped: bool = False
    dialect: Dialect = field(default_factory=Dialect)
    layout: str = ""
    sheets: tuple[Sheet, ...] = ()
    notes: tuple[Finding, ...] = ()
    beside: tuple[Path, ...] = ()

    @property
    def column_names(self) -> tuple[str, ...]:
        """The names of the columns, in their order."""
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column:
        """Return the column of that name, which there is."""
        return next(column for column in self.columns if column.name == name)

    def has_column(self, name: str) -> bool:
        """Return whether there is a column of that name."""
        return name in self.column_names


def stamp_of(path: Path, beside: Sequence[Path] = ()) -> Stamp:
    """Return the present state of a file, or of a folder's text files.

    Args:
        path: The file or the folder.
        beside: Further files that belong to it.

    Raises:
        NotFoundError: if there is nothing at that path.
        DataError: if it may not be read.
    """
    if beside:
        stamps = [stamp_of(file) for file in (path, *beside)]
        return Stamp(
            num_files=len(stamps),
            size_bytes=sum(stamp.size_bytes for stamp in stamps),
            modified_ns=max(stamp.modified_ns for stamp in stamps),
            inode=stamps[0].inode,
        )
    try:
        if path.is_dir():
            states = [file.stat() for file in class_files(path)]
            return Stamp(
                num_files=len(states),
                size_bytes=sum(state.st_size for state in states),
                modified_ns=max((state.st_mtime_ns for state in states), default=0),
                inode=path.stat().st_ino,
            )
        state = path.stat()
    except FileNotFoundError:
        raise NotFoundError("There is no file or folder {file}.", file=path) from None
    except OSError as error:
        raise unreadable(path, error) from None
    if not stat.S_ISREG(state.st_mode):
        raise DataError(
            "{file}: expected a file or a folder. Received: a pipe or a device, which has no end.", file=path
        )
    return Stamp(1, state.st_size, state.st_mtime_ns, state.st_ino)


def class_files(folder: Path) -> list[Path]:
    """Return the text files of a folder's class folders, sorted by class and name; without any, its own text files.

    Folders whose name says that their texts have no label are no classes.
    """
    inner = [entry for entry in folder.iterdir() if entry.is_dir() and not is_hidden(entry)]
    classes = [entry for entry in inner if entry.name.lower() not in UNLABELLED]
    files = sorted(file for class_folder in classes for file in text_files(class_folder))
    return files or text_files(folder)


def text_files(folder: Path) -> list[Path]:
    """Return the text files that lie in a folder itself, sorted."""
    return sorted(file for file in folder.iterdir() if _is_text(file))


def has_texts(folder: Path) -> bool:
    """Return whether a text file lies in a folder itself."""
    return any(_is_text(file) for file in folder.iterdir())


def is_hidden(path: Path) -> bool:
    """Return whether a file or folder is not meant to be seen."""
    return path.name.startswith((".", "__MACOSX"))


def _is_text(file: Path) -> bool:
    return file.suffix.lower() == ".txt" and not is_hidden(file) and file.is_file()


def check_unchanged(source: DataSource) -> None:
    """Check that a data set is still the one that was opened.

    Raises:
        DataError: if it vanished or changed since.
    """
    try:
        stamp = stamp_of(source.path, source.beside)
    except NotFoundError:
        raise DataError(
            "{file}: expected the file to stay where it is until it is read. Received: it vanished.", file=source.path
        ) from None
    if stamp != source.stamp:
        raise DataError(
            "{file}: expected the file to stay the same until it is read. "
            "Received: it changed from {old_bytes} to {new_bytes} bytes since it was opened.",
            file=source.path,
            old_bytes=source.stamp.size_bytes,
            new_bytes=stamp.size_bytes,
        )


@contextmanager
def guarded(source: DataSource) -> Iterator[None]:
    """Check before and after a read, also after one that failed, that the data set is still the same."""
    check_unchanged(source)
    try:
        yield
    except GeneratorExit:
        raise
    except Exception:
        check_unchanged(source)
        raise
    check_unchanged(source)


def unreadable(path: Path, error: OSError) -> DataError:
    """Return the error for a file that the system does not let us read."""
    return DataError(
        "{file}: expected a file that can be read. Received: {received}.",
        file=path,
        received=error.strerror or str(error),
    )
