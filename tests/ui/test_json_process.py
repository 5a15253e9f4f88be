import sys

import pytest

from ui.json_process import JsonProcess


@pytest.fixture
def process(qtbot):
    process = JsonProcess()
    yield process
    process.deleteLater()


def run(qtbot, process, code, *sent):
    told = []
    process.told.connect(told.append)
    with qtbot.waitSignal(process.ended) as ended:
        process.start([sys.executable, "-c", code])
        for message in sent:
            process.send(message)
        process.close_input()
    return told, ended.args[0]


def test_objects_are_told_and_what_is_none_is_passed_over(qtbot, process):
    code = r"""
import sys
print("a library says hello")
print("[1, 2]")
for line in sys.stdin:
    print(line, end="")
print('{"is": "last"}')
sys.exit(3)
"""
    told, status = run(qtbot, process, code, {"text": "naïve\nline"}, {"n": 2})

    assert told == [{"text": "naïve\nline"}, {"n": 2}, {"is": "last"}]
    assert status == 3


def test_the_last_lines_of_the_log_are_kept(qtbot, process):
    code = "import sys; [print(f'line {n}\\n', file=sys.stderr) for n in range(30)]"

    run(qtbot, process, code)

    assert process.log.splitlines() == [f"line {n}" for n in range(10, 30)]


def test_a_program_that_cannot_be_started_ends_at_once(qtbot, process, tmp_path):
    with qtbot.waitSignal(process.ended) as ended:
        process.start([str(tmp_path / "missing")])

    assert ended.args == [-1]
    assert process.log != "none"


def test_of_a_process_that_was_let_go_nothing_more_is_heard(qtbot, process):
    heard = []
    process.told.connect(heard.append)
    process.ended.connect(heard.append)
    process.start([sys.executable, "-c", "import time; time.sleep(60)"])
    number = process.process_id

    process.let_go(5000)

    assert number
    assert process.is_over()
    assert heard == []
