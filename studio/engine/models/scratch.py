"""Models whose backbone is built from scratch, out of `studio.layers`."""

from collections.abc import Callable
from typing import Any

# Whoever loads a saved model needs the classes of the tokenizers.
import studio.engine.texts.tokenizing  # noqa: F401
from studio.architecture import ArchitectureSpec
from studio.engine.tasks.masked_lm.transformer_masked_lm import TransformerMaskedLM, TransformerMaskedLMPreprocessor
from studio.engine.tasks.text_classification.transformer_text_classifier import (
    TransformerTextClassifier,
    TransformerTextClassifierPreprocessor,
)
from studio.layers import TransformerBackbone
from studio.spec import RunSpec

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


def build_from_scratch(spec: RunSpec, tokenizer: Any, num_classes: int, dtype: str = "float32") -> Any:
    """Return a model with random weights for the task of a run whose backbone is built from scratch.

    Args:
        spec: The run.
        tokenizer: What was learned for it.
        num_classes: int. Where the task has classes.
        dtype: A Keras dtype policy.
    """
    architecture = spec.backbone.architecture
    assert architecture is not None
    backbone = build_backbone(architecture, tokenizer.vocabulary_size(), spec.backbone.dropout, dtype)
    return _MODELS[spec.task](backbone, tokenizer, num_classes)


def _classifier(backbone: TransformerBackbone, tokenizer: Any, num_classes: int) -> TransformerTextClassifier:
    preprocessor = TransformerTextClassifierPreprocessor(tokenizer, backbone.max_sequence_length)
    return TransformerTextClassifier(backbone, num_classes, preprocessor, dropout=backbone.dropout)


def _masked_lm(backbone: TransformerBackbone, tokenizer: Any, num_classes: int) -> TransformerMaskedLM:
    return TransformerMaskedLM(backbone, TransformerMaskedLMPreprocessor(tokenizer, backbone.max_sequence_length))


_MODELS: dict[str, Callable[[TransformerBackbone, Any, int], Any]] = {
    "text_classification": _classifier,
    "masked_lm": _masked_lm,
}
