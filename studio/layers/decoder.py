"""A stack of decoder blocks. Vaswani et al., Attention Is All You Need, section 3.1."""

from collections.abc import Sequence
from typing import Any

import keras
from keras import ops

from studio.layers.decoder_block import DecoderBlock
from studio.layers.documents import document_mask
from studio.layers.encoder_block import BlockSteps
from studio.layers.masks import implicit_padding_mask
from studio.layers.stack import Stack
from studio.layers.tensor import Shape, Tensor


@keras.saving.register_keras_serializable(package="fettle")
class Decoder(Stack):
    """Decoder blocks one after the other, and a final normalization if there is one.

    Args: as `Stack` has them.

    Call arguments:
        hidden: float tensor of shape `(batch, length, hidden_dim)`.
        encoder_hidden: float tensor of shape `(batch, encoder_length, dim)`, if the blocks have cross-attention.
        padding_mask: bool or int tensor of shape `(batch, length)`, or `(batch, cache_length)` with a cache.
        encoder_padding_mask: bool or int tensor of shape `(batch, encoder_length)`.
        document_ids: int tensor of shape `(batch, length)`, without a cache: tokens see only those of the same number.
        cache: What `make_cache` gave, or an earlier call: for each layer a tensor of shape `(batch, 2,
            num_key_value_heads, cache_length, head_dim)`.
        cache_update_index: int, or int tensor. The position of the first token of `hidden`.
        cross_attention_cache: What `make_cross_attention_cache` gave, instead of `encoder_hidden`.
        return_attention_scores: bool. Whether the weights are returned, too.

    Returns:
        Tensor of the shape of `hidden`; or a tuple of it, then, if asked for, two lists with the weights of
        self-attention and of cross-attention of each layer (the second is empty without cross-attention), then the new
        cache if one was given.
    """

    @property
    def has_cross_attention(self) -> bool:
        """Whether the blocks attend to an encoder's output."""
        return bool(self.blocks[0].has_cross_attention)

    def build(self, hidden_shape: Shape, encoder_hidden_shape: Shape | None = None) -> None:
        """Build blocks, biases and normalization."""
        self._build_parts(hidden_shape, encoder_hidden_shape=encoder_hidden_shape)

    def call(
        self,
        hidden: Tensor,
        encoder_hidden: Tensor | None = None,
        padding_mask: Tensor | None = None,
        encoder_padding_mask: Tensor | None = None,
        document_ids: Tensor | None = None,
        cache: Sequence[Tensor] | None = None,
        cache_update_index: Tensor | None = None,
        cross_attention_cache: Sequence[Tensor] | None = None,
        return_attention_scores: bool = False,
        training: bool | None = None,
    ) -> Any:
        """Apply the blocks."""
        if document_ids is not None and cache is not None:
            raise ValueError("Expected `document_ids` or a `cache`. Received: both")
        if padding_mask is None and cache is None:
            padding_mask = implicit_padding_mask(hidden)
        hidden = ops.cast(hidden, self.compute_dtype)
        length = ops.shape(hidden)[1]
        key_length = length if cache is None else ops.shape(cache[0])[3]
        positions = self._positions(length, key_length, 0 if cache_update_index is None else cache_update_index)
        attention_mask = None if document_ids is None else document_mask(document_ids)
        scores: tuple[list[Tensor], list[Tensor]] = ([], [])
        caches = []
        for index, block in enumerate(self.layers):
            result = block(
                hidden,
                encoder_hidden=encoder_hidden,
                padding_mask=padding_mask,
                encoder_padding_mask=encoder_padding_mask,
                attention_mask=attention_mask,
                cache=None if cache is None else cache[index],
                cache_update_index=cache_update_index,
                cross_attention_cache=None if cross_attention_cache is None else cross_attention_cache[index],
                return_attention_scores=return_attention_scores,
                training=training,
                **positions,
            )
            hidden, *others = result if isinstance(result, tuple) else (result,)
            if cache is not None:
                caches.append(others.pop())
            for found, weights in zip(scores, others, strict=False):
                found.append(weights)
        results = [self._finished(hidden), *(scores if return_attention_scores else ())]
        if cache is not None:
            results.append(caches)
        return results[0] if len(results) == 1 else tuple(results)

    def make_cache(self, batch_size: Tensor, max_length: Tensor) -> list[Tensor]:
        """Return an empty cache for `max_length` tokens.

        The layers have a tensor each: of one for all of them each step would copy all of it, twice.

        Args:
            batch_size: int, or int tensor.
            max_length: int, or int tensor.

        Returns:
            For each layer a float tensor of shape `(batch, 2, num_key_value_heads, max_length, head_dim)`.
        """
        attention = self.blocks[0].self_attention
        shape = (batch_size, 2, attention.num_groups, max_length, attention.inner_head_dim)
        return [ops.zeros(shape, dtype=self.compute_dtype) for _ in self.order]

    def make_cross_attention_cache(self, encoder_hidden: Tensor) -> list[Tensor]:
        """Return the keys and values of an encoder's output for every layer.

        Args:
            encoder_hidden: float tensor of shape `(batch, encoder_length, dim)`.

        Returns:
            For each layer a float tensor of shape `(batch, 2, num_key_value_heads, encoder_length, head_dim)`.
        """
        return [block.cross_attention.make_cache(encoder_hidden) for block in self.layers]

    def explain(
        self,
        hidden: Tensor,
        layer: int,
        encoder_hidden: Tensor | None = None,
        padding_mask: Tensor | None = None,
        encoder_padding_mask: Tensor | None = None,
        is_cross_attention: bool = False,
    ) -> BlockSteps:
        """Return every step of one layer's attention, counted from 0: to itself, or to the encoder."""
        length = ops.shape(hidden)[1]
        given = {"padding_mask": padding_mask, **self._positions(length, length)}
        crossed = {"encoder_hidden": encoder_hidden, "encoder_padding_mask": encoder_padding_mask}
        for block in self.layers[:layer]:
            hidden = block(hidden, **given, **crossed)
        block = self.layers[layer]
        assert isinstance(block, DecoderBlock)
        return (
            block.explain_cross_attention(hidden, **given, **crossed)
            if is_cross_attention
            else block.explain(hidden, **given)
        )

    def compute_output_spec(
        self,
        hidden: Any,
        encoder_hidden: Any = None,
        cache: Any = None,
        cross_attention_cache: Any = None,
        return_attention_scores: bool = False,
        **kwargs: Any,
    ) -> Any:
        """Return shape and type of what `call` returns."""
        results: list[Any] = [keras.KerasTensor(hidden.shape, dtype=self.compute_dtype)]
        if return_attention_scores:
            _, *weights = self.blocks[0].compute_output_spec(
                hidden,
                encoder_hidden=encoder_hidden,
                cache=None if cache is None else cache[0],
                cross_attention_cache=None if cross_attention_cache is None else cross_attention_cache[0],
                return_attention_scores=True,
            )
            results.append([weights[0] for _ in self.order])
            results.append([weights[1] for _ in self.order] if self.has_cross_attention else [])
        if cache is not None:
            results.append([keras.KerasTensor(one.shape, dtype=self.compute_dtype) for one in cache])
        return results[0] if len(results) == 1 else tuple(results)

    def compute_output_shape(self, hidden_shape: Shape, encoder_hidden_shape: Shape | None = None) -> Shape:
        """Return the shape of `hidden`."""
        return hidden_shape
