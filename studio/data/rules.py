"""Which rows of a data set are used, and how many are left out for which reason."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal

from studio.blanks import BLANK, is_blank

if TYPE_CHECKING:
    from studio.spec import DataSpec

__all__ = ["BLANK", "DEFAULT_RULES", "EMPTY_SPELLINGS", "Faults", "LeftOut", "RowRules", "is_blank"]

Faults = Literal["refuse", "leave_out", "mend"]

# What texts that were made from an empty cell hold instead. Some of them are names, too (NA: Namibia, North America),
# so that they stay classes until the user says otherwise.
EMPTY_SPELLINGS = frozenset({"na", "n/a", "#n/a", "<na>", "nan", "null", "none", "nil", "#null!", "(blank)", "?"})


@dataclass(frozen=True, slots=True)
class RowRules:
    """Which rows count as usable.

    Attributes:
        is_strict: Whether a row without text or label is an error instead of being left out.
        missing_labels: Labels that stand for a missing one, as they are written.
        honours_answers: Whether rows that an annotator rejected, ignored or discarded are left out.
        faults: What becomes of a row whose target has a fault, such as a number that is none.
        uses_equal_targets: Whether a row is used whose text to be written is the same as the one that is given.
    """

    is_strict: bool = False
    missing_labels: tuple[str, ...] = ()
    honours_answers: bool = True
    faults: Faults = "refuse"
    uses_equal_targets: bool = True

    @classmethod
    def of(cls, data: "DataSpec") -> "RowRules":
        """Return the rules of a specification."""
        return cls(
            data.missing_rows == "refuse",
            tuple(data.missing_labels),
            data.annotator_answers == "honour",
            data.faulty_rows,
            data.equal_targets == "use",
        )

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> "RowRules":
        """Return rules that came as JSON data; what is not there has its default."""
        return cls(
            bool(data.get("is_strict", False)),
            tuple(str(label) for label in data.get("missing_labels", ())),
            bool(data.get("honours_answers", True)),
            data.get("faults", "refuse"),
            bool(data.get("uses_equal_targets", True)),
        )

    def to_json(self) -> dict[str, Any]:
        """Return the rules as JSON data."""
        return {**asdict(self), "missing_labels": list(self.missing_labels)}


DEFAULT_RULES = RowRules()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How many rows are left out; a row counts once, under the first reason that it gives.

    Attributes:
        not_accepted: The annotator rejected, ignored or discarded them.
        no_text: They have no text.
        no_label: They have all texts but no label, or whatever else there is to learn.
        faulty: What there is to learn has a fault.
    """

    not_accepted: int = 0
    no_text: int = 0
    no_label: int = 0
    faulty: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.not_accepted + self.no_text + self.no_label + self.faulty

    def to_json(self) -> dict[str, int]:
        """Return the counts by reason."""
        return asdict(self)
