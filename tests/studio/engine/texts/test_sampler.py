from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

pytestmark = pytest.mark.engine

sizes = st.integers(1, 2000)


def make_sampler(num_examples: int, batch_size: int, accumulation_steps: int = 1, seed: int = 0):
    from studio.engine.texts.sampler import Sampler

    lengths = np.random.default_rng(num_examples).integers(3, 200, num_examples)
    return Sampler(lengths, batch_size, accumulation_steps, seed)


def walk(sampler, start, num_steps: int):
    position, found = start, []
    for _ in range(num_steps):
        found.append((position, sampler.step(position)))
        position = sampler.after(position)
    return found, position


@given(sizes, st.integers(1, 70), st.integers(1, 5), st.integers(0, 2**31 - 1), st.integers(0, 3))
def test_an_epoch_deals_out_each_example_once(num_examples, batch_size, accumulation_steps, seed, epoch) -> None:
    from studio.engine.texts.sampler import Position

    sampler = make_sampler(num_examples, batch_size, accumulation_steps, seed)
    steps, after = walk(sampler, Position(epoch), sampler.steps_per_epoch)
    dealt = np.concatenate([indices for _, batches in steps for indices in batches])
    assert sorted(dealt) == list(range(num_examples))
    assert all(1 <= len(batches) <= accumulation_steps for _, batches in steps)
    assert all(len(indices) <= batch_size for _, batches in steps for indices in batches)
    assert after == Position(epoch + 1)


@given(sizes, st.integers(1, 70), st.integers(0, 99), st.integers(0, 500))
def test_a_position_alone_says_what_comes_next(num_examples, batch_size, seed, skipped) -> None:
    from studio.engine.texts.sampler import Position

    _, position = walk(make_sampler(num_examples, batch_size, 2, seed), Position(), skipped)
    expected, _ = walk(make_sampler(num_examples, batch_size, 2, seed), Position(), skipped + 3)
    found, _ = walk(make_sampler(num_examples, batch_size, 2, seed), position, 3)
    for (place, batches), (other_place, others) in zip(found, expected[skipped:], strict=True):
        assert place == other_place
        assert [list(indices) for indices in batches] == [list(indices) for indices in others]


def test_epochs_and_seeds_differ() -> None:
    from studio.engine.texts.sampler import Position

    sampler, other = make_sampler(500, 10, seed=1), make_sampler(500, 10, seed=2)
    orders = [tuple(np.concatenate(found.step(Position(epoch, 0)))) for found in (sampler, other) for epoch in range(3)]
    assert len(set(orders)) == len(orders)


def test_batches_hold_examples_of_similar_length_in_shuffled_order() -> None:
    from studio.engine.texts.sampler import Position

    sampler = make_sampler(6400, 32)
    steps, _ = walk(sampler, Position(), sampler.steps_per_epoch)
    lengths = np.random.default_rng(6400).integers(3, 200, 6400)
    spreads = [np.ptp(lengths[batches[0]]) for _, batches in steps]
    means = [lengths[batches[0]].mean() for _, batches in steps]
    assert np.mean(spreads) < 10
    assert any(first > second for first, second in pairwise(means))
    assert abs(np.corrcoef(means, np.arange(len(means)))[0, 1]) < 0.3
