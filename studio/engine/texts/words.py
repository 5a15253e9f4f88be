"""Texts in pieces, each tokenized by itself, so that every token knows where in the text it stands.

A tokenizer that lowercases, composes or drops characters has no way back from its tokens to the text. A piece has: what
was cut out of the text is what was tokenized. A tokenizer that marks the beginning of a word (`Ġ` of byte-level pairs,
`▁` of SentencePiece) is told whether a blank stands before the piece, so that a piece gives the tokens that it gives
within a text, but for tokens that reach over several pieces.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import keras_hub
import numpy as np
from numpy.typing import NDArray

from studio.catalogue.own_tokens.sentence_pieces import parse_proto
from studio.engine.tokenizing.splitting import make_splitter
from studio.pieces import blank_expression, find_pieces, is_blank, piece_expression

try:
    import tensorflow as tf
    import tensorflow_text
except ImportError:
    # tensorflow-text has no wheel for every system: plain Python finds the same pieces.
    tensorflow_text = None

_BLANK = " "


@dataclass(frozen=True, slots=True, eq=False)
class PieceTokens:
    """The tokens of several texts and where they stand. Nothing is added and nothing cut.

    Attributes:
        token_ids: int32 array of shape `(num_tokens,)`, one text after the other.
        starts, ends: int32 arrays of shape `(num_tokens,)`: where the piece of each token begins and ends, in code
            points of its text; tokens of the same piece have the same.
        splits: int64 array of shape `(num_texts + 1,)`: where the tokens of each text begin, and the end.
    """

    token_ids: NDArray[np.int32]
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    splits: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.splits) - 1

    @property
    def is_first(self) -> NDArray[np.bool_]:
        """Whether a token is the first one of its piece: bool array of shape `(num_tokens,)`."""
        is_first = np.ones(len(self.starts), bool)
        is_first[1:] = self.starts[1:] != self.starts[:-1]
        is_first[self.splits[:-1][np.diff(self.splits) > 0]] = True
        return is_first


class PieceTokenizer:
    """Tokenizes texts piece by piece.

    Args:
        tokenizer: A KerasHub tokenizer of any family.
        joins_words: Whether all pieces between two blanks are one: they are still tokenized each by itself.

    Attributes:
        tokenizers: What an export must keep: the tokenizer, and another one for pieces without a blank before them
            where it takes one.
    """

    def __init__(self, tokenizer: Any, *, joins_words: bool = False) -> None:
        self._joins_words = joins_words
        self._opens_with_blank, self._spaced, self._bare = _family(tokenizer)
        self.tokenizers = (self._spaced, *(() if self._bare is None else (self._bare,)))
        self._split = None if tensorflow_text is None else _compiled(self)

    def tokenize(self, texts: Sequence[str]) -> PieceTokens:
        """Return the tokens of texts."""
        if not texts:
            nothing = np.zeros(0, np.int32)
            return PieceTokens(nothing, nothing, nothing, np.zeros(1, np.int64))
        if self._split is None:
            return self._tokenize_in_python(texts)
        with tf.device("cpu"):
            token_ids, starts, ends = self._split(tf.constant(list(texts)))
        ids, first, last = (row.flat_values.numpy().astype(np.int32) for row in (token_ids, starts, ends))
        return PieceTokens(ids, first, last, token_ids.row_splits.numpy().astype(np.int64))

    def tokenize_in_graph(self, texts: Any) -> tuple[Any, Any, Any]:
        """Return the tokens of texts inside a graph.

        Args:
            texts: tf.string tensor of shape `(batch,)`.

        Returns:
            Token ids, and where their pieces start and end, in code points: int32 ragged tensors of shape
            `(batch, (tokens))`.
        """
        pieces, starts, ends, is_spaced = _cut(texts, self._opens_with_blank)
        if self._joins_words:
            starts, ends = _joined(starts, ends, is_spaced)
        keys = tf.where(is_spaced, tf.strings.join([_BLANK, pieces.flat_values]), pieces.flat_values)
        # Texts say the same words over and over.
        words, places = tf.unique(keys)
        tokens = tf.gather(self._tokenize_words(words), places)  # (pieces, (tokens))
        repeats = tokens.row_lengths()
        starts, ends = (tf.repeat(place, repeats) for place in (starts, ends))
        token_ids = pieces.with_flat_values(tokens).merge_dims(1, 2)
        token_ids = token_ids.with_flat_values(tf.cast(token_ids.flat_values, tf.int32))
        return token_ids, token_ids.with_flat_values(starts), token_ids.with_flat_values(ends)

    def _tokenize_words(self, words: Any) -> Any:
        if self._bare is None:
            return self._spaced(words)
        is_spaced = tf.strings.substr(words, 0, 1) == _BLANK
        order = tf.concat([tf.where(is_spaced)[:, 0], tf.where(~is_spaced)[:, 0]], 0)
        spaced = self._spaced(tf.strings.substr(tf.boolean_mask(words, is_spaced), 1, -1))
        tokens = tf.concat([spaced, self._bare(tf.boolean_mask(words, ~is_spaced))], 0)
        return tf.gather(tokens, tf.argsort(order))

    def _tokenize_in_python(self, texts: Sequence[str]) -> PieceTokens:
        keys, spans, counts = [], [], []
        for text in texts:
            found = find_pieces(text)
            counts.append(len(found))
            spans.extend(_joined_in_python(text, found) if self._joins_words else found)
            for start, end in found:
                is_spaced = is_blank(text[start - 1]) if start else self._opens_with_blank
                keys.append((_BLANK if is_spaced else "") + text[start:end])
        unique = {key: place for place, key in enumerate(dict.fromkeys(keys))}
        tokens = _in_python(list(unique), self._spaced, self._bare)
        rows = [tokens[unique[key]] for key in keys]
        lengths = np.array([len(row) for row in rows], np.int64)
        places = np.repeat(np.array(spans, np.int32).reshape(-1, 2), lengths, axis=0)
        ends = np.concatenate([[0], np.cumsum(lengths)])[np.concatenate([[0], np.cumsum(counts)])]
        return PieceTokens(
            np.concatenate([np.zeros(0, np.int32), *rows]), places[:, 0], places[:, 1], ends.astype(np.int64)
        )


def _compiled(tokenizer: PieceTokenizer) -> Any:
    signature = [tf.TensorSpec([None], tf.string)]
    return tf.function(tokenizer.tokenize_in_graph, input_signature=signature, autograph=False)


def _in_python(keys: list[str], spaced: Any, bare: Any) -> list[NDArray[np.int32]]:
    found: dict[str, NDArray[np.int32]] = {}
    groups = [(spaced, keys, 0)]
    if bare is not None:
        groups = [
            (spaced, [key for key in keys if key[0] == _BLANK], 1),
            (bare, [k for k in keys if k[0] != _BLANK], 0),
        ]
    for tokenizer, group, num_cut in groups:
        if group:
            values, splits = make_splitter(tokenizer)([key[num_cut:] for key in group])
            found |= zip(group, np.split(values, splits[1:-1]), strict=True)
    return [found[key] for key in keys]


def _cut(texts: Any, opens_with_blank: bool) -> tuple[Any, Any, Any, Any]:
    """Return the pieces of texts `(batch, (pieces))`, where they start and end, and which have a blank before them."""
    # TensorFlow Text takes a NUL for the end of a text.
    texts = tf.strings.regex_replace(texts, r"\x00", "\x01")
    expression = f"{piece_expression()}|{blank_expression()}"
    parts = tensorflow_text.regex_split(texts, expression, expression)  # (batch, (parts))
    flat, splits = parts.flat_values, parts.row_splits
    ends = tf.cumsum(tf.strings.length(flat, unit="UTF8_CHAR"))
    before = tf.gather(tf.pad(ends, [[1, 0]]), splits[:-1])  # (batch,)
    ends -= tf.repeat(before, parts.row_lengths())
    is_blank_part = tf.strings.regex_full_match(flat, blank_expression())
    is_after_blank = tf.pad(is_blank_part, [[1, 0]])[:-1]
    starts = ends - tf.strings.length(flat, unit="UTF8_CHAR")
    is_spaced = tf.where(starts == 0, opens_with_blank, is_after_blank)
    kept = ~is_blank_part
    pieces = tf.ragged.boolean_mask(parts, parts.with_flat_values(kept))
    return pieces, *(tf.boolean_mask(values, kept) for values in (starts, ends, is_spaced))


def _joined(starts: Any, ends: Any, is_spaced: Any) -> tuple[Any, Any]:
    """Return where the words begin and end that pieces are parts of: int32 tensors of shape `(num_pieces,)`."""
    is_first = is_spaced | (starts == 0)
    words = tf.cumsum(tf.cast(is_first, tf.int32)) - 1
    return tf.gather(tf.boolean_mask(starts, is_first), words), tf.gather(tf.math.segment_max(ends, words), words)


def _joined_in_python(text: str, pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[list[int]] = []
    for start, end in pieces:
        if start == 0 or is_blank(text[start - 1]):
            joined.append([start, end, 0])
        joined[-1][1] = end
        joined[-1][2] += 1
    return [(start, end) for start, end, num_pieces in joined for _ in range(num_pieces)]


# === Families ===


def _family(tokenizer: Any) -> tuple[bool, Any, Any]:
    """Return whether a text opens as if a blank stood before it, and the tokenizers of pieces.

    The second tokenizer is for pieces without a blank before them. Where there is none, the first one takes all pieces,
    with the blank where there is one.
    """
    if isinstance(tokenizer, keras_hub.tokenizers.SentencePieceTokenizer):
        return _sentence_pieces(tokenizer)
    if isinstance(tokenizer, keras_hub.tokenizers.BytePairTokenizer):
        return _byte_pairs(tokenizer)
    return False, tokenizer, None


def _sentence_pieces(tokenizer: Any) -> tuple[bool, Any, Any]:
    proto = parse_proto(tokenizer.proto)
    has_prefix = bool(proto.normalizer_spec.add_dummy_prefix)
    others = []
    for adds_prefix in (True, False):
        proto.normalizer_spec.add_dummy_prefix = adds_prefix
        other = type(tokenizer).from_config(tokenizer.get_config())
        other.set_proto(proto.SerializeToString())
        if tensorflow_text is not None:
            _name_model(other)
        others.append(other)
    return has_prefix, others[0], others[1]


def _name_model(tokenizer: Any) -> None:
    """Give the model of SentencePiece in a tokenizer a name of its own.

    WORKAROUND: TensorFlow Text 2.21 names the models of all tokenizers alike in a SavedModel, and where two are loaded,
    both read with the one that comes first.
    """
    tokenizer._sentence_piece = tensorflow_text.SentencepieceTokenizer(  # noqa: SLF001
        model=tokenizer.proto,
        out_type=tokenizer.compute_dtype,
        add_bos=tokenizer.add_bos,
        add_eos=tokenizer.add_eos,
        name=f"sentence_pieces_{hashlib.sha256(tokenizer.proto).hexdigest()[:16]}",
    )


def _byte_pairs(tokenizer: Any) -> tuple[bool, Any, Any]:
    rules = getattr(tokenizer, "rules", None)
    has_prefix = bool(tokenizer.add_prefix_space if rules is None else rules.add_prefix_space)
    if not has_prefix:
        return False, tokenizer, None
    config = tokenizer.get_config()
    if rules is None:
        config["add_prefix_space"] = False
    else:
        config["rules"] = {**rules.to_json(), "add_prefix_space": False}
    other = type(tokenizer).from_config(config)
    other.set_vocabulary_and_merges(tokenizer.vocabulary, tokenizer.merges)
    return True, other, None
