from dataclasses import replace

import pytest

from studio.errors import StateError
from studio.runs import EventWriter, RunState
from studio.runs.events import StepEvent
from studio.spec import BackboneSpec, DataSpec, FitSpec
from tests.synthetic_run import STEPS, make_run, write_status
from ui import session as session_module
from ui.draft import Draft
from ui.journey.steps import Step, StepLevel, steps, why_not
from ui.session import SessionChange


@pytest.fixture
def changes(session):
    heard = []
    session.changed.connect(heard.append)
    return heard


def levels(session):
    return {status.step: status.level for status in steps(session)}


def test_a_change_is_told_once_with_what_changed(session, changes):
    session.set_fit(FitSpec(epochs=5))
    assert changes == [SessionChange.FIT]
    assert session.draft.fit.epochs == 5


def test_setting_what_is_there_already_is_silent(session, changes):
    session.set_fit(FitSpec())
    session.set_name("")
    session.set_form_problem("")
    assert changes == []


def test_several_parts_change_in_one_message(session, changes):
    session.set_draft(replace(session.draft, name="mine", fit=FitSpec(epochs=1)))
    assert changes[0] == SessionChange.NAME | SessionChange.FIT


def test_the_draft_is_kept_in_the_workspace(session, workspace, reviews):
    session.set_draft(Draft(name="kept", data=DataSpec(train=str(reviews), columns={"text": "text", "label": "label"})))
    session.close()
    kept = Draft.read(workspace.path)
    assert kept == session.draft


def test_a_draft_without_data_keeps_its_other_parts(workspace):
    draft = Draft(name="no data yet", fit=FitSpec(epochs=7))
    draft.write(workspace.path)
    assert Draft.read(workspace.path) == draft


def test_a_damaged_draft_is_none(workspace):
    (workspace.path / "draft.json").write_text('{"task": 3}', encoding="utf-8")
    assert Draft.read(workspace.path) is None


def test_the_name_of_a_draft_comes_from_its_data(reviews):
    assert Draft(data=DataSpec(train=str(reviews))).shown_name() == "Movie reviews"
    assert Draft(name="mine", data=DataSpec(train=str(reviews))).shown_name() == "mine"


def test_a_step_without_data_is_missing_and_says_so(session):
    assert levels(session)[Step.DATA] is StepLevel.MISSING
    assert "data" in why_not(session)


def test_a_good_file_makes_every_step_sound(session, qtbot, reviews):
    session.set_data(DataSpec(train=str(reviews)))
    assert levels(session)[Step.DATA] is StepLevel.BUSY
    qtbot.waitUntil(lambda: session.profile is not None)
    assert session.profile.num_rows == 40
    assert why_not(session) == ""


def test_a_file_that_is_not_there_is_told_by_its_step(session, qtbot, tmp_path):
    session.set_data(DataSpec(train=str(tmp_path / "gone.csv")))
    qtbot.waitUntil(lambda: session.profile_error is not None)
    assert levels(session)[Step.DATA] is StepLevel.MISSING
    assert "gone.csv" in why_not(session)


def test_a_backbone_that_does_not_exist_is_told_by_its_step(session):
    session.set_backbone(BackboneSpec(preset="no_such_backbone"))
    assert levels(session)[Step.BACKBONE] is StepLevel.MISSING


def test_a_backbone_that_must_be_downloaded_is_a_warning(session):
    session.set_backbone(BackboneSpec(preset="bert_tiny_en_uncased"))
    assert levels(session)[Step.BACKBONE] is StepLevel.WARNING


def test_what_is_wrong_in_the_form_keeps_a_run_from_starting(session, qtbot, reviews):
    session.set_data(DataSpec(train=str(reviews)))
    qtbot.waitUntil(lambda: session.profile is not None)
    session.set_form_problem("Learning rate: expected a number.")
    assert why_not(session) == "Learning rate: expected a number."


def test_a_start_makes_the_run_and_goes_to_its_page(session, reviews, monkeypatch):
    started = []
    monkeypatch.setattr(session_module, "start_worker", lambda run, spare: started.append(run.id))
    session.set_data(DataSpec(train=str(reviews)))
    run = session.start_run()
    assert started == [run.id]
    assert session.run.path == run.path
    assert session.page == "monitor"
    assert run.spec().name == "Movie reviews"


def test_a_finished_run_cannot_be_resumed(session, workspace, reviews):
    run = workspace.create_run(Draft(data=DataSpec(train=str(reviews))).spec())
    for state in (RunState.STARTING, RunState.RUNNING, RunState.FINISHED):
        run.enter(state)
    with pytest.raises(StateError):
        session.resume_run(run)


