import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from typing import Any

import psutil
import pytest

from studio.errors import DataError, RepeatingError, RunError, StudioError
from studio.files import write_json
from studio.runs import RunFolder, RunState, RunStatus, Workspace
from studio.runs.event_log import EventWriter
from studio.runs.events import FailedEvent
from studio.runs.index import RunIndex
from studio.runs.resuming import NextStep
from studio.spec import RunSpec


def finish(run: RunFolder, accuracy: float) -> None:
    run.evaluation_path.mkdir(exist_ok=True)
    write_json(run.metrics_path, {"test": {"metrics": {"accuracy": accuracy}}})
    run.write_status(RunStatus(RunState.FINISHED, step=9, num_steps=9, seconds=3.5))


def test_runs_are_listed_newest_first_with_state_and_metrics(workspace: Workspace, spec: RunSpec) -> None:
    older, newer = workspace.create_run(spec), workspace.create_run(spec)
    os.utime(older.spec_path, (1.0, 1.0))
    finish(newer, 0.75)
    first, second = workspace.runs()
    assert (first.id, first.state, first.metrics) == (newer.id, RunState.FINISHED, {"test": {"accuracy": 0.75}})
    assert (first.name, first.preset, first.step, first.seconds) == ("My reviews", "x", 9, 3.5)
    assert (second.id, second.state) == (older.id, RunState.QUEUED)


@pytest.mark.parametrize(
    ("error", "kept", "expected"),
    [
        (RepeatingError("The loss is no number."), 9, NextStep.ANOTHER),
        (DataError("There is no file."), None, NextStep.MEND),
        (RunError("Out of luck."), 9, NextStep.RESUME),
    ],
)
def test_a_failed_run_is_listed_with_what_helps(
    workspace: Workspace, run: RunFolder, error: StudioError, kept: int | None, expected: NextStep
) -> None:
    with closing(EventWriter(run.events_path)) as writer:
        writer.write(FailedEvent(error.to_json(), kept))
    run.write_status(RunStatus(RunState.FAILED, step=9, num_steps=20))
    for _ in ("read from the folder", "read from the index"):
        (found,) = workspace.runs()
        assert (found.next_step, found.can_resume) == (expected, expected is not NextStep.ANOTHER)


def test_what_changes_is_seen_and_what_is_deleted_goes(workspace: Workspace, spec: RunSpec) -> None:
    run, other = workspace.create_run(spec), workspace.create_run(spec)
    assert {found.state for found in workspace.runs()} == {RunState.QUEUED}
    finish(run, 0.5)
    assert {found.id: found.state for found in workspace.runs()}[run.id] is RunState.FINISHED
    shutil.rmtree(run.path)
    assert [found.id for found in workspace.runs()] == [other.id]


def test_a_crash_is_seen_though_no_file_changes(
    workspace: Workspace, run: RunFolder, process: "subprocess.Popen[bytes]"
) -> None:
    started = psutil.Process(process.pid).create_time()
    run.write_status(RunStatus(RunState.RUNNING, pid=process.pid, process_started=started))
    assert workspace.runs()[0].state is RunState.RUNNING
    process.kill()
    process.wait()
    assert workspace.runs()[0].state is RunState.CRASHED


@pytest.mark.parametrize("harm", ["delete", "overwrite", "empty"])
def test_a_lost_or_damaged_index_is_rebuilt_from_the_folders(workspace: Workspace, run: RunFolder, harm: str) -> None:
    finish(run, 0.5)
    before = workspace.runs()
    path = workspace.path / "index.sqlite"
    for extra in workspace.path.glob("index.sqlite-*"):
        extra.unlink()
    if harm == "delete":
        path.unlink()
    else:
        path.write_bytes(b"" if harm == "empty" else b"This is no database. " * 500)
    assert workspace.runs() == before


def test_a_folder_that_cannot_be_read_hides_no_other(workspace: Workspace, spec: RunSpec) -> None:
    good, bad = workspace.create_run(spec), workspace.create_run(spec)
    bad.spec_path.write_text("{")
    (workspace.runs_path / "no run").mkdir()
    assert {found.id: found.error is None for found in workspace.runs()} == {good.id: True, bad.id: False}


def test_damaged_files_in_a_run_hide_nothing(workspace: Workspace, spec: RunSpec) -> None:
    runs = [workspace.create_run(spec) for _ in range(4)]
    for run in runs:
        finish(run, 0.5)
    runs[0].state_path.write_text('{"state": "flying"}')
    runs[1].state_path.write_text('{"state": "finished", "step": "many"}')
    runs[2].metrics_path.write_text('{"test": 3, "validation": {"metrics": null}}')
    runs[3].metrics_path.write_text("[1")
    found = {summary.id: summary for summary in workspace.runs()}
    assert [found[run.id].state for run in runs[:2]] == [RunState.UNKNOWN, RunState.CRASHED]
    assert [found[run.id].metrics for run in runs[2:]] == [{}, {}]


def test_a_locked_index_is_done_without_and_kept(workspace: Workspace, run: RunFolder) -> None:
    finish(run, 0.5)
    before = workspace.runs()
    path = workspace.path / "index.sqlite"
    workspace._index = RunIndex(path, workspace.runs_path, timeout_s=0.01)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        (workspace.runs_path / run.id / "state.json").touch()
        assert workspace.runs() == before
        connection.execute("ROLLBACK")
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM runs").fetchone() == (1,)


def test_rows_of_another_version_are_read_again(workspace: Workspace, run: RunFolder) -> None:
    finish(run, 0.5)
    before = workspace.runs()
    with closing(sqlite3.connect(workspace.path / "index.sqlite")) as connection, connection:
        connection.execute("UPDATE runs SET summary = '{}'")
    assert workspace.runs() == before


def test_two_windows_list_the_same_workspace(workspace: Workspace, run: RunFolder) -> None:
    other: Any = Workspace(workspace.path)
    assert other.runs() == workspace.runs()
    finish(run, 0.25)
    assert other.runs() == workspace.runs()


def test_a_new_name_is_seen_and_outlives_the_index(workspace: Workspace, run: RunFolder) -> None:
    finish(run, 0.5)
    assert workspace.runs()[0].name == "My reviews"
    run.rename("Better")
    assert workspace.runs()[0].name == "Better"
    (workspace.path / "index.sqlite").unlink()
    assert workspace.runs()[0].name == "Better"
