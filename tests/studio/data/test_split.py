import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.data.split import Fold, Repeats, split_rows

NONE = Repeats(np.zeros(0, np.int64), np.zeros(0, np.int64))
fractions = st.floats(0.0, 0.45)
seeds = st.integers(0, 2**31 - 1)


@st.composite
def labelled_rows(draw):
    """Labels with each class at least twice, and the rows whose texts repeat."""
    num_classes = draw(st.integers(2, 5))
    more = draw(st.lists(st.integers(0, num_classes - 1), max_size=60))
    labels = draw(st.permutations([*range(num_classes), *range(num_classes), *more]))
    leaders = np.arange(len(labels), dtype=np.int64)
    for row in range(1, len(labels)):
        if draw(st.booleans()) and draw(st.booleans()):
            leaders[row] = leaders[draw(st.integers(0, row - 1))]
    is_repeat = np.bincount(leaders, minlength=len(labels))[leaders] > 1
    return np.array(labels, np.int32), Repeats(np.flatnonzero(is_repeat), leaders[is_repeat]), leaders


@given(labelled_rows(), fractions, fractions, seeds)
def test_every_row_goes_to_exactly_one_part_in_order(data, validation, test, seed):
    labels, repeats, _ = data
    parts = split_rows(labels, repeats, validation, test, seed)
    assert sorted(np.concatenate(parts)) == list(range(len(labels)))
    assert all((np.diff(part) > 0).all() for part in parts)


@given(labelled_rows(), fractions, fractions, seeds)
def test_rows_with_the_same_text_stay_together(data, validation, test, seed):
    labels, repeats, leaders = data
    parts = split_rows(labels, repeats, validation, test, seed)
    texts = [set(leaders[part]) for part in parts]
    assert sum(len(found) for found in texts) == len(set().union(*texts))


@given(labelled_rows(), fractions, fractions, seeds)
def test_every_class_keeps_a_row_in_train(data, validation, test, seed):
    labels, repeats, _ = data
    train, _, _ = split_rows(labels, repeats, validation, test, seed)
    assert set(labels[train]) == set(labels)


@given(st.lists(st.integers(20, 200), min_size=2, max_size=5), st.floats(0.05, 0.4), st.floats(0.05, 0.4), seeds)
def test_parts_have_the_wanted_size_in_all_and_in_each_class(counts, validation, test, seed):
    labels = np.repeat(np.arange(len(counts), dtype=np.int32), counts)
    parts = split_rows(labels, NONE, validation, test, seed)
    for part, fraction in zip(parts[1:], (validation, test), strict=True):
        assert len(part) == pytest.approx(len(labels) * fraction, abs=0.51)
        for label, count in enumerate(counts):
            assert (labels[part] == label).sum() == pytest.approx(count * fraction, abs=1.0)


@given(labelled_rows(), st.integers(2, 6), fractions, seeds)
def test_each_row_is_validated_on_in_one_fold_at_most_and_the_test_is_the_same(data, folds, test, seed):
    labels, repeats, leaders = data
    parts = [split_rows(labels, repeats, 0.3, test, seed, Fold(number, folds)) for number in range(folds)]
    assert all(sorted(np.concatenate(found)) == list(range(len(labels))) for found in parts)
    validated = np.concatenate([validation for _, validation, _ in parts])
    assert len(set(validated)) == len(validated)
    for train, validation, _ in parts:
        assert set(labels[train]) == set(labels)
        assert not set(leaders[train]) & set(leaders[validation])


@given(st.lists(st.integers(20, 100), min_size=2, max_size=5), st.integers(2, 10), st.floats(0.0, 0.4), seeds)
def test_folds_make_up_the_whole_and_have_the_same_mix(counts, folds, test, seed):
    labels = np.repeat(np.arange(len(counts), dtype=np.int32), counts)
    parts = [split_rows(labels, NONE, 0.1, test, seed, Fold(number, folds)) for number in range(folds)]
    tested = [set(found[2]) for found in parts]
    assert all(found == tested[0] for found in tested)
    validated = set(np.concatenate([found[1] for found in parts]))
    assert validated == set(range(len(labels))) - tested[0]
    for label in range(len(counts)):
        sizes = [(labels[found[1]] == label).sum() for found in parts]
        assert max(sizes) - min(sizes) <= 1


def test_a_fraction_above_zero_gives_at_least_one_row():
    _, validation, test = split_rows(np.array([0, 0, 1, 1], np.int32), NONE, 0.01, 0.0, 0)
    assert len(validation) == 1
    assert len(test) == 0


def test_the_same_seed_gives_the_same_rows_on_every_platform():
    labels = np.arange(40, dtype=np.int32) % 2
    _, validation, test = split_rows(labels, NONE, 0.1, 0.1, 7)
    assert (validation.tolist(), test.tolist()) == ([10, 13, 26, 39], [7, 14, 33, 38])


def test_another_seed_gives_other_rows():
    labels = np.zeros(1000, np.int32)
    chosen = {tuple(split_rows(labels, NONE, 0.1, 0.0, seed)[1]) for seed in range(20)}
    assert len(chosen) == 20


def test_the_rows_of_a_part_are_spread_over_the_file():
    _, validation, _ = split_rows(np.zeros(10_000, np.int32), NONE, 0.1, 0.0, 3)
    counts, _ = np.histogram(validation, bins=10, range=(0, 10_000))
    assert counts.min() > 60
    assert counts.max() < 140


def test_a_class_whose_texts_all_follow_another_label_is_still_in_train():
    labels = np.array([0, 1, 0, 1, 0, 0, 0, 0], np.int32)
    repeats = Repeats(np.array([0, 1, 2, 3]), np.array([0, 0, 2, 2]))
    for seed in range(30):
        train, _, _ = split_rows(labels, repeats, 0.4, 0.4, seed)
        assert set(labels[train]) == {0, 1}
