"""Several labels for each text."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from studio.answers import Classes
from studio.mistakes.base import Judge, Judged, Measure, Mistake, MistakeKind

MISSING, SPURIOUS = "missing", "spurious"


class LabelsJudge(Judge):
    """Each label that was missed is a mistake, and each that was given though it does not apply."""

    KINDS: ClassVar[tuple[MistakeKind, ...]] = (
        MistakeKind(MISSING, "Missed", "The label applies, but was not given."),
        MistakeKind(SPURIOUS, "Wrongly given", "The label was given, but does not apply."),
    )
    MEASURES: ClassVar[tuple[Measure, ...]] = (
        Measure(
            "certainty",
            "Certainty",
            "How sure the model is of its surest mistake, 0 to 1: the probability of a label that it gave, or what is "
            "left to 1 for one that it did not give.",
        ),
        Measure("mistakes", "Mistakes", "How many labels are wrong or missing."),
    )
    COLUMNS: ClassVar[tuple[str, ...]] = ("labels", "predictions")
    # The probabilities of the labels, in their order.
    TAKES_REST: ClassVar[bool] = True

    def __init__(self, report: Mapping[str, Any]) -> None:
        super().__init__(report)
        labels: Mapping[str, Mapping[str, Any]] = report.get("per_class", {})
        self._names = tuple(labels)
        self._thresholds = tuple(float(entry.get("threshold", 0.5)) for entry in labels.values())

    def judge(self, row_number: int, inputs: Mapping[str, str], values: Sequence[Any]) -> Judged:
        """Compare the labels of a text."""
        labels, predictions = (json.loads(value) for value in values[:2])
        numbers = dict(zip(self._names, map(float, values[2:]), strict=True))
        missing = [Mistake(MISSING, name) for name in labels if name not in predictions]
        spurious = [Mistake(SPURIOUS, name) for name in predictions if name not in labels]
        certainty = [1.0 - numbers[mistake.subject] for mistake in missing]
        certainty += [numbers[mistake.subject] for mistake in spurious]
        return Judged(
            row_number,
            inputs,
            Classes(self._names, tuple(float(name in labels) for name in self._names), (0.5,) * len(self._names)),
            Classes(self._names, tuple(numbers.values()), self._thresholds),
            (*missing, *spurious),
            (max(certainty, default=None), float(len(certainty))),
        )
