"""A series on one card: the mean of each metric and how far the runs lie apart."""

import math
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from studio import tasks
from studio.runs.index import RunSummary
from studio.runs.states import RunState
from studio.series.store import RunSeries, SeriesKind

_CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class MetricSpread:
    """A metric over the runs of a series.

    Attributes:
        count: How many runs have it.
        mean: Their mean.
        deviation: The standard deviation of single runs (n − 1 below the line); `None` for one run.
        least, most: The smallest and the largest value.
        margin: Half the width of the mean's 95 % interval by Student's t; `None` for one run, and for folds: they
            share most of what they are trained on, so that such an interval would be too narrow (Bengio and
            Grandvalet, "No unbiased estimator of the variance of k-fold cross-validation", 2004).
    """

    count: int
    mean: float
    deviation: float | None
    least: float
    most: float
    margin: float | None


@dataclass(frozen=True, slots=True)
class SeriesSummary:
    """A series as it stands.

    Attributes:
        num_finished: How many of its runs are finished; only these count.
        num_left: How many still wait or are at work.
        metrics: By split, then by name.
    """

    series: RunSeries
    num_finished: int
    num_left: int
    metrics: dict[str, dict[str, MetricSpread]]

    @property
    def num_runs(self) -> int:
        """How many runs there were to be."""
        return len(self.series.run_ids)

    @property
    def num_without_model(self) -> int:
        """How many ended early or are gone."""
        return self.num_runs - self.num_finished - self.num_left

    def to_json(self) -> dict[str, Any]:
        """Return the summary as JSON data."""
        return {
            "id": self.series.id,
            "name": self.series.name,
            "kind": self.series.kind,
            "runs": list(self.series.run_ids),
            "finished": self.num_finished,
            "left": self.num_left,
            "metrics": {
                split: {name: asdict(spread) for name, spread in found.items()} for split, found in self.metrics.items()
            },
        }


def summarize_series(series: RunSeries, runs: Mapping[str, RunSummary]) -> SeriesSummary:
    """Sum a series up.

    Args:
        series: The series.
        runs: The workspace's runs, by id.
    """
    known = [runs[run_id] for run_id in series.run_ids if run_id in runs]
    finished = [run for run in known if run.state is RunState.FINISHED]
    is_left = [run.state.is_active or run.state is RunState.QUEUED for run in known]
    splits = {split: _spreads(finished, split, series.kind) for split in ("validation", "test")}
    return SeriesSummary(
        series, len(finished), sum(is_left), {split: found for split, found in splits.items() if found}
    )


def key_spreads(summary: SeriesSummary, task_name: str) -> list[tuple[str, str, MetricSpread]]:
    """Return what tells most of a series, as `(split, metric, spread)`: its task's first key metric of each split."""
    task = tasks.find(task_name)
    if task is None:
        return []
    found = []
    for split, spreads in summary.metrics.items():
        name = task.measured({name: spread.mean for name, spread in spreads.items()}).key_metrics[0]
        if name in spreads:
            found.append((split, name, spreads[name]))
    return found


def _spreads(runs: Sequence[RunSummary], split: str, kind: SeriesKind) -> dict[str, MetricSpread]:
    names = dict.fromkeys(name for run in runs for name in run.metrics.get(split, {}))
    found = {}
    for name in names:
        values = [run.metrics[split][name] for run in runs if name in run.metrics.get(split, {})]
        values = [value for value in values if math.isfinite(value)]
        if values:
            found[name] = _spread(values, kind)
    return found


def _spread(values: Sequence[float], kind: SeriesKind) -> MetricSpread:
    count = len(values)
    deviation = statistics.stdev(values) if count > 1 else None
    margin = None
    if deviation is not None and kind is SeriesKind.SEEDS:
        margin = _student(count - 1) * deviation / math.sqrt(count)
    return MetricSpread(count, statistics.fmean(values), deviation, min(values), max(values), margin)


def _student(freedom: int) -> float:
    """Return how many standard errors the two-sided 95 % interval reaches, for so many degrees of freedom."""
    # Whoever just lists series without seeds does not wait for scipy.
    from scipy.special import stdtrit

    return float(stdtrit(freedom, (1.0 + _CONFIDENCE) / 2.0))
