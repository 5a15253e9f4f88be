"""Old entries of the cache and unfinished files are taken away; what a live process uses never is."""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from studio.cli import main
from studio.files import temporary_prefix
from studio.leftovers import Freed, cache_entries, clear_cache, tidy
from studio.processes import process_started
from studio.runs import RunState, Workspace
from studio.runs.states import RunStatus
from studio.spec import RunSpec

DAY_S = 86_400.0
SPEC = RunSpec.parse({"task": "text_classification", "backbone": {"preset": "x"}, "data": {"train": "a.csv"}})


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A workspace, and a folder for temporary files of its own."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    return Workspace(tmp_path / "workspace")


@pytest.fixture(scope="module")
def dead_pid() -> int:
    """The number of a process that is gone."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    assert process_started(process.pid) is None
    return process.pid


def add_entry(workspace: Workspace, letter: str, num_bytes: int, age_s: float = 0.0) -> Path:
    folder = workspace.cache_path / (letter * 32)
    folder.mkdir()
    (folder / "token_ids.bin").write_bytes(b"x" * num_bytes)
    moment = time.time() - age_s
    os.utime(folder, (moment, moment))
    return folder


def add_run_at_work(workspace: Workspace) -> None:
    run = workspace.create_run(SPEC)
    pid = os.getpid()
    status = RunStatus(RunState.RUNNING, pid=pid, process_started=process_started(pid))
    run.write_status(status)


def names(workspace: Workspace) -> list[str]:
    return sorted(entry.path.name[0] for entry in cache_entries(workspace))


# === The cache ===


def test_entries_not_used_for_long_go(workspace: Workspace) -> None:
    add_entry(workspace, "a", 10, age_s=31 * DAY_S)
    add_entry(workspace, "b", 10, age_s=29 * DAY_S)
    assert tidy(workspace) == Freed(1, 10)
    assert names(workspace) == ["b"]


def test_a_cache_that_is_too_large_loses_what_was_used_longest_ago(workspace: Workspace) -> None:
    for letter, age_s in (("a", 300.0), ("b", 100.0), ("c", 200.0)):
        add_entry(workspace, letter, 10, age_s)
    assert tidy(workspace, most_bytes=25) == Freed(1, 10)
    assert names(workspace) == ["b", "c"]


def test_what_a_run_at_work_may_use_stays_in_any_case(workspace: Workspace) -> None:
    add_entry(workspace, "a", 10, age_s=40 * DAY_S)
    add_entry(workspace, "b", 10)
    add_run_at_work(workspace)
    assert tidy(workspace, most_bytes=0) == Freed(1, 10)
    assert clear_cache(workspace) == Freed(0, 0)
    assert names(workspace) == ["b"]


def test_clearing_takes_all_but_what_is_no_entry(workspace: Workspace) -> None:
    add_entry(workspace, "a", 10, age_s=10.0)
    add_entry(workspace, "b", 5, age_s=10.0)
    (workspace.cache_path / "spare.log").write_text("a log", encoding="utf-8")
    assert clear_cache(workspace) == Freed(2, 15)
    assert [path.name for path in workspace.cache_path.iterdir()] == ["spare.log"]


def test_the_command_line_shows_and_clears(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    add_entry(workspace, "a", 2_000_000, age_s=10.0)
    place = ["--workspace", str(workspace.path)]
    assert main(["cache", *place, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["bytes"] == 2_000_000
    assert main(["cache", "--clear", *place]) == 0
    assert "Removed: 1 entry, 2.0 MB." in capsys.readouterr().out
    assert names(workspace) == []


# === Unfinished files ===


def unfinished(workspace: Workspace, pid: int) -> list[Path]:
    """Make what a process that dies in the middle leaves, everywhere it can."""
    run = workspace.create_run(SPEC)
    run.write_status(RunStatus(RunState.FAILED))
    run.exports_path.mkdir()
    folders = [
        run.path / f".model.{pid}.tmp",
        run.exports_path / f".savedmodel.{pid}.tmp",
        workspace.cache_path / f".{'a' * 32}.{pid}.{'b' * 32}.tmp",
        Path(tempfile.gettempdir()) / f"fettle-{pid}-x1y2",
        Path(tempfile.gettempdir()) / f"fettle-inference-{pid}-x1y2",
    ]
    for folder in folders:
        folder.mkdir()
        (folder / "half").write_bytes(b"x")
    file = run.path / f".state.json.{pid}.tmp"
    file.write_bytes(b"{")
    return [*folders, file]


def test_what_a_killed_process_left_is_taken_away(workspace: Workspace, dead_pid: int) -> None:
    left = unfinished(workspace, dead_pid)
    tidy(workspace)
    assert [path for path in left if path.exists()] == []


def test_what_a_live_process_is_making_stays(workspace: Workspace) -> None:
    left = unfinished(workspace, os.getpid())
    tidy(workspace)
    assert [path for path in left if not path.exists()] == []


def test_a_number_that_another_process_has_now_protects_nothing(workspace: Workspace) -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        left = unfinished(workspace, process.pid)
        for path in left:
            os.utime(path, (1.0, 1.0))
        tidy(workspace)
        assert [path for path in left if path.exists()] == []
        process.communicate(b"\n")


def test_an_earlier_export_comes_back_where_the_new_one_never_came(workspace: Workspace, dead_pid: int) -> None:
    left = unfinished(workspace, dead_pid)
    exports = left[1].parent
    earlier = exports / f".savedmodel.{dead_pid}.old"
    earlier.mkdir()
    (earlier / "parity.json").write_text("{}", encoding="utf-8")
    tidy(workspace)
    assert [path.name for path in exports.iterdir()] == ["savedmodel"]
    assert (exports / "savedmodel" / "parity.json").is_file()


def test_files_of_others_stay(workspace: Workspace, dead_pid: int) -> None:
    kept = [
        workspace.path / "notes.tmp",
        workspace.cache_path / "keep",
        Path(tempfile.gettempdir()) / "fettle-x1y2z3",
        Path(tempfile.gettempdir()) / f"other-{dead_pid}-x1",
    ]
    for path in kept:
        path.mkdir()
    tidy(workspace)
    assert [path for path in kept if not path.is_dir()] == []


def test_the_names_of_temporary_folders_tell_their_maker() -> None:
    assert temporary_prefix() == f"fettle-{os.getpid()}-"
