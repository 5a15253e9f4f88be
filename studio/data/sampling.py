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
    """Take every so-many-th text of the first rows, so that a file sorted by class is mixed as far as that reaches.

    Args:
        source: The data set.
        column: The column with the texts. Rows without a text are passed over.
        num_texts: About how many are wanted.
        is_cancelled: Asked now and then.

    Raises:
        DataError: if a row is broken, or the data set has changed.
        CancelledError: if `is_cancelled` said so.
    """
    texts: list[str] = []
    for batch in iter_values(source, (column,), _CHUNK):
        texts.extend(text for (text,) in batch if text)
        if is_cancelled():
            raise CancelledError
        if len(texts) >= _NUM_SCANNED:
            break
    return texts[:: -(-len(texts) // num_texts) or 1]
