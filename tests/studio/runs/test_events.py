import json
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.messages import Message
from studio.runs import events
from studio.runs.events import Event, LogEvent, StepEvent, format_event, parse_event

numbers = st.floats(allow_nan=False, allow_infinity=False)
steps = st.integers(0, 10**12)
texts = st.text()
amounts = st.floats(0, 1e11)
templates = texts.map(lambda text: text.replace("{", "").replace("}", ""))
metrics = st.dictionaries(texts, numbers, max_size=5)
readings = st.builds(
    events.DeviceReading,
    name=texts,
    utilization=st.none() | numbers,
    memory_used_bytes=st.none() | steps,
    memory_total_bytes=st.none() | steps,
    temperature_celsius=st.none() | numbers,
    power_watts=st.none() | numbers,
)
rows = st.builds(events.SampleRow.of_class, text=texts, label=texts, prediction=texts, probability=numbers)
bodies = st.one_of(
    st.builds(events.StateEvent, state=st.sampled_from(events.RunState), step=steps),
    st.builds(StepEvent, steps, numbers, numbers, numbers, numbers, numbers, numbers),
    st.builds(events.EvaluationEvent, step=steps, split=texts, metrics=metrics, is_best=st.booleans()),
    st.builds(events.WritingEvent, steps, texts, steps, amounts, steps, st.booleans()),
    st.builds(events.CheckpointEvent, step=steps),
    st.builds(
        events.DeviceEvent, steps, numbers, steps, steps, steps, devices=st.lists(readings, max_size=3).map(tuple)
    ),
    st.builds(events.SampleEvent, step=steps, rows=st.lists(rows, max_size=3).map(tuple)),
    st.builds(LogEvent, st.builds(Message, templates, st.dictionaries(texts, texts | steps | numbers, max_size=3))),
    st.builds(events.FailedEvent, error=st.dictionaries(texts, texts, max_size=3), kept=st.none() | steps),
    st.builds(
        events.FinishedEvent, step=steps, seconds=amounts, examples_per_second=numbers, metrics=st.just({"test": {}})
    ),
)


@given(steps, st.floats(0, 4e9), bodies)
def test_every_event_comes_back_from_its_line(seq: int, time: float, body: Any) -> None:
    event = Event(seq, round(time, 4), body)
    line = format_event(event)
    assert "\n" not in line
    assert parse_event(line) == event
    assert parse_event(line.encode()) == event


def test_every_kind_of_event_is_tested() -> None:
    kinds = {body.kind for body in events._KINDS.values()}
    assert kinds == {
        "state", "step", "evaluation", "writing", "checkpoint", "device", "sample", "log", "failed", "finished",
    }  # fmt: skip


@pytest.mark.parametrize("loss", [float("nan"), float("inf")])
def test_a_loss_that_is_no_number_is_null_in_json_and_nan_when_read(loss: float) -> None:
    line = format_event(Event(0, 1.0, StepEvent(1, 0.1, loss, 1e-5, 1.0, 10.0, 100.0)))
    assert json.loads(line)["loss"] is None
    event = parse_event(line)
    assert event is not None
    assert math.isnan(event.body.loss)
    assert event.body.gradient_norm == 1.0


def test_a_kind_of_a_later_version_is_left_out() -> None:
    assert parse_event('{"seq": 1, "time": 2.0, "kind": "song", "title": "x"}') is None


def test_a_field_of_a_later_version_is_left_out() -> None:
    event = parse_event('{"seq": 1, "time": 2.0, "kind": "checkpoint", "step": 3, "mood": "good"}')
    assert event == Event(1, 2.0, events.CheckpointEvent(3))


def test_a_log_line_fills_in_its_details() -> None:
    assert str(LogEvent(Message("Read {count} rows.", {"count": 3})).message) == "Read 3 rows."


def test_a_log_line_is_written_and_read_as_earlier_versions_do() -> None:
    details = '"template":"Read {count} rows.","details":{"count":3}'
    line = f'{{"seq":4,"time":2.0,"kind":"log",{details},"level":"warning"}}'
    event = Event(4, 2.0, LogEvent(Message("Read {count} rows.", {"count": 3}), "warning"))
    assert format_event(event) == line
    assert parse_event(line) == event
    bare = parse_event('{"seq": 4, "time": 2.0, "kind": "log", "template": "Done."}')
    assert bare == Event(4, 2.0, LogEvent(Message("Done.")))
    assert parse_event('{"seq": 4, "time": 2.0, "kind": "log", "level": "info"}') is None


def test_a_sample_of_an_earlier_version_is_read_as_a_class() -> None:
    row = '{"text":"fine","label":"good","prediction":"bad","probability":0.75}'
    event = parse_event(f'{{"seq":1,"time":2.0,"kind":"sample","step":3,"rows":[{row}]}}')
    assert event is not None
    assert event.body == events.SampleEvent(3, (events.SampleRow.of_class("fine", "good", "bad", 0.75),))
    expected, answer = event.body.rows[0].read()
    assert (expected.headline().text, answer.headline().text, answer.headline().number) == ("good", "bad", 0.75)


def test_a_probability_that_is_no_number_comes_back_as_none() -> None:
    row = events.SampleRow.of_class("fine", "good", "bad", float("nan"))
    event = parse_event(format_event(Event(1, 2.0, events.SampleEvent(3, (row,)))))
    assert event is not None
    number = event.body.rows[0].read()[1].headline().number
    assert number != number
