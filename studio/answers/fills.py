"""What stands in the places of masks."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Self

import numpy as np
from numpy.typing import NDArray

from studio.answers.base import Answer, Arrays, Headline, texts_array

NUM_GUESSES = 5

# A token and its probability.
Guess = tuple[str, float]


@dataclass(frozen=True, slots=True)
class Fills(Answer):
    """The likeliest tokens in the places of masks.

    Attributes:
        text: The text with the likeliest token in the place of each mask that the model read.
        masks: For each of these masks the likeliest tokens with their probabilities, the likeliest first.
    """

    KIND: ClassVar[str] = "fills"

    text: str
    masks: tuple[tuple[Guess, ...], ...]

    def to_json(self) -> dict[str, Any]:
        """Return `prediction`, the text that was filled, and `masks`."""
        masks = [[{"token": token, "probability": value} for token, value in mask] for mask in self.masks]
        return {"kind": self.KIND, "prediction": self.text, "masks": masks}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Return the answer of JSON data."""
        masks = tuple(
            tuple((str(guess["token"]), float(guess["probability"])) for guess in mask) for mask in data["masks"]
        )
        return cls(str(data["prediction"]), masks)

    def headline(self) -> Headline:
        """Return what was put in the places of the masks, and how probable all of it is together."""
        if not self.masks:
            return Headline(self.text)
        return Headline(" · ".join(mask[0][0] for mask in self.masks), math.prod(mask[0][1] for mask in self.masks))

    def agrees(self, expected: Self) -> bool:
        """Return whether the likeliest tokens are the expected ones."""
        return self.headline().text == expected.headline().text

    @classmethod
    def first_masks(cls, answers: Sequence[Self]) -> tuple[NDArray[Any], NDArray[np.float32]]:
        """Return the tokens of the first masks, and their probabilities: `(num_answers, 5)`; "" and 0 without one."""
        tokens = np.full((len(answers), NUM_GUESSES), "", dtype=object)
        probabilities = np.zeros((len(answers), NUM_GUESSES), np.float32)
        for row, answer in enumerate(answers):
            for rank, (token, probability) in enumerate(answer.masks[0] if answer.masks else ()):
                tokens[row, rank], probabilities[row, rank] = token, probability
        return tokens, probabilities

    @classmethod
    def columns(cls, answers: Sequence[Self]) -> Arrays:
        """Return `prediction`, `masks`, and `token_1` to `probability_5` for the first mask."""
        columns: Arrays = {
            "prediction": texts_array([answer.text for answer in answers]),
            "masks": np.array([len(answer.masks) for answer in answers], np.int32),
        }
        tokens, probabilities = cls.first_masks(answers)
        for rank in range(NUM_GUESSES):
            columns[f"token_{rank + 1}"] = tokens[:, rank]
            columns[f"probability_{rank + 1}"] = probabilities[:, rank]
        return columns

    @classmethod
    def add_up(cls, total: dict[str, Any], answers: Sequence[Self]) -> None:
        """Add to `masks`: how many were filled."""
        total["masks"] = total.get("masks", 0) + sum(len(answer.masks) for answer in answers)
