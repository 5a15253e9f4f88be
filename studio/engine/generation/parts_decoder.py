"""A causal network whose step is computed from its parts, with as few operations as there can be.

On a processor a step for one token is a thousand small operations in KerasHub's layers, and what each of them costs
beside its numbers is most of the time. Here a layer of Llama's has about fifty: no reordering where there is a single
token, places and masks once for all layers, and a cache for each layer that is written in place.
"""

from collections.abc import Mapping
from typing import Any

import tensorflow as tf

from studio.engine.generation.cached_decoder import CachedDecoder, State, zeros
from studio.engine.generation.decoder_parts import DecoderParts, LayerParts, Product, as_float32
from studio.layers.rotary_positions import rotate

# Taken off scores: their weights are exactly 0 in float32. Not added: TensorFlow would join a product and the sum of a
# mask behind it into one operation, which is a hundred times slower from two rows on.
_HIDDEN = 1e9


class PartsDecoder(CachedDecoder):
    """Computes what a causal network does, from its parts.

    Args:
        parts: The network's. The weights stay where they are and are read anew in each graph's call.
    """

    def __init__(self, parts: DecoderParts) -> None:
        self._parts = parts
        spec = tf.TensorSpec([None, parts.num_key_value_heads, None, parts.head_dim], tf.float32)
        specs = [spec] * len(parts.layers)
        self.state_specs = {"keys": specs, "values": list(specs)}

    def start(self, sources: Mapping[str, Any], batch_size: Any, length: Any) -> State:
        """Return an empty cache."""
        state: State = zeros(self.state_specs, batch_size, length)
        return state

    def weights(self) -> Any:
        """Return the kernels and biases by the products that they belong to, and the vectors of logits."""
        products = {product: product.read() for layer in self._parts.layers for product in layer.products}
        table = self._parts.token_embedding
        vectors = table.embeddings if table.tie_weights else table.reverse_embeddings
        return {"products": products, "logits": as_float32(vectors)}

    def own(self, state: State) -> State:
        """Return a copy of the cache."""
        copied: State = tf.nest.map_structure(lambda tensor: tf.raw_ops.DeepCopy(x=tensor), state)
        return copied

    # Nothing in it is for AutoGraph.
    @tf.autograph.experimental.do_not_convert  # type: ignore[untyped-decorator]
    def step(self, state: State, token_ids: Any, index: Any, weights: Any) -> tuple[Any, State]:
        """Return the logits of what follows new tokens, and the cache that holds them."""
        parts = self._parts
        step = _Step(parts, weights["products"], token_ids, index, tf.shape(state["keys"][0])[2])
        hidden = parts.embed(token_ids, index)
        hidden = tf.reshape(hidden, [-1, hidden.shape[-1]])  # (batch · num_tokens, hidden_dim)
        keys, values = [], []
        for layer, *cache in zip(parts.layers, state["keys"], state["values"], strict=True):
            hidden, key, value = step.layer(hidden, layer, *cache)
            keys.append(key)
            values.append(value)
        hidden = step.last(hidden)
        hidden = hidden if parts.finish is None else parts.finish(hidden)
        logits = tf.matmul(hidden, weights["logits"], transpose_b=parts.token_embedding.tie_weights)
        return logits, {"keys": keys, "values": values}


