import os
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from studio.errors import StateError
from studio.manifest import sealed_folder
from studio.processes import child_environment
from studio.runs import RunFolder, RunState, RunStatus, launch, start, wait_until_over
from studio.spare import SpareWorker
from tests.disturbed_run import wait_for


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The command lines of the processes that would have been started."""
    commands: list[list[str]] = []
    monkeypatch.setattr(launch, "start_detached", lambda command, log_path, environment: commands.append(command))
    return commands


class Spare(SpareWorker):
    """A spare worker without a process behind it."""

    def __init__(self, is_alive: bool) -> None:
        self.is_alive = is_alive
        self.folders: list[Path] = []

    def hand_over(self, folder: Path, on_ended: Callable[[], None]) -> bool:
        self.folders.append(folder)
        self.on_ended = on_ended
        return self.is_alive


def test_a_start_claims_the_run_and_starts_a_worker_with_its_folder(run: RunFolder, started: list[list[str]]) -> None:
    start(run)
    assert run.status().state is RunState.STARTING
    assert [command[1:] for command in started] == [["-m", "studio.engine.running.worker", str(run.path)]]


@pytest.mark.parametrize("state", [RunState.STOPPED, RunState.FAILED, RunState.CRASHED])
def test_what_ended_early_is_taken_up_and_an_old_stop_forgotten(
    run: RunFolder, started: list[list[str]], own_process: dict[str, Any], state: RunState
) -> None:
    run.write_status(RunStatus(RunState.RUNNING, **own_process))
    run.ask_to_stop()
    run.write_status(RunStatus(state, step=5))
    start(run)
    assert run.status().state is RunState.STARTING
    assert run.status().step == 5
    assert not run.control().is_stop_asked
    assert len(started) == 1


def test_a_run_at_work_and_a_finished_one_are_not_started_again(
    run: RunFolder, started: list[list[str]], own_process: dict[str, Any]
) -> None:
    run.write_status(RunStatus(RunState.RUNNING, **own_process))
    with pytest.raises(StateError, match="at work"):
        start(run)
    run.write_status(RunStatus(RunState.FINISHED))
    write_model(run)
    with pytest.raises(StateError, match="nothing left to do"):
        start(run)
    assert started == []


def test_a_finished_run_that_lost_its_model_is_taken_up_at_its_checkpoint(
    run: RunFolder, started: list[list[str]]
) -> None:
    run.write_status(RunStatus(RunState.FINISHED, step=9))
    write_model(run)
    (run.model_path / "task.weights.h5").unlink()
    with pytest.raises(StateError, match="no checkpoint is left"):
        start(run)
    assert run.status().state is RunState.FINISHED
    (run.checkpoints_path / "9").mkdir(parents=True)
    start(run)
    assert (run.status().state, run.status().step, len(started)) == (RunState.STARTING, 9, 1)


def write_model(run: RunFolder) -> None:
    with sealed_folder(run.model_path) as unfinished:
        (unfinished / "task.weights.h5").write_bytes(b"weights")


@pytest.mark.parametrize("is_alive", [True, False])
def test_a_spare_worker_is_used_as_long_as_it_lives(run: RunFolder, started: list[list[str]], is_alive: bool) -> None:
    spare = Spare(is_alive)
    start(run, spare)
    assert spare.folders == [run.path]
    assert len(started) == (0 if is_alive else 1)


def test_waiting_ends_with_the_run(run: RunFolder, process: "subprocess.Popen[bytes]") -> None:
    run.write_status(RunStatus(RunState.RUNNING, pid=process.pid, process_started=0.0))
    assert wait_until_over(run) is RunState.CRASHED


def test_a_child_finds_the_studio_from_any_folder() -> None:
    paths = child_environment()["PYTHONPATH"].split(os.pathsep)
    assert (Path(paths[0]) / "studio").is_dir()


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="Processes cannot be held here.")
def test_a_spare_worker_that_dies_before_it_takes_its_run_is_replaced_at_once(
    run: RunFolder, started: list[list[str]], tmp_path: Path
) -> None:
    spare = SpareWorker(tmp_path / "spare.log")
    process = spare._process
    assert process is not None
    process.send_signal(signal.SIGSTOP)
    start(run, spare)
    assert started == []
    process.kill()
    wait_for(lambda: bool(started), pause_s=0.01)
    assert [command[1:] for command in started] == [["-m", "studio.engine.running.worker", str(run.path)]]
    assert run.status().state is RunState.STARTING


def test_a_spare_worker_that_ends_after_it_took_its_run_is_not_replaced(
    run: RunFolder, started: list[list[str]], own_process: dict[str, Any]
) -> None:
    spare = Spare(is_alive=True)
    start(run, spare)
    run.write_status(RunStatus(RunState.STARTING, **own_process))
    spare.on_ended()
    run.write_status(RunStatus(RunState.FINISHED))
    spare.on_ended()
    assert started == []
