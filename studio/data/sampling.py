"""A sample of a data set's texts, for what need not be known exactly."""

from collections.abc import Callable, Sequence

from studio.data.role_columns import InputColumn
from studio.data.rows import iter_input_values
from studio.data.source import DataSource
from studio.jobs import CancelledError

_CHUNK = 256
_NUM_SCANNED = 50_000


def sample_texts(
    source: DataSource, inputs: Sequence[InputColumn], num_texts: int, is_cancelled: Callable[[], bool] = lambda: False
) -> list[str]:
    """Take some texts, as `sample_rows` does."""
    return [text for _, text in sample_rows(source, inputs, num_texts, is_cancelled)]


def sample_rows(
    source: DataSource, inputs: Sequence[InputColumn], num_texts: int, is_cancelled: Callable[[], bool] = lambda: False
) -> list[tuple[int, str]]:
    """Take every so-many-th text of the first rows, so that a file sorted by class is mixed as far as that reaches.

    Args:
        source: The data set.
        inputs: The columns with the texts; those of a row are put together. Rows without any are passed over.
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
    for batch in iter_input_values(source, inputs, _CHUNK):
        together = (_together(inputs, values) for values in batch)
        texts.extend((row, text) for row, text in enumerate(together, start=num_rows + 1) if text)
        num_rows += len(batch)
        if is_cancelled():
            raise CancelledError
        if len(texts) >= _NUM_SCANNED:
            break
    return texts[:: -(-len(texts) // num_texts) or 1]


def _together(inputs: Sequence[InputColumn], values: Sequence[str | None]) -> str:
    texts = (entry.text(value) for entry, value in zip(inputs, values, strict=True))
    return " ".join(text for text in texts if text)
