"""Metrics of predicted numbers."""

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.spreading import spread

# So many examples of a split are kept for a picture of predictions over values.
MAX_POINTS = 1_000

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class NumberBaseline:
    """How far off the truth is without looking at the texts: always the mean of the training part.

    Attributes:
        value: That mean.
        mae: The mean absolute error of always answering it.
    """

    value: float
    mae: float


@dataclass(frozen=True, slots=True)
class RegressionReport:
    """All that is measured on one split.

    Attributes:
        num_examples: How many examples were measured.
        metrics: The task's metrics by name; `None` where one cannot be said.
        baseline: What always answering the training part's mean would come to.
        points: Values and what was predicted for them, of at most `MAX_POINTS` examples.
        lengths: How many tokens the text of each of these examples has.
    """

    num_examples: int
    metrics: dict[str, float | None]
    baseline: NumberBaseline
    points: tuple[tuple[float, float], ...]
    lengths: tuple[int, ...]

    def to_json(self) -> dict[str, Any]:
        """Return the report as JSON data."""
        return {
            "kind": "number",
            "examples": self.num_examples,
            "metrics": self.metrics,
            "mean_baseline": asdict(self.baseline),
            "points": [list(point) for point in self.points],
            "lengths": list(self.lengths),
        }


def regression_report(
    values: Numbers, predictions: Numbers, lengths: NDArray[np.int64], *, mean: float, deviation: float
) -> RegressionReport:
    """Measure predicted numbers against the true ones.

    What has no meaning is `None`: R² and both correlations of values that are all the same, and the correlations of
    predictions that are.

    Args:
        values: float64 array of shape `(num_examples,)`.
        predictions: float64 array of the same shape, in the values' own unit.
        lengths: int64 array of the same shape: how many tokens each text has.
        mean: Of the values of the training part.
        deviation: Their standard deviation: the loss counts in it, as training does.

    Returns:
        The report.

    Raises:
        ValueError: if there is no example or the shapes do not fit.
    """
    if len(values) == 0 or not values.shape == predictions.shape == lengths.shape:
        raise ValueError(
            f"Expected as many predictions and lengths as values, and at least one. Received: "
            f"values.shape={values.shape}, predictions.shape={predictions.shape}, lengths.shape={lengths.shape}."
        )
    shown = spread(len(values), MAX_POINTS)
    with np.errstate(over="ignore"):
        errors = predictions - values
        metrics: dict[str, float | None] = {
            "loss": float(np.mean((errors / deviation) ** 2)),
            "mse": float(np.mean(errors**2)),
            "mae": float(np.mean(np.abs(errors))),
            "r2": _r2(values, errors),
            "pearson": correlation(values, predictions),
            "spearman": correlation(_ranks(values), _ranks(predictions)),
        }
    return RegressionReport(
        num_examples=len(values),
        metrics=metrics,
        baseline=NumberBaseline(mean, float(np.mean(np.abs(values - mean)))),
        points=tuple((float(values[place]), float(predictions[place])) for place in shown),
        lengths=tuple(int(lengths[place]) for place in shown),
    )


def correlation(first: Numbers, second: Numbers) -> float | None:
    """Return Pearson's correlation of two rows of numbers; `None` where either is all the same."""
    if len(first) < 2 or np.ptp(first) == 0.0 or np.ptp(second) == 0.0:
        return None
    # In units of each row's own range, squares of very large and very small numbers stay within float64's.
    first, second = ((row - row.mean()) / np.ptp(row) for row in (first, second))
    return float(np.clip(first @ second / np.sqrt((first @ first) * (second @ second)), -1.0, 1.0))


def _r2(values: Numbers, errors: Numbers) -> float | None:
    """Return which part of the values' variance the predictions explain: 1 is all of it, 0 what the mean explains."""
    spread = np.ptp(values)
    if spread == 0.0:
        return None
    away = (values - values.mean()) / spread
    return float(1.0 - np.sum((errors / spread) ** 2) / np.sum(away**2))


def _ranks(numbers: Numbers) -> Numbers:
    """Return each number's place in the order of size; equal ones share the mean of their places."""
    _, inverse, counts = np.unique(numbers, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    ranks: Numbers = ((ends - counts + ends - 1) / 2.0)[inverse]
    return ranks
