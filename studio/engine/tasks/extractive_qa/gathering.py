"""From the spans of all windows of a context to one answer with runners-up."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from studio.answers import Span, Spans
from studio.engine.tasks.extractive_qa.span_finder import NO_LOGIT
from studio.engine.tasks.extractive_qa.span_scores import span_scores
from studio.engine.texts.examples import Examples
from studio.engine.texts.tokens import TokenRows

# What is told of an answer: itself and the runners-up.
NUM_TOLD = 5
# A place is packed into one number: its start, and its end in so many bits.
_BITS = 32

Indices = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class RowAnswer:
    """What a model says to one question.

    Attributes:
        spans: Where the best candidates begin and end in the context, in code points, with their scores; the best
            first.
        no_answer: The score of "no answer": the lowest that a window gives, for an answer is in the context as soon as
            it is in one of the windows.
        log_sum: The logarithm of the sum of the exponentials of all scores: of each part of the context that may be an
            answer, by the best of the windows that hold it, and of "no answer".
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
            Span(start, end, "", context[start:end], self.probability(score)) for start, end, score in self.spans
        )
        return Spans(context, told, self.probability(self.no_answer), self.has_answer(threshold))


def gather(
    examples: Examples, logits: Sequence[NDArray[np.float32]], num_rows: int, max_answer_length: int
) -> Iterator[RowAnswer]:
    """Yield the answer to each row's question.

    Args:
        examples: The windows, with `starts` and `ends` of their tokens' pieces.
        logits: What the network gave for each: float32 arrays of shape `(length, 2)`, padded or not.
        num_rows: How many rows they come from.
        max_answer_length: The most tokens of an answer.
    """
    borders = np.searchsorted(examples.row_of, np.arange(num_rows + 1))
    for first, last in pairwise(borders.tolist()):
        yield gather_row(examples.rows, np.arange(first, last), logits[first:last], max_answer_length)


def gather_row(
    rows: TokenRows, indices: Indices, logits: Sequence[NDArray[np.float32]], max_answer_length: int
) -> RowAnswer:
    """Return the answer to one question. Each part of the context counts once, whatever windows and tokens it lies in.

    Args:
        rows: The tokens of windows, with `starts` and `ends`.
        indices: Which windows are this row's.
        logits: What the network gave for those.
        max_answer_length: The most tokens of an answer.
    """
    no_answer = float(min(found[0].sum() for found in logits))
    read = ((*_places(rows, index), found) for index, found in zip(indices, logits, strict=True))
    windows = [(places, found[tokens]) for tokens, places, found in read if len(tokens)]
    if not windows:
        return RowAnswer((), no_answer, no_answer)
    pieces, piece_of = np.unique(np.concatenate([places for places, _ in windows]), return_inverse=True)
    best = np.full((len(pieces), max_answer_length), NO_LOGIT, np.float32)
    done = 0
    for places, found in windows:
        firsts = piece_of[done : done + len(places)]
        lasts = sliding_window_view(np.pad(firsts, (0, max_answer_length - 1), mode="edge"), max_answer_length)
        np.maximum.at(best, (firsts[:, None], lasts - firsts[:, None]), span_scores(found, max_answer_length))
        done += len(places)
    scores = best.ravel()
    is_span = scores > NO_LOGIT / 2
    log_sum = float(np.logaddexp.reduce(np.append(scores[is_span].astype(np.float64), no_answer)))
    spans = tuple(
        (*_unpacked(pieces, place // max_answer_length, place % max_answer_length), float(scores[place]))
        for place in _largest(scores)
        if is_span[place]
    )
    return RowAnswer(spans, no_answer, log_sum)


def _places(rows: TokenRows, index: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return which tokens of a window are the context's, and the place of each one's piece as one number."""
    window = slice(int(rows.offsets[index]), int(rows.offsets[index + 1]))
    ends = rows.extras["ends"][window]
    tokens = np.flatnonzero(ends > 0)
    return tokens, (rows.extras["starts"][window][tokens].astype(np.int64) << _BITS) | ends[tokens]


def _unpacked(pieces: NDArray[np.int64], first: int, num_more: int) -> tuple[int, int]:
    """Return where a span begins and ends that goes from one piece to another."""
    return int(pieces[first] >> _BITS), int(pieces[first + num_more] & ((1 << _BITS) - 1))


def _largest(scores: NDArray[np.float32]) -> list[int]:
    """Return the places of the largest scores, the first of equal ones first."""
    count = min(NUM_TOLD, len(scores))
    candidates = np.flatnonzero(scores >= np.partition(scores, -count)[-count])
    places: list[int] = candidates[np.argsort(-scores[candidates], kind="stable")][:count].tolist()
    return places
