"""Characters: each is a token. Short vocabularies, long sequences; good for Chinese and for noisy writing."""

from collections.abc import Sequence

from studio.engine.tokenizing.sentence_piece import LearnedSentencePieceTokenizer, learn_sentence_pieces


def learn(texts: Sequence[str], vocabulary_size: int, *, is_lowercase: bool) -> LearnedSentencePieceTokenizer:
    """Learn a tokenizer from texts: their most frequent characters."""
    return learn_sentence_pieces(
        texts,
        vocabulary_size,
        model_type="char",
        normalization="nmt_nfkc_cf" if is_lowercase else "nmt_nfkc",
        has_all_characters=True,
    )
