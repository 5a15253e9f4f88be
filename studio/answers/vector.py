"""A text as a vector."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Self

import numpy as np

from studio.answers.base import Answer, Arrays, Headline

_NUM_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Vector(Answer):
    """A vector: texts of like meaning have vectors that point the same way."""

    KIND: ClassVar[str] = "vector"

    values: tuple[float, ...]

    def to_json(self) -> dict[str, Any]:
        """Return `vector`."""
        return {"kind": self.KIND, "vector": list(self.values)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Return the answer of JSON data."""
        return cls(tuple(float(value) for value in data["vector"]))

    def headline(self) -> Headline:
        """Return the first numbers."""
        more = ", …" if len(self.values) > _NUM_SHOWN else ""
        return Headline(f"[{', '.join(f'{value:.3f}' for value in self.values[:_NUM_SHOWN])}{more}]")

    def agrees(self, expected: Self) -> None:
        """A vector is near or far, not right or wrong."""

    @classmethod
    def columns(cls, answers: Sequence[Self]) -> Arrays:
        """Return `vector_0` and so on, a column for each number."""
        values = np.array([answer.values for answer in answers], np.float32).reshape(len(answers), -1)
        return {f"vector_{place}": values[:, place] for place in range(values.shape[1])}

    @classmethod
    def add_up(cls, total: dict[str, Any], answers: Sequence[Self]) -> None:
        """Say how many numbers a vector has: `vector_size`."""
        if answers:
            total["vector_size"] = len(answers[0].values)
