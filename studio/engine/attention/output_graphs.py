"""The numbers behind answers, and their gradients towards the token embeddings, for rows without padding."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import tensorflow as tf

from studio.engine.attention.finite import Floats, check_finite
from studio.engine.models.text_model import TextModel
from studio.engine.tasks.explained import Explained
from studio.engine.texts.packed_text import Ints


class OutputGraphs:
    """Computes the numbers behind answers. The graphs are traced once, for rows of any length.

    Args:
        model: The model.
        explained: Which of its numbers are meant.
    """

    def __init__(self, model: TextModel, explained: Explained) -> None:
        # === State ===
        self._model = model
        self._explained = explained
        # A model that cannot tell padding from text (FNet) must see the same padding always.
        self._fixed_length = None if model.has_padding_mask else model.info.sequence_length
        # === Graphs ===
        row, number = tf.TensorSpec((None,), tf.int32), tf.TensorSpec((), tf.int32)
        rows, steps = tf.TensorSpec((None, None), tf.int32), tf.TensorSpec((None,), tf.float32)
        self._outputs = _graph(self._compute_outputs, rows, row)
        self._path = _graph(self._compute_path, row, row, row, steps, steps, number)

    def outputs(self, token_ids: Ints, segment_ids: Ints) -> Floats:
        """Return the numbers of several rows.

        Args:
            token_ids: int32 array of shape `(num_rows, length)`.
            segment_ids: int32 array of shape `(length,)`, the same for all.

        Returns:
            float32 array of shape `(num_rows, num_outputs)`.

        Raises:
            RunError: if the model computes no finite numbers.
        """
        pad_token_id = int(self._model.tokenizer.pad_token_id)
        outputs: Floats = self._outputs(self._padded(token_ids, pad_token_id), self._padded(segment_ids, 0)).numpy()
        check_finite(outputs)
        return outputs

    def path_gradients(
        self, token_ids: Ints, baseline_ids: Ints, segment_ids: Ints, alphas: Floats, shares: Floats, index: int
    ) -> Floats:
        """Return, for each token, the sum over steps of its gradient's share times its way from the baseline.

        Args:
            token_ids: int32 array of shape `(length,)`: where the path ends.
            baseline_ids: int32 array of shape `(length,)`: where it begins.
            segment_ids: int32 array of shape `(length,)`.
            alphas: float32 array of shape `(num_steps,)`: how far along the path each step is, 0 to 1.
            shares: float32 array of shape `(num_steps,)`: the weight of each step.
            index: Which number.

        Returns:
            float32 array of shape `(length,)`.
        """
        pad_token_id = int(self._model.tokenizer.pad_token_id)
        ends = self._padded(token_ids, pad_token_id), self._padded(baseline_ids, pad_token_id)
        found: Floats = self._path(*ends, self._padded(segment_ids, 0), alphas, shares, np.int32(index)).numpy()
        return found[: len(token_ids)]

    def _padded(self, values: Ints, filler: int) -> Ints:
        if self._fixed_length is None:
            return values
        width = [(0, 0)] * (values.ndim - 1) + [(0, self._fixed_length - values.shape[-1])]
        return np.pad(values, width, constant_values=filler)

    # === Graphs ===

    def _compute_path(
        self, token_ids: Any, baseline_ids: Any, segment_ids: Any, alphas: Any, shares: Any, index: Any
    ) -> Any:
        layer = self._model.network.backbone.token_embedding
        text, baseline = layer(token_ids[None]), layer(baseline_ids[None])  # (1, length, embedding_dim)
        way = text - baseline
        embeddings = baseline + alphas[:, None, None] * way  # (num_steps, length, embedding_dim)
        rows = tf.ones_like(alphas, tf.int32)[:, None] * token_ids
        with tf.GradientTape(watch_accessed_variables=False) as tape:
            tape.watch(embeddings)
            with _embedding_replaced(layer, embeddings):
                outputs = self._compute_outputs(rows, segment_ids)
            output = tf.reduce_sum(tf.gather(outputs, index, axis=1))
        gradient = tf.einsum("s,sld->ld", shares, tape.gradient(output, embeddings))
        return tf.reduce_sum(gradient * way[0], axis=-1)  # (length,)

    def _compute_outputs(self, token_ids: Any, segment_ids: Any) -> Any:
        ones = tf.ones_like(token_ids)
        texts = {"token_ids": token_ids, "segment_ids": ones * segment_ids, "padding_mask": ones}
        known = self._explained.inputs(texts)
        inputs = {name: known[name] for name in self._model.input_names}
        found = tf.nest.map_structure(
            lambda output: tf.cast(output, tf.float32), self._model.network(inputs, training=False)
        )
        return self._explained.outputs(found)


@contextmanager
def _embedding_replaced(layer: Any, embeddings: Any) -> Iterator[None]:
    """Trace a model as if its token embedding gave these vectors; the model is left as it was."""
    layer.call = lambda *_, **__: embeddings
    try:
        yield
    finally:
        del layer.call


def _graph(function: Any, *signature: Any) -> Any:
    # Never XLA: it compiles anew for each shape, and is the slower one on the CPU.
    return tf.function(function, input_signature=signature, jit_compile=False, autograph=False)
