import json
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from sklearn.metrics import f1_score, precision_score, recall_score

from studio.tasks.metrics import ClassMetrics, classification_report


def test_the_metrics_of_a_small_case_are_those_worked_out_by_hand():
    labels = np.array([0, 0, 0, 1, 1, 2], np.int32)
    predicted = [0, 0, 1, 1, 2, 2]
    probabilities = np.full((6, 3), 0.1, np.float32)
    probabilities[np.arange(6), predicted] = 0.8
    report = classification_report(labels, probabilities, ("a", "b", "c"))
    assert report.metrics["accuracy"] == pytest.approx(4 / 6)
    assert report.per_class["a"].precision == pytest.approx(1.0)
    assert report.per_class["a"].recall == pytest.approx(2 / 3)
    assert report.per_class["b"].f1 == pytest.approx(0.5)
    assert report.per_class["c"].support == 1
    assert report.metrics["macro_f1"] == pytest.approx((0.8 + 0.5 + 2 / 3) / 3)
    assert report.metrics["weighted_f1"] == pytest.approx((3 * 0.8 + 2 * 0.5 + 1 * 2 / 3) / 6)
    assert report.metrics["log_loss"] == pytest.approx(-(4 * math.log(0.8) + 2 * math.log(0.1)) / 6, rel=1e-6)
    assert report.confusion_matrix == ((2, 1, 0), (0, 1, 1), (0, 0, 1))


def test_a_class_without_an_example_has_no_scores_rather_than_zero_and_no_part_in_the_means():
    report = classification_report(
        np.array([0, 0, 1], np.int32), np.array([[0.9, 0.1, 0], [0, 0.1, 0.9], [0, 1, 0]], np.float32), ("a", "b", "c")
    )
    # The second text was put into "c", which no text has.
    assert report.per_class["c"] == ClassMetrics(None, None, None, 0)
    assert report.per_class["a"] == ClassMetrics(1.0, 0.5, pytest.approx(2 / 3), 2)
    assert report.metrics["macro_f1"] == pytest.approx((2 / 3 + 1) / 2)
    assert report.metrics["weighted_f1"] == pytest.approx((2 * 2 / 3 + 1) / 3)
    assert report.metrics["accuracy"] == pytest.approx(2 / 3)
    assert report.to_json()["per_class"]["c"] == {"precision": None, "recall": None, "f1": None, "support": 0}


def test_a_class_that_is_never_predicted_has_no_precision_and_a_recall_of_zero():
    probabilities = np.array([[1, 0], [1, 0]], np.float32)
    report = classification_report(np.array([0, 1], np.int32), probabilities, ("a", "b"))
    assert report.per_class["b"] == ClassMetrics(None, 0.0, 0.0, 1)
    assert report.metrics["macro_precision"] == pytest.approx(0.25)


@pytest.mark.parametrize("seed", range(5))
def test_means_are_scikit_learn_s_over_the_classes_of_the_labels(seed):
    random = np.random.default_rng(seed)
    labels = random.choice([0, 1, 3], 40).astype(np.int32)
    probabilities = random.dirichlet(np.ones(5), 40).astype(np.float32)
    report = classification_report(labels, probabilities, ("a", "b", "c", "d", "e"))
    for name, score in (("f1", f1_score), ("precision", precision_score), ("recall", recall_score)):
        for average in ("macro", "weighted"):
            expected = score(
                labels, probabilities.argmax(1), labels=np.unique(labels), average=average, zero_division=0.0
            )
            assert report.metrics[f"{average}_{name}"] == pytest.approx(expected)


def test_the_baseline_is_the_share_of_the_class_that_is_the_most_frequent_in_training():
    labels, probabilities = np.array([0, 1, 1, 1], np.int32), np.full((4, 2), 0.5, np.float32)
    report = classification_report(labels, probabilities, ("a", "b"), class_counts=(63, 37))
    assert report.to_json()["baseline"] == {"label": "a", "accuracy": 0.25}
    assert "baseline" not in classification_report(labels, probabilities, ("a", "b")).to_json()


def test_a_probability_of_zero_gives_a_finite_loss():
    report = classification_report(np.array([1], np.int32), np.array([[1.0, 0.0]], np.float32), ("a", "b"))
    assert math.isfinite(report.metrics["log_loss"])


@given(hnp.arrays(np.int32, st.integers(1, 50), elements=st.integers(0, 3)), st.integers(0, 2**31))
def test_counts_add_up_and_scores_lie_between_zero_and_one(labels, seed):
    probabilities = np.random.default_rng(seed).dirichlet(np.ones(4), len(labels)).astype(np.float32)
    report = classification_report(labels, probabilities, ("a", "b", "c", "d"))
    assert sum(map(sum, report.confusion_matrix)) == len(labels) == report.num_examples
    assert all(0 <= value <= 1 for name, value in report.metrics.items() if "loss" not in name)
    assert json.loads(json.dumps(report.to_json()))["metrics"] == report.metrics


@pytest.mark.parametrize("shape", [(0, 2), (3, 3), (2, 2)])
def test_shapes_that_do_not_fit_are_refused(shape):
    with pytest.raises(ValueError, match="Expected probabilities of shape"):
        classification_report(np.zeros(3 if shape[0] else 0, np.int32), np.zeros(shape, np.float32), ("a", "b"))
