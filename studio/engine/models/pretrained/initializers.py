"""Weights that are overwritten at once are not drawn before."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import keras

_DRAWING = (
    keras.initializers.RandomNormal,
    keras.initializers.RandomUniform,
    keras.initializers.TruncatedNormal,
    keras.initializers.VarianceScaling,
)


@contextmanager
def without_drawing() -> Iterator[None]:
    """Let layers that are built begin with zeros where they would begin with random numbers.

    An initializer's seed is drawn where it is made, not where it is called: what is built later begins as it would.
    """
    before = [kind.__call__ for kind in _DRAWING]
    try:
        for kind in _DRAWING:
            kind.__call__ = _zeros
        yield
    finally:
        for kind, call in zip(_DRAWING, before, strict=True):
            kind.__call__ = call


def _zeros(initializer: Any, shape: Any, dtype: Any = None) -> Any:
    return keras.ops.zeros(shape, dtype)
