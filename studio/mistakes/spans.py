"""Tagged parts of texts."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

import numpy as np

from studio.answers import Span, Spans
from studio.mistakes.base import Judge, Judged, Measure, Mistake, MistakeKind
from studio.tasks.span_mistakes import NONE, span_mistakes

BOUNDARY, TYPE, MISSING, SPURIOUS = "boundary", "type", "missing", "spurious"


class SpansJudge(Judge):
    """Each wrong span is a mistake, and so is each that was missed."""

    KINDS: ClassVar[tuple[MistakeKind, ...]] = (
        MistakeKind(BOUNDARY, "Boundary", "The right type, but the span begins or ends elsewhere."),
        MistakeKind(TYPE, "Type", "The right place, but another type."),
        MistakeKind(MISSING, "Missing", "A span that was to be found, and nothing was found there."),
        MistakeKind(SPURIOUS, "Spurious", "A span where none was to be found, or with neither place nor type right."),
    )
    MEASURES: ClassVar[tuple[Measure, ...]] = (
        Measure("mistakes", "Mistakes", "How many spans of the text are wrong or missing."),
        Measure("probability", "Probability", "How sure the model is of the surest wrong span, 0 to 1."),
    )
    COLUMNS: ClassVar[tuple[str, ...]] = ("expected_spans", "spans")

    def judge(self, row_number: int, inputs: Mapping[str, str], values: Sequence[Any]) -> Judged:
        """Compare the spans of a text."""
        (text,) = inputs.values()
        expected, found = (tuple(Span.from_json(entry) for entry in json.loads(value)) for value in values)
        mistakes = compare(expected, found)
        sure = [mistake.found.probability for mistake in mistakes if mistake.found is not None]
        measures = (float(len(mistakes)), max(sure, default=None))
        return Judged(row_number, inputs, Spans(text, expected), Spans(text, found), mistakes, measures)


def compare(expected: Sequence[Span], found: Sequence[Span]) -> tuple[Mistake, ...]:
    """Return what is wrong with the spans that were found in a text, in the order of the text.

    Args:
        expected: The spans of the data.
        found: Those of the model.
    """
    types = {name: number for number, name in enumerate({span.type: None for span in (*expected, *found)})}
    result = span_mistakes(_array(expected, types), _array(found, types))
    mistakes = []
    for place, span in enumerate(found):
        if not result.is_right[place]:
            kind = TYPE if result.is_type[place] else BOUNDARY if result.is_boundary[place] else SPURIOUS
            meant = int(result.meant[place])
            mistakes.append(Mistake(kind, span.type, span, None if meant == NONE else expected[meant]))
    mistakes += [
        Mistake(MISSING, span.type, None, span)
        for span, is_missing in zip(expected, result.is_missing.tolist(), strict=True)
        if is_missing
    ]
    return tuple(sorted(mistakes, key=_start))


def _start(mistake: Mistake) -> int:
    span = mistake.found or mistake.expected
    assert span is not None
    return span.start


def _array(spans: Iterable[Span], types: Mapping[str, int]) -> np.ndarray[Any, np.dtype[np.int32]]:
    rows = [(span.start, span.end, types[span.type]) for span in spans]
    return np.array(rows, np.int32).reshape(-1, 3)
