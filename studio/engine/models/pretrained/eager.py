"""Tokenizing outside of graphs, by the package `tokenizers` itself."""

from collections.abc import Sequence
from typing import Any

import numpy as np


def tokenize_eagerly(reference: Any, inputs: Any) -> Any:
    """Return the ids of texts: an array for a single text, lists for several.

    Args:
        reference: The tokenizer of the package `tokenizers`.
        inputs: A string, a list of strings, or a string tensor.
    """
    values = inputs.numpy() if hasattr(inputs, "numpy") else inputs
    values = values.tolist() if hasattr(values, "tolist") else values
    if isinstance(values, str | bytes):
        return np.array(encode(reference, [_text(values)])[0], np.int32)
    return encode(reference, [_text(value) for value in values])


def encode(reference: Any, texts: Sequence[str]) -> list[list[int]]:
    """Return the ids of texts, nothing added and nothing cut."""
    return [list(encoding.ids) for encoding in reference.encode_batch_fast(list(texts), add_special_tokens=False)]


def _text(value: str | bytes) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value
