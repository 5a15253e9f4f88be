import numpy as np
import pytest
from scipy.stats import spearmanr
from sklearn.metrics import label_ranking_average_precision_score, ndcg_score, top_k_accuracy_score

from studio.tasks.embedding_metrics import retrieval_metrics, search, spearman

TURN = np.sqrt(0.5, dtype=np.float32)
# Three passages in the plane: to the right, up, and between the two.
PASSAGES = np.array([[1, 0], [0, 1], [TURN, TURN]], np.float32)


def ranks(queries, passages, query_of, passage_of, **more):
    return search(queries, passages, query_of, passage_of, 0.05, **more).places


def _normalized(random: np.random.Generator, *shape: int) -> np.ndarray:
    vectors = random.normal(size=shape).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def test_a_passage_stands_behind_those_that_are_more_like_the_query() -> None:
    queries = np.array([[1, 0], [0.6, 0.8]], np.float32)
    places = ranks(queries, PASSAGES, np.array([0, 0, 1]), np.array([0, 1, 0]))
    # To the second query the one between is nearest (0.99), then up (0.8), then right (0.6).
    assert places.tolist() == [1, 2, 3]


def test_what_else_is_right_for_a_query_does_not_stand_before_its_passage() -> None:
    queries = np.array([[1, 0]], np.float32)
    # All three are right; without that their places were 1, 3 and 2.
    assert ranks(queries, PASSAGES, np.array([0, 0, 0]), np.array([0, 1, 2])).tolist() == [1, 1, 1]


def test_equally_likely_passages_share_their_mean_place() -> None:
    same = np.ones((5, 1), np.float32)
    assert ranks(same, same, np.arange(5), np.arange(5)).tolist() == [3.0] * 5


def test_metrics_of_places_are_those_worked_out_by_hand() -> None:
    metrics = retrieval_metrics(np.array([1.0, 2.0, 7.0, 20.0]))
    assert metrics == pytest.approx(
        {
            "recall_at_1": 0.25,
            "recall_at_5": 0.5,
            "recall_at_10": 0.75,
            "mrr": (1 + 1 / 2 + 1 / 7 + 1 / 20) / 4,
            "ndcg_at_10": (1 + 1 / np.log2(3) + 1 / 3) / 4,
        }
    )


def test_metrics_equal_those_of_scikit_learn() -> None:
    random = np.random.default_rng(7)
    passages = _normalized(random, 60, 8)
    queries = passages + 0.5 * _normalized(random, 60, 8)
    own = np.arange(60)
    metrics = retrieval_metrics(ranks(queries, passages, own, own))
    scores = queries @ passages.T
    assert metrics["mrr"] == pytest.approx(label_ranking_average_precision_score(np.eye(60), scores))
    assert metrics["ndcg_at_10"] == pytest.approx(ndcg_score(np.eye(60), scores, k=10))
    for cut in (1, 5, 10):
        expected = top_k_accuracy_score(own, scores, k=cut, labels=own)
        assert metrics[f"recall_at_{cut}"] == pytest.approx(expected)


def test_places_do_not_depend_on_the_size_of_the_blocks() -> None:
    random = np.random.default_rng(3)
    queries, passages = _normalized(random, 40, 8), _normalized(random, 30, 8)
    query_of, passage_of = random.integers(0, 40, 100), random.integers(0, 30, 100)
    at_once = ranks(queries, passages, query_of, passage_of)
    assert np.array_equal(ranks(queries, passages, query_of, passage_of, block_size=70), at_once)


def test_the_loss_is_that_of_choosing_among_all_passages_but_those_that_are_right_as_well() -> None:
    queries = np.array([[1, 0], [0.6, 0.8]], np.float32)
    losses = search(queries, PASSAGES, np.array([0, 0, 1]), np.array([0, 1, 2]), 0.5).losses
    near = queries @ PASSAGES.T / 0.5
    # The first query's first two passages are both right: only the third one can be taken for either.
    expected = [
        np.log(np.exp(near[0, 0]) + np.exp(near[0, 2])) - near[0, 0],
        np.log(np.exp(near[0, 1]) + np.exp(near[0, 2])) - near[0, 1],
        np.log(np.exp(near[1]).sum()) - near[1, 2],
    ]
    assert losses == pytest.approx(expected, abs=1e-6)


def test_spearman_looks_at_the_order_alone() -> None:
    assert spearman(np.array([0.0, 1.0, 5.0]), np.array([0.1, 0.2, 0.21], np.float32)) == pytest.approx(1.0)
    # Ranks 1 2 3 4 against 2 1 4 3: 1 − 6 · 4 / (4 · 15).
    assert spearman(np.array([1.0, 2.0, 3.0, 4.0]), np.array([0.2, 0.1, 0.4, 0.3], np.float32)) == pytest.approx(0.6)


def test_spearman_equals_that_of_scipy_where_there_are_ties() -> None:
    random = np.random.default_rng(5)
    scores = random.integers(0, 6, 200).astype(np.float64)
    similarities = (scores + random.integers(0, 8, 200)).astype(np.float32)
    assert spearman(scores, similarities) == pytest.approx(spearmanr(scores, similarities).statistic)


@pytest.mark.parametrize("similarities", [[0.5, 0.5, 0.5], [0.1, 0.2, 0.3]])
def test_without_an_order_spearman_is_zero(similarities: list[float]) -> None:
    scores = np.array([1.0, 1.0, 1.0]) if similarities[0] != similarities[1] else np.array([1.0, 2.0, 3.0])
    assert spearman(scores, np.array(similarities, np.float32)) == 0.0
