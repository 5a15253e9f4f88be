"""What is wrong with the spans that a model found in a text: the one rule for counts and for what is shown."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

# Start, end and the index of the type: int32 of shape `(num_spans, 3)`.
Spans = NDArray[np.int32]
# No span: the other one of a pair.
NONE = -1


@dataclass(frozen=True, slots=True, eq=False)
class SpanMistakes:
    """Which spans of one text are wrong, and why.

    Attributes:
        is_right: bool array of shape `(num_found,)`: start, end and type are those of a span to be found.
        is_type: bool array of the same shape: the right place, another type.
        is_boundary: bool array of the same shape: the right type, but the span only overlaps one to be found.
        is_spurious: bool array of the same shape: nothing was to be found there, or neither place nor type is right.
        is_missing: bool array of shape `(num_expected,)`: no found span overlaps it.
        meant: int64 array of shape `(num_found,)`: which span was to be found there instead: at the same place, or of
            the same type with the largest part in common; `NONE` for the others.
    """

    is_right: NDArray[np.bool_]
    is_type: NDArray[np.bool_]
    is_boundary: NDArray[np.bool_]
    is_spurious: NDArray[np.bool_]
    is_missing: NDArray[np.bool_]
    meant: NDArray[np.int64]


def span_mistakes(expected: Spans, found: Spans) -> SpanMistakes:
    """Compare the spans that were found in a text with those to be found.

    Args:
        expected: The spans of the data.
        found: Those of the model.
    """
    if not len(expected) or not len(found):
        nothing = np.zeros(len(found), np.bool_)
        return SpanMistakes(
            is_right=nothing,
            is_type=nothing,
            is_boundary=nothing,
            is_spurious=~nothing,
            is_missing=np.ones(len(expected), np.bool_),
            meant=np.full(len(found), NONE, np.int64),
        )
    starts = np.maximum(found[:, None, 0], expected[None, :, 0])
    ends = np.minimum(found[:, None, 1], expected[None, :, 1])
    common = np.maximum(ends - starts, 0)  # (num_found, num_expected)
    is_same_type = found[:, None, 2] == expected[None, :, 2]
    is_same_place = (found[:, None, :2] == expected[None, :, :2]).all(axis=2)
    is_right = (is_same_place & is_same_type).any(axis=1)
    is_type = ~is_right & is_same_place.any(axis=1)
    is_boundary = ~is_right & ~is_type & ((common > 0) & is_same_type).any(axis=1)
    by_overlap = np.where(is_same_type, common, -1).argmax(axis=1)
    meant = np.where(is_type, is_same_place.argmax(axis=1), np.where(is_boundary, by_overlap, NONE))
    return SpanMistakes(
        is_right=is_right,
        is_type=is_type,
        is_boundary=is_boundary,
        is_spurious=~is_right & ~is_type & ~is_boundary,
        is_missing=~(common > 0).any(axis=0),
        meant=meant.astype(np.int64),
    )
