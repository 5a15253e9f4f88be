import json

import numpy as np
import pytest
from scipy import stats
from sklearn.metrics import mean_absolute_error, mean_squared_error, r2_score

from studio.tasks.regression_metrics import MAX_POINTS, regression_report


def report(values, predictions, mean=0.0, deviation=1.0):
    lengths = np.arange(len(values)) + 3
    return regression_report(
        np.array(values, np.float64), np.array(predictions, np.float64), lengths, mean=mean, deviation=deviation
    )


def test_the_metrics_of_a_small_case_are_those_worked_out_by_hand():
    found = report([1, 2, 3, 4], [1, 3, 3, 3], mean=2.0, deviation=2.0)
    assert found.metrics["mse"] == pytest.approx(0.5)
    assert found.metrics["mae"] == pytest.approx(0.5)
    # Squared errors 2 over squared distances from the mean 5.
    assert found.metrics["r2"] == pytest.approx(1 - 2 / 5)
    assert found.metrics["loss"] == pytest.approx(0.5 / 4)
    assert found.baseline.value == 2.0
    assert found.baseline.mae == pytest.approx((1 + 0 + 1 + 2) / 4)


@pytest.mark.parametrize("seed", range(3))
def test_metrics_are_those_of_scikit_learn_and_scipy(seed):
    random = np.random.default_rng(seed)
    # Whole numbers, so that some are equal.
    values = random.integers(0, 9, 60).astype(np.float64)
    predictions = np.round(values + random.normal(0, 2, 60), 1)
    metrics = report(values, predictions).metrics
    assert metrics["mse"] == pytest.approx(mean_squared_error(values, predictions))
    assert metrics["mae"] == pytest.approx(mean_absolute_error(values, predictions))
    assert metrics["r2"] == pytest.approx(r2_score(values, predictions))
    assert metrics["pearson"] == pytest.approx(stats.pearsonr(values, predictions).statistic)
    assert metrics["spearman"] == pytest.approx(stats.spearmanr(values, predictions).statistic)


def test_values_that_are_all_the_same_have_no_r2_and_no_correlations():
    metrics = report([3, 3, 3], [1, 2, 3]).metrics
    assert (metrics["r2"], metrics["pearson"], metrics["spearman"]) == (None, None, None)
    assert metrics["mse"] == pytest.approx(5 / 3)


def test_predictions_that_are_all_the_same_have_an_r2_but_no_correlations():
    metrics = report([1, 2, 3], [2, 2, 2]).metrics
    assert metrics["r2"] == pytest.approx(0.0)
    assert (metrics["pearson"], metrics["spearman"]) == (None, None)


def test_a_single_example_has_its_errors_alone():
    metrics = report([5], [7]).metrics
    assert metrics["mae"] == 2.0
    assert (metrics["r2"], metrics["pearson"], metrics["spearman"]) == (None, None, None)


def test_very_large_numbers_correlate_without_an_overflow():
    metrics = report([1e300, 2e300, 3e300], [1e300, 2e300, 3e300]).metrics
    assert metrics["pearson"] == pytest.approx(1.0)
    assert metrics["r2"] == pytest.approx(1.0)


def test_a_report_becomes_json_with_points_for_a_picture():
    found = report(np.arange(3 * MAX_POINTS), np.arange(3 * MAX_POINTS) + 1).to_json()
    assert json.loads(json.dumps(found)) == found
    assert found["kind"] == "number"
    assert len(found["points"]) == MAX_POINTS
    assert "mean_baseline" in found
    assert found["points"][0] == [0.0, 1.0]
    assert (len(found["lengths"]), found["lengths"][0], found["lengths"][-1]) == (MAX_POINTS, 3, 3 * MAX_POINTS + 2)
    assert found["points"][-1] == [3 * MAX_POINTS - 1.0, 3.0 * MAX_POINTS]


def test_no_example_and_shapes_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match="at least one"):
        report([], [])
    with pytest.raises(ValueError, match="as many predictions"):
        report([1, 2], [1])
