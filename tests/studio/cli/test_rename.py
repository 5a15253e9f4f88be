from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from studio.cli import main, run_commands
from studio.files import write_json
from studio.runs import RunFolder, RunState, Workspace
from studio.spec import RunSpec
from tests.synthetic_run import make_run, make_spec

Call = Callable[..., tuple[int, dict[str, Any]]]


def test_a_run_at_work_is_renamed_by_a_part_of_its_id(call: Call, active_run: RunFolder) -> None:
    assert call("rename", "reviews", "Second try") == (0, {"run": active_run.id, "name": "Second try"})
    assert call("runs")[1]["runs"][0]["name"] == "Second try"
    assert active_run.spec().name == "reviews"


def test_a_name_that_another_run_has_is_taken_with_a_remark(
    workspace: Workspace, spec: RunSpec, active_run: RunFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    other = workspace.create_run(spec.model_copy(update={"name": "other"}))
    assert main(["rename", other.id, "reviews"]) == 0
    captured = capsys.readouterr()
    assert "1 more of this name" in captured.err
    assert captured.out == f"{other.id}: reviews\n"


@pytest.mark.parametrize(("run", "name", "words"), [("absent", "x", "fits 0 runs"), ("reviews", "x" * 201, "200")])
def test_what_cannot_be_renamed_is_one_clear_message(
    active_run: RunFolder, capsys: pytest.CaptureFixture[str], run: str, name: str, words: str
) -> None:
    assert main(["rename", run, name]) == 2
    error = capsys.readouterr().err
    assert words in error
    assert error.count("\n") == 1


def test_runs_lists_what_a_run_at_work_has_measured_so_far(call: Call, workspace: Workspace) -> None:
    make_run(workspace, steps=120)
    (run,) = call("runs")[1]["runs"]
    assert run["step"] == 120
    assert run["loss"] > 0
    assert run["seconds_left"] > 0
    assert "accuracy" in run["metrics"]["validation"]


def test_the_table_tells_how_long_a_run_still_takes(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    make_run(workspace, steps=120)
    assert main(["runs"]) == 0
    assert "about 6 min left" in capsys.readouterr().out


def test_runs_on_different_data_are_compared_with_a_warning(call: Call, workspace: Workspace, spec: RunSpec) -> None:
    other = spec.model_copy(update={"name": "other", "data": spec.data.model_copy(update={"train": "/nowhere/b.csv"})})
    ids = [workspace.create_run(spec).id, workspace.create_run(other).id]
    status, answer = call("compare", *ids)
    assert status == 0
    assert "Their validation data differ" in " ".join(answer["warnings"])
    assert "validation" not in answer["comparable_splits"]
    assert [setting["path"] for setting in answer["settings"]] == ["data.train"]


def test_the_table_of_a_comparison_comes_after_its_warning(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    runs = [make_run(workspace, name=name, learning_rate=rate) for name, rate in (("a", 1e-5), ("b", 2e-5))]
    assert main(["compare", runs[0].id, runs[1].id]) == 0
    captured = capsys.readouterr()
    assert captured.err == ""
    assert "accuracy" in captured.out
    assert "fit.learning_rate" in captured.out


def test_one_run_cannot_be_compared(call: Call, active_run: RunFolder) -> None:
    status, answer = call("compare", active_run.id, active_run.id)
    assert (status, answer["error"]["details"]["count"]) == (2, 1)


def test_a_second_fit_says_what_is_at_work(
    workspace: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    make_run(workspace, steps=120, name="first")
    started: list[str] = []
    monkeypatch.setattr(run_commands, "start", lambda run, spare: started.append(run.name()))
    data = tmp_path / "reviews.csv"
    data.write_text("text,label\n" + "a good film,good\na bad film,bad\n" * 20, encoding="utf-8")
    spec = tmp_path / "run.json"
    write_json(spec, make_spec("second").to_json() | {"data": {"train": str(data)}})
    assert main(["fit", str(spec), "--detach"]) == 0
    assert "first is at work (step 120 of 795, about 6 min left)." in capsys.readouterr().err
    assert started == ["second"]


def test_a_second_run_that_is_taken_up_says_what_is_at_work(
    workspace: Workspace, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    make_run(workspace, steps=120, name="first")
    stopped = make_run(workspace, steps=90, state=RunState.STOPPED, name="second")
    started: list[str] = []
    monkeypatch.setattr(run_commands, "start", lambda run, spare: started.append(run.id))
    assert main(["resume", stopped.id, "--detach"]) == 0
    told = capsys.readouterr().err
    assert "first is at work (step 120 of 795, about 6 min left)." in told
    assert "second is at work" not in told
    assert started == [stopped.id]
