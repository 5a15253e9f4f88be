import json
import math

import numpy as np
import pytest
from sklearn.metrics import average_precision_score, f1_score

from studio.tasks.multilabel_metrics import LabelMetrics, applies, choose_thresholds, multilabel_report


def test_the_metrics_of_a_small_case_are_those_worked_out_by_hand():
    labels = np.array([[1, 0], [1, 1], [0, 0], [0, 1]], np.uint8)
    probabilities = np.array([[0.9, 0.6], [0.4, 0.8], [0.2, 0.1], [0.1, 0.7]], np.float32)
    report = multilabel_report(labels, probabilities, ("a", "b"), (0.5, 0.5))
    # "a": one of two found; "b": both found, and one more.
    assert report.per_class["a"].precision == 1.0
    assert report.per_class["a"].recall == 0.5
    assert report.per_class["a"].average_precision == pytest.approx(1.0)
    assert report.per_class["b"].precision == pytest.approx(2 / 3)
    assert report.per_class["b"].f1 == pytest.approx(0.8)
    assert report.metrics["micro_f1"] == pytest.approx(2 * 3 / (4 + 4))
    assert report.metrics["macro_f1"] == pytest.approx((2 / 3 + 0.8) / 2)
    assert report.metrics["mean_average_precision"] == pytest.approx(1.0)
    assert report.metrics["exact_match"] == pytest.approx(2 / 4)
    wrong = [0.9, 1 - 0.6, 0.4, 0.8, 1 - 0.2, 1 - 0.1, 1 - 0.1, 0.7]
    assert report.metrics["loss"] == pytest.approx(-sum(map(math.log, wrong)) / 8, rel=1e-6)


@pytest.mark.parametrize("seed", range(3))
def test_metrics_are_scikit_learn_s(seed):
    random = np.random.default_rng(seed)
    labels = (random.random((50, 4)) < 0.3).astype(np.uint8)
    probabilities = random.random((50, 4)).astype(np.float32)
    report = multilabel_report(labels, probabilities, tuple("abcd"), (0.4, 0.5, 0.6, 0.7))
    predicted = applies(probabilities, (0.4, 0.5, 0.6, 0.7))
    assert report.metrics["micro_f1"] == pytest.approx(f1_score(labels, predicted, average="micro"))
    assert report.metrics["macro_f1"] == pytest.approx(f1_score(labels, predicted, average="macro"))
    assert report.metrics["mean_average_precision"] == pytest.approx(
        average_precision_score(labels, probabilities, average="macro")
    )


def test_a_label_that_no_example_has_scores_nothing_and_has_no_part_in_the_means():
    labels = np.array([[1, 0], [1, 0]], np.uint8)
    probabilities = np.array([[0.9, 0.6], [0.8, 0.1]], np.float32)
    report = multilabel_report(labels, probabilities, ("a", "b"), (0.5, 0.5))
    assert report.per_class["b"] == LabelMetrics(None, None, None, None, 0, 0.5)
    assert report.metrics["macro_f1"] == 1.0
    assert report.metrics["micro_f1"] == pytest.approx(2 * 2 / 5)


def test_texts_to_which_nothing_applies_are_found_and_have_no_f1():
    report = multilabel_report(np.zeros((2, 2), np.uint8), np.zeros((2, 2), np.float32), ("a", "b"), (0.5, 0.5))
    assert report.metrics["exact_match"] == 1.0
    assert report.metrics["micro_f1"] is None
    assert report.metrics["macro_f1"] is None
    assert report.metrics["mean_average_precision"] is None
    assert json.loads(json.dumps(report.to_json())) == report.to_json()


def test_a_single_label_is_measured_as_one():
    report = multilabel_report(
        np.array([[1], [0], [1]], np.uint8), np.array([[0.9], [0.8], [0.2]], np.float32), ("a",), (0.5,)
    )
    assert report.per_class["a"].precision == 0.5
    assert report.metrics["macro_f1"] == 0.5


def test_a_threshold_has_the_best_f1_that_any_has():
    random = np.random.default_rng(0)
    labels = (random.random((80, 3)) < 0.2).astype(np.uint8)
    probabilities = (0.5 * labels + random.random((80, 3))).astype(np.float32) / 2
    thresholds = choose_thresholds(labels, probabilities)
    for i, threshold in enumerate(thresholds):
        best = max(f1_score(labels[:, i], probabilities[:, i] >= value) for value in probabilities[:, i])
        assert f1_score(labels[:, i], applies(probabilities, thresholds)[:, i]) == pytest.approx(best)
        assert threshold == float(np.float32(threshold))


def test_a_threshold_is_half_where_half_is_as_good_as_any_and_else_lies_in_the_middle():
    labels = np.array([[1, 1, 1], [0, 0, 1]], np.uint8)
    probabilities = np.array([[0.9, 0.4], [0.3, 0.2]], np.float32)
    assert choose_thresholds(labels[:, :2], probabilities)[0] == 0.5
    assert choose_thresholds(labels[:, :2], probabilities)[1] == pytest.approx(0.3)


def test_a_label_without_an_example_gets_the_threshold_that_is_best_for_all_together():
    labels = np.array([[1, 0], [0, 0], [1, 0]], np.uint8)
    probabilities = np.array([[0.3, 0.05], [0.1, 0.05], [0.2, 0.05]], np.float32)
    first, second = choose_thresholds(labels, probabilities)
    assert first == pytest.approx(0.15)
    assert second == pytest.approx(0.15)
    assert choose_thresholds(np.zeros((2, 2), np.uint8), np.ones((2, 2), np.float32)) == (0.5, 0.5)


def test_neighbouring_probabilities_are_told_apart():
    low = np.float32(0.7)
    high = np.nextafter(low, np.float32(1.0))
    labels, probabilities = np.array([[0], [1]], np.uint8), np.array([[low], [high]], np.float32)
    assert applies(probabilities, choose_thresholds(labels, probabilities)).tolist() == [[False], [True]]


def test_shapes_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match="at least one example"):
        multilabel_report(np.zeros((0, 2), np.uint8), np.zeros((0, 2), np.float32), ("a", "b"), (0.5, 0.5))
