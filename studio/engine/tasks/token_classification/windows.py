"""Long texts in windows that overlap, so that none is cut in silence: each piece is tagged in one of them.

A window is as long as the model can read; it overlaps its neighbours by a quarter. Of what two windows share, each tags
the half that is farther from its end, so that every piece is seen with what stands around it. The same graph makes the
examples that a model is trained on and those inside an export.
"""

from dataclasses import dataclass
from typing import Any

import tensorflow as tf

# What stands for a token that is not tagged: a special one, one inside of a piece, one that another window tags.
NOT_TAGGED = -1
_OVERLAP_PART = 4


@dataclass(frozen=True, slots=True)
class Windows:
    """The windows of several texts, in the order of the texts. Ragged ones have the shape `(num_windows, (length))`.

    Attributes:
        token_ids: int32, with the special tokens.
        starts, ends: int32: where the piece of a token that is tagged begins and ends in its text, in code points; −1
            for all other tokens.
        row_of: int64 tensor of shape `(num_windows,)`: the text of each, counted from 0.
        first_tokens: int64 tensor of shape `(num_windows,)`: which token of its text each begins with.
    """

    token_ids: Any
    starts: Any
    ends: Any
    row_of: Any
    first_tokens: Any


def cut_windows(pieces: tuple[Any, Any, Any], marks: tuple[tuple[int, ...], tuple[int, ...]], length: int) -> Windows:
    """Cut texts into windows. A text without tokens gives one window, which is empty.

    Args:
        pieces: What `PieceTokenizer.tokenize_in_graph` gives: int32 ragged tensors of shape `(texts, (tokens))`.
        marks: The special tokens at the beginning and at the end.
        length: The most tokens of a window, the special ones counted.
    """
    token_ids, starts, ends = pieces
    room = length - len(marks[0]) - len(marks[1])
    overlap = room // _OVERLAP_PART
    step = room - overlap
    num_tokens = token_ids.row_lengths()  # (texts,)
    counts = tf.where(num_tokens <= room, tf.ones_like(num_tokens), -((overlap - num_tokens) // step))  # rounded up
    row_of = tf.repeat(tf.range(tf.size(counts, tf.int64)), counts)  # (windows,)
    numbers = tf.ragged.range(counts).flat_values  # of each window in its text
    firsts = numbers * step
    limits = tf.minimum(firsts + room, tf.gather(num_tokens, row_of))
    is_last = numbers == tf.gather(counts, row_of) - 1
    tagged_from = tf.where(numbers == 0, firsts, firsts + overlap // 2)
    tagged_to = tf.where(is_last, limits, firsts + step + overlap // 2)
    places = tf.ragged.range(firsts, limits)  # (windows, (tokens)), within their text
    is_tagged = (places >= tagged_from[:, None]) & (places < tagged_to[:, None])
    taken = places.with_flat_values(
        places.flat_values + tf.repeat(tf.gather(token_ids.row_starts(), row_of), places.row_lengths())
    )
    is_tagged &= taken.with_flat_values(tf.gather(_is_first(starts), taken.flat_values))
    none = tf.constant(NOT_TAGGED, tf.int32)
    start, end = (
        tf.ragged.map_flat_values(
            lambda keep, at, of=of: tf.where(keep, tf.gather(of.flat_values, at), none), is_tagged, taken
        )
        for of in (starts, ends)
    )
    framed = [_framed(values, *((NOT_TAGGED,) * len(mark) for mark in marks)) for values in (start, end)]
    tokens = _framed(taken.with_flat_values(tf.gather(token_ids.flat_values, taken.flat_values)), *marks)
    return Windows(tokens, framed[0], framed[1], row_of, firsts)


def _is_first(starts: Any) -> Any:
    """Return which tokens are the first of their piece: bool tensor of shape `(num_tokens,)`."""
    flat = starts.flat_values
    before = tf.concat([tf.fill([1], NOT_TAGGED), flat], 0)[:-1]
    rows = starts.value_rowids()
    is_new_row = rows != tf.concat([tf.fill([1], tf.constant(-1, rows.dtype)), rows], 0)[:-1]
    return is_new_row | (flat != before)


def _framed(rows: Any, before: tuple[int, ...], after: tuple[int, ...]) -> Any:
    num_rows = rows.nrows()
    parts = [
        tf.RaggedTensor.from_tensor(
            tf.tile(tf.constant(values, tf.int32, shape=(1, len(values))), [num_rows, 1]),
            row_splits_dtype=rows.row_splits.dtype,
        )
        for values in (before, after)
    ]
    return tf.concat([parts[0], rows, parts[1]], axis=1)
