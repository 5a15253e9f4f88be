"""Random numbers out of places and keys: at the right rate, and without a pattern."""

import re
from typing import Any

import numpy as np
import pytest

pytestmark = pytest.mark.engine

SHAPE = (512, 384)
RATE = 0.1


def is_kept(keys: tuple[int, int], shape: tuple[int, ...] = SHAPE, rate: float = RATE) -> np.ndarray:
    import studio.engine  # isort: skip  # noqa: F401
    import tensorflow as tf

    from studio.engine.backends.counter_dropout import Mask, keep_factors, number_rows

    *sizes, num_columns = shape
    return keep_factors(num_columns, Mask(tf.constant(keys, tf.uint32), number_rows(*sizes)), rate).numpy() > 0


def correlation(first: np.ndarray, second: np.ndarray) -> float:
    """In units of its standard error."""
    first, second = first.ravel().astype(float), second.ravel().astype(float)
    return float(np.corrcoef(first, second)[0, 1] * np.sqrt(first.size))


def make_keys(number: int) -> list[tuple[int, int]]:
    random = np.random.default_rng(11)
    return [tuple(random.integers(0, 2**32, 2).tolist()) for _ in range(number)]


@pytest.mark.parametrize("rate", [0.02, 0.1, 0.5, 0.9])
def test_the_rate_is_kept_to(rate: float) -> None:
    dropped = np.array([1.0 - is_kept(keys, rate=rate).mean() for keys in make_keys(20)])
    error = np.sqrt(rate * (1.0 - rate) / np.prod(SHAPE))
    assert np.abs(dropped - rate).max() < 5 * error
    assert abs(dropped.mean() - rate) < 5 * error / np.sqrt(20)


def test_what_is_kept_makes_up_for_what_is_dropped() -> None:
    import tensorflow as tf

    from studio.engine.backends.counter_dropout import Mask, keep_factors, number_rows

    mask = Mask(tf.constant([1, 2], tf.uint32), number_rows(SHAPE[0]))
    factors = keep_factors(SHAPE[1], mask, RATE).numpy()
    np.testing.assert_allclose(np.unique(factors), [0.0, 1.0 / (1.0 - RATE)])
    assert factors.mean() == pytest.approx(1.0, abs=0.01)


def test_rows_and_columns_are_dropped_alike() -> None:
    kept = is_kept(make_keys(1)[0])
    for axis in (0, 1):
        counts = kept.sum(axis)
        expected = kept.shape[axis] * (1.0 - RATE)
        chi_square = ((counts - expected) ** 2).sum() / (expected * RATE)
        degrees = counts.size
        assert abs(chi_square - degrees) < 5 * np.sqrt(2 * degrees)


@pytest.mark.parametrize("step", [1, 2, 7, 64, 384, 385, 768])
def test_neighbours_know_nothing_of_each_other(step: int) -> None:
    found = [correlation(kept[:-step], kept[step:]) for kept in (is_kept(keys).ravel() for keys in make_keys(10))]
    assert np.abs(found).max() < 5
    assert abs(np.mean(found)) < 5 / np.sqrt(10)


@pytest.mark.parametrize("changed", [(1, 0), (0, 1), (1, 1), (2**31, 0), (0, 2**31), (0x9E3779B1, 0)])
def test_keys_that_differ_by_little_give_other_masks(changed: tuple[int, int]) -> None:
    found = []
    for first, second in make_keys(10):
        other = ((first + changed[0]) % 2**32, (second + changed[1]) % 2**32)
        found.append(correlation(is_kept((first, second)), is_kept(other)))
    assert np.abs(found).max() < 5


def test_the_same_keys_give_the_same_mask_inside_a_compiled_kernel() -> None:
    import tensorflow as tf

    from studio.engine.backends.compiling import compiled
    from studio.engine.backends.counter_dropout import Mask, keep_factors, number_rows

    kernel = compiled(lambda x, mask: x * keep_factors(tf.shape(x)[-1], mask, RATE))
    keys = (123456789, 987654321)
    mask = Mask(tf.constant(keys, tf.uint32), number_rows(SHAPE[0]))
    np.testing.assert_array_equal(kernel(tf.ones(SHAPE), mask).numpy() > 0, is_kept(keys))


def test_a_compiled_kernel_holds_no_number_for_each_element() -> None:
    import tensorflow as tf

    from studio.engine.backends.compiling import compiled
    from studio.engine.backends.counter_dropout import Mask, keep_factors, number_rows

    kernel = compiled(lambda x, mask: x * keep_factors(tf.shape(x)[-1], mask, RATE))
    mask = Mask(tf.constant([1, 2], tf.uint32), number_rows(SHAPE[0]))
    program = kernel.experimental_get_compiler_ir(tf.ones(SHAPE), mask)(stage="optimized_hlo")
    constants = re.findall(r"\w+\[([\d,]*)\](?:{[^}]*})? constant\(", program)
    assert constants
    assert max(int(np.prod([int(size) for size in sizes.split(",") if size])) for sizes in constants) <= SHAPE[1]


def test_rows_of_several_axes_are_numbered_one_after_the_other() -> None:
    kept = is_kept((7, 9), (4, 3, 8))
    np.testing.assert_array_equal(kept.reshape(12, 8), is_kept((7, 9), (12, 8)))


def test_keys_follow_from_a_seed_generator_that_moves_on() -> None:
    import studio.engine  # isort: skip  # noqa: F401
    import keras

    from studio.engine.backends.counter_dropout import draw_keys

    def drawn(generator: Any) -> list[list[int]]:
        return [key.numpy().tolist() for key in draw_keys(generator, 3)]

    generator, twin = keras.random.SeedGenerator(5), keras.random.SeedGenerator(5)
    first, second = drawn(generator), drawn(generator)
    assert len({tuple(key) for key in first + second}) == 6
    assert [drawn(twin), drawn(twin)] == [first, second]
