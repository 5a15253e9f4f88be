"""One of several classes, or any number of several labels."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Self

import numpy as np

from studio.answers.base import Answer, Arrays, Headline, count_up, json_array, texts_array


@dataclass(frozen=True, slots=True)
class Classes(Answer):
    """How probable each class is; with thresholds, how probable each label is by itself.

    Attributes:
        names: The classes.
        probabilities: One for each, in their order.
        thresholds: For each label the probability from which on it is given; none where exactly one class is.
    """

    KIND: ClassVar[str] = "classes"

    names: tuple[str, ...]
    probabilities: tuple[float, ...]
    thresholds: tuple[float, ...] = ()

    @property
    def takes_several(self) -> bool:
        """Whether any number of labels is given, or none; else exactly one class is."""
        return bool(self.thresholds) or not self.names

    @property
    def prediction(self) -> str:
        """The likeliest class."""
        return self.names[int(np.argmax(self.probabilities))]

    @property
    def predictions(self) -> tuple[str, ...]:
        """The labels that are given, or the likeliest class alone."""
        if not self.takes_several:
            return (self.prediction,)
        entries = zip(self.names, self.probabilities, self.thresholds, strict=True)
        return tuple(name for name, probability, threshold in entries if probability >= threshold)

    def ranked(self) -> list[tuple[str, float]]:
        """Return the classes with their probabilities, the likeliest first."""
        return sorted(zip(self.names, self.probabilities, strict=True), key=lambda pair: -pair[1])

    def threshold(self, name: str) -> float | None:
        """Return the probability from which on a label is given; `None` where exactly one class is."""
        return self.thresholds[self.names.index(name)] if self.thresholds else None

    def to_json(self) -> dict[str, Any]:
        """Return `prediction`, `probability` and `probabilities`; of labels `predictions`, them and `thresholds`."""
        probabilities = dict(zip(self.names, self.probabilities, strict=True))
        if self.takes_several:
            return {
                "kind": self.KIND,
                "predictions": list(self.predictions),
                "probabilities": probabilities,
                "thresholds": dict(zip(self.names, self.thresholds, strict=True)),
            }
        return {
            "kind": self.KIND,
            "prediction": self.prediction,
            "probability": max(self.probabilities),
            "probabilities": probabilities,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Return the answer of JSON data."""
        probabilities = {
            str(name): float("nan") if value is None else float(value) for name, value in data["probabilities"].items()
        }
        thresholds = data.get("thresholds") or {}
        names = tuple(probabilities)
        return cls(names, tuple(probabilities.values()), tuple(float(thresholds[name]) for name in names if thresholds))

    def headline(self) -> Headline:
        """Return the class and its probability, or the labels."""
        if self.takes_several:
            return Headline(", ".join(self.predictions))
        return Headline(self.prediction, max(self.probabilities))

    def agrees(self, expected: Self) -> bool:
        """Return whether the class, or each label, is the expected one."""
        return set(self.predictions) == set(expected.predictions)

    @classmethod
    def columns(cls, answers: Sequence[Self]) -> Arrays:
        """Return `prediction` and `probability`, or `predictions`; then `probability_CLASS` for each class."""
        names = answers[0].names if answers else ()
        probabilities = np.array([answer.probabilities for answer in answers], np.float32).reshape(len(answers), -1)
        columns: Arrays = {}
        if answers and answers[0].takes_several:
            columns["predictions"] = json_array([list(answer.predictions) for answer in answers])
        else:
            columns["prediction"] = texts_array([answer.prediction for answer in answers])
            columns["probability"] = probabilities.max(axis=1, initial=0.0)
        return columns | {f"probability_{name}": probabilities[:, place] for place, name in enumerate(names)}

    @classmethod
    def add_up(cls, total: dict[str, Any], answers: Sequence[Self]) -> None:
        """Add to `counts`, how often each class was given; of labels also to `without`, how many rows have none."""
        count_up(total, "counts", [name for answer in answers for name in answer.predictions])
        if any(answer.takes_several for answer in answers):
            total["without"] = total.get("without", 0) + sum(not answer.predictions for answer in answers)
