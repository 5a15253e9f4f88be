"""KerasHub's encoder layers, computed in training as the attention stack computes them: with one product for query, key
and value, and compiled kernels between the products.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

import tensorflow as tf

from studio.engine.backends.block_kernels import BlockKernels, KernelSettings
from studio.engine.backends.counter_dropout import Mask, draw_keys
from studio.engine.backends.curves import CURVES
from studio.engine.models.encoder_layers import EncoderLayers
from studio.engine.models.tokens_read import TokensRead
from studio.layers.converting.links import part

_NUM_MASKS = 3


class StackBlocks(EncoderLayers):
    """The encoder layers of a model that the stack computes in training.

    Args:
        model: A Keras model.
        dtype: What the products compute in: `tf.float32` or `tf.bfloat16`.
    """

    ONE_PRODUCT = True

    def __init__(self, model: Any, dtype: Any) -> None:
        super().__init__(model, dtype, lambda activation: getattr(activation, "__name__", "") in CURVES)
        self._kernels = cache(BlockKernels)

    def _computes(self, *, training: bool) -> bool:
        return training

    def _kernels_of(self, layer: Any) -> BlockKernels:
        settings = KernelSettings(self._dtype, layer.dropout, layer.layer_norm_epsilon, layer.activation.__name__)
        return self._kernels(settings)

    def _masks(self, layer: Any, inputs: Any, read: TokensRead | None) -> Sequence[Mask | None]:
        if not layer.dropout:
            return [None] * _NUM_MASKS
        keys = draw_keys(part(layer, "self_attention_dropout").seed_generator, _NUM_MASKS)
        if read is None:
            return [Mask(key) for key in keys]
        batch_size, length = tf.shape(inputs)[0], tf.shape(inputs)[1]
        places = read.places(batch_size, length)  # (batch, num_read)
        texts = tf.range(batch_size)[:, None]
        heads = texts[:, :, None] * layer.num_heads + tf.range(layer.num_heads)[:, None]  # (batch, heads, 1)
        tokens = tf.reshape(texts * length + places, [-1])
        return [Mask(keys[0], heads * length + places[:, None, :]), Mask(keys[1], tokens), Mask(keys[2], tokens)]
