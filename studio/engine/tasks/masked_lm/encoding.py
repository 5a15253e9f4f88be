"""Texts in which `[MASK]` stands, to token ids in which the model's mask token stands.

KerasHub's tokenizers find no special token in a text. So a text is cut at its masks, the parts are tokenized one by
one, and mask tokens put between them. White space before a mask is dropped, all of Unicode's, as RoBERTa's own
tokenizer drops it: byte pairs carry a word's space within the word, so that the model guesses it as well.
"""

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from studio.engine.models.pretrained import characters
from studio.engine.models.text_model import TextModel
from studio.engine.tasks.masked_lm.batches import MASK_POSITIONS
from studio.engine.texts.encoding import pack
from studio.engine.texts.tokens import TextEncoder, TokenRows
from studio.tasks.masked_lm import MASK, MASKS

# As TensorFlow understands them too, which writes a character's number otherwise than Python.
SPACES = "[" + re.sub(r"\\x\{(\w+)\}", lambda match: chr(int(match[1], 16)), characters.SPACES) + "]*"
MASK_PATTERN = "(?:" + "|".join(re.escape(mask) for mask in MASKS) + ")"
MASK_WITH_SPACES = SPACES + MASK_PATTERN


class MaskedTextEncoder:
    """Turns texts with masks into token ids with a start and an end token, cut to the model's sequence length.

    Args:
        model: The model whose tokenizer and sequence length are used.
    """

    def __init__(self, model: TextModel) -> None:
        self._encoder = TextEncoder(model)
        self._mask_token_id = int(model.tokenizer.mask_token_id)

    def encode(self, texts: Sequence[str]) -> TokenRows:
        """Return the token ids of texts."""
        parts = [re.split(MASK_WITH_SPACES, text) for text in texts]
        values, splits = self._encoder.split([part for row in parts for part in row])
        pieces = np.split(values, splits[1:-1])
        rows, start = [], 0
        for row in parts:
            rows.append(self._join(pieces[start : start + len(row)]))
            start += len(row)
        lengths = np.array([len(row) for row in rows], np.int64)
        joined = np.concatenate([*rows, np.zeros(0, np.int32)])
        return self._encoder.pack(joined, np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64))

    def _join(self, pieces: Sequence[NDArray[np.int32]]) -> NDArray[np.int32]:
        mask = np.array([self._mask_token_id], np.int32)
        joined = [part for piece in pieces for part in (mask, piece)]
        return np.concatenate(joined[1:])


def encode_masked(model: TextModel, text: Any) -> dict[str, Any]:
    """Turn texts with masks into a model's inputs inside a graph, as `MaskedTextEncoder` does outside.

    Args:
        model: The model.
        text: tf.string tensor of shape `(batch,)`.

    Returns:
        int32 tensors of shape `(batch, length)` by the model's input names, all but `mask_positions`.
    """
    tokenizer = model.tokenizer
    text = tf.strings.regex_replace(text, MASK_WITH_SPACES, MASK)
    parts = tf.strings.split(text, MASK)  # (batch, (parts))
    tokens = tokenizer(parts.flat_values)  # (parts, (tokens))
    # A mask before each part, then without the one at the front: cutting it off needs no case of its own.
    masks = tf.fill([tf.shape(parts.flat_values)[0], 1], tf.cast(tokenizer.mask_token_id, tokens.dtype))
    joined = tf.concat([tf.RaggedTensor.from_tensor(masks), tokens], axis=1)
    return pack(model, [parts.with_values(joined).merge_dims(1, 2)[:, 1:]], (MASK_POSITIONS,))
