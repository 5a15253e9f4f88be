"""A score for each pair of texts: a number that a cosine is fitted to."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from studio.data.digest import Digest
from studio.data.findings import MAX_ROWS, Finding
from studio.data.kinds.base import ReadTargets
from studio.data.kinds.number import NumberKind
from studio.data.score_scale import divisor_of, find_crowd, find_other_scale
from studio.messages import Detail, Message
from studio.schema import Schema
from studio.settings import SpecPart
from studio.tasks.text_embedding import EmbeddingSettings

_OTHER_SCALE, _BEYOND = "other_scale", "beyond"
_CROWD_WORDS = (
    "{file}, row {row}, column {column}: expected scores of one scale. Received: {num_rows} between 0 and 1, far more "
    "than just above 1, beside others up to {maximum}. If these are of another data set, bring them to one scale."
)
_DIVIDED_WORDS = (
    "{file}, column {column}: scores of {minimum} to {maximum} are divided by {divisor}, so that they lie where "
    "cosines do; 0 stays nothing in common."
)
_UNUSED_WORDS = (
    "{file}, column {column}: the ranking loss does not look at scores; each pair is taken for one that belongs "
    "together, those with a low score as well. Choose the cosine loss, or leave such pairs out."
)
_THIRD_WORDS = (
    "{file}, column {column}: the cosine loss does not look at third texts. To learn from them, choose the ranking "
    "loss, or leave the scores out."
)
_SMALLER_WORDS = (
    "{file}, column {column}: all scores lie within −1 to 1, those of the training data go up to {maximum}. If they "
    "are of another scale, the loss says nothing; Spearman looks at the order alone."
)


class ScoreKind(NumberKind):
    """`value` is the score of a row, a float64, as the file has it."""

    FAULT_WORDS: ClassVar[Mapping[str, str]] = {
        **NumberKind.FAULT_WORDS,
        _OTHER_SCALE: "{file}, row {row}, column {column}: expected scores of one scale. Received: {received}, a part "
        "of 1, while the scores above 1 are whole numbers ({num_rows} such {num_rows:row|rows} in all). Bring the "
        "scores to one scale, or leave these rows out.",
        _BEYOND: "{file}, row {row}, column {column}: expected a score of the scale of the training data, up to "
        "{expected}. Received: {received} ({num_rows} such {num_rows:row|rows} in all).",
    }

    def read(self, digest: Digest, settings: SpecPart, known: Schema | None) -> ReadTargets:
        """Read the scores, and tell of texts that are not looked at beside them."""
        assert isinstance(settings, EmbeddingSettings)
        found = super().read(digest, settings, known)
        if known is not None or settings.loss == "ranking":
            return found
        file = str(digest.source.path)
        unused = tuple(
            Finding(
                "warning", Message(_THIRD_WORDS, {"file": file, "column": entry.column}), name=f"unused_{entry.name}"
            )
            for entry in digest.inputs[2:]
        )
        return replace(found, findings=(*found.findings, *unused))

    def find_faults(
        self, numbers: NDArray[np.float64], settings: SpecPart, known: Schema | None
    ) -> Iterator[tuple[str, NDArray[np.int64], Mapping[str, Detail]]]:
        """Find scores of another scale than the others, or than those that the model learned from."""
        assert isinstance(settings, EmbeddingSettings)
        if settings.loss == "ranking":
            return
        rows = np.flatnonzero(~np.isnan(numbers))
        if known is None:
            yield _OTHER_SCALE, rows[find_other_scale(numbers[rows])], {}
        elif known.minimum < known.maximum:
            divisor = divisor_of(known.minimum, known.maximum)
            yield _BEYOND, rows[np.abs(numbers[rows]) > divisor], {"expected": f"{divisor:g}"}

    def notes(
        self, numbers: NDArray[np.float64], settings: SpecPart, known: Schema | None, place: Mapping[str, Detail]
    ) -> Iterator[Finding]:
        """Tell how the scores are read."""
        assert isinstance(settings, EmbeddingSettings)
        rows = np.flatnonzero(~np.isnan(numbers))
        if not len(rows):
            return
        scores = numbers[rows]
        ends: dict[str, Detail] = {"minimum": f"{scores.min():g}", "maximum": f"{scores.max():g}"}
        if settings.loss == "ranking":
            yield Finding("warning", Message(_UNUSED_WORDS, dict(place)), name="unused_scores")
        elif known is not None:
            largest = max(abs(known.minimum), abs(known.maximum))
            if largest > 1.0 and np.abs(scores).max() <= 1.0 and len(scores) > 1:
                yield Finding(
                    "warning", Message(_SMALLER_WORDS, {**place, "maximum": f"{known.maximum:g}"}), name="smaller_scale"
                )
        else:
            crowd = rows[find_crowd(scores)]
            if len(crowd):
                details: dict[str, Detail] = {**place, **ends, "row": int(crowd[0]) + 1, "num_rows": len(crowd)}
                shown = tuple(int(row) + 1 for row in crowd[:MAX_ROWS])
                yield Finding("warning", Message(_CROWD_WORDS, details), len(crowd), "two_scales", shown)
            divisor = divisor_of(float(scores.min()), float(scores.max()))
            if divisor > 1.0:
                yield Finding(
                    "info", Message(_DIVIDED_WORDS, {**place, **ends, "divisor": f"{divisor:g}"}), name="divided_scores"
                )


KIND = ScoreKind()
