"""GPT-2's split of a text and its byte pairs, as RoBERTa and models that write text read them, on KerasHub's merges."""

from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

import keras
import keras_hub

from studio.catalogue.own_tokens import BytePairRules, OwnTokenizer, WriterBytePairRules, build_reference
from studio.catalogue.own_tokens.byte_pairs import byte_of_character, missing_bytes, of_rules, pairs
from studio.catalogue.own_tokens.gguf_tokens import of_byte_pairs
from studio.engine.models.pretrained import characters, normalizing
from studio.engine.models.pretrained.control_tokens import ControlTokens, add_control_tokens
from studio.engine.models.pretrained.eager import TokenizesInGraphs

try:
    import tensorflow as tf
    import tensorflow_text
except ImportError:
    # tensorflow-text has no wheel for every system: then the package `tokenizers` is asked.
    tensorflow_text = None

# It parts words and is no text: the last place of Unicode, which is no character.
_CUT = "\U0010ffff"
# It takes NUL's place, for which TensorFlow Text would end the text.
_NUL = "\U0010fffe"
# Also for private use: the one place where a text is not taken as it is.
_NO_MARK = "\U0010fffd"
_OTHER = rf"\x{{10FFFF}}{normalizing.PRIVATE}"
_S, _L, _N = characters.SPACES, characters.LETTERS, characters.NUMBERS
# Radford et al., GPT-2 (2019), section 2.2; its lookahead is done by the cut before the last space of several.
_SIGNS = f"[^{_S}{_L}{_N}{_OTHER}]+"
# The white space without the ends of lines.
_BLANKS = _S.replace(r"\x{9}-\x{D}", r"\x{9}\x{B}\x{C}")


@dataclass(frozen=True, slots=True)
class _Split:
    """How words are told apart inside a graph; see `own_tokens.splits`.

    Attributes:
        pattern: What a word is, a private character first.
        last_space: The last one of several spaces, if it belongs to the word behind them, ...
        word: ... and with what that may begin.
    """

    pattern: str
    last_space: str
    word: str


def _like_llama(numbers: str) -> _Split:
    before = rf"[{_OTHER}]|(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n{_L}{_N}{_OTHER}]?[{_L}]+|{numbers}"
    return _Split(rf"{before}| ?{_SIGNS}[\r\n]*|[{_S}]*[\r\n]+|[{_S}]+", _BLANKS, f"[^{_S}{_OTHER}]")


_GPT_2 = f"[{_OTHER}]|'s|'t|'re|'ve|'m|'ll|'d| ?[{_L}]+"
_SPLITS = {
    "gpt-2": _Split(f"{_GPT_2}| ?[{_N}]+| ?{_SIGNS}|[{_S}]+", _S, f"[^{_S}{_OTHER}]"),
    # The spaces before a digit are split by themselves.
    "smollm": _Split(f"{_GPT_2}|[{_N}]| ?{_SIGNS}|[{_S}]+", _S, f"[^{_S}{_N}{_OTHER}]"),
    "llama-3": _like_llama(f"[{_N}]{{1,3}}"),
    "qwen2": _like_llama(f"[{_N}]"),
}


