import math

import pytest

from ui.plots.ticks import linear_ticks, logarithmic_ticks, tick_labels


@pytest.mark.parametrize(
    ("low", "high", "count", "expected"),
    [
        (0.0, 1.0, 5, [0.0, 0.2, 0.4, 0.6, 0.8, 1.0]),
        (0.13, 0.87, 4, [0.2, 0.4, 0.6, 0.8]),
        (-5.0, 5.0, 4, [-5.0, 0.0, 5.0]),
        (0.0, 800.0, 9, [0.0, 100.0, 200.0, 300.0, 400.0, 500.0, 600.0, 700.0, 800.0]),
        (1.0, 1.0, 5, []),
    ],
)
def test_ticks_are_round(low, high, count, expected):
    assert linear_ticks(low, high, count) == pytest.approx(expected)


def test_steps_are_whole_numbers():
    assert linear_ticks(0.0, 3.0, 20, is_whole=True) == [0.0, 1.0, 2.0, 3.0]


def test_ticks_of_a_logarithmic_axis_are_powers_of_ten_or_round_values_between():
    assert logarithmic_ticks(-4.2, 0.3, 10) == [-4.0, -3.0, -2.0, -1.0, 0.0]
    assert [10**value for value in logarithmic_ticks(-1.0, 0.0, 5)] == pytest.approx([0.1, 0.2, 0.5, 1.0])
    close = logarithmic_ticks(math.log10(3.1), math.log10(3.9), 4)
    assert [10**value for value in close] == pytest.approx([3.2, 3.4, 3.6, 3.8])


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([0.0, 0.5, 1.0], ["0.0", "0.5", "1.0"]),
        ([0.25, 0.5], ["0.25", "0.50"]),
        ([-1.0, 0.0], ["−1", "0"]),
        ([0.0, 1000.0], ["0", "1,000"]),
        ([0.0, 2e-5, 4e-5], ["0", "2e-5", "4e-5"]),
        ([0.0, 200_000.0, 1_000_000.0], ["0", "200\u2009k", "1\u2009M"]),
        ([], []),
    ],
)
def test_labels_have_the_decimals_that_they_need(qapp, values, expected):
    assert tick_labels(values) == expected
