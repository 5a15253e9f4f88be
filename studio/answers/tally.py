"""Numbers added up as they come: how many, their mean and spread, and a histogram, without holding them."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Self

_MOST_BARS = 32
# Bars begin so narrow beside the first number, and are widened as the others need it.
_FIRST_WIDTH = 2.0**-16
# Models answer in float32, which has no smaller numbers but those next to 0.
_LEAST_EXPONENT = -126


@dataclass(slots=True)
class NumberTally:
    """What is known of numbers so far.

    Attributes:
        count: How many there are; one that is infinite or none is not counted.
        mean: Their mean.
        squares: The sum of the squared distances from it: Chan, Golub and LeVeque, Updating formulae and a pairwise
            algorithm for computing sample variances (1979).
        minimum, maximum: The least and the largest one.
        width: How wide a bar is, a power of 2.
        first: The first bar reaches from `first · width` on.
        bars: How many numbers lie in each bar; the first and the last have some.
    """

    count: int = 0
    mean: float = 0.0
    squares: float = 0.0
    minimum: float = 0.0
    maximum: float = 0.0
    width: float = 0.0
    first: int = 0
    bars: list[int] = field(default_factory=list)

    @classmethod
    def read(cls, data: Mapping[str, Any] | None) -> Self:
        """Return what `to_json` gave; nothing yet for `None`."""
        names = cls.__dataclass_fields__
        return cls(**{name: value for name, value in (data or {}).items() if name in names})

    def to_json(self) -> dict[str, Any]:
        """Return all of it as JSON data, with the `deviation`."""
        return asdict(self) | {"deviation": self.deviation}

    @property
    def deviation(self) -> float:
        """The standard deviation."""
        return math.sqrt(self.squares / self.count) if self.count else 0.0

    def edges(self) -> tuple[float, ...]:
        """Return where the bars begin and end."""
        return tuple((self.first + place) * self.width for place in range(len(self.bars) + 1)) if self.bars else ()

    def add(self, values: Sequence[float]) -> None:
        """Add numbers."""
        for value in filter(math.isfinite, values):
            self.minimum = min(self.minimum, value) if self.count else value
            self.maximum = max(self.maximum, value) if self.count else value
            self.count += 1
            away = value - self.mean
            self.mean += away / self.count
            self.squares += away * (value - self.mean)
            self._put(value)

    def _put(self, value: float) -> None:
        if not self.bars:
            self.width = _FIRST_WIDTH * 2.0 ** max(math.frexp(value)[1], _LEAST_EXPONENT)
            self.first, self.bars = math.floor(value / self.width), [0]
        place = math.floor(value / self.width)
        while max(place, self.first + len(self.bars) - 1) - min(place, self.first) >= _MOST_BARS:
            self._widen()
            place = math.floor(value / self.width)
        before, behind = self.first - place, place - (self.first + len(self.bars) - 1)
        self.bars = [0] * before + self.bars + [0] * behind
        self.first = min(self.first, place)
        self.bars[place - self.first] += 1

    def _widen(self) -> None:
        """Make every two bars one."""
        first = self.first // 2
        merged = [0] * ((self.first + len(self.bars) - 1) // 2 - first + 1)
        for place, count in enumerate(self.bars, self.first):
            merged[place // 2 - first] += count
        self.width, self.first, self.bars = self.width * 2, first, merged
