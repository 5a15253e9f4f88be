"""The scale of scores of pairs, and how it is brought into the range of cosines."""

import math

import numpy as np
from numpy.typing import NDArray

# Of so many scores between 0 and 1, and so many times as many as between 1 and 2, it is said that they may be of
# another scale than the rest.
_FEW_SCORES = 10
_TIMES_AS_MANY = 4.0


def divisor_of(minimum: float, maximum: float) -> float:
    """Return what scores are divided by, so that they lie where cosines do: 0 stays 0, nothing in common.

    Scores of −1 to 1 are taken as they are; others are divided by the largest, rounded up to a whole number: scores of
    0 to 5 by 5.

    Args:
        minimum: The smallest score of the training data.
        maximum: The largest one.
    """
    largest = max(abs(minimum), abs(maximum))
    return 1.0 if largest <= 1.0 else float(math.ceil(largest))


def find_other_scale(scores: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return the places of scores that lie on another scale than the rest: parts of 1 beside whole numbers above it.

    Args:
        scores: float64 array of shape `(num_scores,)`.
    """
    above = scores[np.abs(scores) > 1.0]
    is_part = _is_part(scores)
    if not len(above) or not is_part.any() or np.any(above != np.round(above)):
        return np.zeros(0, np.int64)
    # Ratings with a half now and then are one scale; a scale of parts has more of them.
    return np.flatnonzero(is_part) if np.any((scores[is_part] * 2) % 1) else np.zeros(0, np.int64)


def find_crowd(scores: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return the places of scores between 0 and 1, where there are so many that they may be of another scale.

    Args:
        scores: float64 array of shape `(num_scores,)`.
    """
    is_part = _is_part(scores)
    num_next = np.count_nonzero((np.abs(scores) > 1.0) & (np.abs(scores) < 2.0))
    is_crowd = divisor_of(*_ends(scores)) > 2.0 and is_part.sum() >= max(_FEW_SCORES, _TIMES_AS_MANY * num_next)
    return np.flatnonzero(is_part) if is_crowd else np.zeros(0, np.int64)


def _is_part(scores: NDArray[np.float64]) -> NDArray[np.bool_]:
    result: NDArray[np.bool_] = (np.abs(scores) > 0.0) & (np.abs(scores) < 1.0)
    return result


def _ends(scores: NDArray[np.float64]) -> tuple[float, float]:
    return (float(scores.min()), float(scores.max())) if len(scores) else (0.0, 0.0)
