"""The jobs on PyTorch, for their own environment: one module for each kind, one row for each task in the table."""

from trainers import (
    chat,
    extractive_qa,
    seq2seq,
    text_classification,
    text_embedding,
    text_generation,
    token_classification,
)
from trainers.base import Make, Prepared

_MAKERS: dict[str, Make] = {
    "text_classification": text_classification.make,
    # Pairs differ by a column.
    "text_pair_classification": text_classification.make,
    "token_classification": token_classification.make,
    "extractive_qa": extractive_qa.make,
    "text_embedding": text_embedding.make,
    # They differ by their columns.
    "translation": seq2seq.make,
    "summarization": seq2seq.make,
    "text_generation": text_generation.make,
    "chat": chat.make,
}

__all__ = ["Prepared", "get"]


def get(name: str) -> Make:
    """Return what prepares a task's job."""
    return _MAKERS[name]
