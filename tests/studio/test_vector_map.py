import numpy as np
import pytest
from sklearn.decomposition import PCA

from studio.vector_map import map_vectors


def test_points_and_shares_are_those_of_the_two_principal_axes():
    vectors = np.random.default_rng(0).normal(size=(40, 8)) * np.arange(1, 9)
    expected = PCA(n_components=2).fit(vectors)
    found = map_vectors(vectors)
    assert found.shares == pytest.approx(expected.explained_variance_ratio_)
    # An axis has no direction of its own.
    assert np.abs(found.points) == pytest.approx(np.abs(expected.transform(vectors)))


def test_the_same_vectors_give_the_same_map_in_any_order():
    vectors = np.random.default_rng(1).normal(size=(30, 5)).astype(np.float32)
    order = np.random.default_rng(2).permutation(30)
    assert map_vectors(vectors[order]).points == pytest.approx(map_vectors(vectors).points[order], abs=1e-6)


def test_the_largest_component_of_an_axis_points_upwards():
    along = np.array([[-3.0, 0.0, 1.0], [0.0, 0.0, 0.0], [3.0, 0.0, -1.0]])
    assert map_vectors(along).points[:, 0].tolist() == pytest.approx([-np.sqrt(10), 0, np.sqrt(10)])
    assert map_vectors(along).shares == pytest.approx((1.0, 0.0))


@pytest.mark.parametrize("vectors", [np.ones((1, 4)), np.full((5, 4), 0.1, np.float32), np.zeros((2, 1))])
def test_vectors_that_do_not_differ_lie_in_one_point(vectors):
    found = map_vectors(vectors)
    assert found.shares == (0.0, 0.0)
    assert not found.points.any()


def test_vectors_of_one_number_have_one_axis():
    found = map_vectors(np.array([[1.0], [3.0]]))
    assert found.points.tolist() == [[-1.0, 0.0], [1.0, 0.0]]
    assert found.shares == (1.0, 0.0)


def test_nothing_has_no_map():
    with pytest.raises(ValueError, match="at least one vector"):
        map_vectors(np.zeros((0, 4)))
