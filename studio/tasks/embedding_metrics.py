"""Metrics of semantic search and of scored pairs, computed from normalized float32 vectors."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

# So many similarities are held at once: 64 MiB of float32, whatever the number of passages.
_BLOCK_SIZE = 1 << 24
_CUTS = (1, 5, 10)
_NDCG_CUT = 10


@dataclass(frozen=True, slots=True, eq=False)
class Search:
    """How the passages of pairs were found by their queries.

    Attributes:
        places: float64 array of shape `(num_pairs,)`: at which place each passage stands when all are sorted by their
            likeness to its query, from 1; a half where there are ties.
        losses: float64 array of shape `(num_pairs,)`: the cross-entropy of choosing it among all of them.
        nearest: int64 array of shape `(num_pairs,)`: which of the passages that are wrong is nearest to the query; any
            one where none is.
        likeness: float32 array of shape `(num_pairs,)`: the similarity of that one; −∞ where none is wrong.
    """

    places: NDArray[np.float64]
    losses: NDArray[np.float64]
    nearest: NDArray[np.int64]
    likeness: NDArray[np.float32]


def search(
    queries: NDArray[np.float32],
    passages: NDArray[np.float32],
    query_of: NDArray[np.int64],
    passage_of: NDArray[np.int64],
    temperature: float,
    block_size: int = _BLOCK_SIZE,
) -> Search:
    """Search for the passage of each pair among all passages.

    What else is right for the same query does not stand before it: a query with two passages can find both at the
    first place. Of passages that are equally like the query, each has the mean place of all of them; so a model to
    which all texts are the same finds nothing.

    Args:
        queries: float32 array of shape `(num_queries, dim)`, the vectors of the different queries.
        passages: float32 array of shape `(num_passages, dim)`, those of the different passages.
        query_of: int64 array of shape `(num_pairs,)`, the query of each pair.
        passage_of: int64 array of shape `(num_pairs,)`, the passage of each pair.
        temperature: What similarities are divided by in the loss.
        block_size: How many similarities are held at once.
    """
    pairs = np.unique(np.stack([query_of, passage_of], axis=1), axis=0)
    starts = np.searchsorted(pairs[:, 0], np.arange(len(queries) + 1))
    places, losses = np.empty(len(query_of), np.float64), np.empty(len(query_of), np.float64)
    nearest, likeness = np.empty(len(query_of), np.int64), np.empty(len(query_of), np.float32)
    rows = max(1, block_size // max(1, len(passages)))
    for start in range(0, len(query_of), rows):
        part = slice(start, start + rows)
        scores = queries[query_of[part]] @ passages.T  # (rows, num_passages)
        own = scores[np.arange(len(scores)), passage_of[part]][:, None]
        _forget_right_ones(scores, pairs[:, 1], starts, query_of[part])
        ahead = np.count_nonzero(scores > own, axis=1)
        places[part] = 1 + ahead + np.count_nonzero(scores == own, axis=1) / 2
        nearest[part] = scores.argmax(axis=1)
        likeness[part] = scores.max(axis=1)
        losses[part] = _cross_entropies(scores, own, temperature)
    return Search(places, losses, nearest, likeness)


def _cross_entropies(others: NDArray[np.float32], own: NDArray[np.float32], temperature: float) -> NDArray[np.float64]:
    """Return the cross-entropy of choosing a score beside others: of shape `(rows,)`. The others are used up."""
    others -= own
    others /= temperature
    highest = np.maximum(others.max(axis=1, keepdims=True), 0)
    others -= highest
    np.exp(others, out=others)
    sums = others.sum(axis=1, dtype=np.float64) + np.exp(-highest[:, 0])
    losses: NDArray[np.float64] = highest[:, 0] + np.log(sums)
    return losses


def _forget_right_ones(
    scores: NDArray[np.float32], right: NDArray[np.int64], starts: NDArray[np.int64], queries: NDArray[np.int64]
) -> None:
    counts = starts[queries + 1] - starts[queries]
    rows = np.repeat(np.arange(len(queries)), counts)
    places = np.arange(len(rows)) - np.repeat(np.cumsum(counts) - counts, counts)
    scores[rows, right[np.repeat(starts[queries], counts) + places]] = -np.inf


def retrieval_metrics(found: NDArray[np.float64]) -> dict[str, float]:
    """Return what the places of the right passages come to.

    Each pair has one right passage, so its nDCG is 1 / log2(1 + place): Järvelin and Kekäläinen, Cumulated gain-based
    evaluation of IR techniques (2002).

    Args:
        found: float64 array of shape `(num_pairs,)`, as `search` gives them.

    Returns:
        `recall_at_1`, `recall_at_5`, `recall_at_10`, `mrr` and `ndcg_at_10`.
    """
    metrics = {f"recall_at_{cut}": float(np.mean(found <= cut)) for cut in _CUTS}
    metrics["mrr"] = float(np.mean(1 / found))
    metrics[f"ndcg_at_{_NDCG_CUT}"] = float(np.mean((found <= _NDCG_CUT) / np.log2(1 + found)))
    return metrics


def spearman(scores: NDArray[np.float64], similarities: NDArray[np.float32]) -> float:
    """Return how well similarities keep the order of scores: 1 keeps it, −1 turns it round.

    Where either is the same for all pairs there is no order, and it is 0.

    Args:
        scores: float64 array of shape `(num_pairs,)`, as people gave them.
        similarities: float32 array of shape `(num_pairs,)`, as the model finds them.
    """
    if len(scores) < 2 or np.ptp(scores) == 0 or np.ptp(similarities) == 0:
        return 0.0
    return float(np.corrcoef(_mean_places(scores), _mean_places(similarities))[0, 1])


def _mean_places(values: NDArray[np.floating[Any]]) -> NDArray[np.float64]:
    _, place_of, counts = np.unique(values, return_inverse=True, return_counts=True)
    places: NDArray[np.float64] = (np.cumsum(counts) - (counts - 1) / 2)[place_of]
    return places
