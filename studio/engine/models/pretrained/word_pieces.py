"""BERT's tokenizer as its makers wrote it, on KerasHub's WordPiece."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import keras
import keras_hub
import numpy as np
from keras.src.utils.tracking import DotNotTrackScope

from studio.catalogue.own_tokens import OwnTokenizer, WordPieceRules, build_reference
from studio.catalogue.own_tokens.word_piece import of_rules, read_vocabulary
from studio.engine.models.pretrained import characters, normalizing
from studio.engine.models.pretrained.eager import TokenizesInGraphs

try:
    import tensorflow as tf
    import tensorflow_text
except ImportError:
    # tensorflow-text has no wheel for every system: then the package `tokenizers` is asked.
    tensorflow_text = None

_FILE_NAME = "vocabulary.txt"
_MAX_BYTES_PER_CHARACTER = 4
# No vocabulary holds it, so a word that is too long becomes unknown.
_NEVER = "\U0010ffff"
# TensorFlow Text takes it for the end of a text.
_NUL = r"\x{0}"
# Putting a space for every space would cost as much as all else. The last three part words where texts are not cleaned.
_OTHER_SPACE = characters.WHITE_SPACE.replace(r"\x{20}", "") + r"\x{B}\x{C}\x{85}"


class _OwnWordPiece(TokenizesInGraphs, keras_hub.tokenizers.WordPieceTokenizer):
    """What the families share: see `FaithfulBertTokenizer`."""

    _fast_word_piece: Any

    def __init__(self, vocabulary: Any = None, rules: Any = None, **kwargs: Any) -> None:
        self.rules = rules if isinstance(rules, WordPieceRules) else WordPieceRules.of(rules or {})
        self._reference: Any = None
        super().__init__(
            vocabulary=vocabulary,
            lowercase=False,
            strip_accents=False,
            split=False,
            oov_token=self.rules.unk_token,
            **kwargs,
        )

    @classmethod
    def of(cls, own: OwnTokenizer) -> Any:
        """Return the tokenizer that was read from a folder."""
        return cls(own.tokens(), own.rules)

    def split_words(self, text: Any) -> Any:
        """Return the words of texts inside a graph.

        Args:
            text: tf.string tensor of shape `(batch,)`.

        Returns:
            Ragged tf.string tensor of shape `(batch, (words))`.
        """
        rules = self.rules
        alone = characters.PUNCTUATION + (normalizing.PRIVATE if rules.added_tokens else "")
        alone += characters.IDEOGRAPHS if rules.handle_chinese_chars else ""
        text = self._normalize(self._clean(text))
        if late := self._marked(is_normalized=True):
            if rules.handle_chinese_chars:
                text = normalizing.replace(text, characters.IDEOGRAPHS, r" \0 ")
            text = normalizing.mark_added(text, late)
        return tf.strings.split(normalizing.replace(text, alone, r" \0 "))

    def reference(self) -> Any:
        """Return the same tokenizer of the package `tokenizers`."""
        if self._reference is None:
            self._reference = build_reference(of_rules(self.vocabulary, self.rules))
        return self._reference

    def get_config(self) -> dict[str, Any]:
        """Return the configuration; the vocabulary is an asset."""
        config: dict[str, Any] = super().get_config()
        for name in ("lowercase", "strip_accents", "split", "oov_token"):
            del config[name]
        return {**config, "rules": self.rules.to_json()}

    def save_assets(self, dir_path: str) -> None:
        """Write the vocabulary."""
        content = "".join(f"{token}\n" for token in self.vocabulary)
        Path(dir_path, _FILE_NAME).write_bytes(content.encode())

    def load_assets(self, dir_path: str) -> None:
        """Read the vocabulary."""
        # WORKAROUND: KerasHub 0.32 cuts every white space off a line, so that tokens of nothing else become equal.
        self.set_vocabulary(read_vocabulary(Path(dir_path, _FILE_NAME)))

    def set_vocabulary(self, vocabulary: Any) -> None:
        """Set the tokens in the order of their ids."""
        self._reference = None
        # Keras and TensorFlow would look at each token of the vocabulary, several times, for layers and weights.
        self._self_setattr_tracking = False
        try:
            with DotNotTrackScope():
                super().set_vocabulary(vocabulary)
        finally:
            self._self_setattr_tracking = True
        # This one is to be found: its model is a part of what is exported.
        splitter, self._fast_word_piece = self._fast_word_piece, None
        self._fast_word_piece = splitter

    def _clean(self, text: Any) -> Any:
        """Mark the added tokens that stand in the text as it came, and leave out control characters."""
        rules, early = self.rules, self._marked(is_normalized=False)
        deleted, by = (characters.DELETED, "") if rules.clean_text else (_NUL + normalizing.PRIVATE, _NEVER)

        def mark() -> Any:
            # What looks like a mark and is none.
            plain = normalizing.replace(text, normalizing.PRIVATE, by)
            left = _without_private(characters.DELETED) if rules.clean_text else _NUL
            return normalizing.replace(normalizing.mark_added(plain, early), left, by)

        def leave() -> Any:
            return normalizing.replace(text, deleted, by)

        return tf.cond(normalizing.has_any(text, early), mark, leave) if early else leave()

    def _normalize(self, text: Any) -> Any:
        rules = self.rules
        text = normalizing.replace(text, _OTHER_SPACE, " ")
        if rules.strip_accents:
            text = normalizing.replace(normalizing.decompose(text, "NFD"), characters.ACCENTS, "")
        return normalizing.lowercase(text, has_accents=not rules.strip_accents) if rules.lowercase else text

    def _marked(self, *, is_normalized: bool) -> list[tuple[int, Any]]:
        found = []
        for number, token in enumerate(self.rules.added_tokens):
            if token.is_normalized == is_normalized:
                content = self._normalized(token.content) if is_normalized else token.content
                found.append((number, replace(token, content=content)))
        return found

    def _normalized(self, content: str) -> str:
        normalizer = self.reference().normalizer
        return content if normalizer is None else str(normalizer.normalize_str(content))

    def _tokenize_batch(self, texts: Any) -> Any:
        words = self.split_words(texts)
        flat, limit = words.flat_values, self.rules.max_characters

        def without_long() -> Any:
            return tf.where(tf.strings.length(flat, unit="UTF8_CHAR") > limit, _NEVER, flat)

        has_long = tf.reduce_any(tf.strings.length(flat) > limit)
        words = words.with_flat_values(tf.cond(has_long, without_long, lambda: flat))
        tokens = self._fast_word_piece.tokenize(words).merge_dims(-2, -1)
        ids = tf.constant(self._ids_of_graph)
        return tokens.with_flat_values(tf.gather(ids, tokens.flat_values))

    def _set_vocabulary_tf(self) -> None:
        added = self.rules.added_tokens
        vocabulary = list(self.vocabulary)
        for token in added:
            if not token.is_in_model:
                vocabulary[token.token_id] = f"[only added {token.token_id}]"
        graph_only = [normalizing.private(number) for number in range(len(added))]
        self._ids_of_graph = np.array([*range(len(vocabulary)), *(token.token_id for token in added)], np.int32)
        self._fast_word_piece = tensorflow_text.FastWordpieceTokenizer(
            # Tokens that TensorFlow Text would stumble over, and that no word can be.
            vocab=[
                f"[unusable {number}]" if not token or "\x00" in token else token
                for number, token in enumerate([*vocabulary, *graph_only])
            ],
            token_out_type="int32",  # noqa: S106
            suffix_indicator=self.suffix_indicator,
            max_bytes_per_word=self.rules.max_characters * _MAX_BYTES_PER_CHARACTER,
            unknown_token=self.rules.unk_token,
            no_pretokenization=True,
            support_detokenization=True,
        )


@keras.saving.register_keras_serializable(package="fettle")
class FaithfulBertTokenizer(_OwnWordPiece, keras_hub.models.BertTokenizer):
    """Gives the ids that the package `tokenizers` gives for a BERT, inside a graph too.

    KerasHub's own tokenizer knows no white space but ASCII's, folds case by NFKC, leaves accents, counts bytes where
    BERT counts characters, and finds no token that was added: each gives other ids than the backbone was trained on.

    Args:
        vocabulary: The tokens in the order of their ids.
        rules: `WordPieceRules`, or how a configuration keeps them.
    """


@keras.saving.register_keras_serializable(package="fettle")
class FaithfulDistilBertTokenizer(_OwnWordPiece, keras_hub.models.DistilBertTokenizer):
    """As `FaithfulBertTokenizer`, for a DistilBERT."""


def _without_private(deleted: str) -> str:
    last = r"\x{100000}-\x{10FFFD}"
    first_left = normalizing.FIRST_PRIVATE + normalizing.MAX_NUM_PRIVATE + 1
    left = rf"\x{{100000}}-\x{{{normalizing.FIRST_PRIVATE - 1:X}}}\x{{{first_left:X}}}-\x{{10FFFD}}"
    return deleted.replace(last, left)
