import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from studio.cli import main
from studio.runs import RunFolder, Workspace

Call = Callable[..., tuple[int, dict[str, Any]]]


def _python(*arguments: str, **options: Any) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(
        [sys.executable, *arguments], check=False, capture_output=True, cwd=Path(__file__).parents[3], **options
    )


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["fit", "absent.json"], "There is no file absent.json."),
        (["fit"], "Missing argument"),
        (["nonsense"], "No such command"),
        (["runs", "--nonsense"], "No such option: --nonsense"),
        (["resume", "absent"], "fits 0 runs"),
        (["stop", "absent"], "fits 0 runs"),
        (["predict", "absent"], "Expected either TEXT… or --data FILE with --out FILE."),
        (["predict", "absent", "good", "--data", "a.csv", "--out", "b.csv"], "Expected either TEXT"),
        (["predict", "absent", "--data", "a.csv"], "Expected either TEXT"),
        (["evaluate", "absent", "a.csv", "--column", "text"], "fits 0 runs"),
        (["export", "absent", "--out", "b"], "fits 0 runs"),
        (["attention", "absent", "a text"], "Expected a run or a backbone. Received: absent."),
        (["attention", "./absent", "a text"], "Expected a run or a backbone. Received: ./absent."),
        (["attention", "absent", "a text", "--rollout", "--mean"], "Expected --layer and --head, or --rollout"),
        (["attention", "absent", "a text", "--layer", "0", "--mean"], "Expected --layer and --head, or --rollout"),
        (["attention", "absent", "a text", "--out", "a.png"], "expected a file that ends in .csv or .json or .npz"),
        (["attention", "absent", "a text", "--out", "absent/a.csv"], "There is no folder"),
        (["attribute", "absent", "a text"], "fits 0 runs"),
        (["attribute", "absent", "a text", "--method", "magic"], "--method: expected one of integrated_gradients"),
        (["attribute", "absent", "a text", "--out", "a"], "expected a file that ends in"),
        (["backbones", "--task", "nonsense"], "task: expected one of text_classification"),
    ],
)
def test_bad_input_gets_one_message_and_exit_status_2(
    call: Call, workspace: Workspace, arguments: list[str], expected: str
) -> None:
    status, answer = call(*arguments)
    assert status == 2
    assert list(answer) == ["error"]
    assert expected in answer["error"]["message"]


def test_a_message_for_a_person_is_one_line_on_standard_error(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["resume", "absent"]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("Error: Expected the id, the name or the folder of one run. Received: absent")
    assert captured.err.count("\n") == 1


def test_a_run_without_a_model_cannot_predict(call: Call, active_run: RunFolder) -> None:
    status, answer = call("predict", active_run.id, "good")
    assert status == 2
    assert answer["error"]["message"] == f"There is no model in {active_run.id} yet: it is running."


def test_a_run_without_a_model_has_no_attention(call: Call, active_run: RunFolder) -> None:
    for command in ("attention", "attribute"):
        status, answer = call(command, active_run.id, "good")
        assert status == 2
        assert answer["error"]["message"] == f"There is no model in {active_run.id} yet: it is running."


def test_json_and_workspace_may_stand_before_the_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], workspace: Workspace
) -> None:
    other = tmp_path / "other"
    assert main(["--workspace", str(other), "--json", "runs"]) == 0
    assert json.loads(capsys.readouterr().out) == {"workspace": str(other.resolve()), "runs": []}


def test_runs_lists_a_run_with_its_state(call: Call, active_run: RunFolder) -> None:
    status, answer = call("runs")
    assert status == 0
    assert [(run["id"], run["state"], run["num_steps"]) for run in answer["runs"]] == [(active_run.id, "running", 10)]


def test_runs_prints_a_table_for_a_person(active_run: RunFolder, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["runs"]) == 0
    header, _, row = capsys.readouterr().out.splitlines()
    assert header.split()[:5] == ["run", "name", "task", "state", "backbone"]
    assert row.split()[:5] == [active_run.id, "reviews", "text_classification", "running", "minilm_l6_en_uncased"]


def test_backbones_puts_the_bundled_one_first(call: Call) -> None:
    status, answer = call("backbones", "--task", "text_classification")
    assert status == 0
    assert answer["backbones"][0]["name"] == "minilm_l6_en_uncased"


def test_an_unexpected_error_says_where_its_details_are(
    call: Call, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("surprise")

    monkeypatch.setattr(Workspace, "runs", fail)
    status, answer = call("runs")
    assert status == 1
    log = Path(answer["error"]["details"]["log"])
    assert "RuntimeError: surprise" in log.read_text(encoding="utf-8")
    log.unlink()


def test_output_is_utf8_on_a_console_that_is_not(active_run: RunFolder) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C"}
    done = _python("-m", "studio", "runs", env=environment)
    assert done.returncode == 0
    assert "–" in done.stdout.decode("utf-8")


def test_a_reader_that_goes_away_is_no_error(workspace: Workspace) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as closed_pipe:
        done = subprocess.run(
            [sys.executable, "-m", "studio", "backbones"], check=False, stdout=closed_pipe, stderr=subprocess.PIPE
        )
    assert (done.returncode, done.stderr) == (0, b"")


def test_the_command_line_loads_no_tensorflow_and_no_qt() -> None:
    code = (
        "import sys, studio.cli; "
        "print([name for name in ('tensorflow', 'keras', 'keras_hub', 'PySide6', 'sklearn') if name in sys.modules])"
    )
    assert _python("-c", code).stdout.strip() == b"[]"
