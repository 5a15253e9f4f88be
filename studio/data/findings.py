"""What a check found in a data set."""

from dataclasses import dataclass
from typing import Literal

from studio.errors import DataError, FaultyRowsError
from studio.messages import Message

Level = Literal["error", "warning", "info"]

# So many of the rows behind a finding are kept.
MAX_ROWS = 1_000
# The beginning of the names of findings of faults: rows with them can be left out; those with the longer one mended.
FAULT = "fault_"
MENDABLE_FAULT = "fault_mend_"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a check found.

    Attributes:
        level: `error` keeps the data from being used; `warning` and `info` do not.
        message: What it says. Its details are `file`, `row`, `column`, `received` and others, as in a `DataError`.
        count: How many rows, or classes, are like this.
        name: What it is asked for by, such as `no_text`; empty where no rows lie behind it.
        rows: The rows behind it, counted from 1; the first `MAX_ROWS` where there are more.
    """

    level: Level
    message: Message
    count: int = 1
    name: str = ""
    rows: tuple[int, ...] = ()

    @property
    def is_fault(self) -> bool:
        """Whether it tells of rows with a fault, which can be left out."""
        return self.name.startswith(FAULT)

    def to_error(self) -> DataError:
        """Return the finding as an error to raise."""
        kind = FaultyRowsError if self.is_fault else DataError
        return kind(self.message.template, **self.message.details)

    def to_json(self) -> dict[str, object]:
        """Return the finding as JSON data, without its rows."""
        return {"name": self.name, "level": self.level, "count": self.count, **self.message.to_json()}


def raise_first_error(findings: tuple[Finding, ...]) -> None:
    """Raise the first finding that keeps the data from being used.

    Raises:
        DataError: if there is one.
    """
    for finding in findings:
        if finding.level == "error":
            raise finding.to_error()
