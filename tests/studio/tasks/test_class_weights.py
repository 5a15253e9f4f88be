import numpy as np
import pytest
from sklearn.utils.class_weight import compute_class_weight

from studio.tasks.class_weights import balanced_weights


@pytest.mark.parametrize("counts", [(1, 1), (5, 5, 5), (630, 200, 7, 163), (999_999, 1)])
def test_balanced_weights_are_scikit_learn_s(counts):
    labels = np.repeat(np.arange(len(counts)), counts)
    expected = compute_class_weight("balanced", classes=np.arange(len(counts)), y=labels)
    np.testing.assert_allclose(balanced_weights(np.array(counts)), expected, rtol=1e-6)


def test_each_class_weighs_as_much_as_any_other_and_an_example_1_on_the_mean():
    counts = np.array([630, 200, 7, 163])
    total = balanced_weights(counts) * counts
    np.testing.assert_allclose(total, np.full(4, 250.0), rtol=1e-6)


def test_a_class_without_an_example_changes_nothing_for_the_others():
    np.testing.assert_array_equal(balanced_weights(np.array([3, 0, 9])), [2.0, 1.0, np.float32(2 / 3)])
