"""GPT-2's split of a text and its byte pairs, as RoBERTa reads them, on KerasHub's merges."""

from importlib.util import find_spec
from typing import Any

import keras
import keras_hub

from studio.catalogue.own_tokens import BytePairRules, OwnTokenizer, build_reference
from studio.catalogue.own_tokens.byte_pairs import missing_bytes, of_rules, pairs
from studio.engine.models.pretrained import characters, normalizing
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
_PATTERN = f"[{_OTHER}]|'s|'t|'re|'ve|'m|'ll|'d| ?[{_L}]+| ?[{_N}]+| ?[^{_S}{_L}{_N}{_OTHER}]+|[{_S}]+"


@keras.saving.register_keras_serializable(package="fettle")
class FaithfulRobertaTokenizer(TokenizesInGraphs, keras_hub.models.RobertaTokenizer):
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
        """Return the tokenizer that was read from a folder."""
        vocabulary = {token: token_id for token_id, token in enumerate(own.tokens())}
        return cls(vocabulary, pairs(own.definition), own.rules)

    def split_words(self, text: Any) -> Any:
        """Return the words of texts inside a graph, added tokens as private characters.

        Args:
            text: tf.string tensor of shape `(batch,)`.

        Returns:
            Ragged tf.string tensor of shape `(batch, (words))`.
        """
        added = list(enumerate(self.rules.added_tokens))
        text = normalizing.replace(text, r"\x{0}", _NUL)
        # What looks like a mark and is none.
        text = normalizing.replace(text, normalizing.PRIVATE, _NO_MARK)
        if added:
            marked = text
            text = tf.cond(
                normalizing.has_any(text, added), lambda: normalizing.mark_added(marked, added), lambda: marked
            )
        if self.rules.add_prefix_space:
            text = tf.strings.regex_replace(text, f"(^|[{normalizing.PRIVATE}])([^ {normalizing.PRIVATE}])", r"\1 \2")
        text = tf.strings.regex_replace(text, f"([{_S}])([{_S}][^{_S}{_OTHER}])", rf"\1{_CUT}\2")
        words = tensorflow_text.regex_split(text, _PATTERN, _PATTERN)
        words = tf.ragged.boolean_mask(words, tf.not_equal(words, _CUT))
        return words.with_flat_values(tf.strings.regex_replace(words.flat_values, _NUL, "\x00"))

    def reference(self) -> Any:
        """Return the same tokenizer of the package `tokenizers`."""
        if self._reference is None:
            self._reference = build_reference(of_rules(self.vocabulary, self.merges, self.rules))
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
        unk_token = self.rules.unk_token
        if self._missing and unk_token is None:
            words = self._without_missing(words)
        flat = words.flat_values
        known = self.cache.lookup(flat)
        is_unknown = known == ""

        def learn() -> Any:
            self._bpe_merge_and_update_cache_tf(tf.boolean_mask(flat, is_unknown))
            return self.cache.lookup(flat)

        merged = tf.cond(tf.math.reduce_any(is_unknown), learn, lambda: known)
        tokens = tf.strings.split(merged, sep=" ")
        ids = self.token_to_id_map.lookup(tokens.flat_values)
        if unk_token is not None:
            ids = tf.where(ids < 0, tf.cast(self.vocabulary[unk_token], ids.dtype), ids)
        return tf.RaggedTensor.from_row_splits(ids, tf.gather(tokens.row_splits, words.row_splits))

    def _without_missing(self, words: Any) -> Any:
        """Leave out the bytes of words that the vocabulary lacks, and words that hold no others."""
        flat = words.flat_values
        parts = tf.strings.bytes_split(flat)  # (words, (bytes))
        is_missing = tf.reduce_any(tf.equal(parts.flat_values[:, None], tf.constant(self._missing)[None]), axis=1)
        left = tf.strings.reduce_join(tf.ragged.boolean_mask(parts, parts.with_flat_values(~is_missing)), axis=1)
        is_added = tf.strings.regex_full_match(flat, f"[{normalizing.PRIVATE}]")
        words = words.with_flat_values(tf.where(is_added, flat, left))
        return tf.ragged.boolean_mask(words, tf.not_equal(words, ""))
