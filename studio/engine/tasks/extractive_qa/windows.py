"""A question with each part of a long context: windows that overlap, so that an answer lies whole in one of them.

As in BERT's own script for SQuAD (Devlin et al., 2018, section 4.2): `[CLS] question [SEP] window [SEP]`, and each
window begins `stride` tokens behind the one before. The same graph makes the examples that a model is trained on and
those inside an export.
"""

from dataclasses import dataclass
from typing import Any

import tensorflow as tf

# Questions are cut after so many tokens, as in BERT's script, and always to half of the room.
MAX_QUESTION_LENGTH = 64


@dataclass(frozen=True, slots=True)
class WindowLayout:
    """How windows are laid out.

    Attributes:
        start, separator, end: The special tokens before the question, before the window and at the end.
        has_segments: Whether the window, and what ends it, is another segment than the question.
        sequence_length: The most tokens of an example, the special ones counted.
        stride: How many tokens of the context lie between the beginnings of two windows. Where a window holds no more
            than that, it is half of its length, so that windows always overlap.
    """

    start: tuple[int, ...]
    separator: tuple[int, ...]
    end: tuple[int, ...]
    has_segments: bool
    sequence_length: int
    stride: int

    @property
    def room(self) -> int:
        """How many tokens of a question and its window fit."""
        return self.sequence_length - len(self.start) - len(self.separator) - len(self.end)

    @property
    def max_question_length(self) -> int:
        """After how many tokens a question is cut."""
        return min(MAX_QUESTION_LENGTH, self.room // 2)


@dataclass(frozen=True, slots=True)
class Windows:
    """The windows of several rows, in the order of the rows. Ragged ones have the shape `(num_windows, (length))`.

    Attributes:
        token_ids: int32.
        segment_ids: int32: 0 for the question, 1 for the window.
        answer_mask: int32: 1 for the tokens of the window and for the first one, which stands for "no answer".
        pieces: int32: which piece of all contexts a token belongs to, counted from 0; −1 for what is not the context's.
        starts, ends: int32: where the piece of a token begins and ends in its context, in code points; elsewhere 0.
        row_of: int32 tensor of shape `(num_windows,)`: the row of each, counted from 0.
        first_tokens: int32 tensor of shape `(num_windows,)`: which token of its context a window begins with.
        places: int32 tensor of shape `(num_windows,)`: where in the example that token stands.
        counts: int32 tensor of shape `(num_windows,)`: how many tokens of the context a window has.
    """

    token_ids: Any
    segment_ids: Any
    answer_mask: Any
    pieces: Any
    starts: Any
    ends: Any
    row_of: Any
    first_tokens: Any
    places: Any
    counts: Any


def make_windows(layout: WindowLayout, question: Any, context: Any, starts: Any, ends: Any) -> Windows:
    """Lay out questions and contexts, inside a graph. A context without tokens gives one window, which is empty.

    Args:
        layout: How.
        question: int32 ragged tensor of shape `(rows, (tokens))`: the bare tokens of questions.
        context: int32 ragged tensor of shape `(rows, (tokens))`: the bare tokens of contexts.
        starts: int32 ragged tensor like `context`: where the tokens' pieces begin.
        ends: int32 ragged tensor like `context`: where they end.
    """
    question = question[:, : layout.max_question_length]
    width = layout.room - tf.cast(question.row_lengths(), tf.int32)  # (rows,)
    step = tf.where(width > layout.stride, layout.stride, tf.maximum(width // 2, 1))
    lengths = tf.cast(context.row_lengths(), tf.int32)
    num_windows = tf.where(lengths <= width, 1, 1 - (width - lengths) // step)  # rounded up
    row_of = tf.repeat(tf.range(tf.size(lengths)), num_windows)  # (windows,)
    first_tokens = tf.ragged.range(num_windows).flat_values * tf.gather(step, row_of)
    counts = tf.minimum(tf.gather(width, row_of), tf.gather(lengths, row_of) - first_tokens)
    begins = tf.cast(tf.gather(context.row_starts(), row_of), tf.int32) + first_tokens
    taken = tf.ragged.range(begins, begins + counts)
    laid = _Laid(layout, tf.gather(question, row_of), taken)
    return Windows(
        laid.out(laid.question, tf.gather(context.flat_values, taken.flat_values)),
        laid.marked(start=0, window=int(layout.has_segments), end=int(layout.has_segments)),
        laid.marked(start=1, window=1, end=0),
        laid.out(
            -tf.ones_like(laid.question),
            tf.gather(_pieces(context, starts, ends), taken.flat_values),
            filler=-1,
        ),
        laid.out(tf.zeros_like(laid.question), tf.gather(starts.flat_values, taken.flat_values), filler=0),
        laid.out(tf.zeros_like(laid.question), tf.gather(ends.flat_values, taken.flat_values), filler=0),
        row_of,
        first_tokens,
        len(layout.start) + len(layout.separator) + tf.cast(laid.question.row_lengths(), tf.int32),
        counts,
    )


def _pieces(context: Any, starts: Any, ends: Any) -> Any:
    """Return which piece of all contexts each token belongs to, counted from 0."""
    rows = tf.cast(context.value_rowids(), tf.int32)
    places = tf.stack([rows, starts.flat_values, ends.flat_values], axis=1)
    is_new = tf.reduce_any(places[1:] != places[:-1], axis=1)
    # Before the first token there is none.
    return tf.cumsum(tf.concat([tf.zeros_like(rows[:1]), tf.cast(is_new, tf.int32)], axis=0))


class _Laid:
    """Puts values for each part of a window behind each other.

    Args:
        layout: The special tokens.
        question: int32 ragged tensor of shape `(windows, (tokens))`.
        taken: int32 ragged tensor of shape `(windows, (tokens))`: which tokens of all contexts a window has.
    """

    def __init__(self, layout: WindowLayout, question: Any, taken: Any) -> None:
        self._layout = layout
        self.question = question
        self._taken = taken
        self._num_windows = taken.nrows(tf.int32)

    def out(self, question: Any, window: Any, *, filler: int | None = None) -> Any:
        """Return values of the question and of the window, with the special tokens or a filler around them."""
        layout = self._layout
        start, separator, end = (
            marks if filler is None else (filler,) * len(marks)
            for marks in (layout.start, layout.separator, layout.end)
        )
        return tf.concat(
            [
                self._tokens(start),
                question,
                self._tokens(separator),
                self._taken.with_flat_values(window),
                self._tokens(end),
            ],
            axis=1,
        )

    def marked(self, *, start: int, window: int, end: int) -> Any:
        """Return a value for the first tokens, one for the window and one for the last tokens; else 0."""
        layout = self._layout
        ones = tf.ones_like(self._taken.flat_values)
        return tf.concat(
            [
                self._tokens((start,) * len(layout.start)),
                tf.zeros_like(self.question),
                self._zeros(layout.separator),
                self._taken.with_flat_values(ones * window),
                self._tokens((end,) * len(layout.end)),
            ],
            axis=1,
        )

    def _tokens(self, values: tuple[int, ...]) -> Any:
        return tf.RaggedTensor.from_tensor(tf.tile(tf.constant([values], tf.int32), [self._num_windows, 1]))

    def _zeros(self, values: tuple[int, ...]) -> Any:
        return self._tokens((0,) * len(values))
