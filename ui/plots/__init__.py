"""Plots on cards. pyqtgraph is loaded in a thread once the first of them is shown."""

from ui.plots.card import PlotCard
from ui.plots.model import LineStyle, PlotModel

__all__ = ["LineStyle", "PlotCard", "PlotModel"]
