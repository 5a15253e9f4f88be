"""Raw texts to spans inside a graph, as an export needs it."""

from typing import Any

import tensorflow as tf

from studio.engine.models.text_model import TextModel
from studio.engine.tasks.token_classification.piece_reader import PieceReader
from studio.engine.tasks.token_classification.span_tags import spans_in_graph
from studio.engine.tasks.token_classification.windows import NOT_TAGGED
from studio.engine.texts.inputs import text_inputs


def tags_in_graph(model: TextModel, inputs: dict[str, Any]) -> tuple[Any, Any]:
    """Return the likeliest tag of each token and how probable it is: int32 and float32, `(batch, length)`."""
    probabilities = tf.nn.softmax(tf.cast(model.network(inputs, training=False), tf.float32), axis=-1)
    return tf.argmax(probabilities, axis=-1, output_type=tf.int32), tf.reduce_max(probabilities, axis=-1)


def spans_of_texts(model: TextModel, reader: PieceReader, text: Any) -> dict[str, Any]:
    """Return `start`, `end`, `type` and `probability` of the spans of texts, padded with −1 or an empty text.

    Args:
        model: The model.
        reader: Makes windows of texts.
        text: tf.string tensor of shape `(batch,)`.
    """
    windows = reader.windows(text)
    # A model that cannot tell padding from text must see the same padding always.
    width = None if model.has_padding_mask else model.info.sequence_length
    token_ids = windows.token_ids.to_tensor(int(model.tokenizer.pad_token_id), shape=(None, width))
    # No text at all has no longest one.
    token_ids = tf.pad(token_ids, [[0, 0], [0, tf.maximum(1 - tf.shape(token_ids)[1], 0)]])
    mask = tf.sequence_mask(windows.token_ids.row_lengths(), tf.shape(token_ids)[1], tf.int32)
    arrays = {"token_ids": token_ids, "padding_mask": mask, "segment_ids": tf.zeros_like(token_ids)}
    inputs = {name: arrays[name] for name in text_inputs(model.input_names)}
    tags, probabilities = (_flat(values, windows.token_ids) for values in tags_in_graph(model, inputs))
    starts = windows.starts.flat_values
    is_tagged = starts != NOT_TAGGED
    pieces = (
        tf.boolean_mask(values, is_tagged)
        for values in (
            tf.repeat(windows.row_of, windows.token_ids.row_lengths()),
            starts,
            windows.ends.flat_values,
            tags,
            probabilities,
        )
    )
    rows, starts, ends, tags, probabilities = pieces
    start, end, types, probability = spans_in_graph(rows, starts, ends, tags, probabilities, tf.size(text, tf.int64))
    names = tf.constant(model.info.schema.class_names, tf.string)
    return {
        "start": start.to_tensor(-1),
        "end": end.to_tensor(-1),
        "type": types.with_flat_values(tf.gather(names, types.flat_values)).to_tensor(""),
        "probability": probability.to_tensor(-1.0),
    }


def _flat(values: Any, like: Any) -> Any:
    """Return the values of real tokens, one window after the other."""
    return tf.boolean_mask(values, tf.sequence_mask(like.row_lengths(), tf.shape(values)[1]))
