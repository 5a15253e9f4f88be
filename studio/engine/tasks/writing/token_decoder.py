"""Tokens back to text, inside a graph and outside of it by the same operations."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import tensorflow as tf


class TokenDecoder:
    """Writes tokens as text. Special ones are left out, and bytes that are no text replaced.

    Args:
        tokenizer: A KerasHub tokenizer.
        is_trimmed: Whether blanks at the beginning of what was written are left out.
    """

    def __init__(self, tokenizer: Any, *, is_trimmed: bool = False) -> None:
        self._tokenizer = tokenizer
        self._is_trimmed = is_trimmed
        special = np.zeros(int(tokenizer.vocabulary_size()), bool)
        special[[int(token) for token in tokenizer.special_token_ids if token is not None]] = True
        self._is_special = special
        self._decode = tf.function(
            self.behind, input_signature=[tf.RaggedTensorSpec([None, None], tf.int32, ragged_rank=1)] * 2
        )

    def behind(self, prompts: Any, written: Any) -> Any:
        """Return what was written behind prompts, inside a graph: tf.string `(batch,)`.

        A token says whether a blank stands before it, but a tokenizer leaves that of a text's first token out. So both
        are decoded together, and what the prompt gives by itself is taken off.

        Args:
            prompts: int32 ragged tensor of shape `(batch, (tokens))`.
            written: The same of what came behind them.
        """
        before = self._bytes(prompts)
        whole = self._bytes(tf.concat([prompts, written], axis=1))
        length = tf.strings.length(before)
        starts_alike = tf.equal(tf.strings.substr(whole, tf.zeros_like(length), length), before)
        # A position behind the end is refused, and nothing is one.
        found = tf.where(starts_alike, _behind(whole, tf.where(starts_alike, length, 0)), self._bytes(written))
        text = tf.strings.unicode_transcode(found, "UTF-8", "UTF-8", errors="replace")
        return tf.strings.regex_replace(text, r"^\s+", "") if self._is_trimmed else text

    def texts(self, prompts: Sequence[Sequence[int]], written: Sequence[Sequence[int]]) -> list[str]:
        """Return what was written behind prompts.

        Args:
            prompts: Token ids.
            written: As many lists of them.
        """
        if not written:
            return []
        with tf.device("cpu"):
            found = self._decode(_ragged(prompts), _ragged(written)).numpy()
        return [text.decode("utf-8") for text in found]

    def _bytes(self, token_ids: Any) -> Any:
        flat, last = token_ids.flat_values, len(self._is_special) - 1
        # The tables of many models are larger than their vocabularies: what they write of the rest is no text.
        is_text = (flat <= last) & ~tf.gather(tf.constant(self._is_special), tf.minimum(flat, last))
        kept = tf.ragged.boolean_mask(token_ids, token_ids.with_flat_values(is_text))
        # A row of nothing is no text to every tokenizer.
        return tf.reshape(self._tokenizer.detokenize(kept), [-1])


def _behind(texts: Any, lengths: Any) -> Any:
    """Return texts without so many bytes at their front."""
    padded = tf.strings.join([texts, " "])
    return tf.strings.substr(padded, lengths, tf.strings.length(texts) - lengths)


def _ragged(rows: Sequence[Sequence[int]]) -> Any:
    lengths = [len(row) for row in rows]
    values = np.concatenate([np.zeros(0, np.int32), *(np.asarray(row, np.int32) for row in rows)])
    return tf.RaggedTensor.from_row_lengths(tf.constant(values, tf.int32), tf.constant(lengths, tf.int64))
