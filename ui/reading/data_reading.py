"""What the data page reads in threads: a data set's first rows, and the lengths of its texts in tokens."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from studio.columns import Columns, all_names, names_of
from studio.errors import DataError, StudioError
from studio.jobs import CancelledError, Progress
from studio.settings import SpecPart
from studio.spec import DataSpec, ReadingSpec
from studio.tasks import Task
from studio.token_sample import sample_token_counts
from ui.jobs import IsCancelled, Report
from ui.widgets.histogram import Bars

if TYPE_CHECKING:
    from studio.data import DataSource, Finding, InputColumn, Preview
    from studio.data.detecting import EncodingGuess

# DuckDB takes a while to load: it is imported in the threads that run these functions.

NUM_PREVIEW_ROWS = 200
_NUM_BARS = 32
_OF_THE_FILE = {
    "train",
    "validation",
    "test",
    "columns",
    "reading",
    "validation_encoding",
    "test_encoding",
    "missing_labels",
    "annotator_answers",
    "equal_targets",
}


@dataclass(frozen=True, slots=True)
class Opening:
    """A data set that was opened.

    Attributes:
        columns: The guessed mapping of role to column.
        reading: What was set by hand of how it is read.
        parts: The other parts that lie beside it in a folder of parts: `validation`, `test`.
        folder: The folder of parts that was opened; `None` if it was none.
        reads_documents: Whether a row of a plain text file is a document, unless something else was set by hand.
    """

    source: "DataSource"
    preview: "Preview"
    columns: dict[str, str | list[str]]
    reading: ReadingSpec = field(default_factory=ReadingSpec)
    parts: dict[str, Path] = field(default_factory=dict)
    folder: Path | None = None
    reads_documents: bool = False


@dataclass(frozen=True, slots=True)
class TokenLengths:
    """How many tokens the texts of a sample have.

    Attributes:
        num_texts: How many texts were looked at.
        counts: Tokens of each text, rising.
        rows: The row of each of these texts, from 1.
        column: The first of their columns.
        target: The same of the texts that are to be written, where the task has a length of its own for them.
    """

    counts: tuple[int, ...]
    rows: tuple[int, ...] = ()
    column: str = ""
    target: "TokenLengths | None" = None

    @property
    def num_texts(self) -> int:
        """How many texts were looked at."""
        return len(self.counts)

    def median(self) -> int:
        """Return the length that half of the texts do not exceed."""
        return self.counts[len(self.counts) // 2]

    def percentile_95(self) -> int:
        """Return the length that 95 % of the texts do not exceed."""
        return self.counts[min(len(self.counts) - 1, int(0.95 * len(self.counts)))]

    def cut_fraction(self, sequence_length: int) -> float:
        """Return which part of the texts is longer."""
        return sum(count > sequence_length for count in self.counts) / len(self.counts)

    def cut_rows(self, sequence_length: int) -> tuple[int, ...]:
        """Return the rows whose text is longer, in the order of the file."""
        return tuple(sorted(self.rows[bisect_right(self.counts, sequence_length) :]))

    def bars(self) -> Bars:
        """Return the lengths as bars of equal width."""
        top = self.counts[-1] + 1
        width = max(1, -(-top // _NUM_BARS))
        counts = [0] * -(-top // width)
        for count in self.counts:
            counts[count // width] += 1
        return Bars(tuple(float(index * width) for index in range(len(counts) + 1)), tuple(counts))


def open_data(path: Path, task: Task, reading: ReadingSpec | None = None, *, reads_documents: bool = False) -> Opening:
    """Open a data set, read its first rows and guess its columns. Of a folder of parts it is the training part.

    Raises:
        StudioError: if it cannot be read.
    """
    from studio.data import find_parts, guess_columns, open_source, read_preview

    reading = reading or ReadingSpec()
    source = open_source(path, reading, reads_documents=reads_documents)
    parts = {name: part for name, part in find_parts(path).items() if name != "train"}
    preview = read_preview(source, NUM_PREVIEW_ROWS)
    try:
        columns = guess_columns(source, task)
    except StudioError:
        # What cannot be guessed is asked of the user.
        columns = {}
    return Opening(source, preview, columns, reading, parts, path if parts else None, reads_documents)


def guess_encodings(path: Path) -> "tuple[EncodingGuess, ...]":
    """Return the encodings that a file's bytes fit, with the lines that they tell apart."""
    from studio.data import guess_encodings

    return guess_encodings(path)


