"""The few rows of a split that are shown while a run trains, always the same."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from studio.data import SplitRows
from studio.spreading import spread

NUM_SAMPLES = 5
MAX_CHARACTERS = 400


@dataclass(frozen=True, slots=True, eq=False)
class FixedSamples:
    """Rows all over a split, with their texts.

    Attributes:
        places: int64 array: which rows of the split.
        inputs: For each of them its texts, usually cut short, by the names of the task's inputs.
    """

    places: NDArray[np.int64]
    inputs: tuple[dict[str, str], ...]

    @classmethod
    def of(cls, split: SplitRows, max_characters: int | None = MAX_CHARACTERS) -> "FixedSamples":
        """Choose rows.

        Args:
            split: The rows to choose from.
            max_characters: Where their texts are cut; `None` where what is found has a place in the whole text.
        """
        places = spread(len(split), NUM_SAMPLES)
        found = split.take(places)
        rows = tuple(
            {name: texts[place][:max_characters] for name, texts in found.items()} for place in range(len(places))
        )
        return cls(places, rows)
