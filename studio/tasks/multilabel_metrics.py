"""Metrics of several labels for each text, and the thresholds from which on a label is said to apply."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

DEFAULT_THRESHOLD = 0.5

Labels = NDArray[np.uint8]
Probabilities = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class LabelMetrics:
    """How well one label was found. What cannot be said is `None`, which is not 0.

    Attributes:
        precision: `None` for a label that was never predicted, or that no example has.
        recall, f1: `None` for a label that no example has.
        average_precision: The area under precision over recall, whatever the threshold; `None` for a label that no
            example has.
        support: How many examples have this label.
        threshold: The probability from which on it is said to apply.
    """

    precision: float | None
    recall: float | None
    f1: float | None
    average_precision: float | None
    support: int
    threshold: float


@dataclass(frozen=True, slots=True)
class MultilabelReport:
    """All that is measured on one split.

    Attributes:
        num_examples: How many examples were measured.
        metrics: The task's metrics by name; `None` where one cannot be said.
        per_class: The labels' own metrics by name.
    """

    num_examples: int
    metrics: dict[str, float | None]
    per_class: dict[str, LabelMetrics]

    def to_json(self) -> dict[str, Any]:
        """Return the report as JSON data."""
        return {
            "kind": "labels",
            "examples": self.num_examples,
            "metrics": self.metrics,
            "per_class": {name: asdict(entry) for name, entry in self.per_class.items()},
        }


def multilabel_report(
    labels: Labels, probabilities: Probabilities, label_names: Sequence[str], thresholds: Sequence[float]
) -> MultilabelReport:
    """Measure predicted labels against those that apply.

    Macro means go over the labels that the examples have: what is never to be found can only score 0, whatever the
    model. The loss is the binary cross-entropy, a mean over texts and labels.

    Args:
        labels: uint8 array of shape `(num_examples, num_labels)`, 1 where a label applies.
        probabilities: float32 array of the same shape, each of its own between 0 and 1.
        label_names: The labels, in the order of the columns.
        thresholds: For each label, the probability from which on it is said to apply.

    Returns:
        The report.

    Raises:
        ValueError: if there is no example or the shapes do not fit.
    """
    expected = (len(labels), len(label_names))
    if len(labels) == 0 or labels.shape != expected or probabilities.shape != expected:
        raise ValueError(
            f"Expected labels and probabilities of shape {expected} for at least one example. "
            f"Received: labels.shape={labels.shape}, probabilities.shape={probabilities.shape}."
        )
    from sklearn.metrics import precision_recall_fscore_support

    predicted = applies(probabilities, thresholds)
    precision, recall, f1, support = (
        np.atleast_1d(scores)
        for scores in precision_recall_fscore_support(*_as_indicators(labels, predicted), average=None, zero_division=0)
    )
    average_precision = [_average_precision(labels[:, i], probabilities[:, i]) for i in range(len(label_names))]
    has_support = support > 0
    found = [value for value in average_precision if value is not None]
    return MultilabelReport(
        num_examples=len(labels),
        metrics={
            "loss": _cross_entropy(labels, probabilities),
            "micro_f1": _micro_f1(labels, predicted),
            "macro_f1": float(np.mean(f1[has_support])) if has_support.any() else None,
            "mean_average_precision": float(np.mean(found)) if found else None,
            "exact_match": float(np.mean(np.all(predicted == labels.astype(bool), axis=1))),
        },
        per_class={
            name: LabelMetrics(
                float(precision[i]) if has_support[i] and predicted[:, i].any() else None,
                float(recall[i]) if has_support[i] else None,
                float(f1[i]) if has_support[i] else None,
                average_precision[i],
                int(support[i]),
                float(thresholds[i]),
            )
            for i, name in enumerate(label_names)
        },
    )


def applies(probabilities: Probabilities, thresholds: Sequence[float]) -> NDArray[np.bool_]:
    """Return which labels are said to apply: those whose probability is at least the threshold."""
    is_label: NDArray[np.bool_] = probabilities >= np.asarray(thresholds, np.float32)
    return is_label


def choose_thresholds(labels: Labels, probabilities: Probabilities) -> tuple[float, ...]:
    """Return the threshold with the best F1 for each label.

    F1 is the same for all thresholds between two probabilities that occur; of these 0.5 is taken where it is one of
    them, else the middle. For a label that no example has every threshold is as good as any other: it gets the one
    that is best for all labels taken together, and 0.5 where no example has a label at all.

    Args:
        labels: uint8 array of shape `(num_examples, num_labels)`, of examples that were not trained on.
        probabilities: float32 array of the same shape.

    Returns:
        Numbers that float32 can hold, so that an export compares with the very same.
    """
    together = DEFAULT_THRESHOLD
    if labels.any():
        together = _best_threshold(labels.ravel(), probabilities.ravel())
    return tuple(
        _best_threshold(labels[:, i], probabilities[:, i]) if labels[:, i].any() else together
        for i in range(labels.shape[1])
    )


def _best_threshold(labels: NDArray[np.uint8], probabilities: Probabilities) -> float:
    from sklearn.metrics import precision_recall_curve

    precision, recall, ends = precision_recall_curve(labels, probabilities)
    sums = precision + recall
    f1 = np.divide(2.0 * precision * recall, sums, out=np.zeros_like(sums), where=sums > 0.0)[: len(ends)]
    starts = np.concatenate([[0.0], ends[:-1]])
    best = np.flatnonzero(np.isclose(f1, f1.max(), rtol=0.0, atol=1e-12))
    candidates = [_between(float(starts[place]), float(ends[place])) for place in best]
    return min(candidates, key=lambda threshold: abs(threshold - DEFAULT_THRESHOLD))


def _between(start: float, end: float) -> float:
    """Return a threshold above one probability and at most another: 0.5 if it is such a one, else the middle."""
    if start < DEFAULT_THRESHOLD <= end:
        return DEFAULT_THRESHOLD
    middle = float(np.float32((start + end) / 2.0))
    return middle if middle > start else end


def _as_indicators(labels: Labels, predicted: NDArray[np.bool_]) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Return both as scikit-learn takes several labels: it reads a single column as two classes."""
    pair = labels.astype(np.uint8), predicted.astype(np.uint8)
    if labels.shape[1] > 1:
        return pair
    first, second = (np.concatenate([array, np.zeros_like(array)], axis=1) for array in pair)
    return first, second


def _average_precision(labels: NDArray[np.uint8], probabilities: Probabilities) -> float | None:
    from sklearn.metrics import average_precision_score

    return float(average_precision_score(labels, probabilities)) if labels.any() else None


def _micro_f1(labels: Labels, predicted: NDArray[np.bool_]) -> float | None:
    """Return the F1 of all labels of all texts taken together; `None` where there is nothing to find and none found."""
    is_label = labels.astype(bool)
    total = int(is_label.sum()) + int(predicted.sum())
    return 2.0 * int((is_label & predicted).sum()) / total if total else None


def _cross_entropy(labels: Labels, probabilities: Probabilities) -> float:
    right = np.where(labels.astype(bool), probabilities, 1.0 - probabilities.astype(np.float64))
    return float(-np.log(np.maximum(right, np.finfo(np.float32).tiny)).mean())
