"""A file beside the training data: rows for validation, for the test, or for an evaluation later."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypedDict

import numpy as np
from numpy.typing import NDArray

from studio.data import checks
from studio.data.database import IsCancelled, OnProgress
from studio.data.digest import Digest, open_digest
from studio.data.findings import Finding, raise_first_error
from studio.data.readers.records import shorten
from studio.data.rows import SplitRows
from studio.data.rules import LeftOut, RowRules
from studio.data.source import DataSource
from studio.errors import DataError, Detail
from studio.tasks.base import LABEL_ROLE

Hashes = NDArray[np.uint64]

_NUM_SHOWN_CLASSES = 10


class Watch(TypedDict):
    """Who is told of the progress and asked whether to go on."""

    on_progress: OnProgress | None
    is_cancelled: IsCancelled | None


@dataclass(frozen=True, slots=True, eq=False)
class Separate:
    """A file that was checked against classes that are known.

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
        return (Finding("warning", template, details, num_shared), *self.found)


def read_separate(
    name: str,
    source: DataSource,
    columns: Mapping[str, str],
    class_names: Sequence[str],
    rules: RowRules,
    watch: Watch,
) -> Separate:
    """Read and check a separate file.

    Args:
        name: What its part is called.
        source: The file.
        columns: From role to column.
        class_names: The classes that are known; none where the task has none.
        rules: Which rows are left out.
        watch: Who is told and asked.

    Raises:
        DataError: if a row holds a label that is not known, if no row can be used, or, where the rules are strict, if
            one cannot.
    """
    with open_digest(source, columns, has_lengths=False, rules=rules, **watch) as digest:
        found = (*checks.check_rows(digest), *checks.check_lists(digest))
        raise_first_error(found)
        _check_labels(digest, class_names)
        codes = digest.label_codes(class_names)
        rows = np.flatnonzero(codes >= 0).astype(np.int64)
        part = SplitRows(name, source, columns, rows, codes[rows])
        return Separate(part, digest.left_out(), (*found, *digest.notes), digest.text_hashes())


def count_usable(source: DataSource, columns: Mapping[str, str], rules: RowRules) -> tuple[int, LeftOut]:
    """Return how many rows of a file can be used, and how many are left out.

    Raises:
        DataError: if a row is broken, or the data set has changed.
    """
    with open_digest(source, columns, has_lengths=False, rules=rules) as digest:
        left_out = digest.left_out()
        return digest.num_rows - left_out.total, left_out


def _check_labels(digest: Digest, class_names: Sequence[str]) -> None:
    known = set(class_names)
    unknown = [label for label in digest.count_labels() if label.label not in known]
    if unknown:
        first = min(unknown, key=lambda label: label.first_row)
        raise DataError(
            "{file}, row {row}, column {column}: expected a label of the training data ({expected}). "
            "Received: {received}.",
            file=digest.source.path,
            row=first.first_row,
            column=digest.columns[LABEL_ROLE],
            expected=_list_classes(class_names),
            received=shorten(first.label),
        )


def _list_classes(class_names: Sequence[str]) -> str:
    """Return the first classes for a message."""
    shown = ", ".join(shorten(name) for name in class_names[:_NUM_SHOWN_CLASSES])
    return f"{shown}, …" if len(class_names) > _NUM_SHOWN_CLASSES else shown
