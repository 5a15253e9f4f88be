"""The points of one line: growing arrays, and what of them is worth drawing."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_FIRST_CAPACITY = 1024
_BLOCK = 64


class Series:
    """Points whose x never falls. Drawing costs as much as there are pixels, not as there are points.

    The smallest and the largest y of each 64 points are kept beside the points, so that a view over a million of
    them is reduced to its peaks in well under a millisecond. NaN values are gaps.
    """

    def __init__(self) -> None:
        self._x: Floats = np.empty(_FIRST_CAPACITY)
        self._y: Floats = np.empty(_FIRST_CAPACITY)
        self._low: Floats = np.empty(_FIRST_CAPACITY // _BLOCK)
        self._high: Floats = np.empty(_FIRST_CAPACITY // _BLOCK)
        self._length = 0

    def __len__(self) -> int:
        return self._length

    @property
    def x(self) -> Floats:
        """All x: a view that holds until the next change."""
        return self._x[: self._length]

    @property
    def y(self) -> Floats:
        """All y: a view that holds until the next change."""
        return self._y[: self._length]

    def append(self, x: Floats, y: Floats) -> None:
        """Add points behind the last."""
        if len(x) == 0:
            return
        start, end = self._length, self._length + len(x)
        if end > len(self._x):
            self.reserve(2 * end)
        self._x[start:end], self._y[start:end] = x, y
        self._length = end
        self._summarize(start)

    def truncate(self, length: int) -> None:
        """Keep the first points only."""
        if length < self._length:
            self._length = max(0, length)
            self._summarize(max(0, self._length - 1))

    def replace(self, x: Floats, y: Floats) -> None:
        """Hold other points."""
        self.truncate(0)
        self.append(x, y)

    def nearest_before(self, x: float) -> int | None:
        """Return the index of the last point at or before x; `None` if there is none."""
        index = int(np.searchsorted(self.x, x, side="right")) - 1
        return index if index >= 0 else None

    def y_range(self, first_x: float, last_x: float) -> tuple[float, float] | None:
        """Return the smallest and the largest y in a range of x; `None` if there is no number in it."""
        start, end = self._indices(first_x, last_x)
        low, high = self._extremes(start, end)
        return None if np.isnan(low) else (low, high)

    def least_positive(self, first_x: float, last_x: float) -> float:
        """Return the smallest y above zero in a range of x that has one."""
        start, end = self._indices(first_x, last_x)
        part = self._y[start:end]
        return float(np.min(part, where=part > 0, initial=np.inf))

    def visible(self, first_x: float, last_x: float, num_bins: int) -> tuple[Floats, Floats]:
        """Return the points to draw for a range of x: all of them, or the peaks of each bin if there are too many.

        One point on either side of the range is kept, so that lines run to the edge of the view.
        """
        start, end = self._indices(first_x, last_x)
        start, end = max(0, start - 1), min(self._length, end + 1)
        count = end - start
        if count <= 4 * num_bins:
            return self._x[start:end].copy(), self._y[start:end].copy()
        if count >= 2 * _BLOCK * num_bins:
            return self._peaks_of_blocks(start, end, num_bins)
        edges = np.linspace(start, end, num_bins, endpoint=False).astype(np.intp)
        part = self._y[start:end]
        low = np.fmin.reduceat(part, edges - start)
        high = np.fmax.reduceat(part, edges - start)
        return _zigzag(self._x[edges], self._x[end - 1], low, high)

    def _peaks_of_blocks(self, start: int, end: int, num_bins: int) -> tuple[Floats, Floats]:
        first, last = start // _BLOCK, -(-end // _BLOCK)
        edges = np.linspace(first, last, num_bins, endpoint=False).astype(np.intp)
        low = np.fmin.reduceat(self._low[first:last], edges - first)
        high = np.fmax.reduceat(self._high[first:last], edges - first)
        return _zigzag(self._x[edges * _BLOCK], self._x[end - 1], low, high)

    def _extremes(self, start: int, end: int) -> tuple[float, float]:
        """Return the extremes of the points from start to end, whole blocks from their summary."""
        first, last = -(-start // _BLOCK), end // _BLOCK
        if last - first < 2:
            part = self._y[start:end]
            if len(part) == 0:
                return np.nan, np.nan
            return float(np.fmin.reduce(part)), float(np.fmax.reduce(part))
        head, tail = self._y[start : first * _BLOCK], self._y[last * _BLOCK : end]
        low = np.fmin.reduce(np.concatenate([head, self._low[first:last], tail]))
        high = np.fmax.reduce(np.concatenate([head, self._high[first:last], tail]))
        return float(low), float(high)

    def _indices(self, first_x: float, last_x: float) -> tuple[int, int]:
        start = int(np.searchsorted(self.x, first_x, side="left"))
        end = int(np.searchsorted(self.x, last_x, side="right"))
        return start, max(start, end)

    def _summarize(self, start: int) -> None:
        """Find the extremes of the blocks anew from that of a point on."""
        first, last = start // _BLOCK, -(-self._length // _BLOCK)
        if last <= first:
            return
        part = self._y[first * _BLOCK : self._length]
        edges = np.arange(0, len(part), _BLOCK)
        self._low[first:last] = np.fmin.reduceat(part, edges)
        self._high[first:last] = np.fmax.reduceat(part, edges)

    def reserve(self, length: int) -> None:
        """Make room for so many points at once."""
        if length <= len(self._x):
            return
        num_blocks, most_blocks = -(-self._length // _BLOCK), -(-length // _BLOCK)
        self._x = _grown(self._x[: self._length], most_blocks * _BLOCK)
        self._y = _grown(self._y[: self._length], most_blocks * _BLOCK)
        self._low = _grown(self._low[:num_blocks], most_blocks)
        self._high = _grown(self._high[:num_blocks], most_blocks)


class RunningMean:
    """The mean of the last values at each point, found step by step as points come. NaN values are left out.

    Args:
        window: Over how many points.
    """

    def __init__(self, window: int) -> None:
        self._window = window
        self._sums: Floats = np.zeros(1)
        self._counts: Floats = np.zeros(1)
        self._length = 0

    def extend(self, values: Floats) -> Floats:
        """Return the means at values that follow those of earlier calls."""
        start, end = self._length, self._length + len(values)
        if end + 1 > len(self._sums):
            self.reserve(2 * end)
        is_number = np.isfinite(values)
        self._sums[start + 1 : end + 1] = self._sums[start] + np.cumsum(np.where(is_number, values, 0.0))
        self._counts[start + 1 : end + 1] = self._counts[start] + np.cumsum(is_number)
        self._length = end
        return self._means(start)

    def reserve(self, length: int) -> None:
        """Make room for so many values at once."""
        if length + 1 > len(self._sums):
            self._sums = _grown(self._sums[: self._length + 1], length + 1)
            self._counts = _grown(self._counts[: self._length + 1], length + 1)

    def set_window(self, window: int) -> Floats:
        """Take the mean over another number of points from now on, and return it at all points so far."""
        self._window = window
        return self._means(0)

    def truncate(self, length: int) -> None:
        """Forget the values behind the first ones."""
        self._length = min(self._length, length)

    def _means(self, start: int) -> Floats:
        end = self._length
        full = min(max(start, self._window), end)  # From here on, whole windows lie before a point.
        sums, counts = self._sums[start + 1 : end + 1].copy(), self._counts[start + 1 : end + 1].copy()
        sums[full - start :] -= self._sums[full + 1 - self._window : end + 1 - self._window]
        counts[full - start :] -= self._counts[full + 1 - self._window : end + 1 - self._window]
        means = np.full(len(sums), np.nan)
        np.divide(sums, counts, out=means, where=counts > 0)
        return means


def _zigzag(x: Floats, last_x: float, low: Floats, high: Floats) -> tuple[Floats, Floats]:
    """Return a line that runs through the lowest and the highest value of each bin."""
    width = np.diff(x, append=last_x)
    xs = np.empty(2 * len(x))
    xs[0::2], xs[1::2] = x, x + 0.5 * width
    ys = np.empty(2 * len(x))
    ys[0::2], ys[1::2] = low, high
    return xs, ys


def _grown(values: Floats, capacity: int) -> Floats:
    grown = np.empty(capacity)
    grown[: len(values)] = values
    return grown
