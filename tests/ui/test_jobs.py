import sys
import threading

import pytest

from studio import jobs
from studio.errors import DataError, WorkerError
from studio.jobs import CancelledError, Progress, Result
from ui.jobs import ProcessJob, ThreadJob, hold_back, let_go


@pytest.fixture
def job_script(monkeypatch, tmp_path):
    """Let a job be a script of the test's own."""

    def use(code):
        path = tmp_path / "job.py"
        path.write_text(f"import json, sys\narguments = json.loads(sys.stdin.read())\n{code}\n", encoding="utf-8")
        monkeypatch.setattr(jobs, "command", lambda name: [sys.executable, str(path)])

    return use


def test_a_thread_job_reports_progress_and_its_result(qtbot):
    heard = []

    def work(report, is_cancelled):
        report(Progress("Counting", 1, 2))
        return 42

    job = ThreadJob(work)
    job.progressed.connect(heard.append)
    with qtbot.waitSignal(job.finished) as finished:
        job.start()
    assert finished.args == [42]
    assert heard == [Progress("Counting", 1, 2)]
    assert job.is_over()


def test_a_thread_job_reports_an_error_as_a_value(qtbot):
    def work(report, is_cancelled):
        raise DataError("There is no file {file}.", file="a.csv")

    job = ThreadJob(work)
    with qtbot.waitSignal(job.failed) as failed:
        job.start()
    assert str(failed.args[0]) == "There is no file a.csv."


def test_a_thread_job_passes_on_what_nobody_foresaw(qtbot):
    def work(report, is_cancelled):
        raise ZeroDivisionError

    job = ThreadJob(work)
    with qtbot.captureExceptions() as caught:
        job.start()
        qtbot.waitUntil(job.is_over)
    assert [kind for kind, _, _ in caught] == [ZeroDivisionError]


def test_nothing_is_heard_of_a_cancelled_thread_job(qtbot):
    heard, began = [], threading.Event()

    def work(report, is_cancelled):
        began.set()
        while not is_cancelled():
            threading.Event().wait(0.001)
        raise CancelledError

    job = ThreadJob(work)
    job.finished.connect(heard.append)
    job.failed.connect(heard.append)
    job.start()
    assert began.wait(5)
    job.cancel()
    qtbot.waitUntil(job.is_over)
    assert heard == []


def test_a_job_that_is_held_back_starts_once_it_is_let_go(qtbot):
    began = threading.Event()
    job = ThreadJob(lambda report, is_cancelled: began.set())
    hold_back()
    job.start()
    assert not began.wait(0.05)
    with qtbot.waitSignal(job.finished):
        let_go()
    assert began.is_set()


def test_a_process_job_reports_progress_and_its_result(qtbot, job_script):
    job_script(
        'print(json.dumps({"progress": {"what": "Half", "done": 1, "total": 2}}))\n'
        'print("noise that is no message")\n'
        'print(json.dumps({"result": {"twice": 2 * arguments["number"]}}))'
    )
    heard = []
    job = ProcessJob("double", {"number": 21})
    job.progressed.connect(heard.append)
    with qtbot.waitSignal(job.finished, timeout=10_000) as finished:
        job.start()
    assert finished.args == [Result({"twice": 42})]
    assert heard == [Progress("Half", 1, 2)]
    assert job.is_over()


def test_a_process_job_reports_the_error_that_the_process_told(qtbot, job_script):
    error = DataError("There is no file {file}.", file="a.csv")
    job_script(f"print(json.dumps({{'error': {error.to_json()!r}}}))")
    job = ProcessJob("fail", {})
    with qtbot.waitSignal(job.failed, timeout=10_000) as failed:
        job.start()
    assert isinstance(failed.args[0], DataError)
    assert str(failed.args[0]) == str(error)


def test_a_process_that_dies_without_a_word_is_told_with_its_last_lines(qtbot, job_script):
    job_script('sys.stderr.write("out of memory\\n"); sys.exit(7)')
    job = ProcessJob("die", {})
    with qtbot.waitSignal(job.failed, timeout=10_000) as failed:
        job.start()
    assert isinstance(failed.args[0], WorkerError)
    assert "exit status 7" in str(failed.args[0])
    assert "out of memory" in str(failed.args[0].message.details["log"])


def test_nothing_is_heard_of_a_cancelled_process_job(qtbot, job_script):
    job_script("import time\ntime.sleep(60)")
    heard = []
    job = ProcessJob("wait", {})
    job.finished.connect(heard.append)
    job.failed.connect(heard.append)
    job.start()
    job.cancel()
    qtbot.waitUntil(job.is_over, timeout=10_000)
    assert heard == []
