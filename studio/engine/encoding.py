"""Raw texts to a model's inputs inside a graph, as an export needs it."""

from typing import Any

import tensorflow as tf

from studio.engine.model import TextModel


def encode(model: TextModel, text: Any) -> dict[str, Any]:
    """Turn texts into a model's inputs inside a graph, padded to the longest of the batch.

    Args:
        model: Its preprocessor is used; a model that cannot tell padding from text is padded to its full length.
        text: tf.string tensor of shape `(batch,)`.
    """
    inputs = model.classifier.preprocessor(text)  # each (batch, sequence_length)
    if not model.has_padding_mask:
        return dict(inputs)
    lengths = tf.reduce_sum(tf.cast(inputs["padding_mask"], tf.int32), axis=-1)
    # No text at all has no longest one.
    longest = tf.maximum(tf.reduce_max(lengths), 1)
    return {name: array[:, :longest] for name, array in inputs.items()}
