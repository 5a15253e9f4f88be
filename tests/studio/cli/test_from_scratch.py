"""What the command line says of a backbone from scratch before anything is trained."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from studio.cli import main, run_commands
from studio.runs import Workspace

Call = Callable[..., tuple[int, dict[str, Any]]]


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., str]:
    """Writes a specification beside its data and returns its path."""
    (tmp_path / "reviews.csv").write_text("text,label\ngood film,good\nbad film,bad\n" * 20, encoding="utf-8")

    def call(architecture: object, **fit: Any) -> str:
        path = tmp_path / "run.json"
        spec = {
            "task": "text_classification",
            "backbone": {"architecture": architecture},
            "data": {"train": "reviews.csv"},
            "fit": fit,
        }
        path.write_text(json.dumps(spec), encoding="utf-8")
        return str(path)

    return call


@pytest.mark.parametrize(
    ("architecture", "expected"),
    [
        ({"hidden_dim": 250}, "a multiple of the heads, 4. Received: 250."),
        ({"layers": 2}, "Unknown field backbone.architecture.layers."),
        ({"tokenizer": "bpe", "vocabulary_size": 64}, "at least 300 tokens"),
        (None, "Received: neither."),
    ],
)
def test_a_bad_architecture_gets_one_message_and_no_run(
    write: Callable[..., str], call: Call, workspace: Workspace, architecture: object, expected: str
) -> None:
    status, answer = call("fit", write(architecture))
    assert status == 2
    assert expected in answer["error"]["message"]
    assert workspace.runs() == []


@pytest.mark.parametrize(
    ("fit", "expected"),
    [({}, ["Warning: A learning rate of 5e-05 is low", "Warning: 3 epochs are few"]),
     ({"learning_rate": 1e-3, "epochs": 10}, [])],
)  # fmt: skip
def test_settings_for_fine_tuning_are_questioned_before_the_start(
    write: Callable[..., str],
    workspace: Workspace,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    fit: dict[str, Any],
    expected: list[str],
) -> None:
    monkeypatch.setattr(run_commands, "_work", lambda *_: 0)
    assert main(["fit", write({}, **fit)]) == 0
    warnings = [line for line in capsys.readouterr().err.splitlines() if line.startswith("Warning: ")]
    assert len(warnings) == len(expected)
    assert all(line.startswith(start) for line, start in zip(warnings, expected, strict=True))
    (summary,) = workspace.runs()
    assert summary.preset == "encoder 4 × 256"


def test_the_list_of_backbones_says_that_one_can_be_built(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["backbones"]) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("Or build one from scratch:")
