"""Questions and contexts as strings to answers, inside an export: long contexts in windows as well."""

from dataclasses import dataclass
from typing import Any

import tensorflow as tf

from studio.engine.models.text_model import TextModel
from studio.engine.tasks.extractive_qa.question_reader import question_reader, question_settings
from studio.engine.tasks.extractive_qa.span_finder import ANSWER_MASK, NO_LOGIT
from studio.engine.tasks.extractive_qa.span_scores import span_scores_in_graph
from studio.engine.tasks.extractive_qa.windows import Windows
from studio.engine.texts.inputs import check_filled


def answer_in_graph(model: TextModel, question: Any, context: Any, threshold: float) -> dict[str, Any]:
    """Return the answers to questions.

    Args:
        model: The model.
        question: tf.string tensor of shape `(batch,)`.
        context: tf.string tensor of shape `(batch,)`.
        threshold: By how much "no answer" must be ahead to be taken.

    Returns:
        `answer`, tf.string, empty where there is none; `start` and `end`, int32, −1 where there is none; `score` and
        `no_answer_score`, float32: all of shape `(batch,)`.
    """
    windows = question_reader(model).windows(question, context)
    logits = tf.cast(model.network(window_inputs(model, windows), training=False), tf.float32)
    found = _search(windows, logits, question_settings(model).max_answer_length, tf.shape(context)[0])
    has_answer = (found.score > NO_LOGIT / 2) & (found.no_answer - found.score <= threshold)
    start, end = tf.where(has_answer, found.start, 0), tf.where(has_answer, found.end, 0)
    return {
        "answer": tf.strings.substr(context, start, end - start, unit="UTF8_CHAR"),
        "start": tf.where(has_answer, found.start, -1),
        "end": tf.where(has_answer, found.end, -1),
        "score": tf.exp(found.score - found.log_sum),
        "no_answer_score": tf.exp(found.no_answer - found.log_sum),
    }


def window_inputs(model: TextModel, windows: Windows) -> dict[str, Any]:
    """Return windows as a model's inputs: int32 tensors of shape `(num_windows, length)`."""
    pad_token_id = int(model.tokenizer.pad_token_id)
    token_ids = _dense(model, windows.token_ids, pad_token_id)
    arrays = {
        "token_ids": token_ids,
        "padding_mask": tf.sequence_mask(windows.token_ids.row_lengths(), tf.shape(token_ids)[1], tf.int32),
        "segment_ids": _dense(model, windows.segment_ids, 0),
        ANSWER_MASK: _dense(model, windows.answer_mask, 0),
    }
    check_filled(model.input_names, tuple(arrays))
    return {name: arrays[name] for name in model.input_names}


def _dense(model: TextModel, values: Any, filler: int) -> Any:
    # A model that cannot tell padding from text must see the same padding always.
    length = None if model.has_padding_mask else model.info.sequence_length
    dense = values.to_tensor(filler, shape=(None, length))
    # No text at all has no longest one.
    return tf.pad(dense, [[0, 0], [0, tf.maximum(1 - tf.shape(dense)[1], 0)]], constant_values=filler)


@dataclass(frozen=True, slots=True)
class _Found:
    """What is found in each row: tensors of shape `(num_rows,)`.

    Attributes:
        score: The best span's; hardly above −10⁹ where there is none.
        start, end: Where it begins and ends in its context, in code points.
        no_answer: The score of "no answer".
        log_sum: The logarithm of the sum of the exponentials of all scores, as `gathering.RowAnswer` has it.
    """

    score: Any
    start: Any
    end: Any
    no_answer: Any
    log_sum: Any


def _search(windows: Windows, logits: Any, max_answer_length: int, num_rows: Any) -> _Found:
    """Search the windows of each row as `gathering.gather_row` does: each part of a context counts once."""
    pieces = _Pieces.of(windows)
    scores = pieces.scores(windows, logits, max_answer_length)  # (pieces, max_answer_length)
    no_answer = tf.math.unsorted_segment_min(logits[:, 0, 0] + logits[:, 0, 1], windows.row_of, num_rows)
    by_row = tf.RaggedTensor.from_value_rowids(tf.reduce_max(scores, axis=1), pieces.rows, num_rows)
    row_scores = tf.pad(by_row.to_tensor(NO_LOGIT), [[0, 0], [0, 1]], constant_values=NO_LOGIT)
    score = tf.reduce_max(row_scores, axis=1)
    highest = tf.maximum(score, no_answer)
    shares = tf.reduce_sum(tf.exp(scores - tf.gather(highest, pieces.rows)[:, None]), axis=1)
    total = tf.math.unsorted_segment_sum(shares, pieces.rows, num_rows) + tf.exp(no_answer - highest)
    first = by_row.row_splits[:-1] + tf.argmax(row_scores, axis=1, output_type=tf.int32)
    num_more, starts, ends = (
        tf.pad(values, [[0, 1]])
        for values in (tf.argmax(scores, axis=1, output_type=tf.int32), pieces.starts, pieces.ends)
    )
    # A row without pieces has no first one: what is taken for it does not count.
    last = tf.minimum(first + tf.gather(num_more, first), tf.size(ends) - 1)
    return _Found(score, tf.gather(starts, first), tf.gather(ends, last), no_answer, highest + tf.math.log(total))


@dataclass(frozen=True, slots=True)
class _Pieces:
    """The pieces of all contexts: int32 tensors of shape `(num_pieces,)`.

    Attributes:
        rows: Which row's context each is in.
        starts, ends: Where it begins and ends there, in code points.
    """

    rows: Any
    starts: Any
    ends: Any

    @classmethod
    def of(cls, windows: Windows) -> "_Pieces":
        """Return the pieces that the tokens of windows belong to."""
        piece_of = windows.pieces.flat_values
        count = 1 + tf.reduce_max(tf.pad(piece_of, [[1, 0]], constant_values=-1))
        rows = tf.gather(windows.row_of, windows.pieces.value_rowids())
        # What belongs to none has a negative number, and is passed over.
        return cls(
            *(
                tf.math.unsorted_segment_max(values, piece_of, count)
                for values in (rows, windows.starts.flat_values, windows.ends.flat_values)
            )
        )

    def scores(self, windows: Windows, logits: Any, max_answer_length: int) -> Any:
        """Return the best score of each span: float32 tensor of shape `(num_pieces, max_answer_length)`.

        Args:
            windows: All windows.
            logits: float32 tensor of shape `(num_windows, length, 2)`.
            max_answer_length: The most tokens of an answer, and so of its pieces.
        """
        piece_of = windows.pieces.to_tensor(-1, shape=(None, logits.shape[1]))
        piece_of = tf.pad(piece_of, [[0, 0], [0, tf.shape(logits)[1] - tf.shape(piece_of)[1]]], constant_values=-1)
        starts, ends = (tf.where(piece_of >= 0, logits[:, :, side], NO_LOGIT) for side in (0, 1))
        scores = span_scores_in_graph(starts, ends, max_answer_length)  # (windows, length, max_answer_length)
        padded = tf.pad(piece_of, [[0, 0], [0, max_answer_length - 1]], constant_values=-1)
        lasts = tf.signal.frame(padded, max_answer_length, 1, axis=1)
        firsts = piece_of[:, :, None]
        places = tf.where(scores > NO_LOGIT / 2, firsts * max_answer_length + lasts - firsts, -1)
        best = tf.math.unsorted_segment_max(
            tf.reshape(scores, [-1]), tf.reshape(places, [-1]), tf.size(self.rows) * max_answer_length
        )
        return tf.maximum(tf.reshape(best, [-1, max_answer_length]), NO_LOGIT)
