"""What is said of a row that was measured: what was right, what the model said, and what is wrong with it."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from studio.answers import Answer, Span


@dataclass(frozen=True, slots=True)
class MistakeKind:
    """A way in which an answer may be wrong.

    Attributes:
        name: As programs know it.
    """

    name: str
    label: str
    help: str


@dataclass(frozen=True, slots=True)
class Measure:
    """A number of each row, such as how far off it is; rows can be sorted by it.

    Attributes:
        name: As programs know it.
        is_column: Whether a table of rows has a column for it; else it is told of a row that is looked at.
    """

    name: str
    label: str
    help: str
    is_column: bool = True


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing that is wrong with an answer.

    Attributes:
        kind: The name of its kind.
        subject: The type or the label that it is about: the one that was given, else the one that was missed; empty
            where there are none.
        found: Of spans, the one that was given; `None` where there is none.
        expected: Of spans, the one to be found there; `None` where there is none.
    """

    kind: str
    subject: str = ""
    found: Span | None = None
    expected: Span | None = None

    def to_json(self) -> dict[str, Any]:
        """Return the mistake as JSON data."""
        spans = {"found": self.found, "expected": self.expected}
        return (
            {"kind": self.kind}
            | ({"type": self.subject} if self.subject else {})
            | {name: span.to_json() for name, span in spans.items() if span is not None}
        )


@dataclass(frozen=True, slots=True)
class Judged:
    """A row that was measured.

    Attributes:
        row_number: Its row in its file, from 1, the header not counted.
        inputs: What the model was given, by the names of the inputs.
        expected: What is right.
        answer: What the model said.
        mistakes: What is wrong with it; none where nothing is.
        measures: The numbers of the row, in the order of the judge's `MEASURES`; `None` where one cannot be said.
    """

    row_number: int
    inputs: Mapping[str, str]
    expected: Answer
    answer: Answer
    mistakes: tuple[Mistake, ...]
    measures: tuple[float | None, ...]

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of its mistakes, each once."""
        return tuple(dict.fromkeys(mistake.kind for mistake in self.mistakes))


class Judge(ABC):
    """Compares the answers of one kind with what is right.

    Args:
        report: Of the split that the rows belong to.

    Attributes:
        KINDS: The ways in which such an answer may be wrong, in the order in which they are shown.
        MEASURES: The numbers of a row. By the first of them the rows are sorted, the largest first.
        INPUTS: The columns that the model was given.
        COLUMNS: The other columns of a run's `predictions.parquet` that are read.
        TAKES_REST: Whether all columns behind them are read as well.
    """

    KINDS: ClassVar[tuple[MistakeKind, ...]]
    MEASURES: ClassVar[tuple[Measure, ...]]
    INPUTS: ClassVar[tuple[str, ...]] = ("text",)
    COLUMNS: ClassVar[tuple[str, ...]]
    TAKES_REST: ClassVar[bool] = False

    def __init__(self, report: Mapping[str, Any]) -> None:
        self.report = report

    @classmethod
    def can_judge(cls, report: Mapping[str, Any]) -> bool:
        """Return whether the rows of a split can be right or wrong, by its report."""
        return True

    @abstractmethod
    def judge(self, row_number: int, inputs: Mapping[str, str], values: Sequence[Any]) -> Judged:
        """Return what is to be said of a row.

        Args:
            row_number: Its row in its file.
            inputs: What the model was given.
            values: Those of `COLUMNS`, in their order, then the rest, where it is taken.
        """
