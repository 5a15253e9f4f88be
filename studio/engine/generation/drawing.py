"""Which token comes next: the likeliest, or one drawn by chance. All inside a graph."""

from typing import Any

import tensorflow as tf


def chances(num_tokens: Any, seed: Any, rows: Any) -> Any:
    """Return what rows draw by: numbers that depend on the seed, the row and the token's place alone.

    So a row is drawn the same whatever is written beside it.

    Args:
        num_tokens: int32 scalar tensor.
        seed: int32 scalar tensor.
        rows: int32 tensor of shape `(batch,)`: the number of each row in the file or the conversation.

    Returns:
        float32 tensor of shape `(batch, num_tokens)`, from 0 to below 1.
    """

    def of_row(row: Any) -> Any:
        return tf.random.stateless_uniform([num_tokens], tf.stack([seed, row]), alg="philox")

    return tf.map_fn(of_row, rows, fn_output_signature=tf.TensorSpec([None], tf.float32))


def draw(scores: Any, chance: Any, temperature: Any, top_k: Any, top_p: Any, min_p: Any) -> Any:
    """Draw a token for each row from the likeliest ones.

    The tokens are ordered by score; each of the three limits keeps some from the front, and the fewest count. `top_p`
    is nucleus sampling (Holtzman et al., The Curious Case of Neural Text Degeneration, 2020, section 3.1), counted
    among the tokens that `top_k` leaves; the token that crosses it is kept. `min_p` is from Nguyen et al., Turning Up
    the Heat (2024), section 3.

    Args:
        scores: float32 tensor of shape `(batch, vocabulary_size)`.
        chance: float32 tensor of shape `(batch,)`, from 0 to below 1.
        temperature: float32 scalar tensor above 0.
        top_k: int32 scalar tensor; 0 keeps all.
        top_p: float32 scalar tensor above 0, at most 1.
        min_p: float32 scalar tensor from 0 to 1.

    Returns:
        int32 tensor of shape `(batch,)`.
    """
    size = tf.shape(scores)[1]
    num_kept = tf.where((top_k > 0) & (top_k < size), top_k, size)
    ordered, token_ids = tf.math.top_k(scores / temperature, k=num_kept)
    probabilities = tf.nn.softmax(ordered, axis=-1)  # (batch, num_kept)
    before = tf.cumsum(probabilities, axis=-1, exclusive=True)
    # The sum may round to above 1: without a limit nothing is cut.
    is_kept = (before < top_p) | (top_p >= 1.0)
    is_kept &= probabilities >= min_p * probabilities[:, :1]
    kept = tf.where(is_kept, probabilities, 0.0)
    reached = tf.cumsum(kept, axis=-1)
    place = tf.reduce_sum(tf.cast(reached <= chance[:, None] * reached[:, -1:], tf.int32), axis=-1)
    last = tf.reduce_sum(tf.cast(is_kept, tf.int32), axis=-1) - 1
    return tf.gather(token_ids, tf.minimum(place, last), batch_dims=1)
