"""From the spans of all windows of a context to one answer with runners-up."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from studio.answers import Span, Spans
from studio.engine.tasks.extractive_qa.span_finder import NO_LOGIT
from studio.engine.tasks.extractive_qa.span_search import Candidates
from studio.engine.texts.examples import Examples
from studio.engine.texts.tokens import TokenRows

# What is told of an answer: itself and the runners-up.
NUM_TOLD = 5

Indices = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class RowAnswer:
    """What a model says to one question.

    Attributes:
        spans: Where candidates begin and end in the context, in code points, with their scores; the best first.
        no_answer: The score of "no answer": the lowest that a window gives, for an answer is in the context as soon as
            it is in one of the windows.
        log_sum: The logarithm of the sum of the exponentials of all scores: of all spans of all windows, and of
            "no answer".
    """

    spans: tuple[tuple[int, int, float], ...]
    no_answer: float
    log_sum: float

    @property
    def advance(self) -> float:
        """By how much "no answer" is ahead of the best span; a very large number where there is no span."""
        return self.no_answer - self.spans[0][2] if self.spans else -NO_LOGIT

    def has_answer(self, threshold: float) -> bool:
        """Return whether the best span is taken for the answer.

        Args:
            threshold: By how much "no answer" must be ahead to be taken instead.
        """
        return bool(self.spans) and self.advance <= threshold

    def best_text(self, context: str) -> str:
        """Return the best span's text, whether it is taken or not; empty where there is none."""
        return context[self.spans[0][0] : self.spans[0][1]] if self.spans else ""

    def probability(self, score: float) -> float:
        """Return the share of a score's exponential."""
        return float(np.exp(score - self.log_sum))

    def to_spans(self, context: str, threshold: float) -> Spans:
        """Return the answer with its runners-up.

        Args:
            context: The text in which the spans are.
            threshold: As for `has_answer`.
        """
        told = tuple(
            Span(start, end, "", context[start:end], self.probability(score))
            for start, end, score in self.spans[:NUM_TOLD]
        )
        return Spans(context, told, self.probability(self.no_answer), self.has_answer(threshold))


def gather(examples: Examples, found: Candidates, num_rows: int) -> Iterator[RowAnswer]:
    """Yield the answer to each row's question.

    Args:
        examples: The windows, with `starts` and `ends` of their tokens' pieces.
        found: What was found in them, in their order.
        num_rows: How many rows they come from.
    """
    borders = np.searchsorted(examples.row_of, np.arange(num_rows + 1))
    for first, last in pairwise(borders.tolist()):
        yield gather_row(examples.rows, np.arange(first, last), found.take(np.arange(first, last)))


def gather_row(rows: TokenRows, indices: Indices, found: Candidates) -> RowAnswer:
    """Return the answer to one question.

    Args:
        rows: The tokens of windows, with `starts` and `ends`.
        indices: Which windows are this row's.
        found: What was found in those.
    """
    # Beyond a window's end there are candidates that do not count.
    begins, lasts = rows.offsets[indices, None], rows.offsets[indices + 1, None] - 1
    starts = rows.extras["starts"][np.minimum(begins + found.firsts, lasts)]
    ends = rows.extras["ends"][np.minimum(begins + found.lasts, lasts)]
    no_answer = float(found.no_answer.min())
    log_sum = float(np.logaddexp.reduce(np.append(found.log_sums.astype(np.float64), no_answer)))
    return RowAnswer(_best(starts.ravel(), ends.ravel(), found.scores.ravel()), no_answer, log_sum)


def _best(
    starts: NDArray[np.int32], ends: NDArray[np.int32], scores: NDArray[np.float32]
) -> tuple[tuple[int, int, float], ...]:
    """Return different spans, the best first. Windows overlap, and several tokens make a piece."""
    best: dict[tuple[int, int], float] = {}
    for index in np.argsort(-scores, kind="stable"):
        if scores[index] < NO_LOGIT / 2:
            break
        best.setdefault((int(starts[index]), int(ends[index])), float(scores[index]))
    return tuple((start, end, score) for (start, end), score in best.items())
