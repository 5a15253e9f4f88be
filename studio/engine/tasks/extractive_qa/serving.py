"""Questions and contexts as strings to answers, inside an export: long contexts in windows as well."""

from typing import Any

import tensorflow as tf

from studio.engine.models.text_model import TextModel
from studio.engine.tasks.extractive_qa.question_reader import question_reader, question_settings
from studio.engine.tasks.extractive_qa.span_finder import ANSWER_MASK, NO_LOGIT
from studio.engine.tasks.extractive_qa.span_search import Candidates, search
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
    found = search(logits, question_settings(model).max_answer_length)
    num_rows = tf.shape(context)[0]
    best, log_sum, no_answer = _over_windows(found, windows.row_of, num_rows)
    starts, ends = _places(windows, found, best)
    score = tf.gather(found.scores[:, 0], best)
    has_answer = (score > NO_LOGIT / 2) & (no_answer - score <= threshold)
    start, end = tf.where(has_answer, starts, 0), tf.where(has_answer, ends, 0)
    return {
        "answer": tf.strings.substr(context, start, end - start, unit="UTF8_CHAR"),
        "start": tf.where(has_answer, starts, -1),
        "end": tf.where(has_answer, ends, -1),
        "score": tf.exp(score - log_sum),
        "no_answer_score": tf.exp(no_answer - log_sum),
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


def _over_windows(found: Candidates, row_of: Any, num_rows: Any) -> tuple[Any, Any, Any]:
    """Return each row's window with the best span, the logarithm of the sum of all scores, and that of "no answer"."""
    by_row = tf.RaggedTensor.from_value_rowids(found.scores[:, 0], row_of, tf.cast(num_rows, row_of.dtype))
    scores = tf.pad(by_row.to_tensor(2 * NO_LOGIT), [[0, 0], [0, 1]], constant_values=2 * NO_LOGIT)
    best = tf.cast(by_row.row_splits[:-1], tf.int32) + tf.argmax(scores, axis=1, output_type=tf.int32)
    no_answer = tf.math.unsorted_segment_min(found.no_answer, row_of, num_rows)
    highest = tf.maximum(tf.math.unsorted_segment_max(found.log_sums, row_of, num_rows), no_answer)
    shares = tf.exp(found.log_sums - tf.gather(highest, row_of))
    total = tf.math.unsorted_segment_sum(shares, row_of, num_rows) + tf.exp(no_answer - highest)
    return best, highest + tf.math.log(total), no_answer


def _places(windows: Windows, found: Candidates, best: Any) -> tuple[Any, Any]:
    """Return where the best spans begin and end in their contexts, in code points."""
    # Beyond a window's end there are candidates that do not count.
    last = tf.cast(windows.token_ids.row_lengths(), tf.int32) - 1
    begins = tf.cast(windows.token_ids.row_starts(), tf.int32)
    places = [
        tf.gather(values.flat_values, tf.gather(begins + tf.minimum(tokens[:, 0], last), best))
        for values, tokens in ((windows.starts, found.firsts), (windows.ends, found.lasts))
    ]
    return places[0], places[1]
