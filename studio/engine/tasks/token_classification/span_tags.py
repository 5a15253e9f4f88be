"""Spans as tags of pieces, and back: `O` is 0; `B-` of the type numbered t is 1 + 2t, `I-` is 2 + 2t.

A tag that goes on with a span where there is none begins one, as conlleval and seqeval read it: so whatever a model
says, it gives spans that do not overlap. A span is as probable as the least probable of its tags.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from studio.data.targets import Ragged

OUTSIDE = 0


def num_tags(num_types: int) -> int:
    """Return how many tags there are for so many types."""
    return 1 + 2 * num_types


def name_of(tag: int, types: Sequence[str]) -> str:
    """Return a tag as files write it: `O`, `B-PERSON`, `I-PERSON`."""
    return "O" if tag == OUTSIDE else f"{'BI'[(tag - 1) % 2]}-{types[(tag - 1) // 2]}"


def tags_of(rows: NDArray[np.int64], starts: NDArray[np.int32], spans: Ragged) -> NDArray[np.int32]:
    """Return the tags of pieces: int32 array of shape `(num_pieces,)`.

    Args:
        rows: The text of each piece, ascending.
        starts: Where each piece begins, ascending within a text.
        spans: The spans of each text: start, end and type, by their start, none of them overlapping.
    """
    values = spans.values
    if not len(values) or not len(rows):
        return np.zeros(len(rows), np.int32)
    span_rows = np.repeat(np.arange(len(spans)), np.diff(spans.offsets))
    width = 1 + int(max(values[:, 1].max(), starts.max()))
    found = np.searchsorted(span_rows * width + values[:, 0], rows * width + starts, side="right") - 1
    at = np.maximum(found, 0)
    is_inside = (found >= 0) & (span_rows[at] == rows) & (starts < values[at, 1])
    before = np.concatenate([[-1], np.where(is_inside, found, -1)[:-1]])
    tags = np.where(is_inside, 1 + 2 * values[at, 2] + (before == found), OUTSIDE)
    return tags.astype(np.int32)


def spans_of(
    rows: NDArray[np.int64],
    starts: NDArray[np.int32],
    ends: NDArray[np.int32],
    tags: NDArray[np.int32],
    probabilities: NDArray[np.float32],
    num_rows: int,
) -> tuple[Ragged, NDArray[np.float32]]:
    """Return the spans of texts as `tags_of` takes them, and how probable each is.

    Args:
        rows: The text of each piece, ascending.
        starts: Where each begins.
        ends: Where each ends.
        tags: What a model says of each.
        probabilities: float32 array of shape `(num_pieces,)`: of these tags.
        num_rows: How many texts there are.
    """
    types = np.where(tags > OUTSIDE, (tags - 1) // 2, -1)
    begins = types >= 0
    # A tag goes on with a span of its type right before it in the same text.
    begins[1:] &= (tags[1:] % 2 == 1) | (types[1:] != types[:-1]) | (rows[1:] != rows[:-1])
    kept = types >= 0
    firsts = np.flatnonzero(begins[kept])
    if not len(firsts):
        return Ragged(np.zeros((0, 3), np.int32), np.zeros(num_rows + 1, np.int64)), np.zeros(0, np.float32)
    lasts = np.append(firsts[1:], np.count_nonzero(kept)) - 1
    values = np.stack([starts[kept][firsts], ends[kept][lasts], types[kept][firsts]], axis=1).astype(np.int32)
    counts = np.bincount(rows[kept][firsts], minlength=num_rows)
    offsets = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    return Ragged(values, offsets), np.minimum.reduceat(probabilities[kept], firsts)


def spans_in_graph(
    rows: Any, starts: Any, ends: Any, tags: Any, probabilities: Any, num_rows: Any
) -> tuple[Any, Any, Any, Any]:
    """Return what `spans_of` returns, inside a graph.

    Args:
        rows: As for `spans_of`, as a tensor.
        starts: Likewise.
        ends: Likewise.
        tags: Likewise.
        probabilities: Likewise.
        num_rows: How many texts there are, an int64 tensor.

    Returns:
        Start, end, type and probability of the spans: ragged tensors of shape `(num_rows, (spans))`.
    """
    kept = tags > OUTSIDE
    types = tf.where(kept, (tags - 1) // 2, -1)
    begins = kept & ((tags % 2 == 1) | (types != _before(types, -1)) | (rows != _before(rows, -1)))
    rows, starts, ends, types, probabilities, begins = (
        tf.boolean_mask(values, kept) for values in (rows, starts, ends, types, probabilities, begins)
    )
    numbers = tf.cumsum(tf.cast(begins, tf.int32)) - 1  # (pieces,), of their spans
    found = (
        tf.boolean_mask(starts, begins),
        tf.math.segment_max(ends, numbers),
        tf.boolean_mask(types, begins),
        tf.math.segment_min(probabilities, numbers),
    )
    row_ids = tf.boolean_mask(rows, begins)
    start, end, type_, probability = (tf.RaggedTensor.from_value_rowids(values, row_ids, num_rows) for values in found)
    return start, end, type_, probability


def _before(values: Any, first: int) -> Any:
    return tf.concat([tf.fill([1], tf.constant(first, values.dtype)), values], 0)[:-1]
