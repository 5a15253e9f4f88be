"""The profile of a data set: rows, labels, lengths, and what is wrong with it."""

from dataclasses import dataclass

from studio.columns import Columns
from studio.data import checks, class_checks
from studio.data.columns import map_columns
from studio.data.database import IsCancelled, OnProgress
from studio.data.digest import Digest, LabelCount
from studio.data.digest_making import open_digest
from studio.data.findings import Finding
from studio.data.histogram import Histogram, make_histogram
from studio.data.kinds import ReadTargets, TargetProfile, kind_of, read_targets
from studio.data.role_columns import InputColumn
from studio.data.rules import DEFAULT_RULES, LeftOut, RowRules
from studio.data.source import DataSource
from studio.settings import SpecPart
from studio.tasks import Task


@dataclass(frozen=True, slots=True)
class InputProfile:
    """The lengths of the texts of an input.

    Attributes:
        name: What the task calls it.
        column: Its column.
        characters, words: As in `Profile`.
    """

    name: str
    column: str
    characters: Histogram
    words: Histogram


@dataclass(frozen=True, slots=True)
class Profile:
    """What a data set holds.

    Attributes:
        num_rows: All rows.
        labels: The labels, the most frequent first; none where the task has none.
        characters, words: The lengths of the texts of the first input. A Chinese or Japanese character counts as a
            word.
        left_out: The rows that are left out, by reason.
        num_duplicates: The rows whose texts occurred before.
        num_conflicts: The texts that come with different targets.
        findings: What the checks found, errors first.
        inputs: The lengths of the texts of each input.
        target: What is worth knowing of what a model is to find, where the labels do not say it.
    """

    num_rows: int
    labels: tuple[LabelCount, ...]
    characters: Histogram
    words: Histogram
    left_out: LeftOut
    num_duplicates: int
    num_conflicts: int
    findings: tuple[Finding, ...]
    inputs: tuple[InputProfile, ...] = ()
    target: TargetProfile | None = None

    @property
    def majority_fraction(self) -> float | None:
        """The part of the labelled rows that have the most frequent label: what always answering it would score."""
        total = sum(entry.count for entry in self.labels)
        return self.labels[0].count / total if total else None

    @property
    def rare_labels(self) -> tuple[LabelCount, ...]:
        """The labels with too few rows to be learned, the rarest first."""
        return tuple(entry for entry in reversed(self.labels) if entry.count < class_checks.FEW_ROWS)

    @property
    def num_usable(self) -> int:
        """The rows that are not left out."""
        return self.num_rows - self.left_out.total


def read_profile(
    source: DataSource,
    task: Task,
    columns: Columns,
    *,
    rules: RowRules = DEFAULT_RULES,
    settings: SpecPart | None = None,
    on_progress: OnProgress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> Profile:
    """Read a whole data set and say what it holds.

    Args:
        source: The data set.
        task: What is to be learned from it.
        columns: From role to column; empty guesses them.
        rules: Which rows are left out.
        settings: The task's own; its defaults if not given.
        on_progress: Called while the file is read, from another thread.
        is_cancelled: Asked about ten times a second, from another thread.

    Raises:
        DataError: if a row cannot be read at all. What can be read and not used is in `findings`.
        CancelledError: if `is_cancelled` said so.
    """
    mapped = map_columns(source, task, columns)
    with open_digest(
        source, task, mapped, has_lengths=True, rules=rules, on_progress=on_progress, is_cancelled=is_cancelled
    ) as digest:
        read = read_targets(digest, settings or task.settings())
        inputs = tuple(_input_profile(digest, place, entry) for place, entry in enumerate(digest.inputs))
        return Profile(
            num_rows=digest.num_rows,
            labels=digest.count_labels() if digest.class_column is not None else (),
            characters=inputs[0].characters,
            words=inputs[0].words,
            left_out=digest.left_out(),
            num_duplicates=digest.duplicates().count,
            num_conflicts=digest.conflicts().count,
            findings=find_all(digest, read),
            inputs=inputs,
            target=read.profile,
        )


def find_all(digest: Digest, read: ReadTargets) -> tuple[Finding, ...]:
    """Return all that was found in a training set; errors come first."""
    kind = kind_of(digest)
    findings = [*checks.check_rows(digest, kind.REFUSED_WORDS, kind.LEFT_OUT_WORDS), *checks.check_texts(digest)]
    findings += [*checks.check_split(digest), *checks.check_pairs(digest)]
    findings += [*read.findings, *checks.check_repeats(digest), *digest.notes]
    order = ("error", "warning", "info")
    return tuple(sorted(findings, key=lambda finding: order.index(finding.level)))


def _input_profile(digest: Digest, place: int, entry: InputColumn) -> InputProfile:
    characters, words = (make_histogram(*digest.lengths(unit, place)) for unit in ("characters", "words"))
    return InputProfile(entry.name, entry.column, characters, words)
