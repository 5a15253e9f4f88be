"""Models whose backbone is built from scratch, out of `studio.layers`."""

from typing import Any

from studio.architecture import ArchitectureSpec
from studio.engine.text_classifier import TransformerTextClassifier, TransformerTextClassifierPreprocessor
from studio.layers import TransformerBackbone

# What the specification says of the tokenizer, not of the layers.
_TOKENIZER_FIELDS = {"tokenizer", "lowercase", "vocabulary_size"}


def build_backbone(
    architecture: ArchitectureSpec, vocabulary_size: int, dropout: float | None = None, dtype: str = "float32"
) -> TransformerBackbone:
    """Return a backbone with random weights.

    Args:
        architecture: Its shape.
        vocabulary_size: int. As many tokens as its tokenizer really learned.
        dropout: float. Instead of the architecture's own; `None` leaves it.
        dtype: A Keras dtype policy.
    """
    settings = architecture.model_dump(exclude=_TOKENIZER_FIELDS)
    if dropout is not None:
        settings["dropout"] = dropout
    return TransformerBackbone(**settings, vocabulary_size=vocabulary_size, dtype=dtype)


def build_classifier(
    architecture: ArchitectureSpec,
    tokenizer: Any,
    num_classes: int,
    dropout: float | None = None,
    dtype: str = "float32",
) -> TransformerTextClassifier:
    """Return a text classifier with random weights. See `build_backbone`."""
    backbone = build_backbone(architecture, tokenizer.vocabulary_size(), dropout, dtype)
    preprocessor = TransformerTextClassifierPreprocessor(tokenizer, architecture.max_sequence_length)
    return TransformerTextClassifier(backbone, num_classes, preprocessor, dropout=backbone.dropout)
