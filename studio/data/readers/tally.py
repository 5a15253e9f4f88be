"""Rows of one kind, counted while a file is read."""

from dataclasses import dataclass, field

from studio.data.findings import MAX_ROWS, Finding
from studio.data.source import DataSource
from studio.messages import Detail, Message


@dataclass(slots=True)
class RowTally:
    """Counts rows of one kind and remembers the first of them.

    Attributes:
        name: The name of the finding that tells of them.
        template: Its words, with `{file}`, the first `{row}`, and `{num_rows}`.
        count: How many there are.
        rows: The first of them, counted from 1.
    """

    name: str
    template: str
    count: int = 0
    rows: list[int] = field(default_factory=list)

    def add(self, row: int) -> None:
        """Count a row, given by its number from 1."""
        self.count += 1
        if len(self.rows) < MAX_ROWS:
            self.rows.append(row)

    def notes(self, source: DataSource) -> tuple[Finding, ...]:
        """Return what the user should know; nothing where there is no such row."""
        if not self.count:
            return ()
        details: dict[str, Detail] = {"file": str(source.path), "row": self.rows[0], "num_rows": self.count}
        return (Finding("warning", Message(self.template, details), self.count, self.name, tuple(self.rows)),)


def short_rows() -> RowTally:
    """Return a count of rows that have fewer values than there are columns."""
    return RowTally(
        "short_rows",
        "{file}, row {row}: this row has fewer values than there are columns; the missing ones at its end "
        "are taken as empty ({num_rows} {num_rows:row|rows} in all).",
    )


def disputed_tasks() -> RowTally:
    """Return a count of Label Studio's tasks whose annotators disagree."""
    return RowTally(
        "disputed_tasks",
        "{file}, row {row}: the annotators of this task disagree, so it has no label "
        "({num_rows} {num_rows:task|tasks} in all).",
    )
