"""Raw texts to a model's inputs inside a graph, as an export needs it.

KerasHub's own packer is left out. For several segments it trims with an operation of TensorFlow Text that TensorFlow
Serving has only since 2.20; a single text needs none of it.
"""

from collections.abc import Sequence
from typing import Any

import tensorflow as tf

from studio.engine.models.text_model import TextModel
from studio.engine.texts.inputs import text_inputs


def encode(model: TextModel, text: Any) -> dict[str, Any]:
    """Turn texts into a model's inputs inside a graph, padded to the longest of the batch.

    Args:
        model: Its tokenizer is used; a model that cannot tell padding from text is padded to its full length.
        text: tf.string tensor of shape `(batch,)`.

    Returns:
        int32 tensors of shape `(batch, length)` by the model's input names.
    """
    return pack(model, model.tokenizer(text))


def pack(model: TextModel, tokens: Any, others: Sequence[str] = ()) -> dict[str, Any]:
    """Cut the tokens of texts to a model's length, put a start and an end token around each, and pad.

    Args:
        model: The model.
        tokens: int32 ragged tensor of shape `(batch, (tokens))`.
        others: Inputs that the caller fills.

    Returns:
        int32 tensors of shape `(batch, length)` by the model's input names, all but `others`.

    Raises:
        PresetError: if the model takes an input that nobody fills.
    """
    tokenizer = model.tokenizer
    rows = tokens[:, : model.info.sequence_length - 2]  # (batch, (tokens))
    start, end = (
        tf.fill([rows.nrows(), 1], tf.cast(token_id, rows.dtype))
        for token_id in (tokenizer.start_token_id, tokenizer.end_token_id)
    )
    rows = tf.concat([start, rows, end], axis=1)
    token_ids = tf.cast(rows.to_tensor(tokenizer.pad_token_id, shape=_shape(model)), tf.int32)
    # No text at all has no longest one.
    token_ids = tf.pad(token_ids, [[0, 0], [0, tf.maximum(1 - tf.shape(token_ids)[1], 0)]])
    padding_mask = tf.sequence_mask(rows.row_lengths(), tf.shape(token_ids)[1], tf.int32)
    arrays = {"token_ids": token_ids, "padding_mask": padding_mask, "segment_ids": tf.zeros_like(token_ids)}
    return {name: arrays[name] for name in text_inputs(model.input_names, others)}


def _shape(model: TextModel) -> tuple[int | None, int | None]:
    # A model that cannot tell padding from text must see the same padding always.
    return (None, None if model.has_padding_mask else model.info.sequence_length)
