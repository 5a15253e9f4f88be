"""Tokenizing outside of graphs, by the package `tokenizers` itself."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from studio.engine.models.pretrained import normalizing


class TokenizesInGraphs:
    """A tokenizer whose ids come from a graph of its own; outside of graphs those of `tokenizers` are the same.

    A family's class names KerasHub's behind this one.
    """

    _use_tf_workflow: Callable[[], bool]

    def tokenize(self, inputs: Any) -> Any:
        """Return the token ids of texts: a string, a list of strings or a string tensor."""
        if not self._use_tf_workflow():
            return tokenize_eagerly(self.reference(), inputs)
        return normalizing.in_batches(self._tokenize_batch, inputs)

    def reference(self) -> Any:
        """Return the same tokenizer of the package `tokenizers`."""
        raise NotImplementedError

    def _tokenize_batch(self, texts: Any) -> Any:
        raise NotImplementedError


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
