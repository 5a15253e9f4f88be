import json

import pytest
from PySide6.QtCore import QObject, Qt

from studio.errors import DivergedError, MemoryFullError
from studio.manifest import sealed_folder
from studio.runs import EventWriter, RunState, launch
from studio.runs.events import CheckpointEvent, EvaluationEvent, FailedEvent, FinishedEvent, StateEvent, WritingEvent
from tests.opened_page import opened
from tests.synthetic_run import STEPS, make_run, step_events, write_reports, write_status
from ui.pages.monitor import MonitorPage
from ui.theme import ThemeChoice
from ui.widgets import KeyNumber


@pytest.fixture
def page(qtbot, session):
    with opened(qtbot, MonitorPage(session), 1084, 860) as page:
        yield page


def follow(qtbot, page, run, steps):
    page.session.choose_run(run)
    qtbot.waitUntil(lambda: page._status is not None and len(page.history.steps) == steps)
    return run


def numbers(page):
    return [number.accessibleName() for number in page.findChildren(KeyNumber)]


def shown(page, name):
    return {
        "checkpoint": page._checkpoint,
        "stop": page._stop,
        "resume": page._resume,
        "try": page._try,
        "export": page._export,
    }[name].isVisibleTo(page)


def test_without_a_run_the_page_says_what_to_do_next(page):
    assert page._empty.isVisible()
    assert not page._content.isVisible()
    assert not page.header.pill.isVisible()
    assert page.header.title() == "Monitor"


def test_a_running_run_shows_where_it_stands(qtbot, page, workspace):
    follow(qtbot, page, make_run(workspace, steps=492), 492)
    assert page.header.title() == "Movie reviews · minilm_l6_en_uncased"
    assert page.header.pill.text() == "Running"
    assert page._progress._where.text() == "Epoch 2 of 3 · step 492 of 795"
    assert page._progress._pace.text().endswith("examples/s")
    assert " left · " in page._progress._pace.text()
    found = numbers(page)
    assert found[0].startswith("Validation accuracy: 0.801 best so far, step 450")
    assert found[1].startswith("Validation loss: 0.422 −0.016 since last")
    assert found[2].endswith("mean of the last 50 steps")
    assert found[3] == "Learning rate: 2.1e-5 linear, after warmup"
    assert [shown(page, name) for name in ("checkpoint", "stop", "resume", "export")] == [True, True, False, False]


def test_every_step_reaches_its_plot(qtbot, page, workspace):
    run = follow(qtbot, page, make_run(workspace, steps=120), 120)
    plots = page._plots
    with EventWriter(run.events_path) as writer:
        for _, bodies in step_events(200, first=121):
            for body in bodies:
                writer.write(body)
    qtbot.waitUntil(lambda: page.history.checkpoints[-1:] == [200])
    for card in (plots.loss, plots.gradient_norm, plots.throughput, plots.learning_rate):
        assert card.model.series("raw").x.tolist() == list(range(1, 201))
    assert plots.loss.model.series("smooth").x.tolist() == list(range(1, 201))
    assert plots.loss.model.series("validation").x.tolist() == [50, 100, 150, 200]
    assert plots.metrics.model.series("0").x.tolist() == [50, 100, 150, 200]
    assert plots.loss.model.checkpoints == (50, 100, 150, 200)
    assert plots.loss.model.best[0] == 200
    assert len(plots.device.model.series("utilization")) == 100


def test_a_resumed_run_has_each_step_once_in_its_plots(qtbot, page, workspace):
    run = follow(qtbot, page, make_run(workspace, steps=120), 120)
    with EventWriter(run.events_path) as writer:
        writer.write(StateEvent(RunState.RUNNING, 100))
        for _, bodies in step_events(180, first=101, seed=3):
            for body in bodies:
                writer.write(body)
    qtbot.waitUntil(lambda: page.history.last_step == 180)
    loss = page._plots.loss.model
    assert loss.series("raw").x.tolist() == list(range(1, 181))
    assert loss.series("raw").y.tolist() == page.history.steps["loss"].tolist()
    assert loss.series("smooth").x.tolist() == list(range(1, 181))
    assert loss.checkpoints == (50, 100, 150)


def test_smoothing_changes_the_mean_of_all_points(qtbot, page, workspace):
    follow(qtbot, page, make_run(workspace, steps=120), 120)
    loss = page._plots.loss
    loss._smoothing.setValue(0)
    assert loss.model.series("smooth").y.tolist() == pytest.approx(loss.model.series("raw").y.tolist())


