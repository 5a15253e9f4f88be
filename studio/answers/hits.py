"""What a search found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from studio.answers.base import Answer, Arrays, Headline, json_array
from studio.answers.tally import NumberTally


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found.

    Attributes:
        row: Its row in the file that was searched, from 1.
        score: How near it is to what was asked, −1 to 1.
    """

    row: int
    text: str
    score: float

    def to_json(self) -> dict[str, Any]:
        """Return the hit as JSON data."""
        return {"row": self.row, "text": self.text, "score": self.score}


@dataclass(frozen=True, slots=True)
class Hits(Answer):
    """The passages that are nearest to what was asked, the nearest first."""

    KIND: ClassVar[str] = "hits"

    hits: tuple[Hit, ...]

    def to_json(self) -> dict[str, Any]:
        """Return `hits`."""
        return {"kind": self.KIND, "hits": [hit.to_json() for hit in self.hits]}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Return the answer of JSON data."""
        return cls(tuple(Hit(int(hit["row"]), str(hit["text"]), float(hit["score"])) for hit in data["hits"]))

    def headline(self) -> Headline:
        """Return the nearest passage and its score."""
        return Headline(self.hits[0].text, self.hits[0].score) if self.hits else Headline("")

    def agrees(self, expected: Self) -> bool:
        """Return whether the nearest passage is one of the expected ones."""
        return bool(self.hits) and self.hits[0].row in {hit.row for hit in expected.hits}

    @classmethod
    def columns(cls, answers: Sequence[Self]) -> Arrays:
        """Return `hits`, JSON lists."""
        return {"hits": json_array([[hit.to_json() for hit in answer.hits] for answer in answers])}

    @classmethod
    def add_up(cls, total: dict[str, Any], answers: Sequence[Self]) -> None:
        """Add to `found`, how many questions found something, and to `scores`, a `NumberTally` of the nearest ones."""
        nearest = [answer.hits[0].score for answer in answers if answer.hits]
        total["found"] = total.get("found", 0) + len(nearest)
        tally = NumberTally.read(total.get("scores"))
        tally.add(nearest)
        total["scores"] = tally.to_json()
