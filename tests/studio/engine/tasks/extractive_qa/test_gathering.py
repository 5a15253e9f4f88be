"""An answer is the best of all parts of a context, each of which counts once, whatever windows hold it."""

import itertools

import numpy as np
import pytest

import studio.engine  # isort: skip  # noqa: F401

from studio.engine.tasks.extractive_qa.gathering import NUM_TOLD, gather_row
from studio.engine.tasks.extractive_qa.span_finder import NO_LOGIT
from studio.engine.tasks.extractive_qa.span_scores import span_scores, span_scores_in_graph
from studio.engine.texts.tokens import TokenRows

pytestmark = pytest.mark.engine


def windows_of(*pieces):
    """Return windows of `[CLS] question context [SEP]`, whose context tokens are given by the piece of each."""
    lengths = [len(own) + 3 for own in pieces]
    places = np.concatenate([[-1, -1, *own, -1] for own in pieces]).astype(np.int32)
    extras = {"starts": np.maximum(places * 5, 0), "ends": np.where(places < 0, 0, places * 5 + 4)}
    return TokenRows(np.zeros(sum(lengths), np.int32), np.concatenate([[0], np.cumsum(lengths)]), 0, 0, extras=extras)


def logits_of(*pieces, seed=0):
    rng = np.random.default_rng(seed)
    found = []
    for own in pieces:
        logits = np.full((len(own) + 5, 2), NO_LOGIT, np.float32)  # two of padding
        logits[[0, *range(2, 2 + len(own))]] = rng.normal(size=(len(own) + 1, 2))
        found.append(logits)
    return found


def all_parts(pieces, logits, longest):
    """Return the best score of each part of the context, by its place."""
    best = {}
    for own, values in zip(pieces, logits, strict=True):
        for first, last in itertools.product(range(len(own)), repeat=2):
            if first <= last < first + longest:
                place = (own[first] * 5, own[last] * 5 + 4)
                best[place] = max(best.get(place, -np.inf), values[2 + first, 0] + values[2 + last, 1])
    return best


@pytest.mark.parametrize("longest", [1, 3, 30])
@pytest.mark.parametrize(
    "pieces",
    [[[0, 1, 2, 3]], [[0, 1, 1, 2, 3, 3, 3]], [[0, 1, 2, 3, 4], [2, 3, 4, 5, 6], [4, 5, 6, 7]], [[0, 1, 1], [1, 1, 2]]],
)
def test_each_part_of_the_context_counts_once(pieces, longest):
    logits = logits_of(*pieces)
    expected = all_parts(pieces, logits, longest)
    found = gather_row(windows_of(*pieces), np.arange(len(pieces)), logits, longest)

    no_answer = min(values[0].sum() for values in logits)
    assert found.no_answer == pytest.approx(no_answer)
    total = sum(np.exp(score) for score in expected.values()) + np.exp(no_answer)
    assert np.exp(found.log_sum) == pytest.approx(total)
    best = sorted(expected.items(), key=lambda entry: -entry[1])[:NUM_TOLD]
    assert [(start, end) for start, end, _ in found.spans] == [place for place, _ in best]
    assert [score for *_, score in found.spans] == pytest.approx([score for _, score in best])
    chances = sum(found.probability(score) for score in expected.values()) + found.probability(no_answer)
    assert chances == pytest.approx(1.0)


def test_a_second_window_with_the_same_context_changes_no_probability():
    pieces = [0, 1, 2]
    (logits,) = logits_of(pieces)
    once = gather_row(windows_of(pieces), np.arange(1), [logits], 3)
    twice = gather_row(windows_of(pieces, pieces), np.arange(2), [logits, logits], 3)

    assert twice.spans == once.spans
    assert twice.log_sum == pytest.approx(once.log_sum)


def test_a_window_without_context_has_no_span():
    found = gather_row(windows_of([]), np.arange(1), logits_of([]), 5)

    assert found.spans == ()
    assert found.probability(found.no_answer) == pytest.approx(1.0)


def test_spans_are_scored_in_a_graph_as_outside():
    logits = logits_of([0, 1, 2, 3])[0]
    inside = span_scores_in_graph(logits[None, :, 0], logits[None, :, 1], 3)

    np.testing.assert_array_equal(inside[0], span_scores(logits, 3))
