"""A number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Self

import numpy as np

from studio.answers.base import Answer, Arrays, Headline
from studio.answers.tally import NumberTally
from studio.rounding import about_number


@dataclass(frozen=True, slots=True)
class Number(Answer):
    """A number, with what helps to judge it.

    Attributes:
        value: The number.
        error: By how much such answers are usually off (the mean absolute error on held-out rows); `None` if unknown.
        minimum: The smallest number in the training data; `None` if unknown.
        maximum: The largest one.
    """

    KIND: ClassVar[str] = "number"

    value: float
    error: float | None = None
    minimum: float | None = None
    maximum: float | None = None

    def to_json(self) -> dict[str, Any]:
        """Return `prediction`, and what is known of `error`, `minimum` and `maximum`."""
        known = {"error": self.error, "minimum": self.minimum, "maximum": self.maximum}
        return {"kind": self.KIND, "prediction": self.value} | {
            name: value for name, value in known.items() if value is not None
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Return the answer of JSON data."""
        error, minimum, maximum = (
            None if data.get(name) is None else float(data[name]) for name in ("error", "minimum", "maximum")
        )
        return cls(float(data["prediction"]), error, minimum, maximum)

    def headline(self) -> Headline:
        """Return the number."""
        return Headline(about_number(self.value))

    def agrees(self, expected: Self) -> None:
        """A number is near or far, not right or wrong."""

    @classmethod
    def columns(cls, answers: Sequence[Self]) -> Arrays:
        """Return `prediction`."""
        return {"prediction": np.array([answer.value for answer in answers], np.float32)}

    @classmethod
    def add_up(cls, total: dict[str, Any], answers: Sequence[Self]) -> None:
        """Add to `numbers`: how many there are, their mean, spread and histogram, as `NumberTally` has it."""
        tally = NumberTally.read(total.get("numbers"))
        tally.add([answer.value for answer in answers])
        total["numbers"] = tally.to_json()
