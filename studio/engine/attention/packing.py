"""Texts to the token ids that a model reads: its own special tokens, no padding, cut where they are too long."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import keras_hub
import numpy as np
from numpy.typing import NDArray

from studio.engine.tasks.masked_lm.encoding import MASK_WITH_SPACES
from studio.engine.texts.tokens import make_splitter
from studio.errors import InputError

Ids = NDArray[np.int32]

# These end the first of two texts and begin the second with a separator of its own.
_DOUBLE_SEPARATOR = (keras_hub.tokenizers.RobertaTokenizer, keras_hub.tokenizers.XLMRobertaTokenizer)


@dataclass(frozen=True, slots=True, eq=False)
class PackedText:
    """A text or a pair as a model reads it.

    Attributes:
        token_ids: int32 array of shape `(length,)`.
        segment_ids: int32 array of shape `(length,)`: 0 for the first text, 1 for the second.
        specials: The places of the tokens that are no part of the text.
        num_cut_tokens: How many tokens at the ends were left out.
    """

    token_ids: Ids
    segment_ids: Ids
    specials: tuple[int, ...]
    num_cut_tokens: int = 0

    def __len__(self) -> int:
        return len(self.token_ids)


class TextPacker:
    """Packs texts for one model.

    Args:
        tokenizer: A KerasHub tokenizer.
        sequence_length: The most tokens that the model reads, the special ones counted.
        reads_masks: Whether `[MASK]` in a text stands for the model's mask token. Else it is text like any other.
    """

    def __init__(self, tokenizer: Any, sequence_length: int, reads_masks: bool = False) -> None:
        self._tokenizer = tokenizer
        self._sequence_length = sequence_length
        self._reads_masks = reads_masks
        self._split = make_splitter(tokenizer)

    def encoder(self, text: str, pair: str | None = None) -> PackedText:
        """Pack as for classification, as KerasHub's classifiers do: `[CLS] text [SEP] pair [SEP]`."""
        start, end = self._id("start_token_id"), self._id("end_token_id")
        separator = end * 2 if isinstance(self._tokenizer, _DOUBLE_SEPARATOR) else end
        return self._pack([start, separator, end], text, pair)

    def decoder(self, text: str, pair: str | None = None) -> PackedText:
        """Pack as a model that generates reads it: nothing ends the text; two texts are parted by the end token."""
        return self._pack([self._id("start_token_id"), self._id("end_token_id"), []], text, pair)

    def encoder_decoder(self, text: str, pair: str | None = None) -> tuple[PackedText, PackedText]:
        """Pack the first text for the encoder and the second, or the first once more, for the decoder."""
        start, end, pad = (self._id(f"{name}_token_id") for name in ("start", "end", "pad"))
        if isinstance(self._tokenizer, keras_hub.tokenizers.T5Tokenizer):
            # T5's start token is another name for its end token; its decoder begins with padding.
            first, second = [], pad
        else:
            first, second = start, [*end, *start]
        target = text if pair is None else pair
        return self._pack([first, [], end], text, None), self._pack([second, [], end], target, None)

    def _pack(self, marks: list[list[int]], text: str, pair: str | None) -> PackedText:
        start, separator, end = marks
        texts = self._token_ids([text] if pair is None else [text, pair])
        num_marks = len(start) + len(end) + (0 if pair is None else len(separator))
        room = self._sequence_length - num_marks
        if room < 0:
            raise InputError(
                "Expected a model that reads at least {expected} {expected:token|tokens}. Received: one that reads "
                "{received}.",
                expected=num_marks,
                received=self._sequence_length,
            )
        kept = _cut(texts, room)
        packed = _join(start, separator, end, kept)
        if not len(packed.token_ids):
            raise InputError("text: expected at least one token. Received: nothing that the tokenizer knows.")
        num_cut = sum(map(len, texts)) - sum(map(len, kept))
        return PackedText(packed.token_ids, packed.segment_ids, packed.specials, num_cut)

    def _token_ids(self, texts: Sequence[str]) -> list[Ids]:
        parts = [re.split(MASK_WITH_SPACES, text) if self._reads_masks else [text] for text in texts]
        values, splits = self._split([part for text in parts for part in text])
        pieces = iter([values[start:end] for start, end in pairwise(splits)])
        return [self._join_at_masks([next(pieces) for _ in text]) for text in parts]

    def _join_at_masks(self, pieces: Sequence[Ids]) -> Ids:
        if len(pieces) == 1:
            return pieces[0]
        mask = np.array([self._tokenizer.mask_token_id], np.int32)
        return np.concatenate([part for piece in pieces for part in (mask, piece)][1:])

    def _id(self, name: str) -> list[int]:
        token_id = getattr(self._tokenizer, name, None)
        return [] if token_id is None else [int(token_id)]


def _cut(texts: Sequence[Ids], room: int) -> list[Ids]:
    """Share the room among one or two texts: the longer one is cut first, as KerasHub's `round_robin` does."""
    if len(texts) == 1:
        return [texts[0][:room]]
    first, second = texts
    num_first = min(len(first), max(room - len(second), -(-room // 2)))
    return [first[:num_first], second[: room - num_first]]


def _join(start: Sequence[int], separator: Sequence[int], end: Sequence[int], texts: Sequence[Ids]) -> PackedText:
    parts: list[tuple[Sequence[int], int, bool]] = [(start, 0, True)]
    for segment, text in enumerate(texts):
        is_last = segment == len(texts) - 1
        parts += [(text.tolist(), segment, False), (end if is_last else separator, segment, True)]
    token_ids = [token_id for part, _, _ in parts for token_id in part]
    segment_ids = [segment for part, segment, _ in parts for _ in part]
    is_special = [special for part, _, special in parts for _ in part]
    specials = tuple(place for place, special in enumerate(is_special) if special)
    return PackedText(np.array(token_ids, np.int32), np.array(segment_ids, np.int32), specials)
