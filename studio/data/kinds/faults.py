"""Rows whose target has a fault, gathered by what is wrong with it."""

from collections.abc import Iterator, Mapping

from studio.data.digest import Digest
from studio.data.findings import FAULT, MAX_ROWS, Finding
from studio.data.readers.records import shorten
from studio.messages import Message


class Faults:
    """Faults of the rows of a data set, counted while these are read.

    Args:
        digest: The data set. Its rules say whether such rows are refused or left out.
        words: A message for each fault: a template with `file`, `row`, `column`, `received` and `num_rows`.
    """

    def __init__(self, digest: Digest, words: Mapping[str, str]) -> None:
        self._digest = digest
        self._words = words
        self._rows: dict[str, list[int]] = {}
        self._first: dict[str, tuple[str, str]] = {}

    def add(self, fault: str, row: int, column: str, received: str) -> None:
        """Take up a row, whose number is counted from 0."""
        self._rows.setdefault(fault, []).append(row)
        self._first.setdefault(fault, (column, received))

    @property
    def left_out(self) -> tuple[int, ...]:
        """The rows that are left out, counted from 0: none where they are refused."""
        if self._digest.rules.faults == "refuse":
            return ()
        return tuple(row for rows in self._rows.values() for row in rows)

    def findings(self) -> Iterator[Finding]:
        """Tell of the rows, unless they are left out: those are told of together."""
        if self._digest.rules.faults != "refuse":
            return
        for fault, rows in self._rows.items():
            column, received = self._first[fault]
            yield Finding(
                "error",
                Message(
                    self._words[fault],
                    {
                        "file": str(self._digest.source.path),
                        "row": rows[0] + 1,
                        "column": column,
                        "received": shorten(received),
                        "num_rows": len(rows),
                    },
                ),
                len(rows),
                f"{FAULT}{fault}",
                tuple(row + 1 for row in rows[:MAX_ROWS]),
            )
