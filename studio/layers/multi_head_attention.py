"""Multi-head attention. Vaswani et al., Attention Is All You Need, section 3.2.2."""

from typing import Any, NamedTuple

import keras
from keras import ops

from studio.layers.arguments import check_count, check_fraction, check_multiple
from studio.layers.attention import attention_scores, dot_product_attention, grouped_matmul, softmax
from studio.layers.dropout import Dropout
from studio.layers.masks import causal_mask, implicit_padding_mask, merge_masks
from studio.layers.rotary_positions import rotate
from studio.layers.tensor import Shape, Tensor


class AttentionSteps(NamedTuple):
    """What one attention layer computes, step by step, for a view of it.

    Attributes:
        query: `(batch, num_heads, query_length, head_dim)`, turned where positions are rotary.
        key, value: `(batch, num_heads, key_length, head_dim)`; shared heads are repeated.
        scores: float32 `(batch, num_heads, query_length, key_length)`: scaled, biases added, hidden places −∞.
        weights: The softmax of the scores.
        output: `(batch, num_heads, query_length, head_dim)`: weights times value.
        multi_head: `(batch, query_length, hidden_dim)`: the heads side by side, projected.
    """

    query: Tensor
    key: Tensor
    value: Tensor
    scores: Tensor
    weights: Tensor
    output: Tensor
    multi_head: Tensor


