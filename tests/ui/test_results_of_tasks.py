"""What the results show of labels and of numbers."""

import numpy as np

from studio import tasks
from studio.tasks.multilabel_metrics import multilabel_report
from studio.tasks.regression_metrics import regression_report
from ui.monitor.results import ResultsCard


def rows_of(table):
    model = table.model()
    return [
        tuple(model.index(row, column).data() for column in range(model.columnCount()))
        for row in range(model.rowCount())
    ]


def make_card(qtbot, task, report):
    card = ResultsCard()
    qtbot.addWidget(card)
    card.resize(1200, 700)
    card.show_reports(tasks.get(task), {"test": report.to_json()})
    card.show()
    qtbot.waitExposed(card)
    return card


def test_labels_have_a_row_each_with_their_thresholds(qtbot):
    labels = np.array([[1, 0, 0], [1, 1, 0], [0, 1, 0]], np.uint8)
    probabilities = np.array([[0.9, 0.2, 0.1], [0.8, 0.7, 0.1], [0.3, 0.6, 0.1]], np.float32)
    report = multilabel_report(labels, probabilities, ("art", "music", "war"), (0.5, 0.4, 0.25))
    card = make_card(qtbot, "multilabel_classification", report)
    assert rows_of(card.classes) == [
        ("art", "1.00", "1.00", "1.00", "1.00", "0.500", "2"),
        ("music", "1.00", "1.00", "1.00", "1.00", "0.400", "2"),
        ("war", "–", "–", "–", "–", "–", "0"),
    ]
    assert not card.scatter.isVisible()
    assert not card.mistakes.isVisible()


def test_numbers_have_a_picture_and_what_always_the_mean_would_come_to(qtbot):
    values, predictions = np.array([1.0, 2.0, 3.0, 4.0]), np.array([1.0, 3.0, 3.0, 3.0])
    report = regression_report(values, predictions, np.array([5, 6, 7, 8]), mean=2.0, deviation=1.0)
    card = make_card(qtbot, "text_regression", report)
    metrics = dict(rows_of(card._metrics))
    assert metrics["Mean absolute error"] == "0.500"
    assert metrics["Always 2.000"] == "1.00"
    assert card.scatter.isVisible()
    assert not card.classes.isVisible()
    (low, high), _ = card.scatter.axes()
    assert low < 1.0 < 4.0 < high
    assert not card.scatter.grab().isNull()
    assert card.residuals.isVisible()
    assert card.residuals.points == ((5.0, 0.0), (6.0, 1.0), (7.0, 0.0), (8.0, -1.0))
    assert card.residuals.geometry().left() > card.scatter.geometry().right()


def test_a_report_of_an_earlier_version_has_no_picture_over_lengths(qtbot):
    values = np.array([1.0, 2.0])
    report = regression_report(values, values, np.array([5, 6]), mean=2.0, deviation=1.0).to_json()
    card = ResultsCard()
    qtbot.addWidget(card)
    card.show_reports(
        tasks.get("text_regression"), {"test": {name: report[name] for name in report if name != "lengths"}}
    )
    card.show()
    assert card.scatter.isVisible()
    assert not card.residuals.isVisible()


def test_what_cannot_be_said_of_numbers_has_no_row(qtbot):
    same = np.array([2.0, 2.0])
    card = make_card(qtbot, "text_regression", regression_report(same, same, np.array([5, 6]), mean=2.0, deviation=1.0))
    assert not {"R²", "Pearson correlation"} & {name for name, _ in rows_of(card._metrics)}