def test_the_gpu_is_shown_where_there_is_one(qtbot, page, workspace):
    follow(qtbot, page, make_run(workspace, steps=60, has_gpu=True), 60)
    model = page._plots.device.model
    assert model.lines["utilization"].label == "utilization %"
    assert 50 < model.series("memory").y[-1] < 70
    assert page._plots.power.isVisibleTo(page)
    follow(qtbot, page, make_run(workspace, steps=40), 40)
    assert model.lines["utilization"].label == "processor %"
    assert not page._plots.power.isVisibleTo(page)


def test_what_the_model_says_is_told_by_a_sign_too(qtbot, page, workspace):
    follow(qtbot, page, make_run(workspace, steps=60), 60)
    model = page._samples._table.model()
    assert model.index(0, 2).data() == "negative"
    assert [page._samples._table._cells.cell(row, 2).sign for row in (0, 2)] == ["check", "close"]


def test_a_checkpoint_is_asked_for_and_told_when_it_is_there(qtbot, page, workspace):
    run = follow(qtbot, page, make_run(workspace, steps=60), 60)
    page._checkpoint.click()
    assert run.control().num_checkpoints_asked == 1
    assert not page._checkpoint.isEnabled()
    with EventWriter(run.events_path) as writer:
        writer.write(CheckpointEvent(60))
    qtbot.waitUntil(page._checkpoint.isEnabled)
    assert page._checkpoint.text() == "Checkpoint now"
    # Asked for once more before the next step: the worker tells of the same one again.
    page._checkpoint.click()
    assert page._checkpoint.text() == "Saving a checkpoint…"
    with EventWriter(run.events_path) as writer:
        writer.write(CheckpointEvent(60))
    qtbot.waitUntil(page._checkpoint.isEnabled)
    assert page.history.checkpoints.count(60) == 1


def test_stop_asks_the_worker_to_stop(qtbot, page, workspace):
    run = follow(qtbot, page, make_run(workspace, steps=60), 60)
    page._stop.click()
    assert run.control().is_stop_asked
    assert not page._stop.isEnabled()


def test_texts_of_an_evaluation_are_shown_while_they_are_written_and_can_be_skipped(qtbot, page, workspace):
    run = follow(qtbot, page, make_run(workspace, steps=60), 60)
    assert not page._writing.isVisibleTo(page)
    with EventWriter(run.events_path) as writer:
        writer.write(WritingEvent(60, "validation", 3, 12.0, 64))
    qtbot.waitUntil(lambda: page._writing.isVisibleTo(page))
    page._writing._button.click()
    assert run.control().skipped_writing == 3
    with EventWriter(run.events_path) as writer:
        writer.write(WritingEvent(60, "validation", 3, 14.0, 64, is_over=True))
    qtbot.waitUntil(lambda: not page._writing.isVisibleTo(page))


def test_a_metric_that_the_last_evaluation_left_out_is_shown_as_it_was_measured_last(qtbot, page, workspace):
    run = follow(qtbot, page, make_run(workspace, steps=492), 492)
    with EventWriter(run.events_path) as writer:
        writer.write(EvaluationEvent(492, "validation", {"loss": 0.4}))
    qtbot.waitUntil(lambda: page.history.evaluations[-1].step == 492)
    qtbot.waitUntil(lambda: numbers(page)[1].startswith("Validation loss: 0.4"))
    assert numbers(page)[0].startswith("Validation accuracy: 0.801 best so far, step 450")


def test_beside_the_loss_a_metric_is_told_where_the_loss_is_best(qtbot, page, workspace):
    run = follow(qtbot, page, make_run(workspace, steps=460, monitor="loss"), 460)
    with EventWriter(run.events_path) as writer:
        writer.write(EvaluationEvent(500, "validation", {"loss": 0.9, "accuracy": 0.95}))
    qtbot.waitUntil(lambda: page.history.evaluations[-1].step == 500)
    qtbot.waitUntil(lambda: numbers(page)[1] == "Validation accuracy: 0.950 0.801 at the best loss, step 450")


def test_a_failed_run_says_what_happened_what_was_kept_and_the_next_click(qtbot, page, workspace):
    follow(qtbot, page, make_run(workspace, steps=492, state=RunState.FAILED), 492)
    error = page._error
    assert error.isVisible()
    assert "The loss of step 492 is no number" in error.accessibleName()
    assert error._rest.text() == "The checkpoint of step 450, the settings, all plots and the log are kept."
    assert error._next.text() == "Set up another run"
    assert "Step 1 took 8.2 s" in error._text.text()


def test_what_would_go_wrong_again_leads_to_another_run(qtbot, page, workspace, monkeypatch):
    follow(qtbot, page, make_run(workspace, steps=492, state=RunState.FAILED), 492)
    monkeypatch.setattr(page.session, "resume_run", lambda run: pytest.fail("resumed"))
    page._error._next.click()
    assert page.session.page == "fine_tune"


