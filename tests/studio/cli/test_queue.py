import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from studio.cli import main, queue_commands
from studio.queue import AfterFailure, QueueSettings, RunQueue
from studio.queue.journal import NoteKind, note_now, write_note
from studio.runs import RunFolder, RunState, RunStatus, Workspace
from studio.spec import RunSpec
from tests.synthetic_run import make_spec

Call = Callable[..., tuple[int, dict[str, Any]]]


@pytest.fixture
def kept_going(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The workspaces whose queue would have been worked off."""
    asked: list[Path] = []
    monkeypatch.setattr(queue_commands, "keep_going", asked.append)
    return asked


@pytest.fixture
def runs(workspace: Workspace) -> list[RunFolder]:
    return [workspace.create_run(make_spec(name)) for name in ("first", "second", "third")]


@pytest.fixture
def queue(workspace: Workspace, kept_going: list[Path]) -> RunQueue:
    return RunQueue(workspace)


def names(answer: dict[str, Any]) -> list[str]:
    return [run["name"] for run in answer["runs"]]


def test_runs_are_added_moved_and_taken_out(
    call: Call, queue: RunQueue, runs: list[RunFolder], kept_going: list[Path]
) -> None:
    status, answer = call("queue", "add", "first", "second", "third")
    assert (status, names(answer)) == (0, ["first", "second", "third"])
    assert [run["state"] for run in answer["runs"]] == ["queued"] * 3
    assert kept_going == [queue.workspace.path]
    assert names(call("queue", "move", "third", "1")[1]) == ["third", "first", "second"]
    assert names(call("queue", "remove", "first")[1]) == ["third", "second"]
    assert names(call("queue", "add", "first", "--first")[1]) == ["first", "third", "second"]
    answer = call("queue", "now", "second")[1]
    assert [run["is_asked_now"] for run in answer["runs"]] == [False, False, True]
    assert names(call("queue")[1]) == ["first", "third", "second"]


def test_a_specification_is_checked_and_waits_as_a_run(
    call: Call, queue: RunQueue, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = file.with_name("reviews.csv")
    assert names(call("queue", "add", str(file))[1]) == ["reviews"]
    assert [run.state for run in queue.workspace.runs()] == [RunState.QUEUED]
    data.unlink()
    assert main(["queue", "add", str(file)]) == 2
    assert str(data) in capsys.readouterr().err
    assert len(queue.entries()) == 1


def test_settings_are_changed_one_by_one(call: Call, queue: RunQueue) -> None:
    call("queue", "set", "--retries", "5")
    call("queue", "set", "--after-failure", "pause", "--command", "tell-me now")
    assert call("queue", "pause")[1]["settings"]["is_paused"] is True
    assert queue.settings() == QueueSettings(True, 5, AfterFailure.PAUSE, "tell-me now")
    call("queue", "go")
    call("queue", "set", "--command", "")
    assert queue.settings() == QueueSettings(False, 5, AfterFailure.PAUSE)


def test_what_cannot_be_done_is_one_clear_message(
    queue: RunQueue, runs: list[RunFolder], capsys: pytest.CaptureFixture[str]
) -> None:
    runs[0].write_status(RunStatus(RunState.FINISHED))
    for status, arguments, words in (
        (1, ["add", "first"], "is finished"),
        (2, ["remove", "second"], "is not in the queue"),
        (2, ["set", "--retries", "21"], "from 0 to 20"),
        (2, ["set", "--command", "a 'b"], "cannot be read"),
        (2, ["move", "second", "0"], "greater than or equal to 1"),
    ):
        assert main(["queue", *arguments]) == status
        error = capsys.readouterr().err
        assert words in error
        assert error.count("\n") == 1


def test_a_run_whose_folder_is_gone_is_listed_all_the_same(call: Call, queue: RunQueue, runs: list[RunFolder]) -> None:
    call("queue", "add", "first", "second")
    runs[0].spec_path.unlink()
    answer = call("queue")[1]
    assert [run["state"] for run in answer["runs"]] == ["unknown", "queued"]
    assert main(["queue"]) == 0


def test_a_person_reads_what_waits_and_how_it_is_worked_off(
    queue: RunQueue, runs: list[RunFolder], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["queue"]) == 0
    assert "Nothing waits." in capsys.readouterr().out
    queue.add(runs[0])
    runs[1].write_status(RunStatus(RunState.STOPPED, step=3, num_steps=9, seconds=61.0))
    queue.add(runs[1])
    queue.set(retries=1)
    assert main(["queue"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[2].split() == ["1", runs[0].id, "first", "queued", "–", "–"]
    assert lines[3].split() == ["2", runs[1].id, "second", "stopped", "3/9", "1", "min", "01", "s"]
    assert "a run that crashes is taken up 1 time; after a failure it goes on" in lines[-1]


def test_waiting_ends_with_the_queue_and_says_what_happened(
    queue: RunQueue, runs: list[RunFolder], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    queue.add(runs[0])

    def work(_seconds: float) -> None:
        queue.discard(runs[0].id)
        write_note(queue.journal_path, note_now(NoteKind.FINISHED, runs[0].id, "first"))

    monkeypatch.setattr("studio.cli.queue_commands.time.sleep", work)
    assert main(["queue", "wait"]) == 0
    captured = capsys.readouterr()
    assert "“first” is finished." in captured.err
    assert "Nothing waits." in captured.out
    assert main(["queue", "journal"]) == 0
    assert f"{runs[0].id} “first” is finished." in capsys.readouterr().out


@pytest.fixture
def file(spec: RunSpec, tmp_path: Path) -> Path:
    """A specification whose data is there."""
    data, file = tmp_path / "reviews.csv", tmp_path / "run.json"
    data.write_text("text,label\n" + "".join(f"text {row},{row % 2}\n" for row in range(20)))
    file.write_text(json.dumps(spec.to_json() | {"data": {"train": str(data)}}))
    return file


def test_several_seeds_or_folds_of_a_specification_wait(
    call: Call, queue: RunQueue, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert names(call("queue", "add", str(file), "--seeds", "2")[1]) == ["reviews · seed 0", "reviews · seed 1"]
    assert names(call("queue", "add", str(file), "--folds", "2", "--first")[1])[:2] == [
        "reviews · 1/2",
        "reviews · 2/2",
    ]
    series = call("series", "reviews")[1]["series"]
    assert [(entry["kind"], entry["left"]) for entry in series] == [("folds", 2), ("seeds", 2)]
    assert main(["series"]) == 0
    assert "reviews" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--seeds", "2", "--folds", "2"], "either --seeds or --folds"),
        (["--seeds", "1"], "from 2 to 50 runs"),
        (["--folds", "99"], "from 2 to 50 runs"),
    ],
)
def test_a_series_that_cannot_be_leaves_no_run_behind(
    queue: RunQueue, file: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    assert main(["queue", "add", str(file), *arguments]) == 2
    assert words in capsys.readouterr().err
    assert queue.entries() == []
    assert queue.workspace.runs() == []


def test_a_series_is_made_of_a_specification(
    queue: RunQueue, runs: list[RunFolder], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["queue", "add", "first", "--seeds", "3"]) == 2
    assert "a file that ends in .json" in capsys.readouterr().err
    assert main(["series", "nobody"]) == 2
    assert "no series nobody" in capsys.readouterr().err
