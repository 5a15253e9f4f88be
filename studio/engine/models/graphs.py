"""What a model computes outside of training: compiled once, for batches of any shape."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import tensorflow as tf
from numpy.typing import NDArray

from studio.engine.models.text_model import TextModel


def compiled(model: TextModel, function: Callable[[TextModel, dict[str, Any]], Any]) -> Callable[[dict[str, Any]], Any]:
    """Return a function of model and inputs as one of the inputs alone: int32 tensors `(batch, length)` by name."""
    signature = {name: tf.TensorSpec([None, None], tf.int32) for name in model.input_names}
    # Never XLA: it compiles anew for each shape, and is the slower one on the CPU.
    call: Callable[[dict[str, Any]], Any] = tf.function(
        partial(function, model), input_signature=[signature], jit_compile=False
    )
    return call


def tensors(arrays: Mapping[str, NDArray[Any]]) -> dict[str, Any]:
    """Return arrays as tensors, by the same names."""
    return {name: tf.constant(array) for name, array in arrays.items()}
