"""Boolean attention masks: `True` where a query may look. Vaswani et al., Attention Is All You Need, section 3.2.3."""

from keras import ops

from studio.layers.tensor import Tensor


def causal_mask(query_length: Tensor, key_length: Tensor, start_index: Tensor = 0) -> Tensor:
    """Return the mask that hides the future.

    Args:
        query_length: int, or int tensor.
        key_length: int, or int tensor.
        start_index: int, or int tensor. The place of the first query among the keys: above 0 while decoding with a
            cache.

    Returns:
        bool tensor of shape `(1, 1, query_length, key_length)`.
    """
    rows = ops.arange(query_length, dtype="int32") + ops.cast(start_index, "int32")
    columns = ops.arange(key_length, dtype="int32")
    return (columns <= ops.expand_dims(rows, -1))[None, None]


def merge_masks(padding_mask: Tensor | None, attention_mask: Tensor | None) -> Tensor | None:
    """Return what both masks allow.

    Args:
        padding_mask: bool or int tensor of shape `(batch, key_length)`, or `None`.
        attention_mask: bool or int tensor of shape `(batch, query_length, key_length)` or
            `(batch, heads, query_length, key_length)`, whose axes may be 1, or `None`.

    Returns:
        bool tensor of 4 axes that broadcasts to `(batch, heads, query_length, key_length)`, or `None`.

    Raises:
        ValueError: if a mask has another number of axes.
    """
    masks = []
    if padding_mask is not None:
        if len(padding_mask.shape) != 2:
            raise ValueError(
                f"Expected `padding_mask` of shape (batch, key_length). Received: shape {tuple(padding_mask.shape)}"
            )
        masks.append(ops.cast(padding_mask, "bool")[:, None, None, :])  # (batch, 1, 1, key_length)
    if attention_mask is not None:
        masks.append(_with_four_axes(ops.cast(attention_mask, "bool")))
    if not masks:
        return None
    return masks[0] if len(masks) == 1 else ops.logical_and(*masks)


def implicit_padding_mask(x: Tensor) -> Tensor | None:
    """Return the mask that an earlier layer attached, e.g. `keras.layers.Embedding(mask_zero=True)`, or `None`."""
    # Keras has no public way to read it; its own layers look at this attribute, too.
    return getattr(x, "_keras_mask", None)


def _with_four_axes(mask: Tensor) -> Tensor:
    if len(mask.shape) == 3:
        return mask[:, None]  # (batch, 1, query_length, key_length)
    if len(mask.shape) == 4:
        return mask
    raise ValueError(
        "Expected `attention_mask` of shape (batch, query_length, key_length) or (batch, heads, query_length, "
        f"key_length). Received: shape {tuple(mask.shape)}"
    )
