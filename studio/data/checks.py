"""What is wrong, or worth knowing, in a data set. Each check gives findings; none raises."""

from collections.abc import Iterator, Sequence

from studio.data.digest import MAX_CLASSES, Digest, LabelCount
from studio.data.findings import Finding
from studio.data.readers.records import shorten
from studio.tasks.base import LABEL_ROLE

_FEW_ROWS = 10
_RARE_PART = 0.1


def check_rows(digest: Digest) -> Iterator[Finding]:
    """Find rows without a text or, where the task has one, without a label."""
    file, text = str(digest.source.path), digest.columns["text"]
    if (texts := digest.missing_texts()).count:
        yield Finding(
            "error",
            "{file}, row {row}, column {column}: expected a text. Received: an empty value ({num_rows} rows in all).",
            {"file": file, "row": texts.first_row, "column": text, "num_rows": texts.count},
            texts.count,
        )
    if digest.has_labels and (labels := digest.missing_labels()).count:
        yield Finding(
            "error",
            "{file}, row {row}, column {column}: expected a label. Received: an empty value ({num_rows} rows in all).",
            {"file": file, "row": labels.first_row, "column": digest.columns[LABEL_ROLE], "num_rows": labels.count},
            labels.count,
        )


def check_classes(digest: Digest, labels: Sequence[LabelCount]) -> Iterator[Finding]:
    """Find labels that nothing can be learned from: too many, a single one, one that occurs once."""
    file, column = str(digest.source.path), digest.columns[LABEL_ROLE]
    place: dict[str, str | int | float | None] = {"file": file, "column": column}
    if len(labels) > MAX_CLASSES:
        yield Finding(
            "error",
            "{file}, column {column}: expected at most {expected} classes. Received: more; is this the label column?",
            {**place, "expected": MAX_CLASSES},
        )
        return
    if len(labels) == 1:
        yield Finding(
            "error",
            "{file}, column {column}: expected at least two classes. Received: a single one, {received}.",
            {**place, "received": shorten(labels[0].label)},
        )
        return
    if once := sorted((label for label in labels if label.count == 1), key=lambda label: label.first_row):
        yield Finding(
            "error",
            "{file}, row {row}, column {column}: expected each label on at least two rows. "
            "Received: {received} on this row only ({num_labels} such labels in all).",
            {**place, "row": once[0].first_row, "received": shorten(once[0].label), "num_labels": len(once)},
            len(once),
        )


def check_balance(digest: Digest, labels: Sequence[LabelCount]) -> Iterator[Finding]:
    """Find classes that are rare, and labels that differ in case only."""
    place: dict[str, str | int | float | None] = {"file": str(digest.source.path), "column": digest.columns[LABEL_ROLE]}
    rare = [label for label in labels if 1 < label.count < _FEW_ROWS]
    if rare:
        yield Finding(
            "warning",
            "{file}, column {column}: {received} occurs on {num_rows} rows only; "
            "with fewer than {expected} a class is hardly learned.",
            {
                **place,
                "received": shorten(rare[-1].label),
                "num_rows": rare[-1].count,
                "expected": _FEW_ROWS,
            },
            len(rare),
        )
    elif len(labels) > 1 and labels[-1].count < _RARE_PART * labels[0].count:
        yield Finding(
            "warning",
            "{file}, column {column}: {received} is rare beside {common} ({num_rows} and {num_common} rows); "
            "look at macro F1 rather than at accuracy.",
            {
                **place,
                "received": shorten(labels[-1].label),
                "common": shorten(labels[0].label),
                "num_rows": labels[-1].count,
                "num_common": labels[0].count,
            },
        )
    first_of: dict[str, str] = {}
    for label in labels:
        other = first_of.setdefault(label.label.casefold(), label.label)
        if other != label.label:
            yield Finding(
                "warning",
                "{file}, column {column}: {received} and {other} differ in case only; they count as two classes.",
                {**place, "received": shorten(label.label), "other": shorten(other)},
            )
            return


def check_repeats(digest: Digest) -> Iterator[Finding]:
    """Find texts that occur more than once, with the same or with different labels."""
    place: dict[str, str | int | float | None] = {"file": str(digest.source.path), "column": digest.columns["text"]}
    duplicates = digest.duplicates()
    if duplicates.count:
        yield Finding(
            "warning",
            "{file}, row {row}, column {column}: this text occurred before ({num_rows} such rows in all). "
            "Rows with the same text stay together when the data is split.",
            {**place, "row": duplicates.first_row, "num_rows": duplicates.count},
            duplicates.count,
        )
    if digest.has_labels and duplicates.count and (conflicts := digest.conflicts()).count:
        yield Finding(
            "warning",
            "{file}, row {row}, column {column}: this text has different labels ({num_texts} such texts in all).",
            {**place, "row": conflicts.first_row, "num_texts": conflicts.count},
            conflicts.count,
        )
