"""SentencePiece as ALBERT, XLM-RoBERTa and models that write text were trained with it, on KerasHub's."""

from importlib.util import find_spec
from pathlib import Path
from typing import Any

import keras
import keras_hub
import numpy as np

from studio.catalogue.own_tokens import OwnTokenizer, Rules, SentencePieceRules, WriterPieceRules
from studio.catalogue.own_tokens.gguf_tokens import build_piece_proto
from studio.catalogue.own_tokens.sentence_pieces import build_proto
from studio.engine.models.pretrained import characters, normalizing
from studio.engine.models.pretrained.control_tokens import ControlTokens, add_control_tokens

try:
    import tensorflow as tf
    import tensorflow_text
except ImportError:
    # tensorflow-text has no wheel for every system: then the sentencepiece package is asked.
    tensorflow_text = None

_FILE_NAME = "vocabulary.spm"
# For private use: no model has a piece for it.
_NEVER = "\ue000"
_SPACES = characters.WHITE_SPACE.replace(r"\x{20}", "") + r"\x{B}\x{C}\x{85}"
_PRIVATE = f"[{normalizing.PRIVATE}]"


class _OwnSentencePieces(keras_hub.tokenizers.SentencePieceTokenizer):
    """What the families share: see `FaithfulAlbertTokenizer`."""

    rules_type: type[Rules] = SentencePieceRules

    def __init__(self, proto: Any = None, rules: Any = None, **kwargs: Any) -> None:
        self.rules: Any = rules if isinstance(rules, self.rules_type) else self.rules_type.of(rules or {})
        # WORKAROUND: KerasHub 0.32 runs the sentencepiece package outside of graphs and TensorFlow Text inside, which
        # decide otherwise between two ways to cut a text that are equally likely.
        super().__init__(proto=proto, _allow_python_workflow=find_spec("tensorflow_text") is None, **kwargs)

    @classmethod
    def of(cls, own: OwnTokenizer) -> Any:
        """Return the tokenizer that was read from a folder."""
        return cls(build_proto(own), own.rules)

    def tokenize(self, inputs: Any) -> Any:
        """Return the token ids of texts: a string, a list of strings or a string tensor."""
        if not self._use_tf_workflow():
            return super().tokenize(self._prepare_in_python(inputs))
        return normalizing.in_batches(self._tokenize_batch, inputs)

    def get_config(self) -> dict[str, Any]:
        """Return the configuration; the model is an asset."""
        return {**super().get_config(), "rules": self.rules.to_json()}

    def load_assets(self, dir_path: str) -> None:
        """Read the model from a folder."""
        # WORKAROUND: KerasHub 0.32 leaves the file open.
        self.set_proto(Path(dir_path, _FILE_NAME).read_bytes())

    def _tokenize_batch(self, texts: Any) -> Any:
        tokens = list(enumerate(self.rules.added_tokens))
        texts = normalizing.replace(texts, normalizing.PRIVATE, _NEVER)
        # TensorFlow Text takes a NUL for the end of a text.
        texts = normalizing.replace(texts, r"\x{0}", "" if self._has_map else _NEVER)
        if not tokens:
            return self._tokenize_pieces(texts)
        return tf.cond(
            normalizing.has_any(texts, tokens),
            lambda: self._tokenize_parts(normalizing.mark_added(texts, tokens)),
            lambda: self._tokenize_pieces(texts),
        )

    def _tokenize_pieces(self, texts: Any) -> Any:
        return super()._tokenize_tf(self._prepare(texts))

    def _tokenize_parts(self, texts: Any) -> Any:
        """Tokenize texts with marks: what stands between them is a text of its own."""
        parts = tensorflow_text.regex_split(texts, _PRIVATE, _PRIVATE)  # (batch, (parts))
        flat = parts.flat_values
        marks = tf.constant([normalizing.private(number) for number in range(len(self.rules.added_tokens))])
        ids = np.array([token.token_id for token in self.rules.added_tokens], np.int32)
        is_mark = tf.equal(flat[:, None], marks[None])  # (parts, marks)
        is_any = tf.reduce_any(is_mark, axis=1)
        added = tf.gather(ids, tf.argmax(tf.cast(is_mark, tf.int32), axis=1))[:, None]
        added = tf.RaggedTensor.from_tensor(added, tf.cast(is_any, tf.int64))
        pieces = self._tokenize_pieces(tf.where(is_any, "", flat))
        if isinstance(pieces, list):
            # Outside of a graph KerasHub gives lists.
            pieces = tf.ragged.constant(pieces, tf.int32, ragged_rank=1)
        return parts.with_values(tf.concat([added, pieces], axis=1)).merge_dims(1, 2)

    def _prepare(self, text: Any) -> Any:
        rules = self.rules
        if rules.quotes:
            text = tf.strings.regex_replace(text, "``|''", '"')
        text = normalizing.decompose(text, "NFKD") if rules.decompose else text
        text = normalizing.replace(text, characters.MARKS, "") if rules.strip_accents else text
        text = normalizing.lowercase(text, has_accents=not rules.strip_accents) if rules.lowercase else text
        return text if self._has_map else normalizing.replace(text, _SPACES, " ")

    def _prepare_in_python(self, inputs: Any) -> Any:
        from tokenizers import normalizers

        rules = self.rules
        steps: list[Any] = [normalizers.Replace(quote, '"') for quote in ("``", "''") if rules.quotes]
        steps += [normalizers.NFKD()] if rules.decompose else []
        steps += [normalizers.StripAccents()] if rules.strip_accents else []
        steps += [normalizers.Lowercase()] if rules.lowercase else []
        normalizer = normalizers.Sequence(steps)
        values = inputs.numpy() if hasattr(inputs, "numpy") else inputs
        values = values.tolist() if hasattr(values, "tolist") else values
        if isinstance(values, str | bytes):
            return normalizer.normalize_str(values.decode() if isinstance(values, bytes) else values)
        return [self._prepare_in_python(value) for value in values]

    def set_proto(self, proto: Any) -> None:
        """Set SentencePiece's model."""
        super().set_proto(proto)
        self._has_map = proto is not None and _has_map(self.proto)


