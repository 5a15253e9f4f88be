"""Metrics of classification, computed from float32 probabilities."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class ClassMetrics:
    """How well one class was found. What cannot be said is `None`, which is not 0.

    Attributes:
        precision: `None` for a class that was never predicted, or that no example has.
        recall, f1: `None` for a class that no example has.
        support: How many examples have this label.
    """

    precision: float | None
    recall: float | None
    f1: float | None
    support: int


@dataclass(frozen=True, slots=True)
class Baseline:
    """What is right without looking at the texts: always the class that is the most frequent one in training.

    Attributes:
        label: That class.
        accuracy: The part of the measured examples that have it.
    """

    label: str
    accuracy: float


@dataclass(frozen=True, slots=True)
class ClassificationReport:
    """All that is measured on one split.

    Attributes:
        num_examples: How many examples were measured.
        metrics: The task's metrics by name.
        per_class: The classes' own metrics by class name.
        confusion_matrix: Counts; row: the label, column: the prediction, in the order of `per_class`.
        baseline: `None` where it is not known how often each class occurs in training.
    """

    num_examples: int
    metrics: dict[str, float]
    per_class: dict[str, ClassMetrics]
    confusion_matrix: tuple[tuple[int, ...], ...]
    baseline: Baseline | None = None

    def to_json(self) -> dict[str, Any]:
        """Return the report as JSON data."""
        baseline = {} if self.baseline is None else {"baseline": asdict(self.baseline)}
        return {
            "examples": self.num_examples,
            "metrics": self.metrics,
            **baseline,
            "per_class": {name: asdict(entry) for name, entry in self.per_class.items()},
            "confusion_matrix": {
                "labels": list(self.per_class),
                "counts": [list(row) for row in self.confusion_matrix],
            },
        }


def classification_report(
    labels: NDArray[np.int32],
    probabilities: NDArray[np.float32],
    class_names: tuple[str, ...],
    class_counts: Sequence[int] = (),
) -> ClassificationReport:
    """Measure predictions against labels.

    Macro means go over the classes that the examples have: what is never to be found can only score 0, whatever the
    model (scikit-learn's, with the labels of `y_true`). A class that was never predicted counts with a precision of 0
    there.

    Args:
        labels: int32 array of shape `(num_examples,)`, each an index into `class_names`.
        probabilities: float32 array of shape `(num_examples, num_classes)`, rows adding up to 1.
        class_names: The classes, in the order of the columns.
        class_counts: How often each class occurs in the training part, for the baseline; empty where it is not known.

    Returns:
        The report.

    Raises:
        ValueError: if there is no example or the shapes do not fit.
    """
    if len(labels) == 0 or probabilities.shape != (len(labels), len(class_names)):
        raise ValueError(
            f"Expected probabilities of shape {(len(labels), len(class_names))} for at least one example. "
            f"Received: shape={probabilities.shape}."
        )
    from sklearn.metrics import confusion_matrix, precision_recall_fscore_support

    predictions = probabilities.argmax(axis=1)
    indices = np.arange(len(class_names))
    precision, recall, f1, support = precision_recall_fscore_support(
        labels, predictions, labels=indices, zero_division=0.0
    )
    log_loss = _log_loss(labels, probabilities)
    metrics = {"loss": log_loss, "accuracy": float(np.mean(predictions == labels))}
    for score, values in (("f1", f1), ("precision", precision), ("recall", recall)):
        metrics[f"macro_{score}"] = float(np.mean(values[support > 0]))
        metrics[f"weighted_{score}"] = float(np.average(values, weights=support))
    metrics["log_loss"] = log_loss
    counts = confusion_matrix(labels, predictions, labels=indices)
    return ClassificationReport(
        num_examples=len(labels),
        metrics=metrics,
        per_class={
            name: _class_metrics(precision[i], recall[i], f1[i], int(support[i]), is_predicted=bool(counts[:, i].any()))
            for i, name in enumerate(class_names)
        },
        confusion_matrix=tuple(tuple(int(count) for count in row) for row in counts),
        baseline=_baseline(support, class_names, class_counts),
    )


def _class_metrics(precision: float, recall: float, f1: float, support: int, *, is_predicted: bool) -> ClassMetrics:
    if not support:
        return ClassMetrics(None, None, None, 0)
    return ClassMetrics(float(precision) if is_predicted else None, float(recall), float(f1), support)


def _baseline(support: NDArray[np.int64], class_names: tuple[str, ...], class_counts: Sequence[int]) -> Baseline | None:
    if not class_counts:
        return None
    most = int(np.argmax(class_counts))
    return Baseline(class_names[most], float(support[most] / support.sum()))


def _log_loss(labels: NDArray[np.int32], probabilities: NDArray[np.float32]) -> float:
    right = probabilities[np.arange(len(labels)), labels].astype(np.float64)
    return float(-np.log(np.maximum(right, np.finfo(np.float32).tiny)).mean())
