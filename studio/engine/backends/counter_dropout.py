"""Dropout whose random numbers are computed where they are used and never stored.

A counter-based generator (Salmon et al., Parallel Random Numbers: As Easy as 1, 2, 3): the number of an element is a
hash of its place, keyed anew for each layer and step. Forward and backward pass compute the same numbers twice, which
costs less than keeping them, and fuse into the kernels around them. The hash is a 32-bit finalizer of three rounds that
was found by search (Wellons, Hash Prospector, triple32), with a second key after its first round.
"""

from typing import Any, NamedTuple

import tensorflow as tf

NUM_KEYS = 2

_STRIDE = 0x9E3779B1
_FACTORS = (0xED5AD4BB, 0xAC4C1B51, 0x31848BAB)


class Mask(NamedTuple):
    """What a mask of dropout is computed of.

    Attributes:
        keys: uint32 tensor of shape `(2,)`.
        rows: Where only some rows of a tensor are computed, the numbers that they have in the whole: int32 tensor of
            all axes but the last. They drop what they would drop in the whole. `None`: all rows.
    """

    keys: Any
    rows: Any = None


def draw_keys(seed_generator: Any, num_masks: int) -> list[Any]:
    """Return keys for several masks, and move a generator of seeds on by one.

    Args:
        seed_generator: A `keras.random.SeedGenerator`, whose state a checkpoint keeps.
        num_masks: int.

    Returns:
        uint32 tensors of shape `(2,)`.
    """
    seed = tf.cast(seed_generator.next(), tf.int64)
    keys = tf.random.stateless_uniform([num_masks, NUM_KEYS], seed, minval=None, maxval=None, dtype=tf.uint32)
    return list(tf.unstack(keys))


def keep_factors(shape: Any, mask: Mask, rate: float) -> Any:
    """Return what each element is multiplied by: 0 where it is dropped, else `1 / (1 - rate)`.

    Args:
        shape: int32 tensor.
        mask: Which mask.
        rate: float. The fraction dropped, above 0 and below 1.

    Returns:
        float32 tensor of that shape.
    """
    is_kept = _hashes(_places(shape, mask.rows), mask.keys) >= tf.constant(round(rate * 2**32), tf.uint32)
    return tf.where(is_kept, tf.constant(1.0 / (1.0 - rate), tf.float32), tf.constant(0.0, tf.float32))


def _places(shape: Any, rows: Any) -> Any:
    if rows is None:
        return tf.reshape(tf.range(tf.reduce_prod(shape)), shape)
    return rows[..., None] * shape[-1] + tf.range(shape[-1])


def _hashes(places: Any, keys: Any) -> Any:
    x = tf.bitcast(places, tf.uint32) * _constant(_STRIDE) ^ keys[0]
    x = (x ^ _shifted(x, 17)) * _constant(_FACTORS[0]) ^ keys[1]
    x = (x ^ _shifted(x, 11)) * _constant(_FACTORS[1])
    x = (x ^ _shifted(x, 15)) * _constant(_FACTORS[2])
    return x ^ _shifted(x, 14)


def _constant(value: int) -> Any:
    return tf.constant(value, tf.uint32)


def _shifted(x: Any, num_bits: int) -> Any:
    return tf.bitwise.right_shift(x, _constant(num_bits))
