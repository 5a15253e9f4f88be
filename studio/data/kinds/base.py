"""What a kind of target does: reads its columns, checks and profiles them, and turns them into arrays."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from studio.data.digest import Digest
from studio.data.findings import Finding
from studio.data.histogram import Histogram
from studio.data.reading import iter_values
from studio.data.role_columns import list_columns, target_columns
from studio.data.rows import SplitRows
from studio.data.split import Labels
from studio.data.targets import Targets
from studio.schema import Schema
from studio.settings import SpecPart


@dataclass(frozen=True, slots=True)
class ProfileTable:
    """A table of a profile, as the command line shows it.

    Attributes:
        titles: Of the columns, in English.
        rows: Texts and numbers.
    """

    titles: tuple[str, ...]
    rows: tuple[tuple[str | int | float, ...], ...]


def length_table(unit: str, lengths: Mapping[str, Histogram]) -> ProfileTable:
    """Return a table of lengths in short.

    Args:
        unit: What they count, as it stands in the head of the table: `characters`.
        lengths: Of each thing, by its name.
    """
    rows = tuple((name, round(found.mean, 1), found.median, found.p95, found.max) for name, found in lengths.items())
    return ProfileTable((unit, "mean", "median", "95 % up to", "longest"), rows)


class TargetProfile(ABC):
    """What is worth knowing of the targets of a data set: a frozen dataclass, so that it becomes JSON data by itself.

    Attributes:
        kind: The name of the kind.
    """

    kind: str

    @abstractmethod
    def tables(self) -> tuple[ProfileTable, ...]:
        """Return the profile as tables."""


@dataclass(frozen=True, slots=True, eq=False)
class ReadTargets:
    """What was read of all rows of a data set.

    Attributes:
        targets: As arrays. What stands there for a row that is left out means nothing.
        strata: int32 array of shape (num_rows,): what a split keeps in proportion; below 0 for a row that is left out.
        names: Of classes, labels or types, in the order of their numbers.
        findings: What is wrong, or worth knowing.
        profile: What is worth knowing of the targets; `None` where that is said by the labels alone.
        tag_scheme: How spans are written as tags; empty where they are not.
    """

    targets: Targets
    strata: Labels
    names: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    profile: TargetProfile | None = None
    tag_scheme: str = ""


class TargetKind(ABC):
    """A kind of target. It holds nothing: what it works on is handed in.

    Attributes:
        REFUSED_WORDS: The message for rows without a target where all must have one: a template with `file`, `row`,
            `column` and `num_rows`.
        LEFT_OUT_WORDS: The message for such rows where they are left out, with the same details.
    """

    REFUSED_WORDS: ClassVar[str]
    LEFT_OUT_WORDS: ClassVar[str]

    @abstractmethod
    def read(self, digest: Digest, settings: SpecPart, known: Schema | None) -> ReadTargets:
        """Read what the rows are to give, and tell the digest which of them are left out.

        Args:
            digest: The data set.
            settings: The task's own.
            known: What a model already remembers; `None` for training data.

        Raises:
            DataError: if a row asks for what the model does not know.
        """

    def leave_out(self, digest: Digest, settings: SpecPart) -> None:
        """Tell the digest which rows are left out, where nothing else is asked of the targets.

        Args:
            digest: The data set.
            settings: The task's own.
        """
        self.read(digest, settings, None)

    @abstractmethod
    def schema(self, read: ReadTargets, train: SplitRows, settings: SpecPart) -> Schema:
        """Return what a model remembers.

        Args:
            read: What `read` gave.
            train: The rows of the training part.
            settings: The task's settings.
        """


def iter_target_values(
    digest: Digest, others: tuple[str, ...] = (), batch_size: int = 4096
) -> Iterator[tuple[int, tuple[str | None, ...]]]:
    """Yield the numbers of all rows, from 0, with the values of the columns of their targets.

    Args:
        digest: The data set.
        others: Further columns, whose values follow.
        batch_size: How many rows are read at once.
    """
    columns = [*(column for _, column in target_columns(digest.task, digest.columns)), *others]
    lists = list_columns(digest.task, digest.columns)
    row = 0
    for batch in iter_values(digest.source, columns, batch_size, lists=lists):
        for values in batch:
            yield row, values
            row += 1


def one_stratum(digest: Digest) -> Labels:
    """Return strata with which a split keeps no proportions."""
    return np.where(digest.is_used(), 0, -1).astype(np.int32)
