"""A queue whose worker and runner are killed, with real ones; the many of them: benchmarks/queue_faults.py."""

import os
import signal
from pathlib import Path
from typing import Any

import psutil
import pytest

from studio.queue import RunQueue, keep_going, read_journal
from studio.queue.journal import NoteKind
from studio.runs import RunFolder, RunState, Workspace
from studio.spec import RunSpec
from tests.disturbed_run import assert_repeats, kill_in_mid_epoch, wait_for

pytestmark = pytest.mark.engine


def make_run(workspace: Workspace, preset: Path, data: Path, **fit: Any) -> RunFolder:
    fit = {"epochs": 3, "batch_size": 16, "learning_rate": 3e-3, "precision": "float32", **fit}
    spec = {
        "task": "text_classification",
        "backbone": {"preset": str(preset)},
        "data": {"train": str(data), "validation_fraction": 0.2, "sequence_length": 32},
        "fit": fit,
    }
    return workspace.create_run(RunSpec.parse(spec))


def runners_of(workspace: Path) -> list[psutil.Process]:
    found = []
    for process in psutil.process_iter():
        try:
            command = process.cmdline()
        except psutil.Error:
            continue
        if "studio.queue.runner" in command and str(workspace) in command:
            found.append(process)
    return found


def test_all_runs_come_to_their_end_when_a_worker_and_the_runner_are_killed(
    tiny_preset: Path, reviews: Path, tmp_path: Path
) -> None:
    workspace = Workspace(tmp_path)
    queue = RunQueue(workspace)
    # The second one cannot succeed: the third one's turn comes all the same, and repeats the first one.
    runs = [
        make_run(workspace, tiny_preset, reviews),
        make_run(workspace, tiny_preset, tmp_path / "nowhere.csv"),
        make_run(workspace, tiny_preset, reviews),
    ]
    for run in runs:
        queue.add(run)
    assert keep_going(workspace.path)
    kill_in_mid_epoch(runs[0])
    wait_for(lambda: NoteKind.TAKEN_UP in [note.kind for note in read_journal(queue.journal_path)], pause_s=0.1)
    (runner,) = runners_of(workspace.path)
    os.kill(runner.pid, signal.SIGKILL)
    # Nobody looks after the queue but the worker that comes to its end.
    wait_for(lambda: not queue.entries(), pause_s=0.1)
    assert [run.status().state for run in runs] == [RunState.FINISHED, RunState.FAILED, RunState.FINISHED]
    assert_repeats(runs[0], runs[2])
    told = [(note.kind, note.run_id) for note in read_journal(queue.journal_path)]
    assert told.count((NoteKind.TAKEN_UP, runs[0].id)) == 1
    assert (NoteKind.FINISHED, runs[0].id) in told
    assert (NoteKind.FAILED, runs[1].id) in told
    wait_for(lambda: not runners_of(workspace.path), pause_s=0.1)
    assert read_journal(queue.journal_path)[-1].kind is NoteKind.EMPTY
