"""Texts to token ids, exactly as a model's KerasHub preprocessor does it, but without padding."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from weakref import WeakKeyDictionary

import keras_hub
import numpy as np
from numpy.typing import NDArray

from studio.engine.models.text_model import TextModel
from studio.engine.texts.packing import Marks, Packed, pack
from studio.engine.tokenizing.splitting import hash_assets, make_splitter


@dataclass(frozen=True, slots=True, eq=False)
class TokenRows:
    """The token ids of several texts.

    Attributes:
        token_ids: int32 array of shape `(num_tokens,)`, one text after the other.
        offsets: int64 array of shape `(num_texts + 1,)`: where each text begins, and the end.
        num_cut_tokens: How many tokens were cut off because of the sequence length, over all texts.
        num_cut_texts: How many texts lost some.
        extras: What else is known of each token, by name: arrays of shape `(num_tokens,)`. Those that bear the name of
            a model's input are given to it, as `segment_ids` are.
    """

    token_ids: NDArray[np.int32]
    offsets: NDArray[np.int64]
    num_cut_tokens: int = 0
    num_cut_texts: int = 0
    extras: Mapping[str, NDArray[Any]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.offsets) - 1

    @property
    def lengths(self) -> NDArray[np.int64]:
        """The number of tokens of each text."""
        return np.diff(self.offsets)


def join_rows(parts: Sequence[TokenRows]) -> TokenRows:
    """Return the token ids of several groups of texts as those of one."""
    lengths = np.concatenate([part.lengths for part in parts])
    return TokenRows(
        np.concatenate([part.token_ids for part in parts]),
        np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64),
        sum(part.num_cut_tokens for part in parts),
        sum(part.num_cut_texts for part in parts),
        {name: np.concatenate([part.extras[name] for part in parts]) for name in parts[0].extras},
    )


class TextEncoder:
    """Turns texts into token ids with a start and an end token, cut to the model's sequence length.

    Args:
        model: The model whose tokenizer and sequence length are used.

    Attributes:
        split: Gives the bare tokens of texts, as `pack` takes them.
    """

    def __init__(self, model: TextModel) -> None:
        self._tokenizer = model.tokenizer
        self._sequence_length = model.info.sequence_length
        self._marks = Marks.of(self._tokenizer)
        self.split = make_splitter(self._tokenizer)

    def encode(self, texts: Sequence[str]) -> TokenRows:
        """Return the token ids of texts."""
        if not texts:
            return TokenRows(np.zeros(0, np.int32), np.zeros(1, np.int64))
        return self.pack(*self.split(texts))

    def pack(self, values: NDArray[np.int32], splits: NDArray[np.int64]) -> TokenRows:
        """Cut the bare tokens of texts to the model's length, and put a start and an end token around each.

        Args:
            values: int32 array of shape `(num_tokens,)`, one text after the other.
            splits: int64 array of shape `(num_texts + 1,)`: where each text begins, and the end.
        """
        return _rows(pack(self._marks, [(values, splits)], self._sequence_length))

    def encode_pairs(self, first: Sequence[str], second: Sequence[str]) -> TokenRows:
        """Return the token ids of pairs of texts, with their `segment_ids`.

        Args:
            first: The first texts.
            second: As many second ones.
        """
        packed = pack(self._marks, [self.split(first), self.split(second)], self._sequence_length)
        return replace(_rows(packed), extras={"segment_ids": packed.segment_ids})


def fingerprint(model: TextModel) -> str:
    """Return what the tokens of a model depend on besides the texts, as a short hash."""
    tokenizer = model.tokenizer
    config = {name: value for name, value in tokenizer.get_config().items() if name not in ("name", "dtype")}
    settings = [keras_hub.__version__, type(tokenizer).__name__, config, model.info.sequence_length]
    digest = hashlib.sha256(json.dumps(settings, sort_keys=True, default=str).encode())
    hash_assets(digest, tokenizer)
    return digest.hexdigest()[:32]


def _rows(packed: Packed) -> TokenRows:
    num_cut = packed.num_cut.sum(axis=0)  # (num_rows,)
    return TokenRows(packed.token_ids, packed.offsets, int(num_cut.sum()), int(np.count_nonzero(num_cut)))


# A splitter's graph is traced once for each model, however many chunks of texts are encoded.
_ENCODERS: WeakKeyDictionary[TextModel, TextEncoder] = WeakKeyDictionary()


def text_encoder(model: TextModel) -> TextEncoder:
    """Return a model's encoder, always the same one."""
    if model not in _ENCODERS:
        _ENCODERS[model] = TextEncoder(model)
    return _ENCODERS[model]
