"""Files that a later or an earlier version wrote: read as far as they can be, and told where it matters."""

import json
import os
from pathlib import Path
from typing import Any

import psutil
import pytest

from studio import tasks
from studio.cli import main
from studio.engine.models.model_info import ModelInfo
from studio.errors import InputError, NotFoundError, SpecError, StateError
from studio.exports import read_report
from studio.fields import read_fields
from studio.runs import RunFolder, RunState, Workspace, start
from studio.runs.events import DeviceEvent, SampleEvent, parse_event
from studio.runs.states import RunStatus
from studio.runs.trash import move_to_trash
from studio.schema import Schema
from studio.spec import RunSpec

SPEC = {
    "name": "mine",
    "task": "text_classification",
    "backbone": {"preset": "minilm_l6_en_uncased"},
    "data": {"train": "/data/reviews.csv"},
}


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A workspace with one run of this version."""
    found = Workspace(tmp_path)
    found.create_run(RunSpec.parse(SPEC))
    return found


def add_run(workspace: Workspace, name: str, spec: Any) -> RunFolder:
    folder = workspace.runs_path / name
    folder.mkdir()
    (folder / "run.json").write_text(spec if isinstance(spec, str) else json.dumps(spec), encoding="utf-8")
    run = RunFolder(folder)
    run.write_status(RunStatus(RunState.FINISHED, step=3, num_steps=3))
    return run


# === Runs ===


@pytest.mark.parametrize(
    ("spec", "task", "expected"),
    [
        (SPEC | {"name": "later", "task": "speech_synthesis"}, "speech_synthesis", "speech_synthesis"),
        (SPEC | {"name": "later", "warp_drive": True}, "text_classification", "warp_drive"),
        ('{"name": "la', "", "expected JSON"),
        ("[1, 2]", "", "a JSON object"),
        ('{"name": 7, "task": ["a"], "backbone": "b"}', "", "Expected"),
    ],
)
def test_a_run_that_cannot_be_opened_is_listed_with_the_reason_beside_the_others(
    workspace: Workspace, spec: Any, task: str, expected: str
) -> None:
    add_run(workspace, "later", spec)
    for _ in range(2):  # From the folders, and from the index.
        runs = {run.id: run for run in workspace.runs()}
        assert len(runs) == 2
        found = runs.pop("later")
        assert (found.name, found.task, found.state, found.step) == ("later", task, RunState.FINISHED, 3)
        assert found.error is not None
        assert expected.lower() in str(found.error["message"]).lower()
        assert [run.error for run in runs.values()] == [None]


def test_a_run_that_cannot_be_opened_says_so_when_it_is_asked(workspace: Workspace) -> None:
    run = add_run(workspace, "later", SPEC | {"task": "speech_synthesis"})
    with pytest.raises(SpecError, match="speech_synthesis"):
        run.check()


def test_a_run_is_opened_again_once_its_file_is_sound(workspace: Workspace) -> None:
    run = add_run(workspace, "later", SPEC | {"warp_drive": True})
    assert [found.error is None for found in workspace.runs() if found.id == "later"] == [False]
    run.spec_path.write_text(json.dumps(SPEC), encoding="utf-8")
    assert [found.error for found in workspace.runs()] == [None, None]


def test_a_run_in_a_state_of_a_later_version_is_listed_and_left_alone(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    run = add_run(workspace, "later", SPEC | {"name": "later"})
    written = {"state": "dreaming", "pid": os.getpid(), "process_started": psutil.Process().create_time(), "step": 4}
    run.state_path.write_text(json.dumps(written))
    found = next(found for found in workspace.runs() if found.id == "later")
    assert (found.name, found.task, found.state, found.step) == ("later", "text_classification", RunState.UNKNOWN, 4)
    assert found.error is not None
    assert "in the state dreaming, which this version of the studio does not know: a later version wrote it" in str(
        found.error["message"]
    )
    with pytest.raises(InputError, match="dreaming"):
        start(run)
    with pytest.raises(StateError, match="at work"):
        move_to_trash(run)
    assert main(["runs", "--workspace", str(workspace.path)]) == 0
    assert "dreaming" in capsys.readouterr().err
    assert main(["resume", "later", "--workspace", str(workspace.path)]) == 2
    assert json.loads(run.state_path.read_text()) == written


@pytest.mark.parametrize("written", ["{", "[]", '{"state": 7}', '{"pid": 1}'])
def test_a_state_that_no_version_wrote_is_that_of_a_crash(workspace: Workspace, written: str) -> None:
    run = add_run(workspace, "damaged", SPEC)
    run.state_path.write_text(written)
    assert [found.state for found in workspace.runs() if found.id == "damaged"] == [RunState.CRASHED]
    assert not run.is_at_work()


def test_the_command_line_lists_all_and_names_what_it_cannot_open(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    add_run(workspace, "later", SPEC | {"name": "later", "task": "speech_synthesis"})
    assert main(["runs", "--workspace", str(workspace.path)]) == 0
    printed = capsys.readouterr()
    assert "speech_synthesis" in printed.out
    assert "minilm_l6_en_uncased" in printed.out
    assert "later cannot be opened here: " in printed.err
    assert main(["runs", "--workspace", str(workspace.path), "--json"]) == 0
    runs = {run["id"]: run for run in json.loads(capsys.readouterr().out)["runs"]}
    assert runs["later"]["error"]["type"] == "SpecError"
    for command in ("resume", "evaluate"):
        arguments = [command, "later", *(["/nowhere.csv"] if command == "evaluate" else [])]
        assert main([*arguments, "--workspace", str(workspace.path)]) != 0


# === Reports ===


def test_odd_values_in_the_files_of_a_run_take_nothing_else_away(workspace: Workspace) -> None:
    run = add_run(workspace, "odd", SPEC)
    run.evaluation_path.mkdir()
    metrics = {"accuracy": 0.5, "curve": [1, 2], "note": "fine", "is_good": True}
    run.metrics_path.write_text(json.dumps({"test": {"metrics": metrics, "more": 1}, "later": 7}))
    run.passport_path.write_text(json.dumps({"data": [1], "precision": "float32", "packages": None}))
    run.control_path.write_text("[]")
    run.label_path.write_text("[]")
    assert run.metrics() == {"test": {"metrics": {"accuracy": 0.5}, "more": 1}}
    assert run.passport_part("data") == run.passport_part("precision") == run.passport_part("packages") == {}
    assert [found.metrics for found in workspace.runs() if found.id == "odd"] == [{"test": {"accuracy": 0.5}}]


@pytest.mark.parametrize("change", [{"warp_drive": True}, {"columns": None}, {"studio_version": None}])
def test_a_model_s_file_is_read_with_fields_too_many_or_too_few(tmp_path: Path, change: dict[str, Any]) -> None:
    info = ModelInfo(tasks.get("text_classification"), Schema(("a", "b")), 32, {"text": "t"}, "9.0")
    info.write(tmp_path)
    written = json.loads((tmp_path / "fettle.json").read_text())
    kept = {name: value for name, value in (written | change).items() if value is not None}
    (tmp_path / "fettle.json").write_text(json.dumps(kept))
    found = ModelInfo.read(tmp_path)
    assert (found.task, found.class_names, found.sequence_length) == (info.task, ("a", "b"), 32)


def test_a_model_s_file_names_its_task_and_one_that_is_not_known_is_told_by_name(tmp_path: Path) -> None:
    ModelInfo(tasks.get("masked_lm"), Schema(), 32).write(tmp_path)
    written = json.loads((tmp_path / "fettle.json").read_text())
    assert written["task"] == "masked_lm"
    assert ModelInfo.read(tmp_path).task is tasks.get("masked_lm")
    (tmp_path / "fettle.json").write_text(json.dumps(written | {"task": "speech_synthesis"}))
    with pytest.raises(SpecError, match=r"text_classification.*Received: speech_synthesis"):
        ModelInfo.read(tmp_path)


def test_a_model_of_an_earlier_version_remembers_its_classes(tmp_path: Path) -> None:
    written = {"task": "text_classification", "class_names": ["a", "b"], "class_counts": [3, 1], "sequence_length": 32}
    (tmp_path / "fettle.json").write_text(json.dumps(written))
    assert ModelInfo.read(tmp_path).schema == Schema(class_names=("a", "b"), class_counts=(3, 1))


@pytest.mark.parametrize(
    "written", ["{", "[]", '{"task": "text_classification"}', '{"task": 1, "sequence_length": "x"}']
)
def test_a_model_s_file_without_what_is_needed_is_told(tmp_path: Path, written: str) -> None:
    (tmp_path / "fettle.json").write_text(written)
    with pytest.raises(NotFoundError, match="model"):
        ModelInfo.read(tmp_path)


def test_an_export_s_report_is_read_with_fields_too_many_or_too_few(tmp_path: Path) -> None:
    earlier = {
        "format": "savedmodel", "run": "a", "rows": 1, "held_out_rows": 0, "label_mismatches": 0, "max_difference": 0.0,
        "tolerance": 1e-5, "latency_ms": 1.0, "texts_per_second": 2.0, "batch_size": 32,
        "loaded_modules": ["keras_hub"],
    }  # fmt: skip
    (tmp_path / "parity.json").write_text(json.dumps(earlier | {"warp_drive": True}))
    found = read_report(tmp_path)
    assert found is not None
    assert (found.loaded_modules, found.oldest_serving, found.size_bytes) == (("keras_hub",), "", 0)
    (tmp_path / "parity.json").write_text(json.dumps({"format": "savedmodel"}))
    assert read_report(tmp_path) is None


def test_events_with_more_in_their_parts_are_kept() -> None:
    head = '{"seq": 1, "time": 2.0, "kind": '
    device = parse_event(
        head + '"device", "step": 1, "process_cpu": 1.0, "process_memory_bytes": 1, "system_memory_bytes": 2, '
        '"num_cores": 2, "devices": [{"name": "H", "fan": 3}], "mood": "fine"}'
    )
    assert device is not None
    assert isinstance(device.body, DeviceEvent)
    assert device.body.devices[0].name == "H"
    row = '{"text": "t", "label": "a", "prediction": "b", "probability": 0.5, "why": "x"}'
    sample = parse_event(head + f'"sample", "step": 1, "rows": [{row}]}}')
    assert sample is not None
    assert isinstance(sample.body, SampleEvent)
    assert sample.body.rows[0].inputs == {"text": "t"}


def test_a_value_that_is_something_else_is_not_guessed() -> None:
    assert read_fields(RunStatus, {"state": "running"}) == RunStatus(RunState.RUNNING)
    assert read_fields(RunStatus, {"state": "dreaming"}) == RunStatus(RunState.UNKNOWN)
    assert read_fields(RunStatus, {"state": "running", "step": 1e999}) is None
    assert read_fields(RunStatus, [1]) is None
