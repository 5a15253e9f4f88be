import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.data.split import Fold, Repeats, split_rows
from studio.parts import PartSizes, part_sizes
from studio.spec import DataSpec

NONE = Repeats(np.zeros(0, np.int64), np.zeros(0, np.int64))


def data(validation=0.1, test=0.1):
    return DataSpec(train="a.csv", validation_fraction=validation, test_fraction=test)


def test_parts_of_a_number_that_does_not_divide_still_make_up_the_whole():
    assert part_sizes(347, data()) == PartSizes(277, 35, 35)
    assert part_sizes(347, data()).held_back == 70


@given(st.lists(st.integers(20, 200), min_size=1, max_size=5), st.floats(0.0, 0.4), st.floats(0.0, 0.4))
def test_the_sizes_that_are_shown_are_those_that_are_drawn(counts, validation, test):
    labels = np.repeat(np.arange(len(counts), dtype=np.int32), counts)
    drawn = split_rows(labels, NONE, validation, test, 0)
    assert part_sizes(len(labels), data(validation, test)) == PartSizes(*map(len, drawn))


def test_a_part_with_a_file_of_its_own_takes_no_rows():
    whole = data().model_copy(update={"test": "test.csv"})
    assert part_sizes(100, whole) == PartSizes(90, 10, 0)


@pytest.mark.parametrize("num_rows", [0, 1, 2])
def test_few_rows_are_not_counted_twice(num_rows):
    sizes = part_sizes(num_rows, data(0.4, 0.4))
    assert sizes.train + sizes.held_back == num_rows
    assert min(sizes.train, sizes.validation, sizes.test) >= 0


@given(st.lists(st.integers(20, 200), min_size=1, max_size=5), st.integers(2, 10), st.floats(0.0, 0.4))
def test_the_sizes_of_folds_are_those_that_are_drawn(counts, folds, test):
    labels = np.repeat(np.arange(len(counts), dtype=np.int32), counts)
    for fold in (0, 1, folds - 1):
        spec = DataSpec(train="a.csv", test_fraction=test, folds=folds, fold=fold)
        drawn = split_rows(labels, NONE, spec.validation_share, test, 0, Fold(fold, folds))
        assert part_sizes(len(labels), spec) == PartSizes(*map(len, drawn))
