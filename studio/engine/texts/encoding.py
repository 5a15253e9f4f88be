"""Raw texts to a model's inputs inside a graph, as an export needs it.

As `texts.packing` does it outside. KerasHub's own packer is left out: it trims several segments with an operation of
TensorFlow Text that TensorFlow Serving has only since 2.20.
"""

from collections.abc import Sequence
from typing import Any

import tensorflow as tf

from studio.engine.models.text_model import TextModel
from studio.engine.texts.inputs import text_inputs
from studio.engine.texts.packing import Marks


def encode(model: TextModel, text: Any, second: Any = None) -> dict[str, Any]:
    """Turn texts or pairs of them into a model's inputs inside a graph, padded to the longest of the batch.

    Args:
        model: Its tokenizer is used; a model that cannot tell padding from text is padded to its full length.
        text: tf.string tensor of shape `(batch,)`.
        second: The same of the second texts; `None` where there are none.

    Returns:
        int32 tensors of shape `(batch, length)` by the model's input names.
    """
    tokens = [model.tokenizer(text)] if second is None else [model.tokenizer(text), model.tokenizer(second)]
    return pack(model, tokens)


def pack(model: TextModel, tokens: Sequence[Any], others: Sequence[str] = ()) -> dict[str, Any]:
    """Cut the tokens of texts to a model's length, put its special tokens around them, and pad.

    Args:
        model: The model.
        tokens: int32 ragged tensors of shape `(batch, (tokens))`: of the texts, and of the second ones where there are
            any.
        others: Inputs that the caller fills.

    Returns:
        int32 tensors of shape `(batch, length)` by the model's input names, all but `others`.

    Raises:
        PresetError: if the model takes an input that nobody fills.
    """
    marks = Marks.of(model.tokenizer)
    kept = _cut(tokens, model.info.sequence_length - marks.count(len(tokens)))
    parts, segments = [repeated(marks.start, kept[0])], [0]
    for index, text in enumerate(kept):
        segment = index if marks.has_segments else 0
        parts += [text, repeated(marks.end if index == len(kept) - 1 else marks.separator, text)]
        segments += [segment, segment]
    token_ids = _padded(model, parts, int(model.tokenizer.pad_token_id))
    arrays = {
        "token_ids": token_ids,
        "padding_mask": _padded(model, [tf.ones_like(part) for part in parts], 0),
        "segment_ids": _padded(
            model, [tf.ones_like(part) * segment for part, segment in zip(parts, segments, strict=True)], 0
        ),
    }
    return {name: arrays[name] for name in text_inputs(model.input_names, others)}


def repeated(token_ids: Sequence[int], tokens: Any) -> Any:
    """Return the same tokens for each row, inside a graph.

    Args:
        token_ids: What is repeated.
        tokens: Ragged tensor of shape `(batch, (tokens))`: as many rows, of the same type, are returned.
    """
    row = tf.constant(token_ids, tokens.dtype, shape=(1, len(token_ids)))
    return tf.RaggedTensor.from_tensor(tf.tile(row, [tokens.nrows(), 1]), row_splits_dtype=tokens.row_splits.dtype)


def _cut(tokens: Sequence[Any], room: int) -> list[Any]:
    if len(tokens) == 1:
        return [tokens[0][:, :room]]
    first, second = (text.row_lengths() for text in tokens)
    num_first = tf.minimum(first, tf.maximum(room - second, -(-room // 2)))
    return [_take(tokens[0], num_first), _take(tokens[1], room - num_first)]


def _take(tokens: Any, counts: Any) -> Any:
    """Return the first tokens of each row, of each as many as it may keep."""
    places = tf.ragged.range(tf.cast(tokens.row_lengths(), tf.int64))
    return tf.ragged.boolean_mask(tokens, places < tf.cast(counts, tf.int64)[:, None])


def _padded(model: TextModel, parts: Sequence[Any], filler: int) -> Any:
    """Return the parts of each row behind each other, `(batch, length)`."""
    dense = tf.cast(tf.concat(parts, axis=1).to_tensor(filler, shape=_shape(model)), tf.int32)
    # No text at all has no longest one.
    return tf.pad(dense, [[0, 0], [0, tf.maximum(1 - tf.shape(dense)[1], 0)]])


def _shape(model: TextModel) -> tuple[int | None, int | None]:
    # A model that cannot tell padding from text must see the same padding always.
    return (None, None if model.has_padding_mask else model.info.sequence_length)
