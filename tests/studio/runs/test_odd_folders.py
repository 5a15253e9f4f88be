"""Run folders that hold what no worker writes: one of them never takes the list away, and it says what is wrong."""

import contextlib
import json
import sqlite3
from pathlib import Path

import numpy as np
import pytest

from studio.cli import main
from studio.errors import StudioError
from studio.messages import Message
from studio.runs import RunFolder, RunState, Workspace
from studio.runs.event_log import EventWriter, read_events
from studio.runs.events import CheckpointEvent, Event, StateEvent, StepEvent, format_event, parse_event
from studio.runs.history import RunHistory
from studio.runs.history_reader import HistoryReader, read_history
from studio.spec import RunSpec

SPEC = {"name": "mine", "task": "text_classification", "backbone": {"preset": "x"}, "data": {"train": "/a.csv"}}
STATE = {"state": "stopped", "step": 4, "num_steps": 8, "seconds": 2.5, "heartbeat": 1.7e9}
DEEP = "[" * 100_000
ODD = ["Infinity", "-1", "1e999", "NaN", '"many"', "[]", "null", "9" * 5000, DEEP, '{"a":' * 50_000]


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A workspace with a sound run and an odd one."""
    found = Workspace(tmp_path / "workspace")
    for name in ("odd", "sound"):
        RunFolder.create(found.runs_path / name, RunSpec.parse(SPEC | {"name": name}))
        (found.runs_path / name / "state.json").write_text(json.dumps(STATE))
    return found


def listed(workspace: Workspace):
    """List twice: from the folders, and from the index."""
    first, second = ({run.id: run for run in workspace.runs()} for _ in range(2))
    assert first.keys() == second.keys() == {"odd", "sound"}
    sound = second["sound"]
    assert (sound.state, sound.step, sound.error, sound.damage) == (RunState.STOPPED, 4, None, ())
    return second["odd"]


def odd_object(data, field, value):
    return json.dumps(data | {field: "MARK"}).replace('"MARK"', value)


@pytest.mark.parametrize("value", ODD)
@pytest.mark.parametrize("field", ["step", "num_steps", "seconds", "heartbeat", "pid", "process_started", "state"])
def test_an_odd_state_is_a_crash_that_is_told_and_the_others_are_listed(
    workspace: Workspace, capsys: pytest.CaptureFixture[str], field: str, value: str
) -> None:
    path = workspace.runs_path / "odd" / "state.json"
    path.write_text(odd_object(STATE, field, value))
    found = listed(workspace)
    if value == "null" and field in ("pid", "process_started"):
        assert found.damage == ()
        return
    if field == "state" and value == '"many"':
        assert found.error is not None
        return
    assert found.state is RunState.CRASHED
    assert [str(message) for message in found.damage] == [
        f"{path} is damaged: it does not say where the run stands. The run counts as crashed."
    ]
    assert main(["runs", "--json", "--workspace", str(workspace.path)]) == 0
    printed = capsys.readouterr()
    assert {run["id"] for run in json.loads(printed.out)["runs"]} == {"odd", "sound"}
    assert "does not say where the run stands" in printed.err


@pytest.mark.parametrize("value", ODD)
def test_odd_metrics_are_left_out(workspace: Workspace, value: str) -> None:
    folder = workspace.runs_path / "odd" / "evaluation"
    folder.mkdir()
    text = json.dumps({"test": {"metrics": {"accuracy": "MARK", "loss": 0.5}}}).replace('"MARK"', value)
    (folder / "metrics.json").write_text(text)
    found = listed(workspace)
    kept = found.metrics.get("test", {})
    assert kept.get("loss") in (0.5, None)
    assert "accuracy" not in kept or abs(kept["accuracy"]) <= 1 or value == "NaN"


@pytest.mark.parametrize("content", [*ODD, "", "\0" * 4096, '{"validation": 7}', "[1]"])
@pytest.mark.parametrize("name", ["label.json", "passport.json", "control.json", "run.json", "evaluation/metrics.json"])
def test_an_odd_file_costs_what_it_says_alone(workspace: Workspace, name: str, content: str) -> None:
    path = workspace.runs_path / "odd" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(content)
    found = listed(workspace)
    if name == "run.json":
        assert found.error is not None
    elif name != "control.json" and content not in ('{"validation": 7}',):
        assert [str(path) in str(message) for message in found.damage] == [True]
    RunFolder(workspace.runs_path / "odd").control()


def test_a_folder_that_the_system_does_not_let_be_read_is_a_row_that_says_so(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.is_file

    def is_file(path: Path) -> bool:
        if path.name == "run.json" and path.parent.name == "odd":
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(Path, "is_file", is_file)
    found = listed(workspace)
    assert found.error is not None
    assert "Permission denied" in str(StudioError.from_json(found.error))


def test_a_pipe_in_place_of_a_file_is_not_waited_for(workspace: Workspace) -> None:
    import os

    for name in ("state.json", "events.jsonl", "label.json"):
        path = workspace.runs_path / "odd" / name
        path.unlink(missing_ok=True)
        os.mkfifo(path)
    assert listed(workspace).state is RunState.CRASHED


def test_an_index_row_with_nulls_is_read_anew(workspace: Workspace) -> None:
    workspace.runs()
    with contextlib.closing(sqlite3.connect(workspace.path / "index.sqlite")) as connection, connection:
        rows = connection.execute("SELECT id, summary FROM runs").fetchall()
        for number, (run_id, summary) in enumerate(rows):
            data = dict.fromkeys(json.loads(summary)) if number else json.loads(summary) | {"created": None}
            connection.execute("UPDATE runs SET summary = ? WHERE id = ?", (json.dumps(data), run_id))
    assert listed(workspace).name == "odd"


def test_a_name_with_signs_that_steer_a_terminal_is_shown_as_plain_text(workspace: Workspace) -> None:
    run = RunFolder(workspace.runs_path / "odd")
    run.spec_path.write_text(json.dumps(SPEC | {"name": "a\x1b[31m\nb\ud800"}))
    assert run.name() == "a [31m b\ufffd"


# === Events ===


def step(number: int) -> StepEvent:
    return StepEvent(number, number / 4, 0.5, 5e-5, 1.0, 30.0, 900.0)


def sound_lines(*bodies):
    return [format_event(Event(seq, 1.7e9 + seq, body)) for seq, body in enumerate(bodies)]


ODD_LINES = [
    "",
    "{",
    DEEP,
    "\0" * 64,
    '{"kind": []}',
    '{"kind": "step", "step": "many", "time": 1}',
    '{"seq": 1, "time": 2, "kind": "step", "step": Infinity, "loss": 1}',
    '{"seq": 1, "time": 2, "kind": "step", "step": -1, "loss": 1}',
    '{"seq": 1, "time": 1e999, "kind": "step", "step": 3, "loss": 1}',
    '{"seq": 1, "time": 2, "kind": "step", "step": [2], "loss": {}}',
    '{"seq": 1, "time": 2, "kind": "step", "step": ' + "9" * 400 + "}",
    '{"seq": 1e999, "time": 2, "kind": "checkpoint", "step": 3}',
    '{"seq": 1, "time": null, "kind": "checkpoint", "step": 3}',
    '{"seq": 1, "time": 2, "kind": "evaluation", "step": 3, "split": 7, "metrics": [1]}',
    '{"seq": 1, "time": 2, "kind": "sample", "step": 3, "rows": [null]}',
    '{"seq": 1, "time": 2, "kind": "device", "step": 3, "process_memory_bytes": NaN}',
    '{"seq": 1, "time": 2, "kind": "failed", "error": "x"}',
]


@pytest.mark.parametrize("bulk_bytes", [1 << 30, 1])
@pytest.mark.parametrize("line", ODD_LINES)
def test_one_bad_line_is_left_out_and_counted_and_the_rest_is_read(tmp_path: Path, line: str, bulk_bytes: int) -> None:
    lines = sound_lines(StateEvent(RunState.RUNNING), step(1), step(2), CheckpointEvent(2), step(3))
    path = tmp_path / "events.jsonl"
    path.write_text("\n".join([*lines[:2], line, *lines[2:]]) + "\n")
    history, reader = RunHistory(), HistoryReader(path, bulk_bytes)
    while parts := reader.poll():
        for part in parts:
            history.add(part)
    assert history.steps["step"].tolist() == [1.0, 2.0, 3.0]
    assert history.checkpoints == [2]
    assert history.num_damaged == (line != "")
    assert [event.seq for event in read_events(path) if not isinstance(event.body, StepEvent)] == [0, 3]
    with contextlib.closing(EventWriter(path)) as writer:
        assert writer.write(CheckpointEvent(3)).seq == 5


def test_an_infinite_loss_is_no_number_in_the_curve(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    path.write_text(sound_lines(step(1))[0].replace('"loss":0.5', '"loss":Infinity') + "\n")
    history = read_history(path)
    assert np.isnan(history.steps["loss"]).tolist() == [True]
    assert history.mean_loss() is None


def test_a_template_that_cannot_be_filled_is_shown_as_it_is() -> None:
    for template in ("{x:>9999999999}", "{0}", "{a.__class__}", "{a!r}", "{missing}", "{", "{a:.3f}"):
        found = Message.from_json({"template": template, "details": {"a": "text"}})
        assert str(found) == template
    event = parse_event('{"seq": 1, "time": 2, "kind": "log", "template": "{x:>9999999999}", "details": {"x": 1}}')
    assert event is not None
