"""AdamW on TensorFlow's fused kernel (Loshchilov and Hutter, Decoupled Weight Decay Regularization, algorithm 2)."""

import math
from collections.abc import Sequence
from typing import Any

import tensorflow as tf

BETA_1 = 0.9
BETA_2 = 0.999
EPSILON = 1e-8

# Biases and normalization are not pulled towards zero.
_UNDECAYED_NAMES = ("bias", "gamma", "beta", "scale")


class AdamW:
    """Holds the slots of the trained variables and writes the update into a graph.

    Args:
        variables: The Keras variables that are trained.
        weight_decay: float. Per unit of the learning rate, as in PyTorch and Keras.
    """

    def __init__(self, variables: Sequence[Any], weight_decay: float) -> None:
        self._variables = [variable.value for variable in variables]
        self._is_decayed = [is_decayed(variable) for variable in variables]
        self._weight_decay = weight_decay
        self.first_moments = self.zeros()
        self.second_moments = self.zeros()

    def zeros(self) -> list[Any]:
        """Return new variables of the same shapes, all zero."""
        return [tf.Variable(tf.zeros_like(variable)) for variable in self._variables]

    @staticmethod
    def scalars(step: int, learning_rate: float) -> list[float]:
        """Return what `apply` needs for a step, counted from 1.

        The kernel adds epsilon to the root of the uncorrected second moment; scaling epsilon by the root of the
        correction makes that the published rule.
        """
        correction_1, correction_2 = 1.0 - BETA_1**step, 1.0 - BETA_2**step
        return [learning_rate, 1.0 - correction_1, 1.0 - correction_2, EPSILON * math.sqrt(correction_2)]

    def apply(self, gradients: Sequence[Any], scalars: Any) -> None:
        """Update the variables.

        Args:
            gradients: Dense tensors, in the order of the variables.
            scalars: float32 tensor of shape `(4,)`: what `scalars` gave.
        """
        learning_rate, beta_1_power, beta_2_power, epsilon = tf.unstack(scalars)
        for variable, is_decayed, m, v, gradient in zip(
            self._variables, self._is_decayed, self.first_moments, self.second_moments, gradients, strict=True
        ):
            if is_decayed and self._weight_decay > 0.0:
                variable.assign(variable * (1.0 - learning_rate * self._weight_decay))
            tf.raw_ops.ResourceApplyAdam(
                var=variable.handle,
                m=m.handle,
                v=v.handle,
                beta1_power=beta_1_power,
                beta2_power=beta_2_power,
                lr=learning_rate,
                beta1=BETA_1,
                beta2=BETA_2,
                epsilon=epsilon,
                grad=gradient,
            )


def is_decayed(variable: Any) -> bool:
    """Return whether weight decay applies to a Keras variable."""
    return not variable.name.endswith(_UNDECAYED_NAMES)
