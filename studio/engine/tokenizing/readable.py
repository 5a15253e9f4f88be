"""Tokens as they are read, whatever the tokenizer stores: `▁` is a space before, `##` continues a word."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import keras_hub

from studio.catalogue.own_tokens.byte_pairs import byte_of_character

_BYTE_PIECE = re.compile(r"<0x([0-9A-F]{2})>")
_SPACE = "▁"
# What a WordPiece token begins with that goes on with a word.
_GOES_ON = "##"
_SHOWN = {" ": _SPACE, "\n": "↵", "\t": "⇥"}
# A character of UTF-8 has at most so many bytes.
_MAX_NUM_BYTES = 4


@dataclass(frozen=True, slots=True)
class Character:
    """A character, or a byte that belongs to none, and its place among the bytes."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Piece:
    """The text of a token.

    Attributes:
        part: Which one it is of the tokens that share its characters, counted from 1.
        num_parts: How many tokens share them.
    """

    text: str
    part: int = 1
    num_parts: int = 1


def read_tokens(tokenizer: Any, token_ids: Iterable[int]) -> tuple[str, ...]:
    """Return tokens as a person reads them.

    WordPiece tokens stay as they are spelled. Byte-level pairs and SentencePiece's byte pieces are decoded; where a
    character falls into several tokens, each shows it with its part, `好 1/3` for the first of three.

    Args:
        tokenizer: A KerasHub tokenizer.
        token_ids: The ids, in the order of the text.
    """
    if isinstance(tokenizer, keras_hub.tokenizers.BytePairTokenizer | keras_hub.tokenizers.SentencePieceTokenizer):
        pieces = join_bytes(token_bytes(tokenizer, token_ids))
    else:
        pieces = [Piece(spelling) for spelling in _spellings(tokenizer, token_ids)]
    return tuple(map(_format, pieces))


def token_bytes(tokenizer: Any, token_ids: Iterable[int]) -> list[bytes]:
    """Return what each token adds to a text, in UTF-8; a space that SentencePiece stores is `▁`."""
    spellings = _spellings(tokenizer, token_ids)
    if isinstance(tokenizer, keras_hub.tokenizers.BytePairTokenizer):
        return [_pair_bytes(spelling) for spelling in spellings]
    if isinstance(tokenizer, keras_hub.tokenizers.SentencePieceTokenizer):
        return [_piece_bytes(spelling) for spelling in spellings]
    return [spelling.removeprefix(_GOES_ON).encode() for spelling in spellings]


def _spellings(tokenizer: Any, token_ids: Iterable[int]) -> list[str]:
    # The tables of many models are larger than their vocabularies.
    num_known = int(tokenizer.vocabulary_size())
    ids = [int(token_id) for token_id in token_ids]
    return [str(tokenizer.id_to_token(token_id)) if token_id < num_known else f"<{token_id}>" for token_id in ids]


def join_bytes(pieces: Sequence[bytes]) -> list[Piece]:
    """Return the text of each piece of a sequence of bytes in UTF-8, whose characters may lie across pieces."""
    characters = split_characters(b"".join(pieces))
    ends = [0]
    for piece in pieces:
        ends.append(ends[-1] + len(piece))
    # Two neighbours hang together when a character crosses the border between them.
    crossed = {border for character in characters for border in range(character.start + 1, character.end)}
    found = []
    for index, (start, end) in enumerate(pairwise(ends)):
        text = "".join(entry.text for entry in characters if entry.start < end and entry.end > start)
        first, last = index, index
        while ends[first] in crossed:
            first -= 1
        while ends[last + 1] in crossed:
            last += 1
        found.append(Piece(text, index - first + 1, last - first + 1))
    return found


def _format(piece: Piece) -> str:
    text = _visible(piece.text)
    return text if piece.num_parts == 1 else f"{text} {piece.part}/{piece.num_parts}"


def split_characters(content: bytes) -> list[Character]:
    """Return the characters of bytes in UTF-8; what is no character is shown as `<0xFF>`."""
    characters: list[Character] = []
    start = 0
    while start < len(content):
        for length in range(1, _MAX_NUM_BYTES + 1):
            try:
                character = Character(start, start + length, content[start : start + length].decode())
                break
            except UnicodeDecodeError:
                continue
        else:
            character = Character(start, start + 1, f"<0x{content[start]:02X}>")
        characters.append(character)
        start = character.end
    return characters


def _pair_bytes(spelling: str) -> bytes:
    known = byte_of_character()
    if all(character in known for character in spelling):
        return bytes(known[character] for character in spelling)
    # A token that was added by hand stands in the vocabulary as it is.
    return spelling.encode()


def _piece_bytes(spelling: str) -> bytes:
    found = _BYTE_PIECE.fullmatch(spelling)
    return bytes([int(found[1], 16)]) if found else spelling.encode()


def _visible(text: str) -> str:
    if text.isprintable() and " " not in text:
        return text
    is_all_invisible = all(unicodedata.category(character).startswith("C") for character in text)
    return "".join(_shown(character, is_all_invisible) for character in text)


def _shown(character: str, is_all_invisible: bool) -> str:
    if character in _SHOWN:
        return _SHOWN[character]
    # Joiners within an emoji or a script belong to what they join; alone they would not be seen.
    is_kept = character.isprintable() or (unicodedata.category(character) == "Cf" and not is_all_invisible)
    return character if is_kept else f"<U+{ord(character):04X}>"
