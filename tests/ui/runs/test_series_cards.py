import pytest
from PySide6.QtCore import Qt

from studio.files import write_json
from studio.queue import RunQueue
from studio.runs import RunState, RunStatus
from studio.series import SeriesKind, read_series, start_series
from tests.opened_page import opened
from tests.synthetic_run import make_spec
from ui.draft import Draft
from ui.fine_tune.several_card import SeveralCard
from ui.following import queue_follower
from ui.pages.fine_tune import FineTunePage
from ui.pages.runs import RunsPage


@pytest.fixture(autouse=True)
def nobody_works(monkeypatch):
    monkeypatch.setattr(queue_follower, "keep_going", lambda path: None)


def finish(run, accuracy):
    run.evaluation_path.mkdir()
    write_json(run.metrics_path, {"test": {"metrics": {"accuracy": accuracy, "loss": 0.5}}})
    run.write_status(RunStatus(RunState.FINISHED, step=9, num_steps=9))


@pytest.fixture
def page(qtbot, session):
    session.begin()
    with opened(qtbot, RunsPage(session), 1084, 860) as page:
        yield page


@pytest.mark.parametrize(
    ("kind", "name", "numbers"),
    [
        (
            SeriesKind.SEEDS,
            "Reviews · 3 seeds",
            "Test accuracy 0.850 ± 0.0707 (0.800 to 0.900), the mean within ± 0.635",
        ),
        (SeriesKind.FOLDS, "Reviews · 3 folds", "Test accuracy 0.850 ± 0.0707 (0.800 to 0.900)"),
    ],
)
def test_a_series_is_summed_up_as_its_runs_finish(qtbot, page, session, workspace, kind, name, numbers):
    series = start_series(workspace, make_spec("Reviews"), kind, 3)
    session.refresh_runs()
    qtbot.waitUntil(lambda: len(page._series.cards()) == 1, timeout=10_000)
    (card,) = page._series.cards()
    assert card.progress.text() == "0 of 3 finished"
    assert not card.numbers.isVisible()
    folders = [workspace.run(run_id) for run_id in series.run_ids]
    finish(folders[0], 0.8)
    finish(folders[1], 0.9)
    folders[2].write_status(RunStatus(RunState.FAILED))
    session.refresh_runs()
    qtbot.waitUntil(lambda: card.progress.text() == "2 of 3 finished · 1 ended early", timeout=10_000)
    assert card.name.text() == name
    assert card.numbers.text() == numbers
    qtbot.mouseClick(card.forget, Qt.MouseButton.LeftButton)
    assert not page._series.isVisible()
    assert read_series(workspace) == []
    assert len(workspace.runs()) == 3


def test_one_click_puts_several_runs_into_the_queue(qtbot, session, workspace, reviews):
    draft = Draft.first()
    session.set_draft(draft)
    session.set_name("Reviews")
    with opened(qtbot, FineTunePage(session), 1084, 860) as page:
        several = page.findChild(SeveralCard)
        several.set_open(True)
        several.kind.setCurrentIndex(several.kind.findData(SeriesKind.FOLDS))
        several.kind.activated.emit(several.kind.currentIndex())
        assert several.add.text() == "Add 5 runs to the queue"
        several.count.setValue(4)
        qtbot.waitUntil(several.add.isEnabled, timeout=60_000)
        qtbot.mouseClick(several.add, Qt.MouseButton.LeftButton)
        assert page._queued.isVisible()
        assert page._queued.words.text() == "4 runs of “Reviews” are in the queue, from place 1 on."
        (series,) = read_series(workspace)
        assert [entry.run_id for entry in RunQueue(workspace).entries()] == list(series.run_ids)
        assert [workspace.run(run_id).spec().data.fold for run_id in series.run_ids] == [0, 1, 2, 3]
        # A single run goes behind them.
        qtbot.mouseClick(page._queue, Qt.MouseButton.LeftButton)
        assert "at place 5" in page._queued.words.text()