def guess_more(opening: Opening, task: Task, known: Columns) -> dict[str, str | list[str]]:
    """Return the columns of a task's roles: those known, and guesses for the others that take no column from them."""
    # Loaded by now: the data set could not have been opened without it.
    from studio.data import guess_columns

    roles = {role.name for role in task.roles}
    kept = {role: column for role, column in known.items() if role in roles}
    guessed = guess_columns(opening.preview, task)
    taken = {*all_names(kept)}
    free = {
        role: names for role, names in guessed.items() if role not in kept and not taken & {*names_of(guessed, role)}
    }
    return kept | free


def next_data(before: DataSpec | None, train: str, columns: Columns) -> DataSpec:
    """Return the specification of other data. Cutting and splitting are kept: they are the user's, not the file's."""
    kept = {} if before is None else before.model_dump(exclude=_OF_THE_FILE)
    return DataSpec(train=train, columns=dict(columns), **kept)


def rows_of(source: "DataSource", finding: "Finding") -> "Preview":
    """Return the rows behind a finding, as far as they are kept.

    Raises:
        StudioError: if they cannot be read any more.
    """
    from studio.data import read_rows

    return read_rows(source, finding.rows)


def count_separate(
    data: DataSpec, task: Task, settings: SpecPart, part: str, report: Report, is_cancelled: IsCancelled
) -> tuple[int, int]:
    """Check that a separate file has the columns of the training data, and count its rows: those used, those left out.

    Args:
        data: The specification, with the file.
        task: What is to be found in it.
        settings: The task's own, as the draft has them.
        part: `validation` or `test`.
        report: Told of the progress.
        is_cancelled: Asked whether to give up.

    Raises:
        StudioError: if it cannot be read or lacks a column.
    """
    from studio.data import RowRules, count_usable, open_part

    report(Progress("Reading the data"))
    source = open_part(data, part, reads_documents=task.learns_pairs(settings))
    for name in all_names(data.columns):
        if not source.has_column(name):
            raise DataError(
                "{file}: expected the column {expected}, as in the training data. Received the columns {received}.",
                file=source.path,
                expected=name,
                received=", ".join(source.column_names),
            )
    if is_cancelled():
        raise CancelledError
    num_usable, left_out = count_usable(source, task, data.columns, RowRules.of(data), settings)
    return num_usable, left_out.total


def has_changed(source: "DataSource") -> StudioError | None:
    """Return what to tell the user if the files are not the ones that were opened."""
    from studio.data.source import check_unchanged

    try:
        check_unchanged(source)
    except StudioError as error:
        return error
    return None


def count_tokens(
    source: "DataSource",
    inputs: "Sequence[InputColumn]",
    preset: str,
    report: Report,
    is_cancelled: IsCancelled,
    targets: "Sequence[InputColumn]" = (),
) -> TokenLengths | None:
    """Count the tokens of a sample of texts.

    Args:
        source: The data set.
        inputs: The columns with the texts.
        preset: The backbone's preset, whose vocabulary is used.
        report: Told how far the count is.
        is_cancelled: Asked now and then.
        targets: The columns with texts that are to be written, where these have a length of their own.

    Returns:
        The lengths; `None` if the vocabulary is not on this computer or there is no text.
    """
    sampled = sample_token_counts(source, inputs, preset, report, is_cancelled)
    if sampled is None:
        return None
    target = count_tokens(source, targets, preset, report, is_cancelled) if targets else None
    return TokenLengths(sampled.counts, sampled.rows, inputs[0].column, target)
