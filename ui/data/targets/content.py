"""What is shown of the targets of a data set, whatever their kind."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from ui.text import format_count, format_percent
from ui.widgets.bar_list import Bar
from ui.widgets.histogram import Bars, Mark


@dataclass(frozen=True, slots=True)
class TargetContent:
    """What a card shows, from top to bottom; what is empty is not there.

    Attributes:
        title: The card's title.
        bars: How often each name occurs, the most frequent first.
        notes: Sentences.
        histogram: How numbers or lengths are distributed.
        marks: Over the histogram.
        unit: What the histogram counts.
        names: Those of `together`.
        together: How often each two of `names` occur in the same row; the diagonal holds how often each does.
    """

    title: str
    bars: tuple[Bar, ...] = ()
    notes: tuple[str, ...] = ()
    histogram: Bars = field(default_factory=Bars)
    marks: tuple[Mark, ...] = ()
    unit: str = ""
    names: tuple[str, ...] = ()
    together: tuple[tuple[int, ...], ...] = ()


def counted(entries: Sequence[tuple[str, int]], total: int | None = None) -> tuple[Bar, ...]:
    """Return names with their counts as bars.

    Args:
        entries: The names with their counts.
        total: What the parts are parts of; all counts together if not given.
    """
    whole = max(1, sum(count for _, count in entries) if total is None else total)
    most = max((count for _, count in entries), default=1) or 1
    return tuple(
        Bar(name, f"{format_count(count)} · {format_percent(count / whole)}", count / most) for name, count in entries
    )


def histogram_bars(histogram: Any) -> Bars:
    """Return the bars of a `studio.data.Histogram`."""
    return Bars(tuple(map(float, histogram.edges)), tuple(map(int, histogram.counts)))
