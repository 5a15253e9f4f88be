"""Predicted numbers."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from studio.answers import Number
from studio.mistakes.base import Judge, Judged, Measure, Mistake, MistakeKind

HIGH, LOW = "high", "low"


class NumbersJudge(Judge):
    """A number is too high or too low; those that are farthest off come first."""

    KINDS: ClassVar[tuple[MistakeKind, ...]] = (
        MistakeKind(HIGH, "Too high", "The predicted number is larger than that of the data."),
        MistakeKind(LOW, "Too low", "The predicted number is smaller than that of the data."),
    )
    MEASURES: ClassVar[tuple[Measure, ...]] = (
        Measure("error", "Error", "How far the predicted number is from that of the data, upwards or downwards."),
    )
    COLUMNS: ClassVar[tuple[str, ...]] = ("value", "prediction")

    def judge(self, row_number: int, inputs: Mapping[str, str], values: Sequence[Any]) -> Judged:
        """Compare two numbers."""
        value, prediction = map(float, values)
        mistakes = () if prediction == value else (Mistake(HIGH if prediction > value else LOW),)
        error = abs(prediction - value)
        return Judged(row_number, inputs, Number(value), Number(prediction), mistakes, (error,))
