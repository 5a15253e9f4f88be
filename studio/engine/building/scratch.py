"""Backbones built from scratch, out of `studio.layers`."""

from collections.abc import Mapping
from typing import Any

from studio.architecture import ArchitectureSpec
from studio.layers import TransformerBackbone

# What the specification says of the tokenizer, not of the layers.
_TOKENIZER_FIELDS = {"tokenizer", "lowercase", "vocabulary_size"}


def build_backbone(
    architecture: ArchitectureSpec,
    vocabulary_size: int,
    dropout: float | None = None,
    dtype: str = "float32",
    more: Mapping[str, Any] | None = None,
) -> TransformerBackbone:
    """Return a backbone with random weights.

    Args:
        architecture: Its shape.
        vocabulary_size: int. As many tokens as its tokenizer really learned.
        dropout: float. Instead of the architecture's own; `None` leaves it.
        dtype: A Keras dtype policy.
        more: What a task asks of the backbone beside its shape, by the names of `BackboneConfig`.
    """
    settings = architecture.model_dump(exclude=_TOKENIZER_FIELDS)
    if dropout is not None:
        settings["dropout"] = dropout
    settings |= more or {}
    return TransformerBackbone(**settings, vocabulary_size=vocabulary_size, dtype=dtype)
