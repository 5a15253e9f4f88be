import json
import subprocess
import time
from pathlib import Path
from typing import Any

import psutil
import pytest

from studio.errors import InputError, NotFoundError, StateError
from studio.files import write_json
from studio.runs import Control, RunFolder, RunState, RunStatus, Workspace
from studio.spec import RunSpec


def test_a_new_run_waits_and_keeps_its_specification(run: RunFolder, spec: RunSpec) -> None:
    assert run.spec() == spec
    assert run.status().state is RunState.QUEUED
    assert run.metrics() == {}
    assert run.passport() == {}
    assert run.control() == Control()


def test_a_folder_without_a_specification_is_no_run(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="There is no run in"):
        RunFolder(tmp_path)


def test_a_worker_that_lives_is_at_work(run: RunFolder, own_process: dict[str, Any]) -> None:
    run.enter(RunState.STARTING)
    run.enter(RunState.RUNNING, step=3, **own_process)
    assert run.status().state is RunState.RUNNING
    assert run.status().step == 3


def test_a_worker_that_died_without_a_word_has_crashed(run: RunFolder, process: "subprocess.Popen[bytes]") -> None:
    run.enter(RunState.STARTING)
    run.enter(RunState.RUNNING, pid=process.pid, process_started=psutil.Process(process.pid).create_time())
    assert run.status().state is RunState.RUNNING
    process.kill()
    process.wait()
    assert run.status().state is RunState.CRASHED


def test_another_process_with_the_same_number_is_not_the_worker(run: RunFolder, own_process: dict[str, Any]) -> None:
    run.enter(RunState.STARTING)
    run.enter(RunState.RUNNING, **(own_process | {"process_started": own_process["process_started"] - 100}))
    assert run.status().state is RunState.CRASHED


def test_a_worker_that_never_came_up_has_crashed_after_a_while(run: RunFolder) -> None:
    run.write_status(RunStatus(RunState.STARTING, heartbeat=time.time()))
    assert run.status().state is RunState.STARTING
    run.write_status(RunStatus(RunState.STARTING, heartbeat=time.time() - 1000))
    assert run.status().state is RunState.CRASHED


def test_an_ending_stays_though_its_worker_is_gone(run: RunFolder) -> None:
    for state in (RunState.FINISHED, RunState.STOPPED, RunState.FAILED):
        run.write_status(RunStatus(state, pid=2**22, process_started=1.0))
        assert run.status().state is state


@pytest.mark.parametrize("content", ["", "{", "[]", '{"pid": 3}'])
def test_a_damaged_state_counts_as_a_crash(run: RunFolder, content: str) -> None:
    run.state_path.write_text(content)
    assert run.status().state is RunState.CRASHED


def test_a_state_that_may_not_follow_is_refused_and_nothing_is_written(run: RunFolder) -> None:
    before = run.state_path.read_bytes()
    with pytest.raises(StateError):
        run.enter(RunState.FINISHED)
    assert run.state_path.read_bytes() == before


def test_what_is_asked_of_a_worker_reaches_it(run: RunFolder, own_process: dict[str, Any]) -> None:
    run.enter(RunState.STARTING, **own_process)
    run.ask_for_checkpoint()
    run.ask_for_checkpoint()
    run.skip_writing(5)
    run.ask_to_stop()
    assert run.control() == Control(is_stop_asked=True, num_checkpoints_asked=2, skipped_writing=5)
    run.clear_control()
    assert run.control() == Control()


def test_nothing_can_be_asked_of_a_run_that_is_not_at_work(run: RunFolder) -> None:
    for ask in (run.ask_to_stop, run.ask_for_checkpoint, lambda: run.skip_writing(1)):
        with pytest.raises(StateError, match=f"{run.id} is queued"):
            ask()
    assert not run.control_path.exists()


def test_reports_are_read_from_the_evaluation(run: RunFolder) -> None:
    run.evaluation_path.mkdir()
    write_json(run.metrics_path, {"test": {"metrics": {"accuracy": 0.5}}})
    assert run.metrics()["test"]["metrics"] == {"accuracy": 0.5}
    run.metrics_path.write_text(json.dumps([1]))
    assert run.metrics() == {}


def test_a_new_name_leaves_the_specification_and_the_folder_as_they_are(run: RunFolder) -> None:
    before = run.spec_path.read_bytes()
    assert run.rename("  The\tgood\none \u200b") == "The good one"
    assert (run.name(), run.path.is_dir(), run.spec_path.read_bytes()) == ("The good one", True, before)


@pytest.mark.parametrize("name", ["", "  ", "\n\x00"])
def test_an_empty_name_goes_back_to_that_of_the_start(run: RunFolder, name: str) -> None:
    run.rename("Another")
    assert run.rename(name) == "My reviews"
    assert not run.label_path.exists()


def test_a_run_without_any_name_is_called_by_its_id(workspace: Workspace, spec: RunSpec) -> None:
    run = workspace.create_run(spec.model_copy(update={"name": ""}))
    assert run.name() == run.id


def test_a_name_that_is_too_long_is_refused_and_the_old_one_stays(run: RunFolder) -> None:
    with pytest.raises(InputError, match=r"at most 200 characters\. Received: 201"):
        run.rename("n" * 201)
    assert run.name() == "My reviews"


@pytest.mark.parametrize("content", ["", "[1]", '{"name": 3}', "{"])
def test_a_damaged_label_leaves_the_name_of_the_start(run: RunFolder, content: str) -> None:
    run.label_path.write_text(content, encoding="utf-8")
    assert run.name() == "My reviews"


def test_a_run_of_a_later_version_can_be_renamed_and_get_its_first_name_back(run: RunFolder) -> None:
    written = json.loads(run.spec_path.read_text(encoding="utf-8"))
    write_json(run.spec_path, written | {"task": "telepathy"})
    assert run.rename("Odd one") == "Odd one"
    assert run.rename("") == "My reviews"
