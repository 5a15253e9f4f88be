"""Byte-pair encoding with single bytes to fall back on: no character is unknown.

Sennrich, Haddow and Birch, Neural Machine Translation of Rare Words with Subword Units (2016), section 3.2; the bytes
as in Touvron et al., LLaMA (2023), section 2.1.
"""

from collections.abc import Sequence

from studio.architecture import NUM_BYTES
from studio.engine.tokenizing.sentence_piece import LearnedSentencePieceTokenizer, learn_sentence_pieces


def learn(texts: Sequence[str], vocabulary_size: int, *, is_lowercase: bool) -> LearnedSentencePieceTokenizer:
    """Learn a tokenizer from texts. Nothing of a text is lost, white space and line ends included."""
    return learn_sentence_pieces(
        texts,
        vocabulary_size,
        model_type="bpe",
        normalization="nfkc_cf" if is_lowercase else "identity",
        num_reserved=NUM_BYTES,
        byte_fallback=True,
        remove_extra_whitespaces=False,
    )
