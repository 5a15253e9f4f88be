"""The unigram language model (Kudo, Subword Regularization, 2018, section 3.2): pieces chosen by their likelihood."""

from collections.abc import Sequence

from studio.engine.tokenizing.sentence_piece import LearnedSentencePieceTokenizer, learn_sentence_pieces


def learn(texts: Sequence[str], vocabulary_size: int, *, is_lowercase: bool) -> LearnedSentencePieceTokenizer:
    """Learn a tokenizer from texts; with few texts it has fewer tokens."""
    return learn_sentence_pieces(
        texts,
        vocabulary_size,
        model_type="unigram",
        normalization="nmt_nfkc_cf" if is_lowercase else "nmt_nfkc",
    )
