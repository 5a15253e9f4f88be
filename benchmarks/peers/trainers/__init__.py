"""The jobs on PyTorch, for their own environment: one module for each kind, one row for each task in the table."""

from trainers import extractive_qa, text_classification, text_embedding, token_classification
from trainers.base import Make, Prepared

_MAKERS: dict[str, Make] = {
    "text_classification": text_classification.make,
    # Pairs differ by a column.
    "text_pair_classification": text_classification.make,
    "token_classification": token_classification.make,
    "extractive_qa": extractive_qa.make,
    "text_embedding": text_embedding.make,
}

__all__ = ["Prepared", "get"]


def get(name: str) -> Make:
    """Return what prepares a task's job."""
    return _MAKERS[name]
