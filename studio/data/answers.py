"""Columns in which an annotation tool says what became of a row: accepted, rejected, ignored, discarded."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AnswerTool:
    """How a tool writes down an annotator's answers.

    Attributes:
        name: The tool.
        columns: Lower-case names of the column, or of its last part behind a dot.
        known: All values that it writes, in lower case.
        rejected: Those of rows that are not to be learned from.
    """

    name: str
    columns: frozenset[str]
    known: frozenset[str]
    rejected: frozenset[str]

    def has_column(self, name: str) -> bool:
        """Return whether a column bears the name that the tool gives."""
        return name.strip().lower().rsplit(".", 1)[-1] in self.columns

    def knows(self, values: Collection[str]) -> bool:
        """Return whether values, in lower case, are the tool's and nothing else."""
        return bool(values) and self.known.issuperset(values)


TOOLS = (
    AnswerTool(
        "Prodigy",
        frozenset({"answer", "_answer"}),
        frozenset({"accept", "reject", "ignore"}),
        frozenset({"reject", "ignore"}),
    ),
    AnswerTool(
        "Argilla",
        frozenset({"status"}),
        frozenset({"default", "edited", "validated", "discarded", "pending", "draft", "submitted", "completed"}),
        frozenset({"discarded"}),
    ),
    AnswerTool("Label Studio", frozenset({"was_cancelled"}), frozenset({"true", "false"}), frozenset({"true"})),
)


def candidates(column_names: Sequence[str], taken: Collection[str]) -> list[tuple[str, AnswerTool]]:
    """Return the columns that may hold an annotator's answers, going by their names.

    Args:
        column_names: All columns.
        taken: Those that play a role: a label is a label, whatever it is called.
    """
    return [(name, tool) for name in column_names if name not in taken for tool in TOOLS if tool.has_column(name)]
