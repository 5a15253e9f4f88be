"""Probabilities of classes in float32: the numbers that an export must equal."""

from typing import Any

import tensorflow as tf

from studio.engine.models.text_model import TextModel


def class_probabilities(model: TextModel, inputs: dict[str, Any]) -> Any:
    """Return the float32 probabilities of shape `(batch_size, num_classes)` that a model gives to its inputs."""
    logits = model.network(inputs, training=False)
    return tf.nn.softmax(tf.cast(logits, tf.float32), axis=-1)
