"""Tokenizers: what they make of texts, how their tokens read, and those that are learned from a run's own texts.

Each kind that can be learned is a module, and a row in the table below.
"""

from collections.abc import Sequence
from typing import Any, Protocol

from studio.architecture import TokenizerKind
from studio.engine.tokenizing import bpe, character, unigram, word_piece
from studio.engine.tokenizing.special_tokens import SPECIAL_TOKENS
from studio.errors import DataError
from studio.words import split_words

__all__ = ["SPECIAL_TOKENS", "TOKENIZERS", "learn_tokenizer"]


class Learn(Protocol):
    """Learns a tokenizer of one kind."""

    def __call__(self, texts: Sequence[str], vocabulary_size: int, *, is_lowercase: bool) -> Any:
        """Return a KerasHub tokenizer.

        Args:
            texts: The texts, at least one with more than white space.
            vocabulary_size: int. The most tokens, the special ones counted; few texts give fewer.
            is_lowercase: bool. Whether capital and small letters are the same.
        """
        ...


TOKENIZERS: dict[TokenizerKind, Learn] = {
    "wordpiece": word_piece.learn,
    "bpe": bpe.learn,
    "unigram": unigram.learn,
    "character": character.learn,
}


def learn_tokenizer(kind: TokenizerKind, texts: Sequence[str], vocabulary_size: int, *, is_lowercase: bool) -> Any:
    """Learn a tokenizer: the same texts in the same order always give the same one.

    Returns:
        A KerasHub tokenizer whose first tokens are `SPECIAL_TOKENS`.

    Raises:
        DataError: if the texts hold nothing that could be learned from.
    """
    if not any(split_words(text, is_lowercase=False) for text in texts):
        raise _nothing_learned(len(texts), "no visible characters")
    try:
        return TOKENIZERS[kind](texts, vocabulary_size, is_lowercase=is_lowercase)
    except RuntimeError as error:
        # All that SentencePiece says, for instance of texts of nothing but its own signs.
        raise _nothing_learned(len(texts), str(error)) from error


def _nothing_learned(num_texts: int, reason: str) -> DataError:
    return DataError(
        "Expected training texts that a tokenizer can be learned from. Received: {count} {count:text|texts}; {reason}.",
        count=num_texts,
        reason=reason.strip().rstrip("."),
    )
