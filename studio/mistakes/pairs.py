"""Second texts that were searched for among all second texts of a split."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from studio.answers import Hit, Hits
from studio.mistakes.base import Judge, Judged, Measure, Mistake, MistakeKind

NEAR, FAR = "near", "far"
_LAST_NEAR_PLACE = 10


class PairsJudge(Judge):
    """A second text that is not found at the first place is a mistake."""

    KINDS: ClassVar[tuple[MistakeKind, ...]] = (
        MistakeKind(NEAR, "Among the first ten", "The right text was found, but others came before it."),
        MistakeKind(FAR, "Later", "Ten others and more came before the right text."),
    )
    MEASURES: ClassVar[tuple[Measure, ...]] = (
        Measure("place", "Place", "At which place the right text was found, from 1."),
        Measure("similarity", "Similarity", "How near the two texts are, −1 to 1."),
    )
    COLUMNS: ClassVar[tuple[str, ...]] = (
        "second_text",
        "similarity",
        "place",
        "nearest_row",
        "nearest_text",
        "nearest_similarity",
    )

    @classmethod
    def can_judge(cls, report: Mapping[str, Any]) -> bool:
        """Return whether second texts were searched for: scored pairs are not."""
        return "recall_at_1" in report["metrics"]

    def judge(self, row_number: int, inputs: Mapping[str, str], values: Sequence[Any]) -> Judged:
        """Return what was found at the first place, and where the right text was found."""
        second_text, similarity, place, *nearest = values
        right = Hit(row_number, second_text, float(similarity))
        others = () if nearest[0] is None else (Hit(int(nearest[0]), nearest[1], float(nearest[2])),)
        is_first = place is None or place <= 1
        mistakes = () if is_first else (Mistake(NEAR if place <= _LAST_NEAR_PLACE else FAR),)
        found = (right, *others) if is_first else (*others, right)
        measures = (None if place is None else float(place), float(similarity))
        return Judged(row_number, inputs, Hits((right,)), Hits(found), mistakes, measures)
