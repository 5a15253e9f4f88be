"""The lengths of a data set's texts in a backbone's tokens, from a sample: the same in the window and in a terminal."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from studio.errors import PresetError
from studio.jobs import CancelledError, Progress

if TYPE_CHECKING:
    from studio.data import DataSource, InputColumn

_NUM_SAMPLED = 5_000
_CHUNK = 256


@dataclass(frozen=True, slots=True)
class SampledTokens:
    """How many tokens the texts of a sample have.

    Attributes:
        counts: The tokens of each text, rising.
        rows: The row of each of these texts, from 1.
    """

    counts: tuple[int, ...]
    rows: tuple[int, ...]


def sample_token_counts(
    source: "DataSource",
    inputs: "Sequence[InputColumn]",
    preset: str,
    on_progress: Callable[[Progress], None],
    is_cancelled: Callable[[], bool],
) -> SampledTokens | None:
    """Count the tokens of a sample of texts.

    Args:
        source: The data set.
        inputs: The columns with the texts; those of a row are counted together.
        preset: The backbone's preset, whose vocabulary is used.
        on_progress: Told how far the count is.
        is_cancelled: Asked now and then.

    Returns:
        The tokens of each text; `None` if the vocabulary is not on this computer or there is no text.

    Raises:
        StudioError: if the data cannot be read.
    """
    from studio.catalogue import count_tokens
    from studio.data import sample_rows

    try:
        if count_tokens(preset, []) is None:
            return None
    except PresetError:
        return None
    sample = sample_rows(source, inputs, _NUM_SAMPLED, is_cancelled)
    counts: list[int] = []
    for start in range(0, len(sample), _CHUNK):
        if is_cancelled():
            raise CancelledError
        on_progress(Progress("Counting tokens", start, len(sample)))
        counts.extend(count_tokens(preset, [text for _, text in sample[start : start + _CHUNK]]) or [])
    found = sorted(zip(counts, (row for row, _ in sample), strict=True))
    return SampledTokens(tuple(count for count, _ in found), tuple(row for _, row in found)) if found else None
