"""How much the examples of each class count in training."""

import numpy as np
from numpy.typing import NDArray


def balanced_weights(counts: NDArray[np.int64]) -> NDArray[np.float32]:
    """Return the weights with which all classes together count alike.

    A class weighs n / (k · count): the number of examples over the number of classes that occur times the class's own
    (scikit-learn's "balanced"; King and Zeng, Logistic Regression in Rare Events Data, 2001). Over the examples that
    were counted the mean weight is 1.

    Args:
        counts: int64 array of shape `(num_classes,)`, the examples of each class.

    Returns:
        float32 array of shape `(num_classes,)`. A class without an example weighs 1: nothing in training has it.
    """
    is_there = counts > 0
    weights = np.ones(len(counts), np.float64)
    weights[is_there] = counts.sum() / (np.count_nonzero(is_there) * counts[is_there])
    return weights.astype(np.float32)
