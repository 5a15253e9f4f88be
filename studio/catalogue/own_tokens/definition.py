"""What a model's own tokenizer does, as values: they become graphs in the engine, and JSON in a model's folder."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Self

from studio.errors import PresetError


@dataclass(frozen=True, slots=True)
class AddedToken:
    """A token that is found in a text before all else, special ones included.

    Attributes:
        content: How it is spelled.
        token_id: Its id.
        is_normalized: Whether it is looked for in the normalized text; else in the text as it came.
        takes_left: Whether white space before it belongs to it.
        takes_right: Whether white space behind it belongs to it.
        is_in_model: Whether the words of a text may also become this token.
    """

    content: str
    token_id: int
    is_normalized: bool = False
    takes_left: bool = False
    takes_right: bool = False
    is_in_model: bool = True


@dataclass(frozen=True, slots=True)
class Rules:
    """How a text is read, as a model's folder keeps it in JSON.

    Attributes:
        added_tokens: Tokens that are found first.
    """

    added_tokens: tuple[AddedToken, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the rules as they are saved."""
        return asdict(self)

    @classmethod
    def of(cls, saved: Mapping[str, Any]) -> Self:
        """Return the rules out of what `to_json` gave; what a later version added is left out."""
        values = _known(cls, saved)
        added = (AddedToken(**_known(AddedToken, token)) for token in values.get("added_tokens", ()))
        values = {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}
        return cls(**values | {"added_tokens": tuple(added)})


@dataclass(frozen=True, slots=True)
class WordPieceRules(Rules):
    """How BERT's tokenizer reads a text (Devlin et al., BERT, 2019; the basic tokenizer of its release).

    Attributes:
        lowercase: Whether capital and small letters are the same.
        strip_accents: Whether accents are left out.
        handle_chinese_chars: Whether each ideograph is a word.
        clean_text: Whether control characters are left out and every white space is a space.
        max_characters: Longer words are unknown.
        unk_token: What stands for an unknown word.
    """

    lowercase: bool = False
    strip_accents: bool = False
    handle_chinese_chars: bool = True
    clean_text: bool = True
    max_characters: int = 100
    unk_token: str = "[UNK]"  # noqa: S105


@dataclass(frozen=True, slots=True)
class BytePairRules(Rules):
    """How GPT-2's tokenizer reads a text (Radford et al., GPT-2, 2019, section 2.2).

    Attributes:
        add_prefix_space: Whether a text begins with a space always.
        unk_token: What stands for a byte that the vocabulary lacks; without it such a byte is left out.
    """

    add_prefix_space: bool = False
    unk_token: str | None = None


@dataclass(frozen=True, slots=True)
class WriterRules(Rules):
    """What the tokenizers of models that write text have in common: the tokens that frame a text.

    Attributes:
        start_token: What a text begins with.
        end_token: What a model writes when it is done.
        pad_token: What fills up the rows of a batch.
        more_end_tokens: Others that end a text or a turn of a conversation.
        adds_start: Whether the model was trained on texts that begin with `start_token`.
    """

    start_token: str | None = None
    end_token: str | None = None
    pad_token: str | None = None
    more_end_tokens: tuple[str, ...] = ()
    adds_start: bool = False


@dataclass(frozen=True, slots=True)
class WriterBytePairRules(WriterRules):
    """How a text is split before byte pairs are merged, in a model that writes text.

    Attributes:
        split: How words are told apart, by its name in `splits.SPLITS`.
        takes_whole_words: Whether a word that is in the vocabulary is one token, whatever the pairs say.
        composes: Whether a letter and its accents become one character first (NFC).
    """

    split: str = "gpt-2"
    takes_whole_words: bool = False
    composes: bool = False


@dataclass(frozen=True, slots=True)
class WriterPieceRules(WriterRules):
    """How SentencePiece's pairs (Llama 1 and 2, Gemma) read a text, in a model that writes text.

    Attributes:
        add_prefix_space: Whether a text begins with a space always, and what follows a control token too.
    """

    add_prefix_space: bool = True


@dataclass(frozen=True, slots=True)
class SentencePieceRules(Rules):
    """What is done to a text before SentencePiece's own model reads it.

    Attributes:
        quotes: Whether two backticks or two apostrophes are a quotation mark.
        decompose: Whether characters are decomposed (NFKD).
        strip_accents: Whether accents are left out.
        lowercase: Whether capital and small letters are the same.
    """

    quotes: bool = False
    decompose: bool = False
    strip_accents: bool = False
    lowercase: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class OwnTokenizer:
    """A model's own tokenizer, read from its files.

    Attributes:
        source: The file that says most of it, e.g. `"tokenizer.json"`.
        rules: How a text is read.
        definition: All of it as the package `tokenizers` writes it.
    """

    source: str
    rules: Rules
    definition: Mapping[str, Any]

    def reference(self) -> Any:
        """Return the tokenizer of the package `tokenizers`: its ids are the right ones.

        Raises:
            PresetError: if the package refuses the definition.
        """
        return build_reference(self.definition, self.source)

    def tokens(self) -> list[str]:
        """Return the tokens in the order of their ids; a number without a token gets one that no text holds."""
        by_id = dict(_numbered(self.definition["model"]["vocab"]))
        by_id |= {token.token_id: token.content for token in self.rules.added_tokens}
        return [by_id.get(token_id, placeholder(token_id)) for token_id in range(max(by_id) + 1)]


def _known(kind: type[Any], saved: Mapping[str, Any]) -> dict[str, Any]:
    """Return what this version knows of what another one may have saved."""
    names = {field.name for field in fields(kind)}
    return {name: value for name, value in saved.items() if name in names}


def placeholder(token_id: int) -> str:
    """Return what stands in a vocabulary where there is no token."""
    return f"[no token {token_id}]"


def build_reference(definition: Mapping[str, Any], source: str = "tokenizer.json") -> Any:
    """Return the tokenizer of the package `tokenizers` that a definition describes.

    Raises:
        PresetError: if the package refuses it.
    """
    import json

    from tokenizers import Tokenizer

    try:
        tokenizer = Tokenizer.from_str(json.dumps(definition))
    except Exception as error:  # The package raises plain exceptions from Rust.
        raise PresetError("{file} cannot be read: {reason}.", file=source, reason=str(error).rstrip(".")) from None
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def _numbered(vocabulary: Any) -> Iterator[tuple[int, str]]:
    if isinstance(vocabulary, Mapping):
        yield from ((int(token_id), token) for token, token_id in vocabulary.items())
    else:
        yield from ((token_id, str(entry[0])) for token_id, entry in enumerate(vocabulary))