def test_a_run_that_died_without_a_word_is_told(qtbot, page, workspace):
    run = follow(qtbot, page, make_run(workspace, steps=30), 30)
    write_status(run, RunState.RUNNING, 30, is_dead=True)
    qtbot.waitUntil(page._error.isVisible)
    assert page.header.pill.text() == "Crashed"
    assert "died at step 30" in page._error.accessibleName()
    assert page._error._next.text() == "Start again"


def test_a_finished_run_is_taken_up_only_where_its_model_is_gone(qtbot, page, workspace, monkeypatch):
    run = follow(qtbot, page, make_run(workspace, steps=STEPS, state=RunState.FINISHED), STEPS)
    with sealed_folder(run.model_path) as unfinished:
        (unfinished / "model.weights.h5").write_bytes(b"weights")
    started = []
    monkeypatch.setattr(launch, "start_detached", lambda command, log_path, environment: started.append(command))
    page.session.offer_to_resume(run)
    assert "nothing left to do" in str(page._click_error._error)
    assert not started
    (run.model_path / "model.weights.h5").unlink()
    (run.checkpoints_path / "1").mkdir(parents=True, exist_ok=True)
    page.session.offer_to_resume(run)
    assert [command[-1] for command in started] == [str(run.path)]


def test_resume_takes_the_run_up(qtbot, page, workspace, monkeypatch):
    run = follow(qtbot, page, make_run(workspace, steps=60, state=RunState.STOPPED), 60)
    resumed = []
    monkeypatch.setattr(page.session, "resume_run", resumed.append)
    assert shown(page, "resume")
    page._resume.click()
    assert [taken.path for taken in resumed] == [run.path]


def test_a_finished_run_shows_its_results_and_the_next_steps(qtbot, page, workspace):
    follow(qtbot, page, make_run(workspace, steps=STEPS, state=RunState.FINISHED), STEPS)
    qtbot.waitUntil(page._results.isVisible)
    assert numbers(page)[0] == "Test accuracy: 0.846 2,121 examples"
    assert [shown(page, name) for name in ("checkpoint", "stop", "try", "export")] == [False, False, True, True]
    classes = page._results.classes.model()
    assert [classes.index(row, 0).data() for row in range(classes.rowCount())] == ["negative", "positive"]
    assert "negative → negative" in page._results.matrix.accessibleDescription()
    page._export.click()
    assert page.session.page == "export"


def test_the_results_are_whole_in_a_narrow_and_in_a_wide_window(qtbot, page, workspace):
    follow(qtbot, page, make_run(workspace, steps=STEPS, state=RunState.FINISHED), STEPS)
    for width in (920, 1084, 1700):
        page.resize(width, 860)
        qtbot.waitUntil(page._results.isVisible)
        for table in (page._results._metrics, page._results.classes):
            qtbot.waitUntil(lambda table=table: not table.horizontalScrollBar().isVisible())
        assert page._results.matrix.width() == page._results.matrix.sizeHint().width()


def test_a_run_that_finishes_while_it_is_watched_shows_its_results(qtbot, page, workspace):
    run = follow(qtbot, page, make_run(workspace, steps=STEPS), STEPS)
    write_reports(run)
    with EventWriter(run.events_path) as writer:
        writer.write(FinishedEvent(STEPS, 421.0, 61.2, {}))
        writer.write(StateEvent(RunState.FINISHED, STEPS))
    write_status(run, RunState.FINISHED, STEPS)
    qtbot.waitUntil(page._results.isVisible)
    assert page.header.pill.text() == "Finished"


def test_the_log_unfolds(qtbot, page, workspace):
    follow(qtbot, page, make_run(workspace, steps=30), 30)
    page._log.set_open(True)
    assert "Precision is bfloat16." in page._log._text.toPlainText()
    page._log._choice._buttons[1].click()
    assert "Step 1 took 8.2 s" in page._log._text.toPlainText()


def test_another_run_leaves_nothing_of_the_first(qtbot, page, workspace):
    follow(qtbot, page, make_run(workspace, steps=200, state=RunState.FAILED), 200)
    follow(qtbot, page, make_run(workspace, steps=30, name="Second"), 30)
    assert page.header.title().startswith("Second · ")
    assert not page._error.isVisible()
    assert page._plots.loss.model.series("raw").x.tolist() == list(range(1, 31))
    assert page._plots.loss.model.checkpoints == ()
    assert len(page._plots.metrics.model.series("0")) == 0


def test_the_page_follows_theme_and_language_while_a_run_is_on(qtbot, studio):
    window, session = studio.window, studio.window.session
    make_run(session.workspace, steps=60)
    session.show_page("monitor")
    window.show()
    page = window.page("monitor")
    session.refresh_runs()
    qtbot.waitUntil(lambda: len(page.history.steps) == 60)
    session.look.set_theme(ThemeChoice.DARK)
    session.look.set_language("zh_CN")
    qtbot.waitUntil(lambda: page._plots.device.accessibleName() == "设备")
    qtbot.waitUntil(lambda: page._plots.loss.plot_view() is not None)
    with qtbot.waitSignal(page.drawn):
        page._plots.loss.mark_changed()


