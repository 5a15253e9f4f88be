"""What is worked out of a head's numbers: how a score comes about, how an output is mixed."""

from dataclasses import dataclass

import numpy as np

from studio.attention import Array, HeadWalk

_LEAST_BIAS = 5e-3


@dataclass(frozen=True, slots=True)
class ScoreParts:
    """How the score of a query and a key comes about.

    Attributes:
        product: The query times the key.
        is_scaled: Whether it is divided by the square root of the head's width; T5 leaves that out.
        bias: What is added for the positions of both.
        score: The sum.
    """

    product: float
    is_scaled: bool
    bias: float
    score: float

    @property
    def has_bias(self) -> bool:
        """Whether positions add something that can be seen."""
        return abs(self.bias) >= _LEAST_BIAS


def score_parts(walk: HeadWalk, query: int, key: int) -> ScoreParts:
    """Take a score apart."""
    products = walk.query @ walk.key.T
    scaled = is_scaled(walk)
    product = float(products[query, key])
    score = float(walk.scores[query, key])
    return ScoreParts(product, scaled, score - (product / root_of_width(walk) if scaled else product), score)


def is_scaled(walk: HeadWalk) -> bool:
    """Return whether scores are divided by the square root of the head's width.

    What is added for positions depends on the distance alone: what is left of the scores once the products are taken
    away is the same for all tokens that look at themselves.
    """
    products = walk.query @ walk.key.T
    spreads = []
    for divided in (products / root_of_width(walk), products):
        rest = np.diagonal(walk.scores) - np.diagonal(divided)
        rest = rest[np.isfinite(rest)]
        spreads.append(float(rest.std()) if len(rest) else 0.0)
    return spreads[0] <= spreads[1]


def biases(walk: HeadWalk) -> Array:
    """Return what was added to the scores for positions, masked places as 0; of the shape of the scores."""
    products = walk.query @ walk.key.T
    divided = products / root_of_width(walk) if is_scaled(walk) else products
    rest: Array = np.where(np.isfinite(walk.scores), walk.scores - divided, 0.0).astype(np.float32)
    return rest


def root_of_width(walk: HeadWalk) -> float:
    """Return √d_k."""
    return float(walk.query.shape[1] ** 0.5)


def has_mask(walk: HeadWalk) -> bool:
    """Return whether some places must not be looked at."""
    return not bool(np.isfinite(walk.scores).all())


def strongest_keys(walk: HeadWalk, query: int, count: int) -> list[int]:
    """Return the places of the keys that a query looks at most, the strongest first."""
    order: list[int] = np.argsort(-walk.weights[query], kind="stable")[:count].tolist()
    return order


def mixture(walk: HeadWalk, query: int, count: int) -> tuple[list[int], Array]:
    """Return how the output of a query is mixed.

    Returns:
        The places of the keys with the largest weights, and float32 array of shape `(count + 2, head_dim)`: the
        weighted value of each, of all others together, and the sum.
    """
    chosen = strongest_keys(walk, query, count)
    parts = walk.weights[query][chosen, None] * walk.value[chosen]
    total = walk.output[query]
    rows: Array = np.concatenate([parts, (total - parts.sum(axis=0))[None], total[None]]).astype(np.float32)
    return chosen, rows
