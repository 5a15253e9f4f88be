"""Dropout. Srivastava et al., Dropout: A Simple Way to Prevent Neural Networks from Overfitting, section 4."""

import keras
from keras import ops

from studio.layers.tensor import Tensor

_SIDES = 256
# A rate that a byte misses by more than this share of it is left to Keras.
_TOLERANCE = 0.05


@keras.saving.register_keras_serializable(package="fettle")
class Dropout(keras.layers.Dropout):
    """Keras' dropout with one random byte for each value instead of one random float.

    Drawing random numbers is most of what dropout costs, and a byte takes a quarter of that. The rate becomes the
    nearest multiple of 1/256 (0.1 becomes 26/256), and kept values are scaled by just that, so that their mean stays.
    """

    def call(self, inputs: Tensor, training: bool | None = False) -> Tensor:
        """Drop values while training."""
        num_dropped = round(self.rate * _SIDES)
        is_near = abs(num_dropped / _SIDES - self.rate) <= _TOLERANCE * self.rate
        if not training or not self.rate or not is_near or self.noise_shape is not None:
            return super().call(inputs, training=training)
        dtype = inputs.dtype
        kept = ops.cast(self._bytes(inputs) >= num_dropped, dtype) * ops.cast(_SIDES / (_SIDES - num_dropped), dtype)
        return inputs * kept

    def _bytes(self, inputs: Tensor) -> Tensor:
        """Return one random byte for each value."""
        size = ops.size(inputs)
        words = keras.random.randint(((size + 3) // 4, 1), -(2**31), 2**31 - 1, dtype="int32", seed=self.seed_generator)
        bytes_ = ops.reshape(ops.view(words, dtype="uint8"), (-1,))
        return ops.reshape(bytes_[:size], ops.shape(inputs))
