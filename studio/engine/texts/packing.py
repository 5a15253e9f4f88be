"""Bare tokens of one or two texts to what a model reads: special tokens around them, cut where they are too long.

The one packer for training, answers, exports and the attention tab. Inside a graph `texts.encoding` does the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import keras_hub
import numpy as np
from numpy.typing import NDArray

from studio.engine.tokenizing.splitting import Split
from studio.errors import InputError

Ids = NDArray[np.int32]
Offsets = NDArray[np.int64]

# These end the first of two texts and begin the second with a separator of its own, and know no segments: Liu et al.,
# RoBERTa (2019), as its own tokenizer does it.
_DOUBLE_SEPARATOR = (keras_hub.tokenizers.RobertaTokenizer, keras_hub.tokenizers.XLMRobertaTokenizer)


@dataclass(frozen=True, slots=True)
class Marks:
    """The special tokens that stand around texts.

    Attributes:
        start: Before the first text.
        separator: Between two texts.
        end: At the end.
        has_segments: Whether the second of two texts, and what ends it, is another segment than the first.
    """

    start: tuple[int, ...]
    separator: tuple[int, ...]
    end: tuple[int, ...]
    has_segments: bool = True

    @classmethod
    def of(cls, tokenizer: Any) -> "Marks":
        """Return what stands around texts that are classified: `[CLS] text [SEP] second text [SEP]` for BERT."""
        start, end = (int(tokenizer.start_token_id),), (int(tokenizer.end_token_id),)
        if isinstance(tokenizer, _DOUBLE_SEPARATOR):
            return cls(start, end * 2, end, has_segments=False)
        return cls(start, end, end)

    def count(self, num_texts: int) -> int:
        """Return how many special tokens one or two texts get."""
        return len(self.start) + len(self.end) + (num_texts - 1) * len(self.separator)


@dataclass(frozen=True, slots=True, eq=False)
class Packed:
    """Packed rows, one after the other.

    Attributes:
        token_ids: int32 array of shape `(num_tokens,)`.
        segment_ids: int32 array of shape `(num_tokens,)`: 0 for the first text, 1 for the second.
        is_special: bool array of shape `(num_tokens,)`: whether a token was put around the texts.
        offsets: int64 array of shape `(num_rows + 1,)`: where each row begins, and the end.
        num_cut: int64 array of shape `(num_texts, num_rows)`: how many tokens of each text of a row were left out.
    """

    token_ids: Ids
    segment_ids: Ids
    is_special: NDArray[np.bool_]
    offsets: Offsets
    num_cut: Offsets


def pack(marks: Marks, texts: Sequence[Split], sequence_length: int) -> Packed:
    """Pack rows of one or two texts.

    Args:
        marks: What stands around them.
        texts: The first texts of all rows, and the second ones where there are any.
        sequence_length: The most tokens of a row, the special ones counted.

    Raises:
        InputError: if there is no room for the special tokens.
    """
    room = sequence_length - marks.count(len(texts))
    if room < 0:
        raise InputError(
            "Expected a model that reads at least {expected} {expected:token|tokens}. Received: one that reads "
            "{received}.",
            expected=marks.count(len(texts)),
            received=sequence_length,
        )
    lengths = [np.diff(splits) for _, splits in texts]
    kept = _kept(lengths, room)
    num_rows = len(lengths[0])
    parts: list[tuple[Ids, Offsets, int, bool]] = [(*_repeated(marks.start, num_rows), 0, True)]
    for index, ((values, splits), count) in enumerate(zip(texts, kept, strict=True)):
        segment = index if marks.has_segments else 0
        closing = marks.end if index == len(texts) - 1 else marks.separator
        parts.append((_take(values, splits[:-1], count), count, segment, False))
        parts.append((*_repeated(closing, num_rows), segment, True))
    return _join(parts, np.stack(lengths) - np.stack(kept))


def _kept(lengths: Sequence[Offsets], room: int) -> list[Offsets]:
    """Return how many tokens of each text are kept.

    The longer of two texts is cut first, down to the other's length; then both alike. An odd place goes to the first,
    as in KerasHub's `round_robin`.
    """
    if len(lengths) == 1:
        return [np.minimum(lengths[0], room)]
    first, second = lengths
    num_first = np.minimum(first, np.maximum(room - second, -(-room // 2)))
    return [num_first, np.minimum(second, room - num_first)]


def _repeated(token_ids: Sequence[int], num_rows: int) -> tuple[Ids, Offsets]:
    return np.tile(np.array(token_ids, np.int32), num_rows), np.full(num_rows, len(token_ids), np.int64)


def _take(values: Ids, starts: Offsets, counts: Offsets) -> Ids:
    return values[_places(starts, counts)]


def _places(starts: Offsets, counts: Offsets) -> Offsets:
    """Return `counts` places from each start on, one group after the other."""
    ends = np.cumsum(counts)
    places: Offsets = np.arange(int(counts.sum())) + np.repeat(starts - ends + counts, counts)
    return places


def _join(parts: Sequence[tuple[Ids, Offsets, int, bool]], num_cut: Offsets) -> Packed:
    """Put the parts of each row behind each other."""
    counts = np.stack([count for _, count, _, _ in parts])  # (num_parts, num_rows)
    offsets = np.concatenate([[0], np.cumsum(counts.sum(axis=0))]).astype(np.int64)
    starts = offsets[:-1] + np.cumsum(counts, axis=0) - counts
    token_ids, segment_ids = np.empty(offsets[-1], np.int32), np.empty(offsets[-1], np.int32)
    is_special = np.empty(offsets[-1], bool)
    for (values, count, segment, special), start in zip(parts, starts, strict=True):
        places = _places(start, count)
        token_ids[places], segment_ids[places], is_special[places] = values, segment, special
    return Packed(token_ids, segment_ids, is_special, offsets, num_cut.astype(np.int64))
