"""What is wrong, or worth knowing, in labels of which each row has one. Each check gives findings; none raises."""

from collections.abc import Iterator, Sequence

from studio.data.digest import MAX_CLASSES, Digest, LabelCount
from studio.data.findings import Finding
from studio.data.readers.records import shorten
from studio.data.rules import EMPTY_SPELLINGS
from studio.messages import Message

# The name of the finding that a label may stand for a missing one: this and the label.
SPELLING = "missing_label="
# … and that a label was said to stand for a missing one.
NOT_A_CLASS = "not_a_class="

# A class with fewer rows is hardly learned.
FEW_ROWS = 10
_RARE_PART = 0.1
_NUM_RARE_NAMED = 5


def check_lists(digest: Digest) -> Iterator[Finding]:
    """Find labels that are lists of several, or objects."""
    if not digest.list_labels:
        return
    rows = digest.with_labels(digest.list_labels)
    yield Finding(
        "error",
        Message(
            "{file}, row {row}, column {column}: expected one label. Received: {received} "
            "({num_rows} {num_rows:row|rows} in all). "
            "Several labels for a text are for multi-label classification: choose that task, keep one label in each "
            "row, or choose another column.",
            {
                "file": str(digest.source.path),
                "row": rows.first_row,
                "column": digest.class_column,
                "received": shorten(digest.list_labels[0]),
                "num_rows": rows.count,
            },
        ),
        rows.count,
        "several_labels",
        rows.rows,
    )


def check_spellings(digest: Digest, labels: Sequence[LabelCount]) -> Iterator[Finding]:
    """Find labels such as NA and nan, which may stand for a missing one."""
    for missing in digest.rules.missing_labels:
        yield Finding(
            "info",
            Message(
                "{file}, column {column}: {received} stands for a missing label.",
                {
                    "file": str(digest.source.path),
                    "column": digest.class_column,
                    "received": shorten(missing),
                },
            ),
            name=f"{NOT_A_CLASS}{missing}",
        )
    for label in labels:
        if label.label.strip().casefold() in EMPTY_SPELLINGS:
            yield Finding(
                "warning",
                Message(
                    "{file}, column {column}: {received} counts as a class ({num_rows} {num_rows:row|rows} in all). "
                    "If it stands for a missing label, leave its rows out.",
                    {
                        "file": str(digest.source.path),
                        "column": digest.class_column,
                        "received": shorten(label.label),
                        "num_rows": label.count,
                    },
                ),
                label.count,
                f"{SPELLING}{label.label}",
                digest.with_labels([label.label]).rows,
            )


def check_classes(digest: Digest, labels: Sequence[LabelCount]) -> Iterator[Finding]:
    """Find labels that nothing can be learned from: too many, a single one, one that occurs once."""
    file, column = str(digest.source.path), digest.class_column
    place: dict[str, str | int | float | None] = {"file": file, "column": column}
    if len(labels) > MAX_CLASSES:
        yield Finding(
            "error",
            Message(
                "{file}, column {column}: expected at most {expected} {expected:class|classes}. Received: more; is "
                "this the label column?",
                {**place, "expected": MAX_CLASSES},
            ),
        )
        return
    if len(labels) == 1:
        yield Finding(
            "error",
            Message(
                "{file}, column {column}: expected at least two classes. Received: a single one, {received}.",
                {**place, "received": shorten(labels[0].label)},
            ),
        )
        return
    if once := sorted((label for label in labels if label.count == 1), key=lambda label: label.first_row):
        yield Finding(
            "error",
            Message(
                "{file}, row {row}, column {column}: expected each label on at least two rows. "
                "Received: {received} on this row only ({num_labels} such {num_labels:label|labels} in all).",
                {**place, "row": once[0].first_row, "received": shorten(once[0].label), "num_labels": len(once)},
            ),
            len(once),
            "single_labels",
            digest.with_labels([label.label for label in once]).rows,
        )


def check_balance(digest: Digest, labels: Sequence[LabelCount]) -> Iterator[Finding]:
    """Find classes that are rare, and labels that differ in case only."""
    place: dict[str, str | int | float | None] = {"file": str(digest.source.path), "column": digest.class_column}
    rare = [label for label in labels if 1 < label.count < FEW_ROWS]
    if rare:
        yield Finding(
            "warning",
            Message(
                "{file}, column {column}: {num_classes} of {total} {total:class|classes} {num_classes:has|have} fewer "
                "than {expected} {expected:row|rows} and {num_classes:is|are} hardly learned: {received}.",
                {
                    **place,
                    "num_classes": len(rare),
                    "total": len(labels),
                    "expected": FEW_ROWS,
                    "received": _list_rare(rare),
                },
            ),
            len(rare),
            "rare_classes",
            digest.with_labels([label.label for label in rare]).rows,
        )
    elif len(labels) > 1 and labels[-1].count < _RARE_PART * labels[0].count:
        yield Finding(
            "warning",
            Message(
                "{file}, column {column}: {received} is rare beside {common} ({num_rows} and {num_common} "
                "{num_common:row|rows}); look at macro F1 rather than at accuracy.",
                {
                    **place,
                    "received": shorten(labels[-1].label),
                    "common": shorten(labels[0].label),
                    "num_rows": labels[-1].count,
                    "num_common": labels[0].count,
                },
            ),
            name="rare_classes",
            rows=digest.with_labels([labels[-1].label]).rows,
        )
    first_of: dict[str, str] = {}
    for label in labels:
        other = first_of.setdefault(label.label.casefold(), label.label)
        if other != label.label:
            yield Finding(
                "warning",
                Message(
                    "{file}, column {column}: {received} and {other} differ in case only; they count as two classes.",
                    {**place, "received": shorten(label.label), "other": shorten(other)},
                ),
                name="case",
                rows=digest.with_labels([label.label, other]).rows,
            )
            return


def _list_rare(rare: Sequence[LabelCount]) -> str:
    """Return the rarest classes with their rows, the rarest first."""
    named = [f"{shorten(label.label)} ({label.count})" for label in reversed(rare[-_NUM_RARE_NAMED:])]
    return ", ".join(named) + (", …" if len(rare) > _NUM_RARE_NAMED else "")
