"""An axis with round numbers, in the theme's type and colours, without a frame."""

from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QRectF

from ui import theme
from ui.plots.ticks import linear_ticks, logarithmic_ticks, tick_labels
from ui.theme import color, mix

_Y_TICK_PX = 48
_LEAST_TICKS = 3.5
_X_TICK_PX = 80
_GRID = 255
_BEYOND_X_PX, _BEYOND_Y_PX = 24.0, 9.0
# The room that a plot keeps at its right: a number at the axis' end would lose its last digit beyond it.
RIGHT_MARGIN_PX = 4


class PlotAxis(pg.AxisItem):  # type: ignore[misc]
    """The left axis has a grid, the bottom axis counts in whole numbers from 0 on."""

    def __init__(self, orientation: str) -> None:
        super().__init__(orientation)
        self._is_left = orientation == "left"
        self.is_logarithmic = False
        self.enableAutoSIPrefix(False)
        self.setStyle(tickLength=0, tickTextOffset=8 if self._is_left else 6, maxTickLevel=0, tickAlpha=255)
        if self._is_left:
            self.setGrid(_GRID)
            self.setStyle(autoExpandTextSpace=True, tickTextWidth=24)
        self.restyle()

    def restyle(self) -> None:
        """Take the theme's colours and type."""
        self.setTextPen(color("muted"))
        self.setPen(pg.mkPen(None) if self._is_left else pg.mkPen(color("border")))
        self.setTickPen(pg.mkPen(mix(color("surface"), color("border"), 0.6 if self._is_left else 1.0)))
        font = theme.tabular(theme.body_font())
        self.setStyle(tickFont=font)

    def tickValues(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, list[float]]]:  # noqa: N802, N803
        """Return the round values in the range that is shown."""
        low, high = sorted((minVal, maxVal))
        if not high > low:
            return []
        if not self._is_left:
            # Steps and epochs: before the first there is nothing to count.
            values = linear_ticks(max(low, 0.0), high, max(_LEAST_TICKS, size / _X_TICK_PX), is_whole=True)
        elif self.is_logarithmic:
            values = logarithmic_ticks(low, high, max(_LEAST_TICKS, size / _Y_TICK_PX))
        else:
            values = linear_ticks(low, high, max(_LEAST_TICKS, size / _Y_TICK_PX))
        return [(1.0, values)]

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:  # noqa: N802
        """Return the values in words."""
        if self._is_left and self.is_logarithmic:
            return [tick_labels([10.0**value])[0] for value in values]
        return tick_labels(values)

    def generateDrawSpecs(self, p: Any) -> Any:  # noqa: N802
        """Return what is drawn, the numbers at the right end moved inwards as far as they would be cut."""
        specs = super().generateDrawSpecs(p)
        if specs is not None and not self._is_left:
            end = self.size().width() + RIGHT_MARGIN_PX
            for rect, _, _ in specs[2]:
                rect.moveRight(min(rect.right(), end))
        return specs

    def boundingRect(self) -> QRectF:  # noqa: N802
        """Return the room of the axis, and a little beyond its ends, so that the last number is whole."""
        rect: QRectF = super().boundingRect()
        along, across = (0.0, _BEYOND_Y_PX) if self._is_left else (_BEYOND_X_PX, 0.0)
        return rect.adjusted(-along, -across, along, across)

    def wheelEvent(self, event: Any) -> None:  # noqa: N802
        """Leave the wheel to the page."""
        event.ignore()

    def mouseDragEvent(self, event: Any) -> None:  # noqa: N802
        """Leave dragging to the plot."""
        event.ignore()

    def contextMenuEvent(self, event: Any) -> None:  # noqa: N802
        """Leave the menu to the card."""
        event.ignore()
