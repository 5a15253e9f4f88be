"""Scores of the tokens that may come next, changed by what should not and must not come. All inside a graph."""

from typing import Any

import tensorflow as tf

# Below every logit that a model gives, and still finite: a difference of two of them is no NaN.
NEVER = -1e30


def penalize_repetition(scores: Any, written: Any, num_written: Any, penalty: Any) -> Any:
    """Make the scores of tokens smaller that occurred already.

    Keskar et al., CTRL (2019), section 4.1: logits are divided by the penalty; negative ones are multiplied, for
    dividing would raise them.

    Args:
        scores: float32 tensor of shape `(batch, vocabulary_size)`.
        written: int32 tensor of shape `(batch, length)`: the prompts and what follows.
        num_written: int32 scalar tensor: so many places of it are filled.
        penalty: float32 scalar tensor.

    Returns:
        Tensor of the shape of `scores`.
    """

    def penalized() -> Any:
        is_filled = tf.broadcast_to(tf.range(tf.shape(written)[1]) < num_written, tf.shape(written))
        smaller = tf.where(scores < 0, scores * penalty, scores / penalty)
        return tf.where(_are_among(written, is_filled, scores), smaller, scores)

    return tf.cond(tf.equal(penalty, 1.0), lambda: scores, penalized)


def forbid_repeated(scores: Any, written: Any, num_written: Any, size: Any) -> Any:
    """Forbid each token that would end a sequence of `size` tokens which occurred already.

    Args:
        scores: float32 tensor of shape `(batch, vocabulary_size)`.
        written: int32 tensor of shape `(batch, length)`: the prompts and what follows.
        num_written: int32 scalar tensor: so many places of it are filled.
        size: int32 scalar tensor; 0 forbids nothing.

    Returns:
        Tensor of the shape of `scores`.
    """

    def forbidden() -> Any:
        places = tf.range(tf.shape(written)[1])
        is_end = tf.broadcast_to((places >= size - 1) & (places < num_written), tf.shape(written))

        def narrow(back: Any, found: Any) -> tuple[Any, Any]:
            earlier = tf.roll(written, back, axis=1)  # The token `back` places before each.
            latest = tf.gather(written, tf.maximum(num_written - back, 0), axis=1)[:, None]
            return back + 1, found & tf.equal(earlier, latest)

        _, is_end = tf.while_loop(lambda back, _: back < size, narrow, [tf.constant(1), is_end])
        return tf.where(_are_among(written, is_end, scores), NEVER, scores)

    return tf.cond((size > 0) & (num_written >= size), forbidden, lambda: scores)


def forbid_ends(scores: Any, end_token_ids: Any, is_too_short: Any) -> Any:
    """Forbid the tokens that end a text where it would be too short.

    Args:
        scores: float32 tensor of shape `(batch, vocabulary_size)`.
        end_token_ids: int32 tensor of shape `(num_ends,)`.
        is_too_short: bool tensor of shape `(batch,)`.

    Returns:
        Tensor of the shape of `scores`.
    """
    is_end = tf.reduce_any(tf.equal(tf.range(tf.shape(scores)[1])[:, None], end_token_ids), axis=1)
    return tf.where(is_too_short[:, None] & is_end, NEVER, scores)


def _are_among(tokens: Any, is_counted: Any, scores: Any) -> Any:
    """Return for each row which tokens of the vocabulary stand at places that count: bool, of the shape of `scores`."""
    rows = tf.broadcast_to(tf.range(tf.shape(tokens)[0])[:, None], tf.shape(tokens))
    counts = tf.scatter_nd(tf.stack([rows, tokens], axis=-1), tf.cast(is_counted, tf.int32), tf.shape(scores))
    return counts > 0
