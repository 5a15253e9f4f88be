"""The cross-entropy of tokens whose logits are never there all at once.

The states of those places that count are taken in slices. Where the loss is trained by, the gradient of a slice is
computed together with its loss, so that its logits need not be kept, nor be computed again.
"""

from typing import Any

import tensorflow as tf

from studio.engine.tasks.writing.hidden_states import HiddenStates
from studio.engine.texts.batches import NO_TARGET

# So many logits are there at once: 32 MiB of float32.
_MAX_LOGITS = 2**23
# By itself TensorFlow begins with ten slices at once, each with its logits and its gradient of all token vectors.
_SLICES_AT_ONCE = 1


def token_losses(hidden: HiddenStates, labels: Any) -> Any:
    """Return the cross-entropy at each place, 0 where the label does not count: float32 `(batch, length)`.

    Args:
        hidden: The states.
        labels: int32 tensor of shape `(batch, length)`.
    """
    states, wanted, places = _counted(hidden, labels)
    count, step = tf.shape(wanted)[0], _slice_size(hidden)

    def body(start: Any, parts: Any) -> Any:
        end = tf.minimum(start + step, count)
        losses = _losses(hidden.head(hidden.weights, states[start:end]), wanted[start:end], 0.0)
        return end, parts.write(parts.size(), losses)

    parts = tf.TensorArray(tf.float32, 0, dynamic_size=True, infer_shape=False, element_shape=[None])
    _, parts = tf.while_loop(
        lambda start, _: start < count, body, [tf.constant(0), parts], parallel_iterations=_SLICES_AT_ONCE
    )
    found = tf.cond(count > 0, parts.concat, lambda: tf.zeros([0]))
    return tf.scatter_nd(places, found, tf.shape(labels, out_type=places.dtype))


def summed_loss(hidden: HiddenStates, labels: Any, label_smoothing: float = 0.0) -> Any:
    """Return the summed cross-entropy of the places that count, to train by: a float32 scalar tensor.

    Args:
        hidden: The states.
        labels: int32 tensor of shape `(batch, length)`.
        label_smoothing: The part of each target that is spread over all tokens (Szegedy et al., Rethinking the
            Inception Architecture, 2016, section 7).
    """
    counted, wanted, _ = _counted(hidden, labels)
    step = _slice_size(hidden)

    @tf.custom_gradient  # type: ignore[untyped-decorator]
    def total(states: Any, *weights: Any) -> Any:
        count = tf.shape(states)[0]

        def body(start: Any, loss: Any, parts: Any, sums: Any) -> Any:
            end = tf.minimum(start + step, count)
            part = states[start:end]
            with tf.GradientTape(watch_accessed_variables=False) as tape:
                tape.watch([part, *weights])
                value = tf.reduce_sum(_losses(hidden.head(weights, part), wanted[start:end], label_smoothing))
            own, *others = tape.gradient(value, [part, *weights], unconnected_gradients=tf.UnconnectedGradients.ZERO)
            sums = [known + tf.convert_to_tensor(other) for known, other in zip(sums, others, strict=True)]
            return end, loss + value, parts.write(parts.size(), own), sums

        parts = tf.TensorArray(
            states.dtype, 0, dynamic_size=True, infer_shape=False, element_shape=[None, states.shape[-1]]
        )
        _, loss, parts, sums = tf.while_loop(
            lambda start, *_: start < count,
            body,
            [tf.constant(0), tf.constant(0.0), parts, [tf.zeros_like(weight) for weight in weights]],
            parallel_iterations=_SLICES_AT_ONCE,
        )
        gradient = tf.cond(count > 0, parts.concat, lambda: tf.zeros_like(states))

        def backward(upstream: Any) -> Any:
            return tuple(tf.cast(upstream, entry.dtype) * entry for entry in (gradient, *sums))

        return loss, backward

    return total(counted, *hidden.weights)


def _counted(hidden: HiddenStates, labels: Any) -> tuple[Any, Any, Any]:
    """Return the states of the places that count, their labels, and the places: `(count, …)` each."""
    places = tf.where(labels != NO_TARGET)
    return tf.gather_nd(hidden.states, places), tf.gather_nd(labels, places), places


def _slice_size(hidden: HiddenStates) -> int:
    return max(1, _MAX_LOGITS // hidden.vocabulary_size)


def _losses(logits: Any, labels: Any, label_smoothing: float) -> Any:
    losses = tf.nn.sparse_softmax_cross_entropy_with_logits(labels, logits)
    if not label_smoothing:
        return losses
    spread = tf.reduce_logsumexp(logits, axis=-1) - tf.reduce_mean(logits, axis=-1)
    return (1.0 - label_smoothing) * losses + label_smoothing * spread
