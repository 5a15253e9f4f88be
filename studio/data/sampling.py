"""A sample of a data set's texts, for what need not be known exactly."""

from collections.abc import Callable

from studio.data.reading import iter_values
from studio.data.source import DataSource
from studio.jobs import CancelledError

_CHUNK = 256
_NUM_SCANNED = 50_000


def sample_texts(
    source: DataSource, column: str, num_texts: int, is_cancelled: Callable[[], bool] = lambda: False
) -> list[str]:
    """Take some texts, as `sample_rows` does."""
    return [text for _, text in sample_rows(source, column, num_texts, is_cancelled)]


def sample_rows(
    source: DataSource, column: str, num_texts: int, is_cancelled: Callable[[], bool] = lambda: False
) -> list[tuple[int, str]]:
    """Take every so-many-th text of the first rows, so that a file sorted by class is mixed as far as that reaches.

    Args:
        source: The data set.
        column: The column with the texts. Rows without a text are passed over.
        num_texts: About how many are wanted.
        is_cancelled: Asked now and then.

    Returns:
        The texts with the numbers of their rows, from 1.

    Raises:
        DataError: if a row is broken, or the data set has changed.
        CancelledError: if `is_cancelled` said so.
    """
    texts: list[tuple[int, str]] = []
    num_rows = 0
    for batch in iter_values(source, (column,), _CHUNK):
        texts.extend((row, text) for row, (text,) in enumerate(batch, start=num_rows + 1) if text)
        num_rows += len(batch)
        if is_cancelled():
            raise CancelledError
        if len(texts) >= _NUM_SCANNED:
            break
    return texts[:: -(-len(texts) // num_texts) or 1]
