"""One of several classes for each row."""

from collections.abc import Sequence
from typing import cast

import numpy as np

from studio.data import class_checks
from studio.data.digest import Digest, LabelCount
from studio.data.findings import raise_first_error
from studio.data.kinds.base import ReadTargets, TargetKind
from studio.data.readers.records import shorten
from studio.data.rows import SplitRows
from studio.data.targets import Targets
from studio.errors import DataError
from studio.schema import Schema
from studio.settings import SpecPart

LABEL = "label"
_NUM_SHOWN_CLASSES = 10


class ClassKind(TargetKind):
    """Classes are texts; `label` is the number of a row's class, an int32."""

    REFUSED_WORDS = (
        "{file}, row {row}, column {column}: expected a label. Received: an empty value "
        "({num_rows} {num_rows:row|rows} in all)."
    )
    LEFT_OUT_WORDS = (
        "{file}, column {column}: rows without a label are left out ({num_rows} in all, the first is row {row})."
    )

    def read(self, digest: Digest, settings: SpecPart, known: Schema | None) -> ReadTargets:
        """Count the labels, check them, and number them."""
        counts = digest.count_labels()
        findings = [*class_checks.check_lists(digest)]
        if known is None:
            findings += [*class_checks.check_spellings(digest, counts), *class_checks.check_classes(digest, counts)]
            findings += class_checks.check_balance(digest, counts)
            names = sort_classes(counts)
        else:
            raise_first_error(tuple(findings))
            names = known.class_names
            _check_known(digest, counts, names)
        # What cannot be used is not numbered either: there may be any number of labels.
        is_sound = not any(finding.level == "error" for finding in findings)
        codes = digest.label_codes(names) if is_sound else np.full(digest.num_rows, -1, np.int32)
        return ReadTargets(Targets(digest.num_rows, {LABEL: codes}), codes, names, tuple(findings))

    def leave_out(self, digest: Digest, settings: SpecPart) -> None:
        """Do nothing: the table itself knows which rows have no label."""

    def schema(self, read: ReadTargets, train: SplitRows, settings: SpecPart) -> Schema:
        """Remember the classes, and how often each occurs."""
        counts = np.bincount(train.targets.arrays[LABEL], minlength=len(read.names))
        return Schema(class_names=read.names, class_counts=tuple(map(int, counts)))


def sort_classes(labels: Sequence[LabelCount]) -> tuple[str, ...]:
    """Return the labels in the order of their numbers: as numbers where all are whole ones, else as text."""
    return sort_names([label.label for label in labels])


def sort_names(names: Sequence[str]) -> tuple[str, ...]:
    """Return names in the order of a model's outputs: as numbers where all are whole ones, else as text."""
    try:
        return tuple(sorted(names, key=lambda name: (int(name), name)))
    except ValueError:
        return tuple(sorted(names))


def _check_known(digest: Digest, counts: Sequence[LabelCount], class_names: Sequence[str]) -> None:
    known = set(class_names)
    unknown = [label for label in counts if label.label not in known]
    if unknown:
        first = min(unknown, key=lambda label: label.first_row)
        raise DataError(
            "{file}, row {row}, column {column}: expected a label of the training data ({expected}). "
            "Received: {received}.",
            file=digest.source.path,
            row=first.first_row,
            column=cast(str, digest.class_column),
            expected=list_names(class_names),
            received=shorten(first.label),
        )


def list_names(names: Sequence[str]) -> str:
    """Return the first names for a message."""
    shown = ", ".join(shorten(name) for name in names[:_NUM_SHOWN_CLASSES])
    return f"{shown}, …" if len(names) > _NUM_SHOWN_CLASSES else shown


KIND = ClassKind()
