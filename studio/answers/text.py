"""A text that a model wrote."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from studio.answers.base import Answer, Arrays, Headline, texts_array
from studio.answers.tally import NumberTally


@dataclass(frozen=True, slots=True)
class Written(Answer):
    """A text that was written, token by token.

    Attributes:
        text: The text; empty where the model ended at once.
        num_tokens: How many tokens were written; 0 where a text was given rather than written.
        is_ended: Whether the model came to an end by itself, or at a text to stop at; else it was ended before.
    """

    KIND: ClassVar[str] = "text"

    text: str
    num_tokens: int = 0
    is_ended: bool = True

    def to_json(self) -> dict[str, Any]:
        """Return `prediction`, the text, with `num_tokens` and `is_ended`."""
        return {
            "kind": self.KIND,
            "prediction": self.text,
            "num_tokens": self.num_tokens,
            "is_ended": self.is_ended,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Return the answer of JSON data."""
        return cls(str(data["prediction"]), int(data.get("num_tokens", 0)), bool(data.get("is_ended", True)))

    def headline(self) -> Headline:
        """Return the text."""
        return Headline(self.text)

    def agrees(self, expected: Self) -> bool | None:
        """Return true for the expected text; another one may be as good."""
        return True if self.text == expected.text else None

    @classmethod
    def columns(cls, answers: Sequence[Self]) -> Arrays:
        """Return `prediction`."""
        return {"prediction": texts_array([answer.text for answer in answers])}

    @classmethod
    def add_up(cls, total: dict[str, Any], answers: Sequence[Self]) -> None:
        """Add to `tokens`, a `NumberTally` of the texts' lengths, and to `unended`, how many were ended before."""
        tally = NumberTally.read(total.get("tokens"))
        tally.add([answer.num_tokens for answer in answers])
        total["tokens"] = tally.to_json()
        total["unended"] = total.get("unended", 0) + sum(not answer.is_ended for answer in answers)
