"""What a plot shows: lines with their points, the best step, the checkpoints. It needs no pyqtgraph."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from ui.plots.series import Floats, Series

# So much of the range is left free above and below, so that the uppermost number of the axis has room.
_PAD = 0.08


@dataclass(frozen=True, slots=True)
class LineStyle:
    """How a line is drawn.

    Attributes:
        key: Its name inside of the plot.
        color: The index of its colour among those of the theme.
        is_faint: Whether it is thin and pale: a background for another line.
        is_dashed: Whether it is dashed, to be told from another of the same colour.
    """

    key: str
    color: int
    is_faint: bool = False
    is_dashed: bool = False


@dataclass(slots=True, eq=False)
class Line:
    """A line and its points."""

    style: LineStyle
    label: str = ""
    series: Series = field(default_factory=Series)
    is_shown: bool = True


class PlotModel:
    """The content of one plot.

    Args:
        styles: The lines, in the order of the legend.

    Attributes:
        best: The best step and its value on the line `best_line`; `None` while there is none.
        checkpoints: The steps of the checkpoints.
        is_logarithmic: Whether y grows by factors.
        least_span: The smallest range of y that is shown.
        limits: The range of y beyond which there is nothing to see, e.g. 0 to 100 for percent.
    """

    def __init__(self, styles: Iterable[LineStyle] = ()) -> None:
        self.lines: dict[str, Line] = {style.key: Line(style) for style in styles}
        self.best: tuple[float, float] | None = None
        self.checkpoints: tuple[int, ...] = ()
        self.is_logarithmic = False
        self.least_span = 0.0
        self.limits: tuple[float, float] | None = None

    def series(self, key: str) -> Series:
        """Return the points of a line."""
        return self.lines[key].series

    def shown(self) -> list[Line]:
        """Return the lines that are not hidden."""
        return [line for line in self.lines.values() if line.is_shown]

    def set_lines(self, styles: Iterable[LineStyle]) -> None:
        """Have other lines; those that stay keep their points."""
        kept = self.lines
        self.lines = {}
        for style in styles:
            line = kept.get(style.key) or Line(style)
            line.style = style
            self.lines[style.key] = line

    def x_range(self) -> tuple[float, float] | None:
        """Return the range of x that the shown lines take; `None` while they have no point."""
        ends = [(line.series.x[0], line.series.x[-1]) for line in self.shown() if len(line.series)]
        if not ends:
            return None
        return float(min(first for first, _ in ends)), float(max(last for _, last in ends))

    def y_range(self, first_x: float, last_x: float) -> tuple[float, float] | None:
        """Return the range of y to show for a range of x, as it is drawn: logarithms on a logarithmic axis."""
        ranges = [found for line in self.shown() if (found := self._line_range(line, first_x, last_x)) is not None]
        if not ranges:
            return None
        low, high = min(low for low, _ in ranges), max(high for _, high in ranges)
        least = 1e-3 if self.is_logarithmic else max(self.least_span, 1e-9 * max(abs(low), abs(high)), 1e-12)
        if high - low < least:
            middle = (low + high) / 2
            low, high = middle - least / 2, middle + least / 2
        if self.limits is not None and not self.is_logarithmic:
            low, high = max(low, self.limits[0]), min(high, self.limits[1])
        pad = _PAD * (high - low)
        return low - pad, high + pad

    def drawn(self, y: Floats) -> Floats:
        """Return y as it is drawn; what has no logarithm is a gap on a logarithmic axis."""
        if not self.is_logarithmic:
            return y
        return np.log10(y, out=np.full(len(y), np.nan), where=y > 0)

    def _line_range(self, line: Line, first_x: float, last_x: float) -> tuple[float, float] | None:
        found = line.series.y_range(first_x, last_x)
        if found is None or not self.is_logarithmic:
            return found
        low, high = found
        if high <= 0:
            return None
        if low <= 0:
            low = line.series.least_positive(first_x, last_x)
        return float(np.log10(low)), float(np.log10(high))
