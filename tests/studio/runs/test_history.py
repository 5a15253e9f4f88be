import math
from pathlib import Path

import numpy as np
import pytest

from studio.messages import Message
from studio.runs.columns import Columns
from studio.runs.event_log import EventWriter
from studio.runs.events import (
    CheckpointEvent,
    DeviceEvent,
    DeviceReading,
    EvaluationEvent,
    Event,
    FailedEvent,
    LogEvent,
    SampleEvent,
    SampleRow,
    StateEvent,
    StepEvent,
    WritingEvent,
    format_event,
)
from studio.runs.history import STEP_COLUMNS, RunHistory
from studio.runs.history_reader import HistoryReader, read_history
from studio.runs.states import RunState
from studio.runs.workspace import Workspace
from tests.synthetic_run import make_run


def step(number: int, loss: float = 0.5) -> StepEvent:
    return StepEvent(number, number / 10, loss, 1e-5, 1.0, 60.0, 1500.0)


def write(path: Path, *bodies: object) -> None:
    with EventWriter(path) as writer:
        for body in bodies:
            writer.write(body)


def test_columns_grow_and_keep_what_they_held() -> None:
    columns = Columns(("a", "b"))
    rows = np.arange(10_000, dtype=np.float64).reshape(-1, 2)
    for start in range(0, 5000, 7):
        columns.append(rows[start : start + 7])
    assert len(columns) == 5000
    np.testing.assert_array_equal(columns["a"], rows[:, 0])
    np.testing.assert_array_equal(columns["b"], rows[:, 1])


def test_a_column_that_comes_later_is_nan_before() -> None:
    columns = Columns(("a",))
    columns.append_row({"a": 1.0})
    columns.append_row({"a": 2.0, "b": 3.0})
    columns.append_row({"b": 4.0})
    np.testing.assert_array_equal(columns["a"], [1.0, 2.0, np.nan])
    np.testing.assert_array_equal(columns["b"], [np.nan, 3.0, 4.0])


def test_a_truncated_column_forgets_values_for_good() -> None:
    columns = Columns(("a",))
    columns.append(np.ones((3, 1)))
    columns.truncate(1)
    columns.append_row({"a": 5.0, "b": 1.0})
    np.testing.assert_array_equal(columns["a"], [1.0, 5.0])
    np.testing.assert_array_equal(columns["b"], [np.nan, 1.0])


