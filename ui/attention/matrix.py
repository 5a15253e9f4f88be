"""A matrix of the walk through a head, and which part of it is shown."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from studio.attention import Array


@dataclass(frozen=True, slots=True, eq=False)
class Matrix:
    """Numbers with their name, to be shown in part.

    Attributes:
        name: What the formula calls it, e.g. `"Q"`.
        values: float32 array of shape `(num_rows, num_columns)`.
        row_names: The tokens of the rows.
        column_names: The tokens of the columns; empty where the columns are only counted.
        rows, columns: The places that are shown; the others are left out.
        focus: The row that is followed; `None` for none.
        is_weights: Whether the values are weights from 0 to 1; else they lie around 0.
        can_choose: Whether its rows are tokens that can be followed.
        note: What stands beside the name; empty for the shape.
    """

    name: str
    values: Array
    row_names: tuple[str, ...]
    rows: tuple[int, ...]
    columns: tuple[int, ...]
    column_names: tuple[str, ...] = ()
    focus: int | None = None
    is_weights: bool = False
    can_choose: bool = True
    note: str = ""

    @property
    def shape_words(self) -> str:
        """The note, else the shape: `16 × 32`."""
        return self.note or f"{self.values.shape[0]} × {self.values.shape[1]}"


def places(length: int, count: int, wanted: Iterable[int] = ()) -> tuple[int, ...]:
    """Return which of many rows or columns are shown: those that are wanted, filled up from the start, and the last.

    Args:
        length: How many there are.
        count: How many are shown at most; those that are wanted come first.
        wanted: The places that must be among them.
    """
    if length <= count:
        return tuple(range(length))
    chosen: list[int] = []
    for place in (*wanted, length - 1, *range(length)):
        if 0 <= place < length and place not in chosen and len(chosen) < count:
            chosen.append(place)
    return tuple(sorted(chosen))


def with_gaps(shown: Sequence[int], length: int) -> list[int | None]:
    """Return the places with `None` wherever some are left out."""
    result: list[int | None] = []
    before = -1
    for place in shown:
        if place != before + 1:
            result.append(None)
        result.append(place)
        before = place
    if before != length - 1:
        result.append(None)
    return result
