"""A file beside the training data: rows for validation, for the test, or for an evaluation later."""

from dataclasses import dataclass
from typing import TypedDict

import numpy as np
from numpy.typing import NDArray

from studio.columns import Columns
from studio.data import checks
from studio.data.database import IsCancelled, OnProgress
from studio.data.digest_making import open_digest
from studio.data.findings import Finding, raise_first_error
from studio.data.kinds import kind_of, read_targets
from studio.data.rows import SplitRows
from studio.data.rules import LeftOut, RowRules
from studio.data.source import DataSource
from studio.messages import Detail, Message
from studio.schema import Schema
from studio.settings import SpecPart
from studio.tasks import Task

Hashes = NDArray[np.uint64]


class Watch(TypedDict):
    """Who is told of the progress and asked whether to go on."""

    on_progress: OnProgress | None
    is_cancelled: IsCancelled | None


@dataclass(frozen=True, slots=True, eq=False)
class Separate:
    """A file that was checked against what is remembered of the training data.

    Attributes:
        rows: Those that are used.
        left_out: How many are not.
        found: What the checks found in the file itself.
        hashes: The distinct hashes of its texts.
    """

    rows: SplitRows
    left_out: LeftOut
    found: tuple[Finding, ...]
    hashes: Hashes

    def findings(self, known_texts: Hashes) -> tuple[Finding, ...]:
        """Return what was found, texts that the training data holds as well among it."""
        num_shared = int(np.isin(self.hashes, known_texts, assume_unique=True).sum())
        if not num_shared:
            return self.found
        template = (
            "{file}: {num_texts} {num_texts:text is|texts are} in the training data too; "
            "what is measured on them is too good."
        )
        details: dict[str, Detail] = {"file": str(self.rows.source.path), "num_texts": num_shared}
        return (Finding("warning", Message(template, details), num_shared), *self.found)


def read_separate(
    name: str,
    source: DataSource,
    task: Task,
    columns: Columns,
    schema: Schema,
    rules: RowRules,
    settings: SpecPart,
    watch: Watch,
) -> Separate:
    """Read and check a separate file.

    Args:
        name: What its part is called.
        source: The file.
        task: What is to be found in it.
        columns: From role to column.
        schema: What is remembered of the training data.
        rules: Which rows are left out.
        settings: The task's own.
        watch: Who is told and asked.

    Raises:
        DataError: if a row asks for what is not known, if no row can be used, or, where the rules are strict, if one
            cannot.
    """
    with open_digest(source, task, columns, has_lengths=False, rules=rules, **watch) as digest:
        # Before anything is measured: a row that cannot be used at all is told first.
        raise_first_error(tuple(checks.check_texts(digest)))
        read = read_targets(digest, settings, schema)
        kind = kind_of(digest)
        found = (*checks.check_rows(digest, kind.REFUSED_WORDS, kind.LEFT_OUT_WORDS), *read.findings)
        raise_first_error(found)
        rows = np.flatnonzero(read.strata >= 0).astype(np.int64)
        part = SplitRows(name, source, columns, rows, read.targets.take(rows), digest.inputs)
        return Separate(part, digest.left_out(), (*found, *digest.notes), digest.text_hashes())


def count_usable(
    source: DataSource, task: Task, columns: Columns, rules: RowRules, settings: SpecPart
) -> tuple[int, LeftOut]:
    """Return how many rows of a file can be used, and how many are left out.

    Args:
        source: The file.
        task: What is to be found in it.
        columns: From role to column.
        rules: Which rows are left out.
        settings: The task's own: which rows have a fault may follow from them.

    Raises:
        DataError: if a row is broken, or the data set has changed.
    """
    with open_digest(source, task, columns, has_lengths=False, rules=rules) as digest:
        kind_of(digest).leave_out(digest, settings)
        left_out = digest.left_out()
        return digest.num_rows - left_out.total, left_out
