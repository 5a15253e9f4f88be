import errno
from pathlib import Path

import pytest

from studio.errors import DataError, RunError
from studio.runs import RunFolder, RunState, Workspace, read_events
from studio.runs.events import StateEvent
from studio.spec import RunSpec


@pytest.fixture
def run(tmp_path: Path) -> RunFolder:
    spec = {"task": "text_classification", "backbone": {"preset": "x"}, "data": {"train": "/a.csv"}}
    return Workspace(tmp_path).create_run(RunSpec.parse(spec))


def explain(error: BaseException, run: RunFolder):
    from studio.engine.running.failures import explain

    return explain(error, run)


def test_an_error_for_the_user_stays_as_it_is(run: RunFolder) -> None:
    error = DataError("{file} is empty.", file="a.csv")
    assert explain(error, run) is error


@pytest.mark.engine
def test_a_full_memory_comes_with_advice(run: RunFolder) -> None:
    import tensorflow as tf

    for error in (MemoryError(), tf.errors.ResourceExhaustedError(None, None, "OOM when allocating tensor")):
        found = explain(error, run)
        assert isinstance(found, RunError)
        assert "smaller batch size" in str(found)


@pytest.mark.parametrize(
    ("error", "is_full"),
    [
        (MemoryError(), True),
        (RuntimeError("RESOURCE_EXHAUSTED: Out of memory allocating 7 bytes."), True),
        (RuntimeError("std::bad_alloc"), True),
        (OSError(errno.ENOMEM, "Cannot allocate memory"), True),
        (OSError(errno.ENOSPC, "No space left on device"), False),
        (KeyError("out of memory"), False),
        (ValueError("a shape does not fit"), False),
    ],
)
def test_a_full_memory_is_known_in_whatever_words(error: BaseException, is_full: bool) -> None:
    from studio.engine.backends.memory import is_memory_full

    assert is_memory_full(error) is is_full
    outer = RuntimeError("A step failed.")
    outer.__cause__ = error
    assert is_memory_full(outer) is is_full


def test_a_full_disk_is_named(run: RunFolder) -> None:
    found = explain(OSError(errno.ENOSPC, "No space left on device"), run)
    assert str(run.path) in str(found)
    assert "Make room and resume" in str(found)


def test_anything_else_is_told_in_one_line_with_the_way_to_the_log(run: RunFolder) -> None:
    found = explain(ValueError("first line\nand a long trace"), run)
    assert isinstance(found, RunError)
    assert "ValueError: first line." in str(found)
    assert str(run.log_path) in str(found)
    assert "\n" not in str(found)


def test_what_goes_wrong_after_the_end_changes_the_end_no_more(run: RunFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    from studio.engine.running.worker import Worker

    monkeypatch.setattr("signal.signal", lambda *_: None)
    worker = Worker(run, 0.0)
    worker._status.enter(RunState.RUNNING)
    worker._end(RunState.FINISHED)
    assert worker._fail(RunError("A file could not be closed.")) == 1
    worker._events.close()
    assert run.status().state is RunState.FINISHED
    assert [type(event.body) for event in read_events(run.events_path)] == [StateEvent]
