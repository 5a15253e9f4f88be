"""What the tasks with one class for each row have in common."""

from collections.abc import Sequence

from job import Row

from tasks.base import Table


def label_of(row: Row) -> str:
    """Return the class of a row."""
    return str(row["label"])


def predictions(rows: Sequence[Row], tables: Sequence[Table]) -> list[str]:
    """Return the classes that the studio wrote."""
    (table,) = tables
    return [str(row["prediction"]) for row in table]


def accuracy(rows: Sequence[Row], answers: Sequence[str]) -> dict[str, float]:
    """Return the share of classes that are right."""
    right = [label_of(row) == answer for row, answer in zip(rows, answers, strict=True)]
    return {"accuracy": sum(right) / len(right)}