def test_a_deleted_run_leaves_the_page_empty(qtbot, page, workspace, tmp_path):
    run = follow(qtbot, page, make_run(workspace, steps=30, state=RunState.STOPPED), 30)
    run.path.rename(tmp_path / "gone")
    page.session.choose_run(None)
    assert page._empty.isVisible()


def test_every_control_has_an_accessible_name(qtbot, page, workspace):
    from PySide6.QtWidgets import QAbstractButton, QAbstractSlider, QPlainTextEdit, QScrollBar, QTableView

    follow(qtbot, page, make_run(workspace, steps=STEPS, state=RunState.FINISHED), STEPS)
    qtbot.waitUntil(page._results.isVisible)
    kinds = (QAbstractButton, QAbstractSlider, QPlainTextEdit, QTableView)
    controls = [control for kind in kinds for control in page.findChildren(kind) if not isinstance(control, QScrollBar)]
    nameless = [describe(control) for control in controls if not name_of(control) and control.isVisibleTo(page)]
    assert nameless == []


def name_of(control):
    return control.accessibleName() or (control.text() if hasattr(control, "text") else "")


def describe(control: QObject) -> str:
    return json.dumps([type(control).__name__, type(control.parent()).__name__])


def test_the_name_is_edited_in_the_place_of_the_title(qtbot, page, workspace):
    run = make_run(workspace, steps=60)
    follow(qtbot, page, run, 60)
    qtbot.keyClick(page, Qt.Key.Key_F2)
    edit = page.header.name_edit
    qtbot.waitUntil(edit.hasFocus)
    assert edit.text() == "Movie reviews"
    edit.setText("Second try")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert page.header.title() == "Second try · minilm_l6_en_uncased"
    assert not edit.isVisible()
    assert run.name() == "Second try"


def test_escape_and_an_empty_name_bring_back_what_the_run_was_called(qtbot, page, workspace):
    run = make_run(workspace, steps=60)
    run.rename("Second try")
    follow(qtbot, page, run, 60)
    page.header.rename_button.click()
    page.header.name_edit.setText("Third try")
    qtbot.keyClick(page.header.name_edit, Qt.Key.Key_Escape)
    assert page.header.title().startswith("Second try · ")
    page.header.rename_button.click()
    page.header.name_edit.clear()
    qtbot.keyClick(page.header.name_edit, Qt.Key.Key_Return)
    assert page.header.title().startswith("Movie reviews · ")


def test_every_plot_has_a_name_before_the_first_reading(qtbot, page, workspace):
    follow(qtbot, page, make_run(workspace, steps=0), 0)
    assert [card for card in page._plots._cards() if not card.accessibleName()] == []


def test_what_may_help_a_diverged_run_is_one_click(qtbot, page, workspace, monkeypatch):
    run = follow(qtbot, page, make_run(workspace, steps=30), 30)
    with EventWriter(run.events_path) as writer:
        error = DivergedError("The loss is no longer a number at step {step}.", step=30)
        writer.write(FailedEvent(error.to_json(), kept=None))
    write_status(run, RunState.FAILED, 30)
    qtbot.waitUntil(page._mends.isVisible)
    rate = run.spec().fit.learning_rate / 2
    texts = [button.text() for button in page._mends.buttons()]
    assert texts[0] == f"Halve the learning rate to {rate:g}."
    started = []
    monkeypatch.setattr("ui.session.start_worker", lambda run, spare=None: started.append(run))
    page.session.refresh_runs()
    qtbot.waitUntil(lambda: bool(page.session.runs))
    page._mends.buttons()[0].click()
    (other,) = started
    assert other.path != run.path
    assert other.spec().fit.learning_rate == rate
    assert other.spec().name == f"{run.spec().name} 2"
    assert page.session.run.path == other.path
    qtbot.waitUntil(page._mends.isHidden)


def test_a_worker_that_the_system_ended_for_memory_is_named_as_such(qtbot, page, workspace, monkeypatch):
    full = MemoryFullError("The memory was full, and the system ended the process of the run at step {step}.", step=30)
    monkeypatch.setattr("ui.pages.monitor.crash_reason", lambda run: full)
    run = follow(qtbot, page, make_run(workspace, steps=30), 30)
    write_status(run, RunState.RUNNING, 30, is_dead=True)
    qtbot.waitUntil(page._error.isVisible)
    assert "the system ended the process" in page._error.accessibleName()
    assert page._error._next.text() == "Start again"
