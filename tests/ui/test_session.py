from dataclasses import replace

import pytest

from studio.errors import StateError
from studio.runs import RunState
from studio.spec import BackboneSpec, DataSpec, FitSpec
from ui import session as session_module
from ui.draft import Draft
from ui.journey import Step, StepLevel, steps, why_not
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
