"""One layer of a decoder. Vaswani et al., Attention Is All You Need, section 3.1."""

from typing import Any

import keras
from keras import ops

from studio.layers.encoder_block import BlockSteps, EncoderBlock
from studio.layers.masks import implicit_padding_mask
from studio.layers.tensor import Shape, Tensor


@keras.saving.register_keras_serializable(package="fettle")
class DecoderBlock(EncoderBlock):
    """Causal self-attention, attention to an encoder's output if there is one, then a feed-forward network.

    Args:
        has_cross_attention: bool. Whether the block attends to an encoder's output.
        **kwargs: What `EncoderBlock` takes.

    Call arguments:
        hidden: float tensor of shape `(batch, length, hidden_dim)`.
        encoder_hidden: float tensor of shape `(batch, encoder_length, dim)`: the encoder's output.
        padding_mask: bool or int tensor of shape `(batch, length)`, or `(batch, cache_length)` with a cache.
        encoder_padding_mask: bool or int tensor of shape `(batch, encoder_length)`.
        attention_mask, position_bias, rotary, return_attention_scores: As `MultiHeadAttention` has them.
        cache: float tensor of shape `(batch, 2, num_key_value_heads, cache_length, head_dim)`: keys and values of the
            self-attention so far.
        cache_update_index: int, or int tensor. The position of the first token of `hidden`.
        cross_attention_cache: What `cross_attention.make_cache(encoder_hidden)` gave, instead of `encoder_hidden`.

    Returns:
        Tensor of the shape of `hidden`; or a tuple of it, then the weights of self- and of cross-attention if asked
        for, then the new cache if one was given.
    """

    is_causal = True

    def __init__(self, num_heads: int, intermediate_dim: int, has_cross_attention: bool = False, **kwargs: Any) -> None:
        super().__init__(num_heads, intermediate_dim, **kwargs)
        self.has_cross_attention = has_cross_attention

    def build(self, hidden_shape: Shape, encoder_hidden_shape: Shape | None = None) -> None:
        """Create the attentions and the feed-forward network."""
        super().build(hidden_shape)
        if self.has_cross_attention:
            self.cross_attention = self._make_attention("cross_attention", is_cross_attention=True)
            self.cross_attention.build(hidden_shape, encoder_hidden_shape)
            self.cross_attention_norm = self._make_norm("cross_attention_norm", hidden_shape)
            self.cross_attention_dropout = self._make_dropout("cross_attention_dropout")

    def call(  # type: ignore[override]
        self,
        hidden: Tensor,
        encoder_hidden: Tensor | None = None,
        padding_mask: Tensor | None = None,
        encoder_padding_mask: Tensor | None = None,
        attention_mask: Tensor | None = None,
        position_bias: Tensor | None = None,
        rotary: tuple[Tensor, Tensor] | None = None,
        cache: Tensor | None = None,
        cache_update_index: Tensor | None = None,
        cross_attention_cache: Tensor | None = None,
        return_attention_scores: bool = False,
        training: bool | None = None,
    ) -> Any:
        """Apply the block."""
        if padding_mask is None and cache is None:
            padding_mask = implicit_padding_mask(hidden)
        hidden = ops.cast(hidden, self.compute_dtype)
        attended = self.self_attention(
            self._entering(hidden, self.self_attention_norm),
            padding_mask=padding_mask,
            attention_mask=attention_mask,
            use_causal_mask=True,
            position_bias=position_bias,
            rotary=rotary,
            cache=cache,
            cache_update_index=cache_update_index,
            return_attention_scores=return_attention_scores,
            training=training,
        )
        attended, *others = attended if isinstance(attended, tuple) else (attended,)
        scores, new_cache = (others[:1], others[1:]) if return_attention_scores else ([], others)
        hidden = self._leaving(hidden, attended, self.self_attention_norm, self.self_attention_dropout)
        if self.has_cross_attention:
            hidden, cross_scores = self._crossed(
                hidden, encoder_hidden, encoder_padding_mask, cross_attention_cache, return_attention_scores, training
            )
            scores = [*scores, *cross_scores]
        results = [self._fed_forward(hidden), *scores, *new_cache]
        return results[0] if len(results) == 1 else tuple(results)

    def explain_cross_attention(
        self,
        hidden: Tensor,
        encoder_hidden: Tensor,
        padding_mask: Tensor | None = None,
        encoder_padding_mask: Tensor | None = None,
        position_bias: Tensor | None = None,
        rotary: tuple[Tensor, Tensor] | None = None,
    ) -> BlockSteps:
        """Return every step of the attention to the encoder, as it is in inference."""
        attended = self.self_attention(
            self._entering(hidden, self.self_attention_norm),
            padding_mask=padding_mask,
            use_causal_mask=True,
            position_bias=position_bias,
            rotary=rotary,
        )
        hidden = self._leaving(hidden, attended, self.self_attention_norm, self.self_attention_dropout)
        entering = self._entering(hidden, self.cross_attention_norm)
        steps = self.cross_attention.explain(entering, encoder_hidden, padding_mask=encoder_padding_mask)
        return self._steps(hidden, entering, steps, self.cross_attention_norm, self.feed_forward_norm)

    def compute_output_spec(  # type: ignore[override]
        self,
        hidden: Any,
        encoder_hidden: Any = None,
        cache: Any = None,
        cross_attention_cache: Any = None,
        return_attention_scores: bool = False,
        **kwargs: Any,
    ) -> Any:
        """Return shape and type of what `call` returns."""
        results = [keras.KerasTensor(hidden.shape, dtype=self.compute_dtype)]
        if return_attention_scores:
            batch_size, length, _ = hidden.shape
            lengths = [length if cache is None else cache.shape[3]]
            if self.has_cross_attention:
                given = cross_attention_cache is None
                lengths.append(encoder_hidden.shape[1] if given else cross_attention_cache.shape[3])
            shapes = [(batch_size, self.num_heads, length, key_length) for key_length in lengths]
            results += [keras.KerasTensor(shape, dtype=self.compute_dtype) for shape in shapes]
        if cache is not None:
            results.append(keras.KerasTensor(cache.shape, dtype=self.compute_dtype))
        return results[0] if len(results) == 1 else tuple(results)

    def compute_output_shape(self, hidden_shape: Shape, encoder_hidden_shape: Shape | None = None) -> Shape:
        """Return the shape of `hidden`."""
        return hidden_shape

    def get_config(self) -> dict[str, Any]:
        """Return the constructor's arguments."""
        return {**super().get_config(), "has_cross_attention": self.has_cross_attention}

    def _crossed(
        self,
        hidden: Tensor,
        encoder_hidden: Tensor | None,
        encoder_padding_mask: Tensor | None,
        cache: Tensor | None,
        return_attention_scores: bool,
        training: bool | None,
    ) -> tuple[Tensor, list[Tensor]]:
        if encoder_hidden is None and cache is None:
            raise ValueError("Expected `encoder_hidden` or `cross_attention_cache`. Received: neither")
        attended = self.cross_attention(
            self._entering(hidden, self.cross_attention_norm),
            key_value=encoder_hidden,
            padding_mask=encoder_padding_mask,
            cache=cache,
            return_attention_scores=return_attention_scores,
            training=training,
        )
        attended, *others = attended if isinstance(attended, tuple) else (attended,)
        hidden = self._leaving(hidden, attended, self.cross_attention_norm, self.cross_attention_dropout)
        return hidden, others[:1] if return_attention_scores else []