def test_a_history_holds_all_that_was_written(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    rows = (SampleRow.of_class("Fine.", "good", "bad", 0.6),)
    write(
        path,
        StateEvent(RunState.RUNNING),
        *(step(number, 1 / number) for number in range(1, 101)),
        EvaluationEvent(100, "validation", {"accuracy": 0.8, "loss": 0.4}, is_best=True),
        CheckpointEvent(100),
        SampleEvent(100, rows),
        DeviceEvent(100, 1.5, 10**9, 4 * 10**9, 2, (DeviceReading("GPU", 0.5, 1, 4, 60.0, None),)),
        LogEvent(Message("Saved {file}.", {"file": "a"})),
    )
    history = read_history(path)
    np.testing.assert_array_equal(history.steps["step"], np.arange(1, 101))
    np.testing.assert_allclose(history.steps["loss"], 1 / np.arange(1, 101))
    assert history.last_step == 100
    assert history.best_evaluation() == EvaluationEvent(100, "validation", {"accuracy": 0.8, "loss": 0.4}, True)
    assert history.checkpoints == [100]
    assert history.samples[-1].rows == rows
    assert str(history.logs[0].body.message) == "Saved a."
    assert history.device_names == ("GPU",)
    assert history.devices["memory 0"].tolist() == [0.25]
    assert "power 0" not in history.devices
    assert [values.tolist() for values in history.metric("accuracy")] == [[100.0], [0.8]]


def test_a_resumed_run_shows_each_step_once(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    write(path, StateEvent(RunState.RUNNING), *(step(number, 1.0) for number in range(1, 61)))
    write(path, CheckpointEvent(40), EvaluationEvent(50, "validation", {"loss": 0.5}, is_best=True))
    write(path, FailedEvent({"template": "x"}, 40))
    write(path, StateEvent(RunState.RUNNING, 40), *(step(number, 2.0) for number in range(41, 81)))
    history = read_history(path)
    np.testing.assert_array_equal(history.steps["step"], np.arange(1, 81))
    assert history.steps["loss"].tolist() == [1.0] * 40 + [2.0] * 40
    assert history.evaluations == []
    assert history.checkpoints == [40]
    assert history.failure is None
    assert history.take_rewind() == 40


def test_a_history_tells_how_far_it_was_rewound(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    history, reader = RunHistory(), HistoryReader(path)
    write(path, StateEvent(RunState.RUNNING), *(step(number) for number in range(1, 61)))
    for part in reader.poll():
        history.add(part)
    assert history.take_rewind() is None
    write(path, StateEvent(RunState.RUNNING, 40), step(41), StateEvent(RunState.RUNNING, 30), step(31))
    for part in reader.poll():
        history.add(part)
    assert history.take_rewind() == 30
    assert history.take_rewind() is None
    assert history.last_step == 31


def test_a_loss_that_was_no_number_comes_back_as_nan(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    write(path, step(1, math.nan), step(2, 0.5))
    history = read_history(path)
    assert math.isnan(history.steps["loss"][0])
    assert history.mean_loss() == 0.5


def test_a_damaged_line_costs_no_other_line(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    write(path, step(1), step(2))
    with path.open("ab") as file:
        file.write(b'{"seq": 2, "kind": "st\xff\n')
        file.write(format_event(Event(3, 1.0, step(3))).encode() + b"\n")
    assert read_history(path).steps["step"].tolist() == [1.0, 2.0, 3.0]


def test_a_line_that_is_not_whole_yet_is_read_when_it_is(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    line = format_event(Event(0, 1.0, step(1))).encode() + b"\n"
    reader = HistoryReader(path)
    assert reader.poll() == []
    path.write_bytes(line[:30])
    assert reader.poll() == []
    path.write_bytes(line)
    (part,) = reader.poll()
    assert part.steps[:, 0].tolist() == [1.0]


def test_time_left_follows_the_pace_of_the_session(tmp_path: Path) -> None:
    history = RunHistory()
    assert history.seconds_left(100) is None
    path = tmp_path / "events.jsonl"
    lines = [format_event(Event(i, 1000.0 + 0.5 * i, step(i))) for i in range(1, 41)]
    path.write_text("\n".join(lines) + "\n")
    assert read_history(path).seconds_left(100) == pytest.approx(30.0)
    assert read_history(path).seconds_left(0) is None
    assert read_history(path).examples_per_second() == pytest.approx(60.0)


def test_a_history_read_in_bulk_equals_one_read_line_by_line(tmp_path: Path) -> None:
    run = make_run(Workspace(tmp_path), steps=500, has_gpu=True)
    path = run.events_path
    write(path, StateEvent(RunState.RUNNING, 400), *(step(number, math.nan) for number in range(401, 450)))
    write(path, StateEvent(RunState.RUNNING, 420), *(step(number) for number in range(421, 430)), CheckpointEvent(429))
    with path.open("ab") as file:
        file.write(b'{"seq": 99999, "kind": "st')
    slow, bulk = RunHistory(), RunHistory()
    for history, least_bytes in ((slow, 1 << 40), (bulk, 0)):
        reader = HistoryReader(path, least_bytes)
        while parts := reader.poll():
            for part in parts:
                history.add(part)
    assert len(slow.steps) == 429
    for name in STEP_COLUMNS:
        np.testing.assert_array_equal(slow.steps[name], bulk.steps[name])
    for name in slow.devices.names:
        np.testing.assert_array_equal(slow.devices[name], bulk.devices[name])
    assert slow.evaluations == bulk.evaluations
    assert slow.checkpoints == bulk.checkpoints
    assert slow.samples == bulk.samples


def test_what_comes_after_the_bulk_is_read_line_by_line(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    write(path, StateEvent(RunState.RUNNING), *(step(number) for number in range(1, 31)))
    reader = HistoryReader(path, 0)
    write(path, *(step(number) for number in range(31, 41)))
    history = RunHistory()
    while parts := reader.poll():
        for part in parts:
            history.add(part)
    assert history.steps["step"].tolist() == list(range(1, 41))


def test_texts_are_being_written_until_they_are_over_or_the_worker_is(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    write(path, StateEvent(RunState.RUNNING), WritingEvent(10, "validation", 1, 2.5, 8))
    assert read_history(path).writing == WritingEvent(10, "validation", 1, 2.5, 8)
    write(path, WritingEvent(10, "validation", 1, 8.0, 8, is_over=True))
    assert read_history(path).writing is None
    write(path, WritingEvent(20, "validation", 2, 3.0, 8), StateEvent(RunState.STOPPING, 20))
    assert read_history(path).writing is None


def test_the_last_metrics_are_each_as_it_was_measured_last(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    write(
        path,
        EvaluationEvent(10, "validation", {"loss": 0.5, "bleu": 12.0}),
        EvaluationEvent(10, "test", {"loss": 0.1}),
        EvaluationEvent(20, "validation", {"loss": 0.4}),
    )
    history = read_history(path)
    assert history.last_metrics() == {"loss": 0.4, "bleu": 12.0}
    assert [event.step for event in history.last_evaluations(metric="bleu")] == [10]
    assert [event.step for event in history.last_evaluations()] == [20, 10]
