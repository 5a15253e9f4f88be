"""The folder of a run is deleted or renamed while its worker is at work, or the worker dies while it finishes."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from studio.errors import GoneError
from studio.processes import child_environment, module_command
from studio.runs import RunFolder, RunState, Workspace, start, wait_until_over
from studio.runs.events import EvaluationEvent, FailedEvent
from studio.runs.history_reader import read_history
from studio.spec import RunSpec
from tests.disturbed_run import wait_for, wait_for_steps
from tests.faulty_worker import Fault, faulty_workers
from tests.matrix import cases
from tests.whole_run import bodies, finish

pytestmark = pytest.mark.engine

TIMEOUT_S = 120.0


@pytest.fixture
def make_run(tiny_preset: Path, reviews: Path, tmp_path: Path) -> Callable[[int], RunFolder]:
    def make(epochs: int) -> RunFolder:
        spec = {
            "task": "text_classification",
            "backbone": {"preset": str(tiny_preset)},
            "data": {"train": str(reviews), "test_fraction": 0.2, "sequence_length": 32},
            "fit": {"epochs": epochs, "batch_size": 16, "precision": "float32"},
        }
        return Workspace(tmp_path).create_run(RunSpec.parse(spec))

    return make


@pytest.fixture
def run(make_run: Callable[[int], RunFolder]) -> RunFolder:
    return make_run(5000)


@pytest.fixture
def worker(run: RunFolder) -> Iterator["subprocess.Popen[bytes]"]:
    """A worker that has begun to train."""
    with subprocess.Popen(
        module_command("studio.engine.running.worker", str(run.path)),
        env=child_environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    ) as worker:  # fmt: skip
        try:
            wait_for_steps(run, 3)
            yield worker
        finally:
            worker.kill()


def test_a_run_that_is_deleted_ends_and_nothing_of_it_is_made_anew(
    run: RunFolder, worker: "subprocess.Popen[bytes]"
) -> None:
    shutil.rmtree(run.path)
    assert worker.wait(TIMEOUT_S) == 1
    assert list(run.path.parent.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="folders in use cannot be renamed there")
def test_a_run_that_is_renamed_ends_and_says_so_under_its_new_name(
    run: RunFolder, worker: "subprocess.Popen[bytes]"
) -> None:
    renamed = RunFolder(run.path.rename(run.path.with_name("another")))
    assert worker.wait(TIMEOUT_S) == 1
    assert [folder.name for folder in run.path.parent.iterdir()] == ["another"]
    (failed,) = bodies(renamed, FailedEvent)
    assert failed.error["type"] == GoneError.__name__
    assert str(run.path) in str(failed.error["message"])
    assert renamed.status().state is RunState.CRASHED
    # It goes on from there.
    start(renamed)
    wait_for_steps(renamed, 3)
    renamed.ask_to_stop()
    assert wait_until_over(renamed) is RunState.STOPPED


FAULTS = (
    Fault("pathlib.Path.rename", argument=r"/\.model\."),
    Fault("studio.engine.running.training.write_metrics", is_after=True),
    Fault("studio.engine.running.training.Training.finish", is_after=True),
)


@pytest.mark.parametrize(
    "fault",
    cases(FAULTS, FAULTS[:1]),
    ids=["before the model has its name", "after the metrics", "after all is written"],
)
def test_a_worker_that_dies_while_it_finishes_leaves_nothing_half_made_and_nothing_twice(
    make_run: Callable[[int], RunFolder], fault: Fault
) -> None:
    run = make_run(1)
    with faulty_workers(fault):
        start(run)
        wait_for(lambda: run.status().state.is_over)
    assert run.status().state is RunState.CRASHED, run.log_path.read_text()
    finish(run)
    assert list(run.path.glob(".*.tmp")) == []
    assert [entry.split for entry in read_history(run.events_path).evaluations].count("test") == 1
    assert {body.split for body in bodies(run, EvaluationEvent)} == {"train", "validation", "test"}