@keras.saving.register_keras_serializable(package="fettle")
class FaithfulAlbertTokenizer(_OwnSentencePieces, keras_hub.models.AlbertTokenizer):
    """Gives the ids that the package `tokenizers` gives for an ALBERT, inside a graph too.

    KerasHub's own tokenizer leaves out what stands in front of the SentencePiece model: lower case, accents, quotes.

    Args:
        proto: bytes. SentencePiece's model.
        rules: `SentencePieceRules`, or how a configuration keeps them.
    """


@keras.saving.register_keras_serializable(package="fettle")
class FaithfulXLMRobertaTokenizer(_OwnSentencePieces, keras_hub.models.XLMRobertaTokenizer):
    """As `FaithfulAlbertTokenizer`, for an XLM-RoBERTa."""


@keras.saving.register_keras_serializable(package="fettle")
class FaithfulPieceTokenizer(ControlTokens, _OwnSentencePieces):
    """Gives the ids that llama.cpp gives for a model that writes text in SentencePiece's pairs, inside a graph too.

    Args:
        proto: bytes. SentencePiece's model.
        rules: `WriterPieceRules`, or how a configuration keeps them.

    Attributes:
        start_token_id, end_token_id, pad_token_id, adds_start, end_token_ids: As those of `FaithfulBytePairTokenizer`.
    """

    backbone_cls = keras_hub.models.Backbone
    rules_type = WriterPieceRules

    def __init__(self, proto: Any = None, rules: Any = None, **kwargs: Any) -> None:
        known = rules if isinstance(rules, WriterPieceRules) else WriterPieceRules.of(rules or {})
        add_control_tokens(self, known)
        super().__init__(proto, known, **kwargs)

    @classmethod
    def of(cls, own: OwnTokenizer) -> Any:
        """Return the tokenizer that was read from a file."""
        return cls(build_piece_proto(own), own.rules)

    def _prepare(self, text: Any) -> Any:
        return text

    def _prepare_in_python(self, inputs: Any) -> Any:
        values = inputs.numpy() if hasattr(inputs, "numpy") else inputs
        return values.tolist() if hasattr(values, "tolist") else values


def _has_map(proto: bytes) -> bool:
    from studio.catalogue.own_tokens.sentence_pieces import parse_proto

    return bool(parse_proto(proto).normalizer_spec.precompiled_charsmap)
