"""A text or a pair as a model reads it: all of it, as much as fits, or one of its windows."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from studio.attention import ReadPart, TextWindow

Ints = NDArray[np.int32]

# Where a token stands that belongs to no text, or to one that is not read in windows.
NO_PLACE = -1


@dataclass(frozen=True, slots=True, eq=False)
class PackedText:
    """What a model reads.

    Attributes:
        token_ids: int32 array of shape `(length,)`.
        segment_ids: int32 array of shape `(length,)`: 0 for the first text, 1 for the second.
        specials: The places of the tokens that are no part of the text.
        num_cut: For each text, how many tokens at its end were left out.
        places: int32 array of shape `(length, 2)`: where in the last text the piece of each token begins and ends, in
            code points; `NO_PLACE` for tokens of none. `None` where a text is not read in windows.
        is_answering: bool array of shape `(length,)`: which tokens the model answers with in this window; `None` where
            all but the special ones do.
        number: Which window it is, counted from 1.
        num_windows: In how many windows the last text is read.
    """

    token_ids: Ints
    segment_ids: Ints
    specials: tuple[int, ...]
    num_cut: tuple[int, ...] = (0,)
    places: Ints | None = None
    is_answering: NDArray[np.bool_] | None = None
    number: int = 1
    num_windows: int = 1

    def __len__(self) -> int:
        return len(self.token_ids)

    @property
    def num_cut_tokens(self) -> int:
        """How many tokens at the ends were left out."""
        return sum(self.num_cut)

    @property
    def part(self) -> ReadPart:
        """How much of the texts it is."""
        return ReadPart(self.num_cut, self._window())

    def head(self, length: int) -> "PackedText":
        """Return as much as fits into so many tokens, with the special token at the end."""
        if len(self) <= length:
            return self
        kept = np.r_[: length - 1, len(self) - 1]
        return replace(
            self,
            token_ids=self.token_ids[kept],
            segment_ids=self.segment_ids[kept],
            specials=(*(place for place in self.specials if place < length - 1), length - 1),
            num_cut=(*self.num_cut[:-1], self.num_cut[-1] + len(self) - length),
            places=None if self.places is None else self.places[kept],
            is_answering=None if self.is_answering is None else self.is_answering[kept],
        )

    def front(self, length: int) -> "PackedText":
        """Return the first tokens, so many at most."""
        num_cut = max(0, len(self) - length)
        return replace(
            self,
            token_ids=self.token_ids[:length],
            segment_ids=self.segment_ids[:length],
            specials=tuple(place for place in self.specials if place < length),
            num_cut=(*self.num_cut[:-1], self.num_cut[-1] + num_cut),
        )

    def _window(self) -> TextWindow | None:
        if self.places is None or self.num_windows == 1:
            return None
        known = self.places[self.places[:, 1] > 0]
        return TextWindow(self.number, self.num_windows, int(known[:, 0].min()), int(known[:, 1].max()))
