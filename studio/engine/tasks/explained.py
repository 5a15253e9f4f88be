"""Which numbers of a model's answer can be explained: what each token adds to one of them can be asked for."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.engine.texts.packed_text import PackedText
from studio.errors import InputError

Floats = NDArray[np.float32]


class Explained(ABC):
    """The numbers behind a model's answers.

    A task whose network gives more than a number for each class flattens them: with one for each token and class, the
    number of a token stands at `position · num_classes + class`.
    """

    def windows(self, text: str, pair: str | None) -> tuple[PackedText, ...] | None:
        """Return the windows in which the task reads a long text; `None` where it reads one text, cut where it is long.

        Args:
            text: The text.
            pair: A second text.

        Raises:
            InputError: if the task does not read so many texts.
        """
        return None

    def inputs(self, inputs: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the inputs of the model, inside a graph.

        Args:
            inputs: `token_ids`, `segment_ids` and `padding_mask`: int32 tensors of shape `(batch, length)`.
        """
        return inputs

    @abstractmethod
    def outputs(self, network_outputs: Any) -> Any:
        """Return the numbers, inside a graph.

        Args:
            network_outputs: What the network gives.

        Returns:
            float32 tensor of shape `(batch, num_outputs)`.
        """

    @abstractmethod
    def choose(self, outputs: Sequence[Floats], target: str | None, windows: Sequence[PackedText]) -> tuple[int, int]:
        """Return which number is asked about: in which window, counted from 0, and which of its outputs.

        Args:
            outputs: float32 arrays of shape `(num_outputs,)`, those of each window.
            target: What the user asked for; `None` for what the model itself would say.
            windows: The windows; a single one where the text is not read in several.

        Raises:
            InputError: if there is nothing of that name.
        """

    @abstractmethod
    def name(self, index: int) -> str:
        """Return what a number is called."""

    @abstractmethod
    def probability(self, outputs: Floats, index: int) -> Floats | None:
        """Return the probability that a number stands for; `None` where it stands for itself.

        Args:
            outputs: float32 array of shape `(…, num_outputs)`.
            index: Which of them.
        """


class NamedOutputs(Explained):
    """Logits, each of a class or a label: the largest is asked about unless another is named.

    Args:
        names: Their names.
    """

    def __init__(self, names: tuple[str, ...]) -> None:
        self._names = names

    def outputs(self, network_outputs: Any) -> Any:
        """Return the logits, which the network gives as they are."""
        return network_outputs

    def choose(self, outputs: Sequence[Floats], target: str | None, windows: Sequence[PackedText]) -> tuple[int, int]:
        """Return the likeliest, or the one of that name."""
        if target is None:
            return 0, int(outputs[0].argmax())
        if target not in self._names:
            raise InputError(
                "target: expected one of {expected}. Received: {received}.",
                expected=", ".join(self._names),
                received=target,
            )
        return 0, self._names.index(target)

    def name(self, index: int) -> str:
        """Return the name of a class or label."""
        return self._names[index]


class ClassOutputs(NamedOutputs):
    """The logits of classes of which one is right."""

    def probability(self, outputs: Floats, index: int) -> Floats:
        """Return the softmax."""
        exponentials = np.exp(outputs - outputs.max(axis=-1, keepdims=True))
        result: Floats = exponentials[..., index] / exponentials.sum(axis=-1)
        return result


class LabelOutputs(NamedOutputs):
    """The logits of labels, each of which may be right."""

    def probability(self, outputs: Floats, index: int) -> Floats:
        """Return the logistic function, which does not overflow this way."""
        result: Floats = (0.5 * (1.0 + np.tanh(0.5 * outputs[..., index]))).astype(np.float32)
        return result


class NumberOutput(Explained):
    """A single number, in the unit of the data.

    Args:
        name: What it is called.
        mean: Of the training part.
        deviation: Of the training part: the network's own number counts in it, from the mean.
    """

    def __init__(self, name: str, mean: float, deviation: float) -> None:
        self._name, self._mean, self._deviation = name, mean, deviation

    def outputs(self, network_outputs: Any) -> Any:
        """Return the number in the data's unit."""
        return network_outputs * self._deviation + self._mean

    def choose(self, outputs: Sequence[Floats], target: str | None, windows: Sequence[PackedText]) -> tuple[int, int]:
        """Return the only one, which may be asked for by its name."""
        if target not in (None, self._name):
            raise InputError("target: expected {expected}. Received: {received}.", expected=self._name, received=target)
        return 0, 0

    def name(self, index: int) -> str:
        """Return what the number is called."""
        return self._name

    def probability(self, outputs: Floats, index: int) -> None:
        """Return that it is no probability."""
