"""How much room on disk the features of a frozen backbone take, and how much they may take."""

from studio.spec import RunSpec

# The whole cache may hold twice as much, see `studio.leftovers`.
MOST_BYTES = 5_000_000_000
_FREE_SHARE = 0.5
_BYTES_PER_NUMBER = 4


def room_bytes(free_bytes: int) -> int:
    """Return how much room features may take on a disk with so much left."""
    return min(MOST_BYTES, int(free_bytes * _FREE_SHARE))


def feature_bytes(spec: RunSpec, hidden_dim: int, num_rows: int, tokens_per_row: float) -> int:
    """Return about how much room the features of a data set take.

    Args:
        spec: The run.
        hidden_dim: How many numbers a vector has.
        num_rows: The rows of all parts.
        tokens_per_row: The mean length of the texts.
    """
    vectors_per_row = min(tokens_per_row, float(spec.sequence_length)) if spec.task.reads_tokens else 1.0
    return round(num_rows * vectors_per_row * hidden_dim * _BYTES_PER_NUMBER)