class _Step:
    """What all layers of a step share, computed once.

    Args:
        parts: The network's.
        products: Kernels and biases.
        token_ids: int32 tensor of shape `(batch, num_tokens)`: the new tokens.
        index: int32 scalar tensor: the place of the first of them.
        length: int32 scalar tensor: that of the cache.
    """

    def __init__(
        self, parts: DecoderParts, products: Mapping[Product, Any], token_ids: Any, index: Any, length: Any
    ) -> None:
        self._parts = parts
        self._products = products
        self._is_single = token_ids.shape[1] == 1
        # What is known before the graph runs makes shapes constants.
        self._batch_size, self._num_tokens = tf.shape(token_ids)[0], 1 if self._is_single else tf.shape(token_ids)[1]
        places = index + tf.range(self._num_tokens)
        self._rotary = None if parts.rotary is None else parts.rotary(places)
        self._hidden = self._hidden_scores(places, tf.range(length))
        self._cache_shape = tf.stack([-1, parts.num_key_value_heads, length, parts.head_dim])
        # Where new keys and values stand among all of the cache: (batch · num_key_value_heads · num_tokens,).
        firsts = tf.range(self._batch_size * parts.num_key_value_heads) * length
        self._rows = tf.reshape(firsts[:, None] + places, [-1])

    def layer(self, hidden: Any, layer: LayerParts, keys: Any, values: Any) -> tuple[Any, Any, Any]:
        """Return what leaves a layer, `(batch · num_tokens, hidden_dim)`, and its cache with the new tokens."""
        entering = layer.attention_norm(hidden) if layer.normalize_first else hidden
        queries, new_keys, new_values = self._heads(entering, layer)
        keys, values = self._written(keys, new_keys), self._written(values, new_values)
        hidden += self._multiplied(self._attended(queries, keys, values), layer.leaving)
        if not layer.normalize_first:
            hidden = layer.attention_norm(hidden)
        entering = layer.feed_forward_norm(hidden) if layer.normalize_first else hidden
        hidden += self._multiplied(self._inner(entering, layer), layer.outer)
        return hidden if layer.normalize_first else layer.feed_forward_norm(hidden), keys, values

    def last(self, hidden: Any) -> Any:
        """Return of rows those of the last token of each text: `(batch, hidden_dim)`."""
        if self._is_single:
            return hidden
        return tf.reshape(hidden, [self._batch_size, self._num_tokens, hidden.shape[-1]])[:, -1]

    def _hidden_scores(self, places: Any, key_places: Any) -> Any:
        """Return what is taken off the scores of all layers; it broadcasts to their shape."""
        parts = self._parts
        is_seen = key_places[None] <= places[:, None]  # (num_tokens, length)
        if parts.window is not None:
            is_seen &= key_places[None] > places[:, None] - parts.window
        hidden = tf.where(is_seen, 0.0, _HIDDEN)
        num_shared = parts.num_heads // parts.num_key_value_heads
        if parts.position_bias is not None:
            hidden = hidden - as_float32(parts.position_bias(places, key_places))
            shape = [1, parts.num_key_value_heads, num_shared * self._num_tokens, tf.size(key_places)]
            return tf.reshape(hidden, shape)
        return hidden if self._is_single else tf.tile(hidden, [num_shared, 1])

    def _heads(self, entering: Any, layer: LayerParts) -> tuple[Any, Any, Any]:
        """Return queries, keys and values of the new tokens, each of shape `(batch, heads, num_tokens, head_dim)`."""
        parts = self._parts
        sizes = [parts.num_heads, parts.num_key_value_heads, parts.num_key_value_heads]
        found = [self._multiplied(entering, product) for product in layer.entering]
        if len(found) == 1:
            found = tf.split(found[0], [size * parts.head_dim for size in sizes], axis=-1)
        queries, keys, values = (self._split(x, size) for x, size in zip(found, sizes, strict=True))
        if layer.head_norms is not None:
            queries, keys = (norm(x) for norm, x in zip(layer.head_norms, (queries, keys), strict=True))
        if self._rotary is not None:
            turned = rotate(tf.concat([queries, keys], axis=1), self._rotary)
            queries, keys = tf.split(turned, sizes[:2], axis=1)
        return queries, keys, values

    def _written(self, cache: Any, new: Any) -> Any:
        """Return a cache, `(batch, num_key_value_heads, length, head_dim)`, with what is new of its kind."""
        head_dim = self._parts.head_dim
        rows, new = tf.reshape(cache, [-1, head_dim]), tf.reshape(new, [-1, head_dim])
        if self._is_single:
            # Not `tf.tensor_scatter_nd_update`, which copies all of the cache for each token.
            rows = tf.raw_ops.InplaceUpdate(x=rows, i=self._rows, v=new)
        else:
            rows = tf.tensor_scatter_nd_update(rows, self._rows[:, None], new)
        return tf.reshape(rows, self._cache_shape)

    def _attended(self, queries: Any, keys: Any, values: Any) -> Any:
        """Return the heads' outputs side by side: `(batch · num_tokens, num_heads · head_dim)`."""
        parts = self._parts
        # Heads that share keys stand below each other: (batch, num_key_value_heads, rows, head_dim).
        shared = self._num_tokens * (parts.num_heads // parts.num_key_value_heads)
        grouped = tf.reshape(queries, [-1, parts.num_key_value_heads, shared, parts.head_dim])
        grouped = grouped if parts.scale == 1.0 else grouped * parts.scale
        if self._is_single:
            # oneDNN, which computes the ordinary operations on a processor, takes ten times as long for a single row.
            scores = tf.raw_ops.BatchMatMulV3(x=grouped, y=keys, Tout=tf.float32, adj_y=True) - self._hidden
            weights = tf.exp(tf.nn.log_softmax(scores))
            attended = tf.raw_ops.BatchMatMulV3(x=weights, y=values, Tout=tf.float32)
        else:
            scores = tf.matmul(grouped, keys, transpose_b=True) - self._hidden
            attended = tf.matmul(tf.nn.softmax(scores), values)
            attended = tf.reshape(attended, [-1, parts.num_heads, self._num_tokens, parts.head_dim])
            attended = tf.transpose(attended, [0, 2, 1, 3])
        return tf.reshape(attended, [-1, parts.num_heads * parts.head_dim])

    def _inner(self, entering: Any, layer: LayerParts) -> Any:
        found = [self._multiplied(entering, product) for product in layer.inner]
        if not layer.is_gated:
            return layer.activation(found[0])
        activated, linear = tf.split(found[0], 2, axis=-1) if len(found) == 1 else found
        return layer.activation(activated) * linear

    def _multiplied(self, rows: Any, product: Product) -> Any:
        kernel, bias = self._products[product]
        found = tf.matmul(rows, kernel)
        return found if bias is None else found + bias

    def _split(self, rows: Any, num_heads: int) -> Any:
        """Return the heads of rows, `(batch, num_heads, num_tokens, head_dim)`."""
        head_dim = self._parts.head_dim
        if self._is_single:
            return tf.reshape(rows, [-1, num_heads, 1, head_dim])
        heads = tf.reshape(rows, [self._batch_size, self._num_tokens, num_heads, head_dim])
        return tf.transpose(heads, [0, 2, 1, 3])
