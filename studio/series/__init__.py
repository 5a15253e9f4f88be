"""Several runs of one setting: with other seeds, or as the folds of a cross-validation."""

from studio.series.making import parts_of, start_series
from studio.series.store import RunSeries, SeriesKind, forget_series, read_series
from studio.series.summary import MetricSpread, SeriesSummary, summarize_series

__all__ = [
    "MetricSpread",
    "RunSeries",
    "SeriesKind",
    "SeriesSummary",
    "forget_series",
    "parts_of",
    "read_series",
    "start_series",
    "summarize_series",
]
