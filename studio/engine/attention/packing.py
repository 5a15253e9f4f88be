"""Texts to the token ids that a model reads: its own special tokens, no padding, cut where they are too long."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import keras_hub
import numpy as np
from numpy.typing import NDArray

from studio.engine.tasks.masked_lm.encoding import MASK_WITH_SPACES
from studio.engine.texts.packed_text import PackedText
from studio.engine.texts.packing import Marks, pack
from studio.engine.tokenizing.splitting import make_splitter
from studio.errors import InputError

Ids = NDArray[np.int32]


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
        return self._pack(Marks.of(self._tokenizer), text, pair)

    def decoder(self, text: str, pair: str | None = None) -> PackedText:
        """Pack as a model that generates reads it: nothing ends the text; two texts are parted by the end token."""
        return self._pack(Marks(self._id("start_token_id"), self._id("end_token_id"), ()), text, pair)

    def encoder_decoder(self, text: str, pair: str | None = None) -> tuple[PackedText, PackedText]:
        """Pack the first text for the encoder and the second, or the first once more, for the decoder."""
        start, end, pad = (self._id(f"{name}_token_id") for name in ("start", "end", "pad"))
        first: tuple[int, ...]
        if isinstance(self._tokenizer, keras_hub.tokenizers.T5Tokenizer):
            # T5's start token is another name for its end token; its decoder begins with padding.
            first, second = (), pad
        else:
            first, second = start, (*end, *start)
        target = text if pair is None else pair
        return self._pack(Marks(first, (), end), text, None), self._pack(Marks(second, (), end), target, None)

    def _pack(self, marks: Marks, text: str, pair: str | None) -> PackedText:
        texts = self._token_ids([text] if pair is None else [text, pair])
        splits = [(token_ids, np.array([0, len(token_ids)], np.int64)) for token_ids in texts]
        packed = pack(marks, splits, self._sequence_length)
        if not len(packed.token_ids):
            raise InputError("text: expected at least one token. Received: nothing that the tokenizer knows.")
        specials = tuple(np.flatnonzero(packed.is_special).tolist())
        return PackedText(packed.token_ids, packed.segment_ids, specials, tuple(packed.num_cut[:, 0].tolist()))

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

    def _id(self, name: str) -> tuple[int, ...]:
        token_id = getattr(self._tokenizer, name, None)
        return () if token_id is None else (int(token_id),)
