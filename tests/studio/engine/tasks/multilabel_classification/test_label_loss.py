import math

import numpy as np
import pytest

from studio.schema import Schema
from studio.tasks.multilabel_classification import MultilabelSettings

pytestmark = pytest.mark.engine


def loss_of(logits, labels, **settings):
    from studio.engine.tasks.multilabel_classification.label_loss import LabelLoss

    targets = {"labels": np.array(labels, np.uint8)}
    return float(LabelLoss(**settings)(np.array(logits, np.float32), targets))


def test_the_loss_is_worked_out_by_hand():
    # −log of 0.8 and of 1 − 0.5, a mean over both labels; the second text likewise.
    logits = [[math.log(4), 0.0], [0.0, math.log(1 / 4)]]
    assert loss_of(logits, [[1, 0], [1, 0]]) == pytest.approx(-(math.log(0.8) + math.log(0.5)), rel=1e-6)


def test_weights_count_where_a_label_applies_and_nowhere_else():
    weights = np.array([3.0, 5.0], np.float32)
    assert loss_of([[0.0, 0.0]], [[1, 0]], class_weights=weights) == pytest.approx(math.log(2) * (3 + 1) / 2)


def test_smoothing_moves_labels_towards_a_half():
    logit = math.log(4)
    expected = -(0.95 * math.log(0.8) + 0.05 * math.log(0.2))
    assert loss_of([[logit]], [[1]], label_smoothing=0.1) == pytest.approx(expected, rel=1e-6)


def test_balanced_weights_are_the_rows_without_a_label_over_those_with_it():
    from studio.engine.tasks.multilabel_classification.label_loss import positive_weights
    from studio.engine.tasks.multilabel_classification.task import TASK

    assert positive_weights((10, 1, 0, 1000), 1000).tolist() == [99.0, 100.0, 1.0, 1.0]
    schema = Schema(class_names=("a",), class_counts=(20,), num_rows=100)
    assert TASK.loss(MultilabelSettings(class_weights="balanced"), schema).class_weights.tolist() == [4.0]
    assert TASK.loss(MultilabelSettings(), schema).class_weights is None


@pytest.mark.parametrize(
    "settings", [{}, {"label_smoothing": 0.1}, {"class_weights": np.array([2.0, 7.0], np.float32)}]
)
def test_no_other_logits_than_the_first_ones_have_a_lower_loss_without_the_texts(settings):
    from studio.engine.tasks.multilabel_classification.label_loss import LabelLoss

    labels = [[1, 0], [1, 0], [0, 1], [0, 0], [1, 0]]
    first = LabelLoss(**settings).first_logits((3, 1), 5)

    def loss(logits):
        return loss_of([logits] * 5, labels, **settings)

    assert not np.any(np.isclose(first, 0.0))
    for step in ([0.1, 0.0], [-0.1, 0.0], [0.0, 0.1], [0.0, -0.1]):
        assert loss(first + step) > loss(first)


def test_labels_of_no_row_and_of_every_row_begin_with_finite_logits():
    from studio.engine.tasks.multilabel_classification.label_loss import LabelLoss

    assert LabelLoss().first_logits((0, 10), 10) == pytest.approx([-math.log(19), math.log(19)])


def test_one_threshold_for_all_labels_is_taken_as_float32_holds_it():
    from studio.engine.tasks.multilabel_classification.thresholds import with_thresholds

    schema = Schema(class_names=("a", "b"))
    assert with_thresholds(schema, MultilabelSettings(threshold=0.3), None).thresholds == (float(np.float32(0.3)),) * 2
    assert with_thresholds(schema, MultilabelSettings(), None).thresholds == (0.5, 0.5)
