import pytest
from PySide6.QtCore import QObject, QPointF, Signal

from studio import tasks
from studio.errors import ChangedBackboneError, NotFoundError
from studio.jobs import Result
from studio.vector_map import save_map
from tests.judged_runs import JUDGED, make_judged_run
from ui.monitor import map_view
from ui.monitor.map_view import MapView
from ui.monitor.results import ResultsCard
from ui.plots.point_map import Pair, PointMap

_SIDE = {"points": [[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [1.0, 1.0]], "shares": [0.5, 0.25], "similarity": 0.75}
FOUND = {
    "split": "test",
    "pairs": [
        {"row": 1, "text": "question\none", "second_text": "passage one"},
        {"row": 2, "text": "question two", "second_text": "passage two"},
    ],
    "after": _SIDE,
    "before": {**_SIDE, "similarity": 0.5},
    "before_error": None,
}


class Job(QObject):
    """A job that does nothing until a test says what came of it."""

    progressed, finished, failed = Signal(object), Signal(object), Signal(object)

    def __init__(self, name, arguments, parent):
        super().__init__(parent)
        self.name, self.arguments, self.is_cancelled = name, arguments, False

    def start(self):
        """Start."""

    def cancel(self):
        """Cancel."""
        self.is_cancelled = True


@pytest.fixture
def run(workspace):
    return make_judged_run(workspace, "text_embedding", *JUDGED["text_embedding"])


@pytest.fixture
def view(qtbot, monkeypatch, run):
    monkeypatch.setattr(map_view, "ProcessJob", Job)
    view = MapView()
    qtbot.addWidget(view)
    view.resize(900, 600)
    view.show_run(run, "test")
    view.show()
    qtbot.waitExposed(view)
    return view


def test_the_map_is_drawn_on_request(view, run):
    assert not view.maps["after"].isVisible()
    view.draw_button.click()
    assert (view._job.name, view._job.arguments) == ("map", {"run": str(run.path), "split": "test"})
    assert view._progress.isVisible()
    assert not view.draw_button.isVisible()
    view._job.finished.emit(Result(FOUND))
    assert not view._progress.isVisible()
    assert view.titles["after"].text() == "After fine-tuning: mean similarity of a pair 0.750"
    assert view.titles["before"].text() == "Before fine-tuning: mean similarity of a pair 0.500"
    assert view.maps["before"].pairs == (Pair((0.0, 0.0), (0.0, 1.0)), Pair((1.0, 0.0), (1.0, 1.0)))
    assert view.maps["after"]._across == "first axis: 50\u2009% of the variance"


def test_a_text_that_is_pointed_at_is_told_and_brought_out_on_both_maps(view):
    view.draw()
    view._job.finished.emit(Result(FOUND))
    assert view.texts.text() == "Point at a text to read it."
    plot = view.maps["after"]
    plot._set_hot(plot.pair_at(plot._place((1.0, 1.0)) + QPointF(2, 2)))
    assert view.texts.text() == "Row 2: question two — passage two"
    assert (view.maps["before"]._hot, view.maps["after"]._hot) == (1, 1)
    plot._set_hot(plot.pair_at(plot._place((0.5, 0.5))))
    assert view.texts.text() == "Point at a text to read it."


def test_a_map_that_was_drawn_is_there_again(qtbot, view, run):
    save_map(run, "test", FOUND)
    other = MapView()
    qtbot.addWidget(other)
    other.show_run(run, "test")
    assert not other.titles["after"].isHidden()
    assert other.draw_button.isHidden()
    other.show_run(run, "validation")
    assert not other.draw_button.isHidden()


def test_without_the_backbone_of_then_only_the_model_of_now_is_shown(view):
    view.draw()
    error = ChangedBackboneError("{preset} is another one now.", preset="tiny").to_json()
    view._job.finished.emit(Result({**FOUND, "before": None, "before_error": error}))
    assert view.maps["after"].isVisible()
    assert not view.maps["before"].isVisible()
    assert view._note.text() == "tiny is another one now."


def test_a_failure_is_told_in_place_and_a_cancelled_map_can_be_drawn_again(view):
    view.draw()
    job = view._job
    view._progress.cancelled.emit()
    assert job.is_cancelled
    assert view.draw_button.isVisible()
    view.draw()
    view._job.failed.emit(NotFoundError("There is none."))
    assert view._error_card.isVisible()
    view._error_card.activated.emit()
    assert view._progress.isVisible()


def test_results_of_vectors_offer_the_map_and_others_do_not(qtbot, workspace, run):
    card = ResultsCard()
    qtbot.addWidget(card)
    card.show_reports(tasks.get("text_embedding"), run.metrics(), run)
    assert not card.map_view.isHidden()
    other = make_judged_run(workspace, "text_regression", *JUDGED["text_regression"])
    card.show_reports(tasks.get("text_regression"), other.metrics(), other)
    assert card.map_view.isHidden()


def test_both_axes_have_one_scale_and_all_points_lie_in_the_frame(qtbot):
    plot = PointMap()
    qtbot.addWidget(plot)
    plot.resize(400, 300)
    plot.show_pairs([Pair((0.0, 0.0), (4.0, 0.0)), Pair((0.0, 1.0), (4.0, 1.0))], "across", "up")
    left, right, above = (plot._place(point) for point in ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0)))
    assert right.x() - left.x() == pytest.approx(left.y() - above.y())
    assert all(plot._frame().contains(plot._place(point)) for pair in plot.pairs for point in (pair.first, pair.second))
    assert not plot.grab().isNull()
    plot.show_pairs([], "", "")
    assert plot.pair_at(QPointF(10, 10)) == -1
    assert not plot.grab().isNull()
