"""Some of many rows, from all over them."""

import numpy as np
from numpy.typing import NDArray


def spread(num_rows: int, num_wanted: int) -> NDArray[np.int64]:
    """Return the places of rows, ascending: as many as wanted, evenly spread, or all where there are fewer."""
    if num_rows <= num_wanted:
        return np.arange(num_rows, dtype=np.int64)
    return np.linspace(0, num_rows - 1, num_wanted).astype(np.int64)
