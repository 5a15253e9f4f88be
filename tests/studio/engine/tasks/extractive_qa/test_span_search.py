"""The best spans are those with the highest sum of logits, neither reversed nor too long."""

import itertools

import numpy as np
import pytest

import studio.engine  # isort: skip  # noqa: F401

from studio.engine.tasks.extractive_qa.span_finder import NO_LOGIT
from studio.engine.tasks.extractive_qa.span_search import NUM_CANDIDATES, SpanSearch

pytestmark = pytest.mark.engine


def make_logits(length, allowed, seed=0):
    logits = np.full((1, length, 2), NO_LOGIT, np.float32)
    logits[0, [0, *allowed]] = np.random.default_rng(seed).normal(size=(len(allowed) + 1, 2))
    return logits


def all_spans(logits, allowed, longest):
    pairs = ((first, last) for first, last in itertools.product(allowed, allowed) if first <= last < first + longest)
    return sorted(((logits[0, a, 0] + logits[0, b, 1], a, b) for a, b in pairs), reverse=True)


@pytest.mark.parametrize("longest", [1, 3, 30])
def test_all_spans_of_the_context_are_looked_at(longest):
    allowed = list(range(4, 11))
    logits = make_logits(16, allowed)
    expected = all_spans(logits, allowed, longest)
    found = SpanSearch(longest)(logits)

    kept = expected[:NUM_CANDIDATES]
    np.testing.assert_allclose(found.scores[0, : len(kept)], [score for score, _, _ in kept], rtol=1e-6)
    assert found.firsts[0, : len(kept)].tolist() == [first for _, first, _ in kept]
    assert found.lasts[0, : len(kept)].tolist() == [last for _, _, last in kept]
    np.testing.assert_allclose(found.log_sums[0], np.log(np.exp([score for score, _, _ in expected]).sum()), rtol=1e-5)
    np.testing.assert_allclose(found.no_answer[0], logits[0, 0].sum(), rtol=1e-6)


def test_a_window_without_context_has_no_candidate_that_counts():
    found = SpanSearch(5)(make_logits(8, []))

    assert (found.scores < NO_LOGIT / 2).all()
    assert found.no_answer[0] > NO_LOGIT / 2


def test_there_may_be_fewer_places_than_candidates():
    found = SpanSearch(1)(make_logits(4, [2]))

    assert (found.scores[0] > NO_LOGIT / 2).tolist() == [True] + [False] * (NUM_CANDIDATES - 1)
    assert (found.lasts < 4).all()