class _OwnBytePairs(TokenizesInGraphs, keras_hub.tokenizers.BytePairTokenizer):
    """What the classes share: see `FaithfulRobertaTokenizer`."""

    rules: Any

    def __init__(self, vocabulary: Any, merges: Any, **kwargs: Any) -> None:
        self._reference: Any = None
        self._tokens: dict[int, str] = {}
        super().__init__(
            vocabulary=vocabulary,
            merges=merges,
            # Outside of graphs KerasHub 0.32 would split texts as Llama 3 does.
            _allow_python_workflow=find_spec("tensorflow_text") is None,
            **kwargs,
        )

    @classmethod
    def of(cls, own: OwnTokenizer) -> Any:
        """Return the tokenizer that was read from a folder or a file."""
        vocabulary = {token: token_id for token_id, token in enumerate(own.tokens())}
        return cls(vocabulary, pairs(own.definition), rules=own.rules)

    @property
    def _unk_token(self) -> str | None:
        """What stands for a byte that the vocabulary lacks."""
        return None

    def define(self) -> dict[str, Any]:
        """Return all of it as the package `tokenizers` writes it."""
        raise NotImplementedError

    @property
    def _split(self) -> _Split:
        return _SPLITS["gpt-2"]

    @property
    def _takes_whole_words(self) -> bool:
        return False

    def split_words(self, text: Any) -> Any:
        """Return the words of texts inside a graph, added tokens as private characters.

        Args:
            text: tf.string tensor of shape `(batch,)`.

        Returns:
            Ragged tf.string tensor of shape `(batch, (words))`.
        """
        added, split = list(enumerate(self.rules.added_tokens)), self._split
        text = normalizing.replace(text, r"\x{0}", _NUL)
        # What looks like a mark and is none.
        text = normalizing.replace(text, normalizing.PRIVATE, _NO_MARK)
        if added:
            marked = text
            text = tf.cond(
                normalizing.has_any(text, added), lambda: normalizing.mark_added(marked, added), lambda: marked
            )
        if getattr(self.rules, "composes", False):
            text = tensorflow_text.normalize_utf8(text, "NFC")
        if getattr(self.rules, "add_prefix_space", False):
            text = tf.strings.regex_replace(text, f"(^|[{normalizing.PRIVATE}])([^ {normalizing.PRIVATE}])", r"\1 \2")
        text = tf.strings.regex_replace(text, f"([{_S}])([{split.last_space}]{split.word})", rf"\1{_CUT}\2")
        words = tensorflow_text.regex_split(text, split.pattern, split.pattern)
        words = tf.ragged.boolean_mask(words, tf.not_equal(words, _CUT))
        return words.with_flat_values(tf.strings.regex_replace(words.flat_values, _NUL, "\x00"))

    def reference(self) -> Any:
        """Return the same tokenizer of the package `tokenizers`."""
        if self._reference is None:
            self._reference = build_reference(self.define())
        return self._reference

    def id_to_token(self, id: int) -> str:
        """Return the spelling of a token."""
        if not self._tokens:
            self._tokens = {token_id: token for token, token_id in self.vocabulary.items()}
        return self._tokens[int(id)]

    def get_config(self) -> dict[str, Any]:
        """Return the configuration; vocabulary and merges are assets."""
        return {**super().get_config(), "rules": self.rules.to_json()}

    def set_vocabulary_and_merges(self, vocabulary: Any, merges: Any) -> None:
        """Set the ids by token, and the pairs."""
        super().set_vocabulary_and_merges(vocabulary, merges)
        self._reference, self._tokens = None, {}
        self._missing = [bytes([byte]) for byte in missing_bytes(self.vocabulary or ())]
        if self.vocabulary is not None and getattr(self, "cache", None) is not None and self.rules.added_tokens:
            marks = [normalizing.private(number) for number in range(len(self.rules.added_tokens))]
            self.cache.insert(marks, [token.content for token in self.rules.added_tokens])

    def _tokenize_batch(self, texts: Any) -> Any:
        words = self.split_words(texts)
        unk_token = self._unk_token
        if self._missing and unk_token is None:
            words = self._without_missing(words)
        flat = words.flat_values
        known = self.cache.lookup(flat)
        is_unknown = known == ""

        def learn() -> Any:
            self._bpe_merge_and_update_cache_tf(tf.boolean_mask(flat, is_unknown))
            return self.cache.lookup(flat)

        merged = tf.cond(tf.math.reduce_any(is_unknown), learn, lambda: known)
        if self._takes_whole_words:
            merged = self._whole_words(flat, merged)
        tokens = tf.strings.split(merged, sep=" ")
        ids = self.token_to_id_map.lookup(tokens.flat_values)
        if unk_token is not None:
            ids = tf.where(ids < 0, tf.cast(self.vocabulary[unk_token], ids.dtype), ids)
        return tf.RaggedTensor.from_row_splits(ids, tf.gather(tokens.row_splits, words.row_splits))

    def _whole_words(self, words: Any, merged: Any) -> Any:
        """Put a word of the vocabulary in the place of what the pairs make of it."""
        spelled = tf.strings.reduce_join(self.byte2unicode.lookup(tf.strings.bytes_split(words)), axis=1)
        return tf.where(self.token_to_id_map.lookup(spelled) >= 0, spelled, merged)

    def _without_missing(self, words: Any) -> Any:
        """Leave out the bytes of words that the vocabulary lacks, and words that hold no others."""
        flat = words.flat_values
        parts = tf.strings.bytes_split(flat)  # (words, (bytes))
        is_missing = tf.reduce_any(tf.equal(parts.flat_values[:, None], tf.constant(self._missing)[None]), axis=1)
        left = tf.strings.reduce_join(tf.ragged.boolean_mask(parts, parts.with_flat_values(~is_missing)), axis=1)
        is_added = tf.strings.regex_full_match(flat, f"[{normalizing.PRIVATE}]")
        words = words.with_flat_values(tf.where(is_added, flat, left))
        return tf.ragged.boolean_mask(words, tf.not_equal(words, ""))


