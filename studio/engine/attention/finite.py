"""Numbers that are of use."""

import numpy as np
from numpy.typing import NDArray

from studio.errors import RunError

Floats = NDArray[np.float32]


def check_finite(*arrays: Floats) -> None:
    """Refuse what holds an infinite number or none.

    Raises:
        RunError: if one does.
    """
    if not all(np.isfinite(array).all() for array in arrays):
        raise RunError("The model computes no finite numbers for this text: its weights are of no use.")
