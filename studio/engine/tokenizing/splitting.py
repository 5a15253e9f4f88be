"""Texts to the bare token ids of a tokenizer, many at once, and what the tokenizer's files are."""

import hashlib
import tempfile
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.errors import InputError

try:
    import tensorflow as tf
    import tensorflow_text
except ImportError:
    # tensorflow-text has no wheel for every system: KerasHub's own tokenizers give the same ids, only slower.
    tensorflow_text = None

# Token ids of texts, one text after the other, and where each begins, with the end.
Split = tuple[NDArray[np.int32], NDArray[np.int64]]


_NUM_SHOWN = 80


def hash_assets(digest: "hashlib._Hash", tokenizer: Any) -> None:
    """Add the files of a tokenizer to a hash."""
    with tempfile.TemporaryDirectory() as folder:
        tokenizer.save_assets(folder)
        for path in sorted(Path(folder).iterdir()):
            digest.update(path.read_bytes())


def make_splitter(tokenizer: Any) -> Callable[[Sequence[str]], Split]:
    """Return a function from texts to their token ids, one after the other, and the places where they are parted.

    Nothing is added and nothing cut. A text's ids are those that `TextEncoder` finds. At a text with what the
    vocabulary has no token for, not even one for what is unknown, the function raises an `InputError`.
    """
    split = _split_in_python(tokenizer) if tensorflow_text is None else _split_in_graph(tokenizer)

    def call(texts: Sequence[str]) -> Split:
        token_ids, splits = split(texts)
        if len(token_ids) and token_ids.min() < 0:
            # KerasHub's byte pairs give −1, which Keras would read as the last token.
            text = texts[int(np.searchsorted(splits, token_ids.argmin(), side="right")) - 1]
            raise InputError(
                "Expected texts of characters that the tokenizer has tokens for: its vocabulary lacks bytes. Received: "
                "{received}.",
                received=text[:_NUM_SHOWN],
            )
        return token_ids, splits

    return call


# A run asks for the same one several times, and each trace takes a tenth of a second.
@lru_cache(maxsize=1)
def _split_in_graph(tokenizer: Any) -> Callable[[Sequence[str]], Split]:
    # Inside a tf.function KerasHub uses tensorflow-text, which is many times faster and what an export does.
    # No tokenizer asks in Python what a tensor holds, and rewriting their code to allow it takes longer than the trace.
    signature = [tf.TensorSpec([None], tf.string)]
    split = tf.function(lambda texts: tokenizer(texts), input_signature=signature, autograph=False)

    def call(texts: Sequence[str]) -> Split:
        with tf.device("cpu"):
            rows = split(tf.constant(list(texts)))
        return rows.flat_values.numpy().astype(np.int32), rows.row_splits.numpy().astype(np.int64)

    return call


def _split_in_python(tokenizer: Any) -> Callable[[Sequence[str]], Split]:
    def call(texts: Sequence[str]) -> Split:
        rows = [np.asarray(row, np.int32) for row in tokenizer(list(texts))]
        splits = np.concatenate([[0], np.cumsum([len(row) for row in rows])]).astype(np.int64)
        return np.concatenate(rows), splits

    return call
