"""Another run with the settings of one that failed, changed so that it may go better."""

import json

import pytest

from studio.cli import main, run_commands
from studio.errors import DivergedError
from studio.runs import EventWriter, RunFolder, RunState, Workspace
from studio.runs.events import FailedEvent
from studio.spec import RunSpec


@pytest.fixture
def failed(workspace: Workspace, spec: RunSpec) -> RunFolder:
    run = workspace.create_run(spec)
    with EventWriter(run.events_path) as events:
        error = DivergedError("The loss is no longer a number at step {step}.", step=3)
        events.write(FailedEvent(error.to_json()))
    run.enter(RunState.STARTING)
    run.enter(RunState.FAILED)
    return run


def test_the_changes_that_may_help_are_listed(failed: RunFolder, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["again", failed.id, "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)["changes"]
    assert listed[0] == {"name": "learning-rate", "message": "Halve the learning rate to 2.5e-05."}


def test_one_of_them_starts_another_run(
    failed: RunFolder, workspace: Workspace, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    started: list[RunFolder] = []
    monkeypatch.setattr(run_commands, "start", lambda run, spare: started.append(run))
    assert main(["again", failed.id, "--with", "learning-rate", "--detach"]) == 0
    (other,) = started
    assert other.id != failed.id
    assert other.spec().fit.learning_rate == failed.spec().fit.learning_rate / 2
    assert "Halve the learning rate" in capsys.readouterr().err


def test_a_change_that_would_not_help_is_refused(failed: RunFolder, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["again", failed.id, "--with", "prayer"]) == 2
    told = " ".join(capsys.readouterr().err.split())
    assert "expected one of the changes that may help" in told
    assert "learning-rate" in told
    assert "prayer" in told


def test_a_run_that_did_not_fail_has_nothing_to_change(
    workspace: Workspace, spec: RunSpec, capsys: pytest.CaptureFixture[str]
) -> None:
    run = workspace.create_run(spec)
    assert main(["again", run.id]) == 0
    assert "No other settings would help" in capsys.readouterr().out
