"""What all kinds of answers have in common."""

import json
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Self

import numpy as np
from numpy.typing import NDArray

Arrays = dict[str, NDArray[Any]]


@dataclass(frozen=True, slots=True)
class Headline:
    """An answer in a few words.

    Attributes:
        text: The words; empty where there is nothing to say, such as no label at all.
        number: How sure the model is, from 0 to 1, or how near a passage is; `None` where there is no single number.
    """

    text: str
    number: float | None = None


class Answer(ABC):
    """What a model says about one row. Its subclasses are frozen dataclasses.

    Attributes:
        KIND: The kind's name, as `Task.answer` and the JSON data have it.
    """

    __slots__ = ()

    KIND: ClassVar[str]

    @abstractmethod
    def to_json(self) -> dict[str, Any]:
        """Return the answer as JSON data, with its `kind`."""

    @classmethod
    @abstractmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Return the answer of JSON data."""

    @abstractmethod
    def headline(self) -> Headline:
        """Return the answer in a few words."""

    @abstractmethod
    def agrees(self, expected: Self) -> bool | None:
        """Return whether it says what was expected; `None` where an answer is not simply right or wrong."""

    @classmethod
    @abstractmethod
    def columns(cls, answers: Sequence[Self]) -> Arrays:
        """Return what a file of answers gets beside its own columns: by name, arrays with an entry for each answer.

        Args:
            answers: Answers of the same model.
        """

    @classmethod
    @abstractmethod
    def add_up(cls, total: dict[str, Any], answers: Sequence[Self]) -> None:
        """Add answers to what is worth knowing of all of them together, as JSON data.

        Args:
            total: What earlier calls have found; empty at first.
            answers: The next ones.
        """


def texts_array(texts: Sequence[str]) -> NDArray[Any]:
    """Return texts as an array of objects, whatever their length."""
    array = np.empty(len(texts), object)
    array[:] = list(texts)
    return array


def json_array(values: Sequence[Any]) -> NDArray[Any]:
    """Return values as JSON texts, for a cell of a table each."""
    return texts_array([json.dumps(value, ensure_ascii=False) for value in values])


def count_up(total: dict[str, Any], name: str, values: Sequence[str]) -> None:
    """Count how often each value occurs, on top of what was counted under a name before."""
    counts = total.setdefault(name, {})
    for value in values:
        counts[value] = counts.get(value, 0) + 1
