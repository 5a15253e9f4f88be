import json
from collections.abc import Callable
from typing import Any

import pytest

from studio import devices
from studio.cli import forecast_command, main
from studio.devices import Computer
from studio.runs import Workspace

Call = Callable[..., tuple[int, dict[str, Any]]]


@pytest.fixture
def run_file(tmp_path):
    data = tmp_path / "reviews.csv"
    rows = [f"a film that is number {row} of its kind {'and long ' * 100},{'ab'[row % 2]}" for row in range(400)]
    data.write_text("\n".join(["text,label", *rows]) + "\n")
    spec = {
        "task": "text_classification",
        "backbone": {"preset": "minilm_l6_en_uncased"},
        "data": {"train": str(data), "validation_fraction": 0.1, "sequence_length": 128},
        "fit": {"epochs": 2, "batch_size": 20},
    }
    path = tmp_path / "run.json"
    path.write_text(json.dumps(spec))
    return path


def change(path, part, **values):
    spec = json.loads(path.read_text())
    spec[part] |= values
    path.write_text(json.dumps(spec))
    return str(path)


def test_steps_time_and_memory_are_said_before_the_start(call: Call, workspace: Workspace, run_file):
    status, answer = call("forecast", str(run_file))
    assert status == 0
    assert (answer["steps"], answer["steps_per_epoch"], answer["examples"]) == (36, 18, 360)
    assert answer["basis"] == "rough"
    assert answer["seconds"] > 0
    assert answer["memory_bytes"] == sum(answer["memory"].values())
    assert answer["fits"] is True
    assert answer["remedies"] == []
    assert list(workspace.runs()) == []


def test_a_larger_batch_and_longer_texts_take_more_memory(call: Call, workspace: Workspace, run_file):
    before = call("forecast", str(run_file))[1]["memory_bytes"]
    larger = call("forecast", change(run_file, "fit", batch_size=40))[1]["memory_bytes"]
    longer = call("forecast", change(run_file, "data", sequence_length=256))[1]["memory_bytes"]
    head = call("forecast", change(run_file, "backbone", trainable="head"))[1]["memory_bytes"]
    assert head < before < larger < longer


def test_what_does_not_fit_is_told_with_what_to_change(call: Call, workspace: Workspace, run_file, monkeypatch, capsys):
    monkeypatch.setattr(forecast_command, "probe", lambda: Computer("a processor", 2, 2_300_000_000, ()))
    path = change(run_file, "fit", batch_size=64)
    _, answer = call("forecast", path)
    assert answer["fits"] is False
    messages = [entry["message"] for entry in answer["remedies"]]
    assert messages[0].startswith("Set the batch size to ")
    assert all(entry["memory_bytes"] <= 0.9 * answer["available_bytes"] for entry in answer["remedies"])
    assert main(["forecast", path]) == 0
    printed = capsys.readouterr()
    assert "Memory: about " in printed.out
    assert "That does not fit." in printed.err
    assert messages[0] in printed.err


def test_a_backbone_that_is_not_known_yet_is_named(call: Call, workspace: Workspace, run_file, tmp_path, monkeypatch):
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path))
    status, answer = call("forecast", change(run_file, "backbone", preset="hf://owner/model"))
    assert status == 2
    assert "python -m studio download hf://owner/model" in answer["error"]["message"]


def test_a_gpu_s_memory_is_what_counts_where_there_is_one(call: Call, workspace: Workspace, run_file, monkeypatch):
    gpu = devices.Accelerator("a GPU", 8_000_000_000)
    monkeypatch.setattr(forecast_command, "probe", lambda: Computer("a processor", 2, 2_000_000_000, (gpu,)))
    _, answer = call("forecast", str(run_file))
    assert (answer["available_bytes"], answer["is_accelerator"], answer["fits"]) == (8_000_000_000, True, True)


def test_settings_that_are_seldom_meant_are_questioned(call: Call, workspace: Workspace, run_file, capsys):
    assert call("forecast", str(run_file))[1]["advice"] == []
    (words,) = call("forecast", change(run_file, "fit", learning_rate=3e-4))[1]["advice"]
    assert words.startswith("A learning rate of 0.0003 is high")
    assert main(["forecast", str(run_file)]) == 0
    assert f"Warning: {words}" in " ".join(capsys.readouterr().err.split())
