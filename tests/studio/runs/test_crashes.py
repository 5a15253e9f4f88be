"""Why a worker died without a word."""

import os
import time
from pathlib import Path

import psutil
import pytest

from studio.errors import GoneError, MemoryFullError
from studio.runs import RunFolder, RunState, RunStatus, Workspace, crashes
from studio.runs.crashes import KillCounter, crash_reason
from studio.spec import RunSpec


@pytest.fixture
def run(tmp_path: Path) -> RunFolder:
    spec = {"task": "text_classification", "backbone": {"preset": "x"}, "data": {"train": "/a.csv"}}
    return Workspace(tmp_path / "workspace").create_run(RunSpec.parse(spec))


def crash(run: RunFolder, counter: object, log_bytes: int = 0, started: float | None = None) -> None:
    started = time.time() if started is None else started
    status = RunStatus(
        RunState.RUNNING, 2**22, started, step=7, kills_path=str(counter), num_kills=3, log_bytes=log_bytes
    )
    run.write_status(status)
    assert run.status().state is RunState.CRASHED


@pytest.mark.parametrize(("count", "is_memory"), [(3, False), (4, True), (0, False)])
def test_a_process_that_the_system_ended_for_memory_is_named(
    run: RunFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int, is_memory: bool
) -> None:
    monkeypatch.setattr(crashes, "_CGROUPS", tmp_path)
    counter = tmp_path / "memory.events"
    counter.write_text(f"low 0\noom 9\noom_kill {count}\n")
    crash(run, counter)
    reason = crash_reason(run)
    assert isinstance(reason, MemoryFullError) is is_memory
    assert (reason is not None and "at step 7" in str(reason)) is is_memory


def test_a_computer_that_was_started_anew_counts_from_the_beginning(
    run: RunFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crashes, "_CGROUPS", tmp_path)
    (tmp_path / "memory.events").write_text("oom_kill 4\n")
    crash(run, tmp_path / "memory.events", started=psutil.boot_time() - 3600.0)
    assert crash_reason(run) is None


def test_only_files_of_the_system_are_read(run: RunFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crashes, "_CGROUPS", tmp_path / "groups")
    # Whoever opened a pipe that nobody writes to would wait for ever.
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "count").write_text("oom_kill 4\n")
    for place in (tmp_path / "pipe", tmp_path / "count", tmp_path / "groups" / ".." / "count", "\0", ""):
        crash(run, place)
        assert crash_reason(run) is None
    crash(run, f"{tmp_path}/groups/\0", log_bytes=2**53)
    assert crash_reason(run) is None


def test_a_process_that_died_of_memory_itself_is_named_by_its_log(run: RunFolder, tmp_path: Path) -> None:
    run.log_path.write_bytes(b"terminate called after throwing an instance of 'std::bad_alloc'\n")
    crash(run, tmp_path / "none")
    assert isinstance(crash_reason(run), MemoryFullError)
    # What an earlier worker printed tells nothing of this one.
    crash(run, tmp_path / "none", log_bytes=run.log_path.stat().st_size)
    assert crash_reason(run) is None


def test_a_run_whose_folder_is_gone_is_named(run: RunFolder, tmp_path: Path) -> None:
    run.path.rename(tmp_path / "elsewhere")
    assert isinstance(crash_reason(run), GoneError)


@pytest.mark.parametrize(
    ("groups", "place", "content"),
    [
        ("0::/user/app\n", "user/app/memory.events", "oom_kill 5\n"),
        ("4:memory:/app\n0::/\n", "memory/app/memory.oom_control", "under_oom 0\noom_kill 5\n"),
        ("0::/not/there\n", "memory.events", "oom_kill 5\n"),
    ],
)
def test_the_nearest_count_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, groups: str, place: str, content: str
) -> None:
    (tmp_path / "own").write_text(groups)
    path = tmp_path / "groups" / place
    path.parent.mkdir(parents=True)
    path.write_text(content)
    monkeypatch.setattr(crashes, "_OWN_CGROUPS", tmp_path / "own")
    monkeypatch.setattr(crashes, "_CGROUPS", tmp_path / "groups")
    monkeypatch.setattr(crashes, "_WHOLE_SYSTEM", tmp_path / "none")
    assert KillCounter.of_this_process() == KillCounter(path, 5)


def test_a_system_that_counts_nothing_gives_no_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("_OWN_CGROUPS", "_CGROUPS", "_WHOLE_SYSTEM"):
        monkeypatch.setattr(crashes, name, tmp_path / "none")
    assert KillCounter.of_this_process() is None
