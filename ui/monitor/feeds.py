"""Takes what a history has gained over into the lines of plots."""

import numpy as np

from studio.runs.columns import Columns, Floats
from ui.plots.series import RunningMean, Series


class ColumnFeed:
    """Keeps one line equal to a column of a history, and a second one equal to its running mean.

    Args:
        name: The column.
        raw: The line of the values themselves.
        smooth: The line of their mean; `None` for none.
        factor: What the values are multiplied by.
    """

    def __init__(self, name: str, raw: Series, smooth: Series | None = None, *, factor: float = 1.0) -> None:
        self._name, self._factor = name, factor
        self._raw, self._smooth = raw, smooth
        self._mean = RunningMean(1)

    def set_window(self, window: int) -> None:
        """Take the mean over so many points."""
        means = self._mean.set_window(window)
        if self._smooth is not None and len(means):
            self._smooth.replace(self._raw.x.copy(), means)

    def rewind(self, length: int) -> None:
        """Forget all but the first points."""
        self._raw.truncate(length)
        self._mean.truncate(length)
        if self._smooth is not None:
            self._smooth.truncate(length)

    def take(self, columns: Columns) -> None:
        """Take over the rows that came."""
        start = len(self._raw)
        if start == len(columns):
            return
        steps = columns["step"][start:]
        values = self._values(columns, start)
        self._raw.reserve(columns.capacity)
        self._raw.append(steps, values)
        if self._smooth is not None:
            self._mean.reserve(columns.capacity)
            self._smooth.reserve(columns.capacity)
            self._smooth.append(steps, self._mean.extend(values))

    def _values(self, columns: Columns, start: int) -> Floats:
        if self._name not in columns:
            return np.full(len(columns) - start, np.nan)
        return columns[self._name][start:] * self._factor
