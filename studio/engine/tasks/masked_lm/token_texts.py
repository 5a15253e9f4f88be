"""From token ids back to text that a person can read."""

import re
from collections.abc import Sequence
from typing import Any

import keras_hub
import numpy as np
from numpy.typing import NDArray

from studio.catalogue.own_tokens.byte_pairs import byte_of_character
from studio.engine.tasks.masked_lm.masking import ordinary_tokens
from studio.tasks.masked_lm import MASK

_WORD_START = "\u2581"
_BYTE_PIECE = re.compile(r"<0x([0-9A-F]{2})>")
# Scripts that are written without spaces, with their punctuation.
_UNSPACED = r"[\u0E00-\u0EFF\u1000-\u109F\u1780-\u17FF\u3000-\u30FF\u3400-\u9FFF\uF900-\uFAFF\uFF00-\uFFEF]"
_SPACE_INSIDE = re.compile(rf"(?<={_UNSPACED}) (?={_UNSPACED})")
_SPACE_BEFORE_MARK = re.compile(r" (?=[.,!?;:%)\]}](?:\s|$))")


class TokenTexts:
    """Writes tokens as text.

    Args:
        tokenizer: A KerasHub tokenizer: WordPiece, byte pairs or SentencePiece.

    Attributes:
        mask_token_id: The mask token.
        is_ordinary: bool array of shape `(vocabulary_size,)`: whether a token stands for a piece of text.
        names: What each token is called by itself. In WordPiece, `##` marks one that goes on with a word.
    """

    def __init__(self, tokenizer: Any) -> None:
        self.mask_token_id = int(tokenizer.mask_token_id)
        self.is_ordinary = ordinary_tokens(tokenizer)
        tokens = _tokens_by_id(tokenizer)
        self._pieces = _pieces(tokenizer, tokens)
        is_word_piece = isinstance(tokenizer, keras_hub.tokenizers.WordPieceTokenizer)
        self.names = [
            token if is_word_piece else piece.decode("utf-8", "replace").strip() or token
            for token, piece in zip(tokens, self._pieces, strict=True)
        ]

    def text(self, token_ids: Sequence[int] | NDArray[np.int32]) -> str:
        """Return the text of tokens. Mask tokens become `[MASK]`; start, end and padding are left out."""
        kept = [int(token) for token in token_ids if self.is_ordinary[token] or token == self.mask_token_id]
        pieces = (f" {MASK}".encode() if token == self.mask_token_id else self._pieces[token] for token in kept)
        text = b"".join(pieces).decode("utf-8", "replace").strip()
        return _SPACE_BEFORE_MARK.sub("", _SPACE_INSIDE.sub("", text))

    def goes_on(self, token_id: int) -> bool:
        """Return whether a token goes on with the word before it."""
        return not self._pieces[token_id].startswith(b" ")


def _tokens_by_id(tokenizer: Any) -> list[str]:
    vocabulary = tokenizer.get_vocabulary()
    # Byte pairs are kept as a mapping, in no order.
    ids = getattr(tokenizer, "vocabulary", None)
    if isinstance(ids, dict):
        vocabulary = sorted(ids, key=ids.__getitem__)
    return [token.decode("utf-8", "replace") if isinstance(token, bytes) else str(token) for token in vocabulary]


def _pieces(tokenizer: Any, tokens: list[str]) -> list[bytes]:
    """Return what each token adds to a text, a space before it counted."""
    if isinstance(tokenizer, keras_hub.tokenizers.WordPieceTokenizer):
        mark = tokenizer.suffix_indicator
        return [
            token.removeprefix(mark).encode() if token.startswith(mark) else f" {token}".encode() for token in tokens
        ]
    if isinstance(tokenizer, keras_hub.tokenizers.BytePairTokenizer):
        alphabet = {character: bytes([byte]) for character, byte in byte_of_character().items()}
        return [b"".join(alphabet.get(character, character.encode()) for character in token) for token in tokens]
    return [_sentence_piece(token) for token in tokens]


def _sentence_piece(token: str) -> bytes:
    found = _BYTE_PIECE.fullmatch(token)
    return bytes([int(found[1], 16)]) if found else token.replace(_WORD_START, " ").encode()
