import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.plots.series import RunningMean, Series


def series(y: np.ndarray) -> Series:
    made = Series()
    made.append(np.arange(len(y), dtype=np.float64), y.astype(np.float64))
    return made


def test_a_series_that_grew_bit_by_bit_equals_one_made_at_once() -> None:
    y = np.random.default_rng(0).normal(size=5000)
    grown = Series()
    for start in range(0, len(y), 37):
        grown.append(np.arange(start, min(start + 37, len(y)), dtype=np.float64), y[start : start + 37])
    whole = series(y)
    np.testing.assert_array_equal(grown.y, y)
    for ends in ((0, 5000), (10, 4000), (63, 64), (100, 100)):
        assert (
            grown.y_range(*ends)
            == whole.y_range(*ends)
            == (y[ends[0] : ends[1] + 1].min(), y[ends[0] : ends[1] + 1].max())
        )


def test_few_points_are_drawn_as_they_are() -> None:
    y = np.array([1.0, np.nan, 3.0])
    _, drawn = series(y).visible(0, 2, 100)
    np.testing.assert_array_equal(drawn, y)


@pytest.mark.parametrize("length", [5_000, 60_000, 1_000_000])
def test_many_points_are_drawn_by_their_peaks(length: int) -> None:
    y = np.zeros(length)
    y[length // 3], y[length // 2] = 5.0, -7.0
    x, drawn = series(y).visible(0, length, 500)
    assert len(x) == 1000
    assert (drawn.max(), drawn.min()) == (5.0, -7.0)
    assert (np.diff(x) >= 0).all()


def test_only_the_part_in_view_is_drawn_with_a_neighbour_on_either_side() -> None:
    x, _ = series(np.arange(1000.0)).visible(100.5, 200.5, 500)
    assert (x[0], x[-1]) == (100.0, 201.0)


def test_peaks_of_values_that_are_no_numbers_are_gaps_and_do_not_warn() -> None:
    y = np.full(100_000, np.nan)
    y[70_000:] = 1.0
    made = series(y)
    x, drawn = made.visible(0, 100_000, 100)
    assert np.isnan(drawn[x < 68_000]).all()
    assert (drawn[x > 72_000] == 1.0).all()
    assert made.y_range(0, 50_000) is None


def test_a_truncated_series_forgets_its_peaks() -> None:
    y = np.zeros(300)
    y[250] = 9.0
    made = series(y)
    made.truncate(200)
    made.append(np.arange(200.0, 400.0), np.ones(200))
    assert made.y_range(0, 400) == (0.0, 1.0)


def test_nearest_before_finds_the_last_point_that_is_not_later() -> None:
    made = Series()
    made.append(np.array([10.0, 20.0]), np.array([1.0, 2.0]))
    assert [made.nearest_before(x) for x in (5.0, 10.0, 19.9, 50.0)] == [None, 0, 0, 1]


@given(
    st.lists(st.floats(-100, 100) | st.just(float("nan")), max_size=60),
    st.integers(1, 20),
    st.integers(0, 60),
)
def test_a_running_mean_equals_the_mean_of_each_window(values: list[float], window: int, cut: int) -> None:
    y = np.array(values)
    mean = RunningMean(window)
    found = np.concatenate([mean.extend(y[:cut]), mean.extend(y[cut:])])
    expected = [
        part[np.isfinite(part)].mean() if np.isfinite(part := y[max(0, end - window) : end]).any() else np.nan
        for end in range(1, len(y) + 1)
    ]
    np.testing.assert_allclose(found, expected, atol=1e-9)
    np.testing.assert_allclose(RunningMean(3).extend(y), mean.set_window(3), atol=1e-9)
