"""The lengths of a data set's texts in a backbone's tokens, from a sample: the same in the window and in a terminal."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from studio.errors import PresetError
from studio.jobs import CancelledError, Progress

if TYPE_CHECKING:
    from studio.data import DataSource

_NUM_SAMPLED = 5_000
_CHUNK = 256


def sample_token_counts(
    source: "DataSource",
    column: str,
    preset: str,
    on_progress: Callable[[Progress], None],
    is_cancelled: Callable[[], bool],
) -> tuple[int, ...] | None:
    """Count the tokens of a sample of texts.

    Args:
        source: The data set.
        column: The column with the texts.
        preset: The backbone's preset, whose vocabulary is used.
        on_progress: Told how far the count is.
        is_cancelled: Asked now and then.

    Returns:
        The tokens of each text, rising; `None` if the vocabulary is not on this computer or there is no text.

    Raises:
        StudioError: if the data cannot be read.
    """
    from studio.catalogue import count_tokens
    from studio.data import sample_texts

    try:
        if count_tokens(preset, []) is None:
            return None
    except PresetError:
        return None
    texts = sample_texts(source, column, _NUM_SAMPLED, is_cancelled)
    counts: list[int] = []
    for start in range(0, len(texts), _CHUNK):
        if is_cancelled():
            raise CancelledError
        on_progress(Progress("Counting tokens", start, len(texts)))
        counts.extend(count_tokens(preset, texts[start : start + _CHUNK]) or [])
    return tuple(sorted(counts)) or None
