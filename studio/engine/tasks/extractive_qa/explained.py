"""What speaks for an answer's beginning, and what for its end."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import tensorflow as tf

from studio.engine.tasks.explained import Explained, Floats
from studio.engine.tasks.extractive_qa.question_reader import END, START, QuestionReader
from studio.engine.tasks.extractive_qa.span_finder import ANSWER_MASK
from studio.engine.tasks.extractive_qa.span_scores import span_scores
from studio.engine.texts.packed_text import PackedText
from studio.engine.texts.packing import Marks
from studio.errors import InputError

_SIDES = (START, END)


class SpanOutputs(Explained):
    """The logits of all tokens for being the first and the last of the answer.

    That of a token stands at `2 · place`, for its being the last one place further.

    Args:
        reader: Reads questions and contexts.
        marks: The special tokens around a question and its context.
        max_answer_length: The most tokens of an answer.
    """

    def __init__(self, reader: QuestionReader, marks: Marks, max_answer_length: int) -> None:
        self._reader = reader
        self._marks = marks
        self._max_answer_length = max_answer_length

    def windows(self, text: str, pair: str | None) -> tuple[PackedText, ...]:
        """Return the question with each window of the text that it is asked about."""
        if pair is None:
            raise InputError(
                "Expected a second text: the one that the question is about. Received: the question alone."
            )
        return self._reader.packed(text, pair)

    def inputs(self, inputs: Mapping[str, Any]) -> dict[str, Any]:
        """Add which tokens may be part of an answer: the second text, and the first token, for "no answer"."""
        token_ids = inputs["token_ids"]
        is_mark = tf.cast(tf.equal(token_ids, self._marks.end[0]), tf.int32)
        # Behind all tokens of the separator, and before the one that ends it all.
        is_context = tf.equal(tf.cumsum(is_mark, axis=1) - is_mark, len(self._marks.separator)) & (is_mark == 0)
        is_first = tf.equal(tf.cumsum(tf.ones_like(token_ids), axis=1), 1)
        return {**inputs, ANSWER_MASK: tf.cast(is_context | is_first, tf.int32)}

    def outputs(self, network_outputs: Any) -> Any:
        """Return the logits in one row."""
        return tf.reshape(network_outputs, [tf.shape(network_outputs)[0], -1])

    def choose(self, outputs: Sequence[Floats], target: str | None, windows: Sequence[PackedText]) -> tuple[int, int]:
        """Return where the best answer of all windows begins, or ends if that is asked for."""
        if target not in (None, *_SIDES):
            raise InputError(
                "target: expected one of {expected}. Received: {received}.",
                expected=", ".join(_SIDES),
                received=target,
            )
        # The first token stands for "no answer".
        scores = [span_scores(logits.reshape(-1, 2)[1:], self._max_answer_length) for logits in outputs]
        window = int(np.argmax([found.max() for found in scores]))
        first, num_more = np.unravel_index(scores[window].argmax(), scores[window].shape)
        return window, int(2 * (1 + first + num_more) + 1) if target == END else int(2 * (1 + first))

    def name(self, index: int) -> str:
        """Return `start` or `end`."""
        return _SIDES[index % 2]

    def probability(self, outputs: Floats, index: int) -> Floats:
        """Return the softmax over all tokens."""
        logits = outputs[..., index % 2 :: 2]
        exponentials = np.exp(logits - logits.max(axis=-1, keepdims=True))
        result: Floats = exponentials[..., index // 2] / exponentials.sum(axis=-1)
        return result
