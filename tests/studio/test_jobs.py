import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio import jobs
from studio.errors import DataError, WorkerError
from studio.jobs import CancelledError, Failure, Progress, Result

HEADER = (
    "import json, sys, time; given = json.load(sys.stdin); say = lambda **data: print(json.dumps(data), flush=True)\n"
)


@pytest.fixture
def program(tmp_path, monkeypatch):
    """Make the text of a Python program the job that `jobs.run` starts."""

    def write(text):
        path = tmp_path / "program.py"
        path.write_text(HEADER + text)
        monkeypatch.setattr(jobs, "command", lambda name: [sys.executable, str(path), name])

    return write


@given(
    st.one_of(
        st.builds(Progress, st.text(), st.integers(0), st.none() | st.integers(0)),
        st.builds(Result, st.dictionaries(st.text(), st.integers() | st.text())),
    )
)
def test_a_message_survives_its_line(message):
    line = jobs.format_line(message)
    assert "\n" not in line
    assert jobs.parse_line(line) == message


@pytest.mark.parametrize("line", ["", "loading…", "[1]", '{"other": 1}', '{"progress": {"what": 3}}'])
def test_a_line_that_is_no_message_is_none(line):
    assert jobs.parse_line(line) is None


def test_a_job_that_dies_before_it_has_read_a_long_input_says_its_last_words(tmp_path, monkeypatch):
    path = tmp_path / "program.py"
    path.write_text("import sys; sys.exit('no such library')")
    monkeypatch.setattr(jobs, "command", lambda name: [sys.executable, str(path), name])
    with pytest.raises(WorkerError, match=r"exit status 1\).*no such library"):
        jobs.run("predict", {"texts": ["long " * 200_000]})


def test_progress_is_told_and_the_result_returned(program):
    program('for i in range(3): say(progress={"what": "Counting", "done": i, "total": 3})\nsay(result={"got": given})')
    seen = []
    assert jobs.run("count", {"text": "文本"}, seen.append) == {"got": {"text": "文本"}}
    assert seen == [Progress("Counting", i, 3) for i in range(3)]


def test_an_error_of_the_job_is_raised_here(program):
    error = DataError("{file} is empty.", file="a.csv")
    program(f"say(error={error.to_json()!r})")
    with pytest.raises(DataError, match=r"a\.csv is empty"):
        jobs.run("fail", {})


def test_a_job_that_dies_tells_its_last_words(program):
    program('print("out of luck", file=sys.stderr)\nsys.exit(7)')
    with pytest.raises(WorkerError, match=r"exit status 7[\s\S]*out of luck"):
        jobs.run("die", {})


def test_a_talkative_job_never_blocks(program):
    program('for _ in range(20000): print("x" * 80, file=sys.stderr)\nsay(result={"done": True})')
    assert jobs.run("talk", {}) == {"done": True}


def test_a_cancelled_job_is_ended_at_once(program):
    program('say(progress={"what": "Waiting", "done": 0, "total": None})\ntime.sleep(600)')
    seen = []
    start = time.monotonic()
    with pytest.raises(CancelledError):
        jobs.run("wait", {}, seen.append, is_cancelled=lambda: bool(seen))
    assert time.monotonic() - start < 300


def test_a_job_that_reads_nothing_still_answers(tmp_path, monkeypatch):
    path = tmp_path / "deaf.py"
    path.write_text('import json; print(json.dumps({"result": {"heard": False}}))')
    monkeypatch.setattr(jobs, "command", lambda name: [sys.executable, str(path)])
    assert jobs.run("deaf", {"text": "x" * 1_000_000}) == {"heard": False}


def test_a_failure_keeps_the_kind_of_its_error():
    message = jobs.parse_line(jobs.format_line(Failure(DataError("Row {row} is empty.", row=2))))
    assert isinstance(message, Failure)
    assert isinstance(message.error, DataError)
    assert str(message.error) == "Row 2 is empty."
