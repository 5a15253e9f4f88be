"""A model's own tokenizer, read from its folder without TensorFlow: what its ids must be, and what is refused."""

from studio.catalogue.own_tokens.definition import (
    AddedToken,
    BytePairRules,
    OwnTokenizer,
    Rules,
    SentencePieceRules,
    WordPieceRules,
    WriterBytePairRules,
    WriterPieceRules,
    WriterRules,
    build_reference,
)
from studio.catalogue.own_tokens.reading import read_own_tokenizer

__all__ = [
    "AddedToken",
    "BytePairRules",
    "OwnTokenizer",
    "Rules",
    "SentencePieceRules",
    "WordPieceRules",
    "WriterBytePairRules",
    "WriterPieceRules",
    "WriterRules",
    "build_reference",
    "read_own_tokenizer",
]
