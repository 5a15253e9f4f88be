"""How much of some texts a tokenizer does not know."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from studio.catalogue.own_tokens.byte_pairs import missing_bytes
from studio.catalogue.own_tokens.definition import BytePairRules, OwnTokenizer, WriterBytePairRules

_NUM_EXAMPLES = 5


@dataclass(frozen=True, slots=True)
class UnknownWords:
    """The words of some texts that a tokenizer does not know, or not wholly.

    Attributes:
        num_texts: How many texts were read.
        num_words: How many words they have, as the tokenizer parts them.
        num_unknown: How many of these hold the token that stands for anything unknown.
        examples: The first of them, each once.
    """

    num_texts: int
    num_words: int
    num_unknown: int
    examples: tuple[str, ...]

    @property
    def fraction(self) -> float:
        """The share of the words that are unknown, from 0 to 1."""
        return self.num_unknown / max(1, self.num_words)


def count_unknown(own: OwnTokenizer, texts: Sequence[str]) -> UnknownWords:
    """Count the unknown words of texts. Byte pairs know every word, but for those with bytes that they lack."""
    num_words, unknown = 0, list[str]()
    unk_id = _unknown_id(own)
    is_byte_pairs = isinstance(own.rules, BytePairRules | WriterBytePairRules) and unk_id is None
    missing = set(missing_bytes(own.definition["model"]["vocab"]) if is_byte_pairs else ())
    for text, encoding in zip(texts, own.reference().encode_batch(list(texts), add_special_tokens=False), strict=True):
        num_words += len(set(encoding.word_ids) - {None})
        unknown.extend(_unknown_words(text, encoding, unk_id))
        unknown.extend(word for word in text.split() if missing.intersection(word.encode("utf-8", "replace")))
    return UnknownWords(len(texts), num_words, len(unknown), tuple(dict.fromkeys(unknown))[:_NUM_EXAMPLES])


def _unknown_id(own: OwnTokenizer) -> int | None:
    model = own.definition["model"]
    if model.get("unk_id") is not None:
        return int(model["unk_id"])
    token_id = model["vocab"].get(model.get("unk_token")) if isinstance(model["vocab"], dict) else None
    return None if token_id is None else int(token_id)


def _unknown_words(text: str, encoding: Any, unk_id: int | None) -> Iterator[str]:
    found = {word for word, token_id in zip(encoding.word_ids, encoding.ids, strict=True) if token_id == unk_id}
    for word in sorted(found - {None}):
        start, end = encoding.word_to_chars(word)
        yield text[start:end]
