"""The loss that numbers are trained by."""

from collections.abc import Mapping
from typing import Any

import tensorflow as tf

VALUE = "value"


class NumberLoss:
    """The summed squared error of a batch, in units of the training data's spread; to be called inside a graph.

    The network gives (number − mean) / deviation, so that years and ratings train alike.

    Args:
        mean, deviation: Of the numbers of the training part.
    """

    def __init__(self, mean: float, deviation: float) -> None:
        self._mean, self._deviation = mean, deviation

    def __call__(self, logits: Any, targets: Mapping[str, Any]) -> Any:
        """Return the loss of float32 logits `(batch, 1)` and float64 numbers `(batch,)`: a scalar."""
        wanted = tf.cast((targets[VALUE] - self._mean) / self._deviation, tf.float32)
        return tf.reduce_sum(tf.square(logits[:, 0] - wanted))
