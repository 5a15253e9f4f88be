"""Texts to the tokens that a decoder reads and those that it is to say: each token is followed by the next."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from studio.data.targets import Ragged

# The next token at each place.
LABELS = "labels"


def shifted(rows: Ragged) -> tuple[Ragged, Ragged]:
    """Return all tokens of rows but the last, and all but the first.

    Args:
        rows: int32 tokens; a row with fewer than two gives nothing.
    """
    lengths = np.diff(rows.offsets)
    row_of = np.repeat(np.arange(len(lengths)), lengths)
    places = np.arange(len(row_of)) - rows.offsets[:-1][row_of]
    offsets = _offsets(np.maximum(lengths - 1, 0))
    return Ragged(rows.values[places < lengths[row_of] - 1], offsets), Ragged(rows.values[places > 0], offsets)


def surrounded(
    values: NDArray[np.int32], splits: NDArray[np.int64], before: Sequence[int], behind: Sequence[int]
) -> Ragged:
    """Return the tokens of texts with special ones around each.

    Args:
        values: int32 array of shape `(num_tokens,)`, one text after the other.
        splits: int64 array of shape `(num_texts + 1,)`: where each begins, and the end.
        before: What stands at the front of each.
        behind: What stands at its end.
    """
    lengths = np.diff(splits)
    offsets = _offsets(lengths + len(before) + len(behind))
    tokens = np.empty(int(offsets[-1]), np.int32)
    own = np.arange(len(values)) + np.repeat(offsets[:-1] + len(before) - splits[:-1], lengths)
    tokens[own] = values
    for place, token in enumerate(before):
        tokens[offsets[:-1] + place] = token
    for place, token in enumerate(reversed(behind)):
        tokens[offsets[1:] - 1 - place] = token
    return Ragged(tokens, offsets)


def cut(rows: Ragged, length: int) -> Ragged:
    """Return the first tokens of rows, so many of each at most."""
    lengths = np.diff(rows.offsets)
    places = np.arange(len(rows.values)) - np.repeat(rows.offsets[:-1], lengths)
    return Ragged(rows.values[places < length], _offsets(np.minimum(lengths, length)))


def in_pieces(rows: Ragged, length: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return where rows begin that are cut into pieces of at most so many tokens, and which row each piece is of.

    Args:
        rows: The rows; one without tokens gives no piece.
        length: The most tokens of a piece.

    Returns:
        int64 arrays of shapes `(num_pieces + 1,)` and `(num_pieces,)`.
    """
    lengths = np.diff(rows.offsets)
    counts = -(-lengths // length)
    row_of = np.repeat(np.arange(len(lengths), dtype=np.int64), counts)
    places = np.arange(len(row_of)) - np.repeat(_offsets(counts)[:-1], counts)
    starts = rows.offsets[:-1][row_of] + places * length
    return np.append(starts, rows.offsets[-1]).astype(np.int64), row_of


def _offsets(lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