def test_the_newest_run_is_looked_at_when_none_was_chosen(session, workspace, qtbot, reviews):
    run = workspace.create_run(Draft(data=DataSpec(train=str(reviews))).spec())
    session.refresh_runs()
    qtbot.waitUntil(lambda: session.run is not None)
    assert session.run.path == run.path
    assert [summary.id for summary in session.runs] == [run.id]


def test_a_first_start_has_a_sample_project_that_is_ready_to_run(session, qtbot):
    session.set_draft(Draft.first())
    qtbot.waitUntil(lambda: session.profile is not None, timeout=10_000)
    assert why_not(session) == ""
    assert session.draft.shown_name()


def test_a_first_start_holds_back_a_test_part_so_that_the_results_have_test_metrics():
    data = Draft.first().data
    assert data is not None
    assert data.test_fraction == 0.1
    assert data.validation_fraction > 0


def test_a_name_given_by_hand_is_that_of_one_run(session, reviews, monkeypatch):
    monkeypatch.setattr(session_module, "start_worker", lambda run, spare: None)
    session.set_data(DataSpec(train=str(reviews)))
    session.set_name("By hand")
    assert session.start_run().spec().name == "By hand"
    assert session.draft.name == ""
    assert session.next_name() == "Movie reviews"
    assert session.start_run().spec().name == "Movie reviews"
    assert session.start_run().spec().name == "Movie reviews 2"


def test_a_name_given_by_hand_outlives_other_data_until_its_run_starts(session, reviews, tmp_path):
    session.set_name("By hand")
    session.set_data(DataSpec(train=str(reviews)))
    other = tmp_path / "other.csv"
    other.write_text(reviews.read_text(encoding="utf-8"), encoding="utf-8")
    session.set_data(DataSpec(train=str(other)))
    assert session.next_name() == "By hand"


def test_a_name_that_an_earlier_run_has_gets_a_number_unless_it_was_given_by_hand(session, workspace, qtbot, reviews):
    make_run(workspace, name="Movie reviews")
    session.set_data(DataSpec(train=str(reviews)))
    session.refresh_runs()
    qtbot.waitUntil(lambda: bool(session.runs))
    assert session.next_name() == "Movie reviews 2"
    session.set_name("Movie reviews")
    assert session.next_name() == "Movie reviews"


def test_a_renamed_run_is_told_at_once_and_stays_renamed(session, workspace, qtbot):
    run = make_run(workspace, name="first")
    session.refresh_runs()
    qtbot.waitUntil(lambda: bool(session.runs))
    heard = []
    session.changed.connect(heard.append)
    session.rename_run(run, "second")
    assert heard == [SessionChange.RUNS]
    assert session.runs[0].name == "second"
    qtbot.waitUntil(lambda: not session._run_list.is_refreshing())
    assert session.runs[0].name == "second"
    assert run.spec().name == "first"


def test_runs_at_work_are_followed_with_their_metrics(session, workspace, qtbot):
    run = make_run(workspace, steps=120)
    session.refresh_runs()
    qtbot.waitUntil(lambda: run.id in session.live)
    (shown,) = session.runs_at_work()
    assert (shown.step, shown.num_steps) == (120, STEPS)
    assert shown.seconds_left > 0
    assert "accuracy" in shown.metrics["validation"]
    with EventWriter(run.events_path) as writer:
        writer.write(StepEvent(121, 0.46, 0.5, 1e-5, 1.0, 60.0, 1600.0))
    qtbot.waitUntil(lambda: session.runs_at_work()[0].step == 121)


def test_a_run_whose_worker_dies_is_no_longer_at_work(session, workspace, qtbot):
    run = make_run(workspace, steps=120)
    session.refresh_runs()
    qtbot.waitUntil(lambda: run.id in session.live)
    write_status(run, RunState.RUNNING, 120, is_dead=True)
    qtbot.waitUntil(lambda: session.runs[0].state is RunState.CRASHED)
    assert session.live == {}
    assert session.runs_at_work() == ()


def test_a_run_that_a_terminal_makes_appears_by_itself(session, workspace, qtbot):
    session.begin()
    qtbot.waitUntil(lambda: session._run_list.was_listed)
    run = make_run(workspace, steps=60, name="from a terminal")
    qtbot.waitUntil(lambda: [shown.id for shown in session.runs] == [run.id])


def test_a_list_that_says_nothing_new_is_not_told(session, workspace, qtbot):
    make_run(workspace, state=RunState.FINISHED)
    session.refresh_runs()
    qtbot.waitUntil(lambda: bool(session.runs) and not session._run_list.is_refreshing())
    heard = []
    session.changed.connect(heard.append)
    session.refresh_runs()
    qtbot.waitUntil(lambda: not session._run_list.is_refreshing())
    assert heard == []