@keras.saving.register_keras_serializable(package="fettle")
class FaithfulRobertaTokenizer(_OwnBytePairs, keras_hub.models.RobertaTokenizer):
    """Gives the ids that the package `tokenizers` gives for a RoBERTa, inside a graph too.

    KerasHub's own tokenizer splits runs of spaces otherwise, knows four of Unicode's spaces, and takes a digit of
    Devanagari for a mark of its own. To a byte that the vocabulary lacks it gives −1, which Keras reads as the last
    token: here it is the unknown token if the tokenizer has one, and else left out before bytes are merged.

    Args:
        vocabulary: The ids by token, or a file.
        merges: The pairs, the first ones first, or a file.
        rules: `BytePairRules`, or how a configuration keeps them.
    """

    def __init__(self, vocabulary: Any = None, merges: Any = None, rules: Any = None, **kwargs: Any) -> None:
        self.rules = rules if isinstance(rules, BytePairRules) else BytePairRules.of(rules or {})
        super().__init__(vocabulary, merges, **kwargs)

    @property
    def _unk_token(self) -> str | None:
        return str(self.rules.unk_token) if self.rules.unk_token is not None else None

    def define(self) -> dict[str, Any]:
        """Return all of it as the package `tokenizers` writes it."""
        return of_rules(self.vocabulary or {}, self.merges, self.rules)


@keras.saving.register_keras_serializable(package="fettle")
class FaithfulBytePairTokenizer(ControlTokens, _OwnBytePairs):
    """Gives the ids that llama.cpp and the package `tokenizers` give for a model that writes text, inside a graph too.

    Args:
        vocabulary: The ids by token, or a file.
        merges: The pairs, the first ones first, or a file.
        rules: `WriterBytePairRules`, or how a configuration keeps them.

    Attributes:
        start_token_id: int. What a text begins with; `None` if the model has no such token.
        end_token_id: int. What the model writes when it is done.
        pad_token_id: int. What fills up the rows of a batch.
        adds_start: bool. Whether the model was trained on texts that begin with the start token.
        end_token_ids: All that end a text or a turn of a conversation.
    """

    backbone_cls = keras_hub.models.Backbone

    def __init__(self, vocabulary: Any = None, merges: Any = None, rules: Any = None, **kwargs: Any) -> None:
        self.rules = rules if isinstance(rules, WriterBytePairRules) else WriterBytePairRules.of(rules or {})
        add_control_tokens(self, self.rules)
        super().__init__(vocabulary, merges, unsplittable_tokens=[], **kwargs)

    def define(self) -> dict[str, Any]:
        """Return all of it as the package `tokenizers` writes it."""
        return of_byte_pairs(self.vocabulary or {}, self.merges, self.rules)

    def set_vocabulary_and_merges(self, vocabulary: Any, merges: Any) -> None:
        """Set the ids by token, and the pairs."""
        super().set_vocabulary_and_merges(vocabulary, merges)
        if self.vocabulary is not None and getattr(self, "id_to_token_map", None) is not None:
            # KerasHub takes every token for bytes, and loses what is no spelling of bytes.
            spelled = {token.content: _spell(token.content) for token in self.rules.added_tokens}
            texts = [spelled.get(token, token) for token in self.vocabulary]
            table = tf.lookup.KeyValueTensorInitializer(list(self.vocabulary.values()), texts, tf.int32, tf.string)
            self.id_to_token_map = tf.lookup.StaticHashTable(table, default_value="")

    def get_config(self) -> dict[str, Any]:
        """Return the configuration; vocabulary and merges are assets."""
        config = super().get_config()
        config.pop("unsplittable_tokens", None)
        return config

    @property
    def _split(self) -> _Split:
        return _SPLITS[self.rules.split]

    @property
    def _takes_whole_words(self) -> bool:
        return bool(self.rules.takes_whole_words)


def _spell(text: str) -> str:
    """Return the characters that stand for a text's bytes."""
    characters_of = {byte: character for character, byte in byte_of_character().items()}
    return "".join(characters_of[byte] for byte in text.encode("utf-8"))
