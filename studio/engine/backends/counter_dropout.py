"""Dropout whose random numbers are computed where they are used and never stored.

A counter-based generator (Salmon et al., Parallel Random Numbers: As Easy as 1, 2, 3): the number of an element is a
hash of its place, keyed anew for each layer and step. Forward and backward pass compute the same numbers twice, which
costs less than keeping them, and fuse into the kernels around them. The hash is a 32-bit finalizer of three rounds that
was found by search (Wellons, Hash Prospector, triple32), with a second key after its first round.
"""

import math
from typing import Any, NamedTuple

import tensorflow as tf

NUM_KEYS = 2

_STRIDE = 0x9E3779B1
_FACTORS = (0xED5AD4BB, 0xAC4C1B51, 0x31848BAB)


class Mask(NamedTuple):
    """What a mask of dropout is computed of.

    Attributes:
        keys: uint32 tensor of shape `(2,)`.
        rows: The numbers that the rows of a tensor have: int32 tensor of all axes but the last. Where only some rows
            are computed, these are their numbers in the whole, so that they drop what they would drop in it. Made
            outside of a kernel that XLA compiles: it would write the number of each element into the kernel.
    """

    keys: Any
    rows: Any


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


def number_rows(*sizes: Any) -> Any:
    """Return the numbers of all rows of a tensor.

    Args:
        sizes: int32 scalars: its axes but the last.

    Returns:
        int32 tensor of those sizes.
    """
    return tf.reshape(tf.range(math.prod(sizes)), sizes)


def keep_factors(num_columns: Any, mask: Mask, rate: float) -> Any:
    """Return what each element of a tensor is multiplied by: 0 where it is dropped, else `1 / (1 - rate)`.

    Args:
        num_columns: int32 scalar: its last axis.
        mask: Which mask.
        rate: float. The fraction dropped, above 0 and below 1.

    Returns:
        float32 tensor of the shape of `mask.rows`, with that axis more.
    """
    places = mask.rows[..., None] * num_columns + tf.range(num_columns)
    is_kept = _hashes(places, mask.keys) >= tf.constant(round(rate * 2**32), tf.uint32)
    return tf.where(is_kept, tf.constant(1.0 / (1.0 - rate), tf.float32), tf.constant(0.0, tf.float32))


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