@keras.saving.register_keras_serializable(package="fettle")
class MultiHeadAttention(keras.layers.Layer):
    """Attends with several heads at once, to the same sequence or to another.

    Self-attention takes query, key and value from one product, whose kernel has the shape
    `(hidden_dim, (num_heads + 2 * num_key_value_heads) * head_dim)`: all query heads, then all key heads, then all
    value heads. Cross-attention has one product for the query and one for key and value.

    Args:
        num_heads: int. The query heads.
        head_dim: int. The width of a head; `hidden_dim / num_heads` if `None`.
        num_key_value_heads: int. The key and value heads, a divisor of `num_heads` (Ainslie et al., GQA, section 2.2);
            one for each query head if `None`.
        is_cross_attention: bool. Whether keys and values come from another sequence.
        use_bias: bool. Whether the products add biases.
        scale: float. What the scores are multiplied by; `1/√head_dim` if `None`. T5 has 1.
        dropout: float. The fraction of the weights that is dropped in training.
        kernel_initializer: Of the kernels.

    Call arguments:
        query: float tensor of shape `(batch, query_length, hidden_dim)`.
        key_value: float tensor of shape `(batch, key_length, dim)`, for cross-attention only.
        padding_mask: bool or int tensor of shape `(batch, key_length)`: `True` for a real key. A mask that an earlier
            layer attached to the keys is used where this is `None`.
        attention_mask: bool or int tensor of shape `(batch, query_length, key_length)` or
            `(batch, num_heads, query_length, key_length)`: `True` where a query may look.
        use_causal_mask: bool. Whether a query sees only itself and what came before.
        position_bias: float tensor that broadcasts to `(batch, num_heads, query_length, key_length)`.
        rotary: What `RotaryPositions` gave for the query's positions.
        cache: float tensor of shape `(batch, 2, num_key_value_heads, cache_length, head_dim)`: keys and values so far.
        cache_update_index: int, or int tensor. Where keys and values of this call are written into the cache; `None`
            takes the cache as it is.
        return_attention_scores: bool. Whether the weights are returned, too.

    Returns:
        The output, `(batch, query_length, hidden_dim)`; or a tuple of it, the weights
        `(batch, num_heads, query_length, key_length)` if asked for, and the new cache if one was given.
    """

    def __init__(
        self,
        num_heads: int,
        head_dim: int | None = None,
        num_key_value_heads: int | None = None,
        is_cross_attention: bool = False,
        use_bias: bool = True,
        scale: float | None = None,
        dropout: float = 0.0,
        kernel_initializer: Any = "glorot_uniform",
        **kwargs: Any,
    ) -> None:
        # Cosines, sines and biases stay in float32: each product casts what it is given by itself.
        super().__init__(autocast=False, **kwargs)
        check_count("num_heads", num_heads)
        if head_dim is not None:
            check_count("head_dim", head_dim)
        if num_key_value_heads is not None:
            check_count("num_key_value_heads", num_key_value_heads)
            check_multiple("num_heads", num_heads, "num_key_value_heads", num_key_value_heads)
        check_fraction("dropout", dropout)
        self.num_heads = num_heads
        self.head_dim = head_dim
        self.num_key_value_heads = num_key_value_heads
        self.is_cross_attention = is_cross_attention
        self.use_bias = use_bias
        self.scale = scale
        self.dropout = dropout
        self.kernel_initializer = keras.initializers.get(kernel_initializer)
        self.supports_masking = True

    def build(self, query_shape: Shape, key_value_shape: Shape | None = None) -> None:
        """Create the products."""
        hidden_dim = query_shape[-1]
        assert hidden_dim is not None
        if self.head_dim is None:
            check_multiple("hidden_dim", hidden_dim, "num_heads", self.num_heads)
        self.inner_head_dim = self.head_dim or hidden_dim // self.num_heads
        self.num_groups = self.num_key_value_heads or self.num_heads
        query_dim, key_value_dim = self.num_heads * self.inner_head_dim, 2 * self.num_groups * self.inner_head_dim
        if self.is_cross_attention:
            self.query_dense = self._make_dense(query_dim, "query", query_shape)
            self.key_value_dense = self._make_dense(key_value_dim, "key_value", key_value_shape or query_shape)
        else:
            self.query_key_value_dense = self._make_dense(query_dim + key_value_dim, "query_key_value", query_shape)
        self.output_dense = self._make_dense(hidden_dim, "attention_output", (*query_shape[:-1], query_dim))
        self.dropout_layer = Dropout(self.dropout, dtype=self.dtype_policy, name="attention_dropout")
        self.built = True

    def call(
        self,
        query: Tensor,
        key_value: Tensor | None = None,
        padding_mask: Tensor | None = None,
        attention_mask: Tensor | None = None,
        use_causal_mask: bool = False,
        position_bias: Tensor | None = None,
        rotary: tuple[Tensor, Tensor] | None = None,
        cache: Tensor | None = None,
        cache_update_index: Tensor | None = None,
        return_attention_scores: bool = False,
        training: bool | None = None,
    ) -> Any:
        """Attend."""
        queries, keys, values, written = self._project(query, key_value, rotary, cache, cache_update_index)
        mask = self._mask(query, key_value, keys, padding_mask, attention_mask, use_causal_mask, cache_update_index)
        attended = dot_product_attention(
            queries,
            keys,
            values,
            bias=position_bias,
            mask=mask,
            scale=self.scale,
            dropout=self.dropout_layer if self.dropout and training else None,
            return_attention_scores=return_attention_scores,
        )
        heads, *weights = attended if return_attention_scores else (attended,)
        new_cache = [] if cache is None else [written]
        results = [self._merge(heads), *weights, *new_cache]
        return results[0] if len(results) == 1 else tuple(results)

    def explain(
        self,
        query: Tensor,
        key_value: Tensor | None = None,
        padding_mask: Tensor | None = None,
        use_causal_mask: bool = False,
        position_bias: Tensor | None = None,
        rotary: tuple[Tensor, Tensor] | None = None,
    ) -> AttentionSteps:
        """Return every step of what `call` computes in inference."""
        queries, keys, values, _ = self._project(query, key_value, rotary)
        mask = self._mask(query, key_value, keys, padding_mask, None, use_causal_mask)
        scores = attention_scores(queries, keys, bias=position_bias, mask=mask, scale=self.scale)
        weights = softmax(scores)
        heads = grouped_matmul(ops.cast(weights, values.dtype), values)
        hidden = scores if mask is None else ops.where(mask, scores, -float("inf"))
        repeats = self.num_heads // self.num_groups
        keys, values = (ops.repeat(x, repeats, axis=1) for x in (keys, values))
        return AttentionSteps(queries, keys, values, hidden, weights, heads, self._merge(heads))

    def make_cache(self, key_value: Tensor) -> Tensor:
        """Return keys and values of another sequence, to be passed as `cache` of cross-attention.

        Args:
            key_value: float tensor of shape `(batch, key_length, dim)`.

        Returns:
            float tensor of shape `(batch, 2, num_key_value_heads, key_length, head_dim)`.
        """
        heads = self._split(self.key_value_dense(key_value), 2 * self.num_groups)
        return ops.stack(ops.split(heads, 2, axis=1), axis=1)

    def compute_output_spec(
        self,
        query: Any,
        key_value: Any = None,
        cache: Any = None,
        return_attention_scores: bool = False,
        **kwargs: Any,
    ) -> Any:
        """Return shape and type of what `call` returns."""
        results = [keras.KerasTensor(query.shape, dtype=self.compute_dtype)]
        if return_attention_scores:
            key_length = (query if key_value is None else key_value).shape[1] if cache is None else cache.shape[3]
            shape = (query.shape[0], self.num_heads, query.shape[1], key_length)
            results.append(keras.KerasTensor(shape, dtype=self.compute_dtype))
        if cache is not None:
            results.append(keras.KerasTensor(cache.shape, dtype=self.compute_dtype))
        return results[0] if len(results) == 1 else tuple(results)

    def compute_output_shape(self, query_shape: Shape, key_value_shape: Shape | None = None) -> Shape:
        """Return the query's shape."""
        return query_shape

    def get_config(self) -> dict[str, Any]:
        """Return the constructor's arguments."""
        return {
            **super().get_config(),
            "num_heads": self.num_heads,
            "head_dim": self.head_dim,
            "num_key_value_heads": self.num_key_value_heads,
            "is_cross_attention": self.is_cross_attention,
            "use_bias": self.use_bias,
            "scale": self.scale,
            "dropout": self.dropout,
            "kernel_initializer": keras.initializers.serialize(self.kernel_initializer),
        }

    def _make_dense(self, units: int, name: str, input_shape: Shape) -> Any:
        dense = keras.layers.Dense(
            units,
            use_bias=self.use_bias,
            kernel_initializer=self.kernel_initializer.clone(),
            dtype=self.dtype_policy,
            name=name,
        )
        dense.build(input_shape)
        return dense

    def _project(
        self,
        query: Tensor,
        key_value: Tensor | None,
        rotary: tuple[Tensor, Tensor] | None,
        cache: Tensor | None = None,
        cache_update_index: Tensor | None = None,
    ) -> tuple[Tensor, Tensor, Tensor, Tensor | None]:
        """Return query, key and value, each of shape `(batch, heads, length, head_dim)`, and the cache that holds them.

        Of a text by itself there is none.
        """
        if cache is None and cache_update_index is not None:
            raise ValueError(f"Expected a `cache` beside `cache_update_index`. Received: {cache_update_index=}")
        if self.is_cross_attention:
            queries = self._split(self.query_dense(query), self.num_heads)
            if cache is None or cache_update_index is not None:
                cache = self._written(self.make_cache(self._checked(key_value)), cache, cache_update_index)
            return queries, cache[:, 0], cache[:, 1], cache
        heads = self._split(self.query_key_value_dense(query), self.num_heads + 2 * self.num_groups)
        limits = [self.num_heads, self.num_heads + self.num_groups]
        queries, keys, values = ops.split(heads, limits, axis=1)
        if rotary is not None:
            queries, keys = rotate(queries, rotary), rotate(keys, rotary)
        if cache is None:
            return queries, keys, values, None
        written = self._written(ops.stack([keys, values], axis=1), cache, cache_update_index)
        return queries, written[:, 0], written[:, 1], written

    @staticmethod
    def _checked(key_value: Tensor | None) -> Tensor:
        if key_value is None:
            raise ValueError("Expected `key_value` for cross-attention. Received: None")
        return key_value

    @staticmethod
    def _written(new: Tensor, cache: Tensor | None, index: Tensor | None) -> Tensor:
        if cache is None:
            return new
        if index is None:
            raise ValueError("Expected `cache_update_index` beside the `cache` of self-attention. Received: None")
        return ops.slice_update(cache, [0, 0, 0, index, 0], ops.cast(new, cache.dtype))

    def _split(self, x: Tensor, num_heads: int) -> Tensor:
        """Return the heads: `(batch, length, num_heads * head_dim)` → `(batch, num_heads, length, head_dim)`."""
        x = ops.reshape(x, (-1, ops.shape(x)[1], num_heads, self.inner_head_dim))
        return ops.transpose(x, (0, 2, 1, 3))

    def _merge(self, heads: Tensor) -> Tensor:
        """Return the projected heads: `(batch, num_heads, length, head_dim)` → `(batch, length, hidden_dim)`."""
        heads = ops.transpose(heads, (0, 2, 1, 3))
        return self.output_dense(ops.reshape(heads, (-1, ops.shape(heads)[1], self.num_heads * self.inner_head_dim)))

    @staticmethod
    def _mask(
        query: Tensor,
        key_value: Tensor | None,
        keys: Tensor,
        padding_mask: Tensor | None,
        attention_mask: Tensor | None,
        use_causal_mask: bool,
        start_index: Tensor | None = None,
    ) -> Tensor | None:
        if padding_mask is None:
            padding_mask = implicit_padding_mask(query if key_value is None else key_value)
        mask = merge_masks(padding_mask, attention_mask)
        if not use_causal_mask:
            return mask
        causal = causal_mask(ops.shape(query)[1], ops.shape(keys)[2], 0 if start_index is None else start_index)
        return causal if mask is None else ops.logical_and(mask, causal)
