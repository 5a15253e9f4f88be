"""How lengths are distributed."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_NUM_BINS = 32
_LAST_PERCENTILE = 99.0


@dataclass(frozen=True, slots=True)
class Histogram:
    """How lengths are distributed.

    Attributes:
        edges: The limits of the bins, one more than there are bins. The bins are of the same width up to the 99th
            percentile; the last one takes all that is longer.
        counts: The number of texts in each bin.
        mean, median, p95, max: Of the lengths themselves; `p95` is the length that 95 % of the texts do not exceed.
    """

    edges: tuple[int, ...]
    counts: tuple[int, ...]
    mean: float
    median: float
    p95: float
    max: int


def make_histogram(lengths: NDArray[np.int64], counts: NDArray[np.int64]) -> Histogram:
    """Make a histogram from the distinct lengths, ascending, and how often each occurs."""
    if not len(lengths):
        return Histogram((0, 1), (0,), 0.0, 0.0, 0.0, 0)
    longest = int(lengths[-1])
    usual = _percentile(lengths, counts, _LAST_PERCENTILE)
    width = max(1, -(-(usual + 1) // _NUM_BINS))
    edges = list(range(0, usual + width + 1, width))
    if edges[-1] <= longest:
        edges.append(longest + 1)
    bins = np.searchsorted(edges, lengths, side="right") - 1
    return Histogram(
        edges=tuple(edges),
        counts=tuple(int(count) for count in np.bincount(bins, weights=counts, minlength=len(edges) - 1)),
        mean=float(np.average(lengths, weights=counts)),
        median=float(_percentile(lengths, counts, 50.0)),
        p95=float(_percentile(lengths, counts, 95.0)),
        max=longest,
    )


def _percentile(lengths: NDArray[np.int64], counts: NDArray[np.int64], percent: float) -> int:
    """Return the smallest length that so many percent of the texts do not exceed."""
    reached = np.cumsum(counts)
    return int(lengths[np.searchsorted(reached, reached[-1] * percent / 100.0)])
