"""Metrics of tagged spans: a span is right when its start, its end and its type are.

These are the numbers of CoNLL's script (Tjong Kim Sang and De Meulder, 2003) and of seqeval in its strict mode, counted
over spans and not over tags, so that no scheme of tags has a say in them.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from studio.tasks.metrics import ClassMetrics
from studio.tasks.span_mistakes import Spans, span_mistakes


@dataclass(frozen=True, slots=True)
class SpanErrors:
    """What is wrong with the spans that are not right.

    Attributes:
        num_boundary: Found spans of the right type that only overlap a span to be found.
        num_type: Found spans at the right place, of another type.
        num_spurious: Found spans where nothing was to be found, or of which neither place nor type is right.
        num_missing: Spans to be found that no found span overlaps.
    """

    num_boundary: int
    num_type: int
    num_spurious: int
    num_missing: int


@dataclass(frozen=True, slots=True)
class SpanReport:
    """All that is measured on one split.

    Attributes:
        num_examples: How many rows were measured.
        metrics: The task's metrics by name.
        per_type: The types' own metrics by name; the support counts spans.
        errors: What is wrong with the others.
    """

    num_examples: int
    metrics: dict[str, float]
    per_type: dict[str, ClassMetrics]
    errors: SpanErrors

    def to_json(self) -> dict[str, Any]:
        """Return the report as JSON data."""
        return {
            "examples": self.num_examples,
            "metrics": self.metrics,
            "per_class": {name: asdict(entry) for name, entry in self.per_type.items()},
            "errors": asdict(self.errors),
        }


def span_report(
    expected: Sequence[Spans],
    found: Sequence[Spans],
    type_names: Sequence[str],
    *,
    token_accuracy: float,
    loss: float,
) -> SpanReport:
    """Measure found spans against those to be found.

    Precision, recall and F1 count all spans alike, of whatever type. A share of nothing is 0, as seqeval has it.

    Args:
        expected: For each row its spans.
        found: For each row what a model found.
        type_names: The types, in the order of their indices.
        token_accuracy: The part of the tokens whose tag is right.
        loss: The mean loss of a token.
    """
    wanted, given = _flat(expected), _flat(found)
    right = wanted & given
    num_wanted, num_given, num_right = (Counter(span[3] for span in spans) for spans in (wanted, given, right))
    precision, recall, f1 = _shares(len(right), len(given), len(wanted))
    metrics = {"loss": loss, "precision": precision, "recall": recall, "f1": f1, "token_accuracy": token_accuracy}
    return SpanReport(
        num_examples=len(expected),
        metrics=metrics,
        per_type={
            name: _of_type(num_right[index], num_given[index], num_wanted[index])
            for index, name in enumerate(type_names)
        },
        errors=_errors(expected, found),
    )


def _flat(rows: Sequence[Spans]) -> set[tuple[int, int, int, int]]:
    return {(row, *span) for row, spans in enumerate(rows) for span in spans.tolist()}


def _shares(num_right: int, num_given: int, num_wanted: int) -> tuple[float, float, float]:
    precision = num_right / num_given if num_given else 0.0
    recall = num_right / num_wanted if num_wanted else 0.0
    total = num_given + num_wanted
    return precision, recall, 2 * num_right / total if total else 0.0


def _of_type(num_right: int, num_given: int, num_wanted: int) -> ClassMetrics:
    if not num_wanted:
        return ClassMetrics(None, None, None, 0)
    precision, recall, f1 = _shares(num_right, num_given, num_wanted)
    return ClassMetrics(precision if num_given else None, recall, f1, num_wanted)


def _errors(expected: Sequence[Spans], found: Sequence[Spans]) -> SpanErrors:
    counts = dict.fromkeys(("boundary", "type", "spurious", "missing"), 0)
    for wanted, given in zip(expected, found, strict=True):
        mistakes = span_mistakes(wanted, given)
        for kind in counts:
            counts[kind] += int(np.count_nonzero(getattr(mistakes, f"is_{kind}")))
    return SpanErrors(**{f"num_{kind}": count for kind, count in counts.items()})
