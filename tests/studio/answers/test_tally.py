import itertools
import json
import math

import numpy as np
import pytest

from studio.answers.tally import NumberTally


def tally_of(*chunks):
    """Add chunks as a job does: through JSON between one and the next."""
    data = None
    for chunk in chunks:
        tally = NumberTally.read(data)
        tally.add(chunk)
        data = json.loads(json.dumps(tally.to_json()))
    return NumberTally.read(data)


@pytest.mark.parametrize("scale", [1e-12, 1.0, 1e12])
@pytest.mark.parametrize("shift", [0.0, -3.0, 1000.0])
def test_mean_and_spread_are_those_of_all_numbers_together(scale, shift):
    values = (np.random.default_rng(0).normal(size=1000) + shift) * scale
    tally = tally_of(values[:1], values[1:400], values[400:])
    assert tally.count == 1000
    assert tally.mean == pytest.approx(values.mean(), rel=1e-9, abs=1e-9 * scale)
    assert tally.deviation == pytest.approx(values.std(), rel=1e-6)
    assert (tally.minimum, tally.maximum) == (values.min(), values.max())


@pytest.mark.parametrize(
    "values", [[5.0] * 9, [0.0, 1e9], [-1.0, 1.0, 0.0], [1e-38, 3e38], [0.0, -0.0, 1e-44], list(range(500))]
)
def test_each_bar_counts_the_numbers_between_its_edges(values):
    tally = tally_of(values[:1], values[1:])
    edges = tally.edges()
    assert len(tally.bars) <= 32
    assert tally.bars[0] > 0 < tally.bars[-1]
    expected = [sum(low <= value < high for value in values) for low, high in itertools.pairwise(edges)]
    assert tally.bars == expected
    assert sum(tally.bars) == len(values)


def test_the_order_and_the_chunks_change_no_count():
    values = np.random.default_rng(1).normal(size=300).tolist()
    assert sum(tally_of(values).bars) == sum(tally_of(values[::-1][:7], values[::-1][7:]).bars) == 300


def test_what_is_no_finite_number_is_not_counted():
    tally = tally_of([math.nan, 1.0, math.inf, 3.0])
    assert (tally.count, tally.mean, tally.maximum) == (2, 2.0, 3.0)
    assert tally_of([math.nan]).edges() == ()
