"""Which of a backbone's token vectors a network reads: the others need not be computed in its last layer."""

from dataclasses import dataclass
from typing import Any, Protocol

import tensorflow as tf

# The number of places is rounded up, so that few distinct shapes occur: kernels are compiled anew for each.
_NUM_MULTIPLE = 8


class TokensRead(Protocol):
    """Some tokens of each text of a batch, inside a graph."""

    def places(self, batch_size: Any, length: Any) -> Any:
        """Return where they stand.

        Args:
            batch_size: int32 scalar.
            length: int32 scalar.

        Returns:
            int32 tensor of shape `(batch_size, num_read)`.
        """
        ...

    def take(self, vectors: Any) -> Any:
        """Return their vectors: `(batch, length, dim)` to `(batch, num_read, dim)`."""
        ...

    def put(self, vectors: Any, length: Any) -> Any:
        """Return their vectors where they stand, and zeros elsewhere.

        Args:
            vectors: Tensor of shape `(batch, num_read, dim)`.
            length: int32 scalar.

        Returns:
            Tensor of shape `(batch, length, dim)`.
        """
        ...


@dataclass(frozen=True, slots=True)
class FirstToken:
    """The first token of each text."""

    def places(self, batch_size: Any, length: Any) -> Any:
        """Return zeros. See `TokensRead`."""
        return tf.zeros([batch_size, 1], tf.int32)

    def take(self, vectors: Any) -> Any:
        """Return the first vector of each text. See `TokensRead`."""
        return vectors[:, :1]

    def put(self, vectors: Any, length: Any) -> Any:
        """Fill up with zeros. See `TokensRead`."""
        return tf.pad(vectors, [[0, 0], [0, length - 1], [0, 0]])


def tokens_at(positions: Any) -> "TokensAt":
    """Return tokens at any places, filled up with the first token.

    Args:
        positions: int32 tensor of shape `(batch, num_positions)`.
    """
    return TokensAt(tf.pad(positions, [[0, 0], [0, -tf.shape(positions)[1] % _NUM_MULTIPLE]]))


@dataclass(frozen=True, slots=True, eq=False)
class TokensAt:
    """Tokens at any places.

    Args:
        positions: int32 tensor of shape `(batch, num_read)`. A place may occur several times.
    """

    positions: Any

    def places(self, batch_size: Any, length: Any) -> Any:
        """Return the positions. See `TokensRead`."""
        return self.positions

    def take(self, vectors: Any) -> Any:
        """Gather the vectors. See `TokensRead`."""
        return tf.gather(vectors, self.positions, batch_dims=1)

    def put(self, vectors: Any, length: Any) -> Any:
        """Scatter the vectors. See `TokensRead`."""
        batch_size, num_read = tf.unstack(tf.shape(self.positions))
        # Of equal places the first one counts: the others would be added to it, and get its gradient once more.
        is_equal = tf.equal(self.positions[:, :, None], self.positions[:, None, :])  # (batch, num_read, num_read)
        is_again = tf.reduce_any(tf.linalg.band_part(is_equal, -1, 0) & ~tf.eye(num_read, dtype=tf.bool), axis=-1)
        rows = tf.repeat(tf.range(batch_size)[:, None], num_read, axis=1)
        kept = tf.where(is_again[:, :, None], tf.zeros([], vectors.dtype), vectors)
        shape = tf.stack([batch_size, length, vectors.shape[-1]])
        return tf.scatter_nd(tf.stack([rows, self.positions], axis=-1), kept, shape)
