"""Scaled dot-product attention. Vaswani et al., Attention Is All You Need, section 3.2.1, equation 1."""

import math
from collections.abc import Callable

import keras
from keras import ops

from studio.layers.tensor import Tensor

# Its softmax is exactly 0 in float32 beside any score that is not hidden, and no row turns into NaN.
_HIDDEN = -1e9


def dot_product_attention(
    query: Tensor,
    key: Tensor,
    value: Tensor,
    *,
    bias: Tensor | None = None,
    mask: Tensor | None = None,
    scale: float | None = None,
    dropout: Callable[[Tensor], Tensor] | None = None,
    return_attention_scores: bool = False,
) -> Tensor:
    """Return `softmax(QKᵀ/√d_k + bias)V`.

    Several heads may share keys and values (Ainslie et al., GQA, section 2.2): head `h` of the query looks at head
    `h // (num_heads / num_key_value_heads)` of the keys. The softmax is computed in float32 whatever the inputs are.

    Where the backend has a fused kernel (JAX; on a GPU cuDNN's flash attention), it is used unless dropout, a bias or
    the weights are asked for.

    Args:
        query: float tensor of shape `(batch, num_heads, query_length, head_dim)`.
        key: float tensor of shape `(batch, num_key_value_heads, key_length, head_dim)`.
        value: float tensor of the key's shape.
        bias: float tensor that broadcasts to `(batch, num_heads, query_length, key_length)`: added to the scores.
        mask: bool tensor that broadcasts to the same: `True` where a query may look.
        scale: float. Instead of `1/√head_dim`.
        dropout: What is done to the weights in training.
        return_attention_scores: Whether the weights are returned, too.

    Returns:
        The output, of the query's shape; or output and weights, `(batch, num_heads, query_length, key_length)`,
        as they are before dropout.
    """
    if _has_fused_kernel() and bias is None and dropout is None and not return_attention_scores:
        return _fused(query, key, value, mask, scale)
    scores = attention_scores(query, key, bias=bias, mask=mask, scale=scale)
    weights = ops.cast(softmax(scores), value.dtype)  # (batch, num_heads, query_length, key_length)
    output = grouped_matmul(weights if dropout is None else dropout(weights), value)
    return (output, weights) if return_attention_scores else output


def attention_scores(
    query: Tensor,
    key: Tensor,
    *,
    bias: Tensor | None = None,
    mask: Tensor | None = None,
    scale: float | None = None,
) -> Tensor:
    """Return `QKᵀ/√d_k + bias`, the scores before the softmax; hidden ones are −10⁹.

    Args: as for `dot_product_attention`.

    Returns:
        float32 tensor of shape `(batch, num_heads, query_length, key_length)`.
    """
    scale = 1.0 / math.sqrt(query.shape[-1]) if scale is None else scale
    if scale != 1.0:
        query = query * ops.cast(scale, query.dtype)
    scores = grouped_matmul(query, ops.swapaxes(key, -2, -1))
    dtype = keras.backend.result_type(scores.dtype, "float32")
    scores = ops.cast(scores, dtype)
    if bias is not None:
        scores = scores + ops.cast(bias, dtype)
    if mask is not None:
        # Not added: TensorFlow would join product and sum into one operation, a hundred times slower from two rows on.
        scores = ops.where(mask, scores, ops.cast(_HIDDEN, dtype))
    return scores


def softmax(scores: Tensor) -> Tensor:
    """Return the weights of each query, which add up to 1."""
    if scores.shape[-1] == 1:
        # `keras.ops.softmax` warns of a single key. This is 1, with a gradient that is 0 but there.
        return ops.exp(scores - scores)
    return ops.softmax(scores, axis=-1)


def grouped_matmul(left: Tensor, right: Tensor) -> Tensor:
    """Return the products of many heads with fewer, without repeating those.

    Args:
        left: tensor of shape `(batch, num_heads, rows, inner)`.
        right: tensor of shape `(batch, num_key_value_heads, inner, columns)`.

    Returns:
        Tensor of shape `(batch, num_heads, rows, columns)`.
    """
    num_heads, num_groups = left.shape[1], right.shape[1]
    if num_heads == num_groups:
        return ops.matmul(left, right)
    _, _, rows, inner = ops.shape(left)
    columns = ops.shape(right)[-1]
    stacked = ops.reshape(left, (-1, num_groups, num_heads // num_groups * rows, inner))
    return ops.reshape(ops.matmul(stacked, right), (-1, num_heads, rows, columns))


def _has_fused_kernel() -> bool:
    # TensorFlow's `keras.ops.dot_product_attention` is einsum by einsum what stands above.
    return str(keras.config.backend()) == "jax"


def _fused(query: Tensor, key: Tensor, value: Tensor, mask: Tensor | None, scale: float | None) -> Tensor:
    if mask is not None:
        # cuDNN's kernel takes a mask with a row for each query.
        rows, columns = ops.shape(query)[2], ops.shape(key)[2]
        mask = ops.broadcast_to(mask, (*ops.shape(mask)[:2], rows, columns))
    query, key, value = (ops.swapaxes(x, 1, 2) for x in (query, key, value))  # (batch, length, heads, head_dim)
    scale = 1.0 / math.sqrt(query.shape[-1]) if scale is None else scale
    flash = keras.config.is_flash_attention_enabled()
    output = ops.dot_product_attention(query, key, value, mask=mask, scale=scale, flash_attention=flash)
    return ops.swapaxes(output, 1, 2)
