"""Where in a text its tokens stand.

A tokenizer that lowercases, composes or drops characters has no way back from its tokens to the text. So what the
tokens say is laid beside the text, character by character, in the form that all such tokenizers leave alike:
decomposed, in lower case, without blanks.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.engine.tokenizing.readable import split_characters, token_bytes

# What SentencePiece stores for a blank.
_SPACE = "▁"
_UNKNOWN_TOKENS = ("[UNK]", "<unk>")
# So many characters are looked for at once where the tokens and the text part: fewer stand elsewhere, too.
_NUM_ALIKE = 4
# So far ahead they are looked for, unless a token that stands for anything lies between.
_REACH = 32


@dataclass(frozen=True, slots=True)
class _Spoken:
    """A character that tokens say.

    Attributes:
        key: The character in its plainest form.
        first, last: The first and the last of the tokens that say it together.
        is_behind_gap: Whether a token that stands for anything lies between it and the character before.
    """

    key: str
    first: int
    last: int
    is_behind_gap: bool


def find_places(text: str, tokenizer: Any, token_ids: Sequence[int]) -> NDArray[np.int32]:
    """Return where each token of a text begins and ends in it, in code points.

    Tokens that share a character have all of it. An unknown token has what lies between its neighbours; special tokens
    and those of which the text has nothing have no width.

    Args:
        text: The text.
        tokenizer: A KerasHub tokenizer.
        token_ids: Its tokens, in their order; special ones may stand among them.

    Returns:
        int32 array of shape `(num_tokens, 2)`.
    """
    unknown, silent = _not_spoken(tokenizer, token_ids)
    keys, origins = _keys_of(text)
    starts, ends = np.full(len(token_ids), -1), np.full(len(token_ids), -1)
    for spoken, place in _matched(_spoken(tokenizer, token_ids, unknown | silent, unknown), keys):
        for token in range(spoken.first, spoken.last + 1):
            starts[token] = origins[place] if starts[token] < 0 else starts[token]
            ends[token] = origins[place] + 1
    return _filled(text, starts, ends, unknown)


def _spoken(tokenizer: Any, token_ids: Sequence[int], left_out: set[int], unknown: set[int]) -> Iterator[_Spoken]:
    """Yield the characters that tokens say, those that are left out apart."""
    pieces = token_bytes(tokenizer, token_ids)
    lengths = [0 if token in left_out else len(piece) for token, piece in enumerate(pieces)]
    ends = np.cumsum(lengths)
    content = b"".join(piece for token, piece in enumerate(pieces) if token not in left_out)
    last_token = -1
    for character in split_characters(content):
        first = int(np.searchsorted(ends, character.start, side="right"))
        last = int(np.searchsorted(ends, character.end - 1, side="right"))
        for key in _plain(character.text):
            yield _Spoken(key, first, last, any(token in unknown for token in range(last_token + 1, first)))
            last_token = last


def _matched(spoken: Iterator[_Spoken], keys: str) -> Iterator[tuple[_Spoken, int]]:
    """Yield characters with their places among the keys of a text; those that do not stand there are left out."""
    told, place = list(spoken), 0
    for number, entry in enumerate(told):
        alike = _alike(told, number)
        if entry.is_behind_gap:
            # What is unknown takes a character at least.
            found = keys.find(alike, place + 1)
        else:
            found = _behind_marks(keys, place, entry.key)
            if found < 0:
                found = keys.find(alike, place, place + _REACH + len(alike))
        if found >= 0:
            yield entry, found
            place = found + 1


def _alike(told: Sequence[_Spoken], number: int) -> str:
    """Return a character and the next ones, up to where something unknown lies between."""
    found = told[number].key
    for entry in told[number + 1 : number + _NUM_ALIKE]:
        if entry.is_behind_gap:
            break
        found += entry.key
    return found


def _behind_marks(keys: str, place: int, key: str) -> int:
    """Return where a character stands if nothing but accents, which tokenizers drop, lies before it; else -1."""
    while place < len(keys) and keys[place] != key and unicodedata.combining(keys[place]):
        place += 1
    return place if keys[place : place + 1] == key else -1


def _filled(text: str, starts: NDArray[np.int64], ends: NDArray[np.int64], unknown: set[int]) -> NDArray[np.int32]:
    """Return places where unknown tokens have what lies between their neighbours, and the others no width."""
    before = 0
    for token in range(len(starts)):
        if starts[token] < 0:
            starts[token] = ends[token] = before
            if token in unknown:
                behind = next((int(start) for start in starts[token + 1 :] if start >= 0), len(text))
                starts[token], ends[token] = _trimmed(text, before, max(before, behind))
        before = max(before, int(ends[token]))
    begins = set(starts.tolist())
    for token, end in enumerate(ends.tolist()):
        # An accent that the tokenizer dropped stays with its letter.
        while starts[token] < end < len(text) and unicodedata.combining(text[end]) and end not in begins:
            end += 1
        ends[token] = end
    return np.stack([starts, ends], axis=1).astype(np.int32)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a part of a text without the blanks at its ends."""
    inner = text[start:end]
    first = start + len(inner) - len(inner.lstrip())
    return first, max(first, start + len(inner.rstrip()))


def _not_spoken(tokenizer: Any, token_ids: Sequence[int]) -> tuple[set[int], set[int]]:
    """Return the places of tokens that stand for anything, and of those that stand for nothing."""
    vocabulary, num_known = tokenizer.get_vocabulary(), int(tokenizer.vocabulary_size())
    unknown = {int(tokenizer.token_to_id(token)) for token in _UNKNOWN_TOKENS if token in vocabulary}
    special = {int(token) for token in tokenizer.special_token_ids if token is not None} - unknown
    ids = [int(token) for token in token_ids]
    return (
        {place for place, token in enumerate(ids) if token in unknown},
        {place for place, token in enumerate(ids) if token in special or token >= num_known},
    )


def _keys_of(text: str) -> tuple[str, list[int]]:
    """Return the characters of a text in their plainest form, and where each comes from."""
    found = [(key, place) for place, character in enumerate(text) for key in _plain(character)]
    return "".join(key for key, _ in found), [place for _, place in found]


def _plain(text: str) -> Iterator[str]:
    for character in unicodedata.normalize("NFKD", text).casefold():
        if not character.isspace() and character != _SPACE and unicodedata.category(character) not in ("Cc", "Cf"):
            yield character
