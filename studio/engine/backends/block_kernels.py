"""What stands between the products of a Transformer block, as one kernel each, forward and gradient.

A kernel reads and writes the products' own type, bfloat16 where those compute in it, and computes in float32.
"""

from dataclasses import dataclass
from typing import Any

import tensorflow as tf

from studio.engine.backends.compiling import compiled
from studio.engine.backends.counter_dropout import Mask, keep_factors
from studio.engine.backends.curves import CURVES

# Its softmax is exactly 0 in float32 beside any score that is not hidden.
_HIDDEN = -1e9


@dataclass(frozen=True, slots=True)
class KernelSettings:
    """What the kernels of a block depend on.

    Attributes:
        dtype: Of the products: `tf.float32` or `tf.bfloat16`.
        dropout: The fraction dropped of attention weights and of what each part adds.
        epsilon: Added to the variance.
        activation: A name in `CURVES`.
        trains_rest: Whether biases and normalization are trained; else no gradients of theirs are computed.
    """

    dtype: Any
    dropout: float
    epsilon: float
    activation: str
    trains_rest: bool = True


class BlockKernels:
    """The kernels of post-norm blocks with equal settings.

    In the shapes, rows are the tokens that are computed, padding included.
    """

    def __init__(self, settings: KernelSettings) -> None:
        self._dtype = settings.dtype
        self._dropout = settings.dropout
        self._epsilon = settings.epsilon
        self._curve = CURVES[settings.activation]
        self._trains_rest = settings.trains_rest
        self._weigh, self._weigh_gradient = compiled(self._weigh_rows), compiled(self._weigh_rows_gradient)
        self._add, self._add_gradient = compiled(self._add_rows), compiled(self._add_rows_gradient)
        self._activate, self._activate_gradient = compiled(self._activate_rows), compiled(self._activate_rows_gradient)

    # === Softmax of scores, then dropout ===

    def attention_weights(self, scores: Any, scale: Any, hidden: Any, mask: Mask | None) -> Any:
        """Return what the values are weighted with.

        Args:
            scores: Tensor of shape `(batch, heads, num_queries, length)`: query times key.
            scale: float32 scalar that the scores are multiplied by.
            hidden: What `hidden_scores` gave.
            mask: Of the dropout; `None` where there is none.

        Returns:
            Tensor of the shape of `scores`.
        """

        def forward(scores: Any) -> Any:
            dropped, weights = self._weigh(scores, scale, hidden, mask)
            return dropped, lambda upstream: self._weigh_gradient(weights, scale, mask, upstream)

        return tf.custom_gradient(forward)(scores)

    def _weigh_rows(self, scores: Any, scale: Any, hidden: Any, mask: Mask | None) -> Any:
        weights = tf.nn.softmax(_wide(scores) * scale + hidden)
        return tf.cast(self._dropped(weights, mask), self._dtype), tf.cast(weights, self._dtype)

    def _weigh_rows_gradient(self, weights: Any, scale: Any, mask: Mask | None, upstream: Any) -> Any:
        weights, upstream = _wide(weights), self._dropped(_wide(upstream), mask)
        along = tf.reduce_sum(upstream * weights, -1, keepdims=True)
        return tf.cast(scale * weights * (upstream - along), self._dtype)

    # === Bias, dropout, residual connection, layer normalization ===

    def add_and_normalize(
        self, x: Any, bias: Any, residual: Any, gamma: Any, beta: Any, mask: Mask | None
    ) -> tuple[Any, Any]:
        """Return `layer_norm(residual + dropout(x + bias))`.

        Args:
            x: Tensor of shape `(rows, dim)`: a product.
            bias: float32 tensor of shape `(dim,)`.
            residual: float32 tensor of shape `(rows, dim)`.
            gamma: float32 tensor of shape `(dim,)`.
            beta: float32 tensor of shape `(dim,)`.
            mask: Of the dropout; `None` where there is none.

        Returns:
            Tensors of shape `(rows, dim)`: the result in float32 for the next residual connection, and in the type of
            the products for the next one of those.
        """

        def forward(x: Any, bias: Any, residual: Any, gamma: Any, beta: Any) -> Any:
            wide, narrow, normed, factor = self._add(x, bias, residual, gamma, beta, mask)

            def gradient(*upstream: Any) -> Any:
                return self._add_gradient(normed, factor, gamma, mask, *upstream)

            return (wide, narrow), gradient

        def forward_frozen(x: Any, residual: Any) -> Any:
            return forward(x, bias, residual, gamma, beta)

        given = (x, bias, residual, gamma, beta) if self._trains_rest else (x, residual)
        found: tuple[Any, Any] = tf.custom_gradient(forward if self._trains_rest else forward_frozen)(*given)
        return found

    def _add_rows(self, x: Any, bias: Any, residual: Any, gamma: Any, beta: Any, mask: Mask | None) -> Any:
        total = residual + self._dropped(_wide(x) + bias, mask)
        centred = total - _row_means(total)
        factor = tf.math.rsqrt(_row_means(centred * centred) + self._epsilon)
        normed = centred * factor
        result = normed * gamma + beta
        return result, tf.cast(result, self._dtype), normed, factor

    def _add_rows_gradient(
        self, normed: Any, factor: Any, gamma: Any, mask: Mask | None, wide: Any, narrow: Any
    ) -> Any:
        upstream = wide + _wide(narrow)
        inner = upstream * gamma
        residual = factor * (inner - _row_means(inner) - normed * _row_means(inner * normed))
        x = self._dropped(residual, mask)
        if not self._trains_rest:
            return tf.cast(x, self._dtype), residual
        columns = [tf.reduce_sum(part, 0) for part in (x, upstream * normed, upstream)]
        return tf.cast(x, self._dtype), columns[0], residual, columns[1], columns[2]

    # === Bias, activation ===

    def activate(self, x: Any, bias: Any) -> Any:
        """Return the activation of `x + bias`.

        Args:
            x: Tensor of shape `(rows, dim)`: a product.
            bias: float32 tensor of shape `(dim,)`.

        Returns:
            Tensor of the shape and type of `x`.
        """

        def forward(x: Any, bias: Any) -> Any:
            return self._activate(x, bias), lambda upstream: self._activate_gradient(x, bias, upstream)

        if self._trains_rest:
            return tf.custom_gradient(forward)(x, bias)
        return tf.custom_gradient(lambda x: forward(x, bias))(x)

    def _activate_rows(self, x: Any, bias: Any) -> Any:
        return tf.cast(self._curve.value(_wide(x) + bias), self._dtype)

    def _activate_rows_gradient(self, x: Any, bias: Any, upstream: Any) -> Any:
        gradient = _wide(upstream) * self._curve.slope(_wide(x) + bias)
        narrow = tf.cast(gradient, self._dtype)
        return (narrow, tf.reduce_sum(gradient, 0)) if self._trains_rest else narrow

    def _dropped(self, x: Any, mask: Mask | None) -> Any:
        return x if mask is None else x * keep_factors(tf.shape(x)[-1], mask, self._dropout)


def hidden_scores(padding_mask: Any) -> Any:
    """Return what is added to the scores: nothing at real tokens, a very low number at padding.

    Args:
        padding_mask: int32 tensor of shape `(batch, length)`: 1 for a real token.

    Returns:
        float32 tensor of shape `(batch, 1, 1, length)`.
    """
    return (1.0 - tf.cast(padding_mask, tf.float32))[:, None, None, :] * _HIDDEN


def _wide(x: Any) -> Any:
    return tf.cast(x, tf.float32)


def _row_means(x: Any) -> Any:
    # A product with ones: XLA adds up a row number by number, but has a fast routine for products.
    return tf.matmul(x, tf.fill([x.shape[-1], 1], 1.0 / x.shape[-1]))
