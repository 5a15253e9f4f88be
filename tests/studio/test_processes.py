import os
import sys
import time

from studio.processes import child_environment, is_same_process, process_started, start_detached


def wait_for(condition):
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end, "the condition never came true"
        time.sleep(0.01)


def test_this_process_is_alive_and_known_by_its_start():
    started = process_started(os.getpid())
    assert started is not None
    assert is_same_process(os.getpid(), started)
    assert not is_same_process(os.getpid(), started - 100)


def test_a_process_that_ended_is_not_alive_and_no_zombie_stays(tmp_path):
    process = start_detached([sys.executable, "-c", "print('said')"], tmp_path / "log")
    wait_for(lambda: process.returncode is not None)
    assert process_started(process.pid) is None
    assert (tmp_path / "log").read_text().strip() == "said"


def test_a_detached_process_has_a_session_of_its_own(tmp_path):
    code = "import os; print(os.getsid(0) == os.getpid())"
    process = start_detached([sys.executable, "-c", code], tmp_path / "log")
    wait_for(lambda: process.returncode is not None)
    assert (tmp_path / "log").read_text().strip() == "True"


def test_a_child_finds_the_studio_from_any_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    process = start_detached([sys.executable, "-c", "import studio; print(studio.__version__)"], tmp_path / "log")
    wait_for(lambda: process.returncode is not None)
    assert process.returncode == 0
    assert child_environment()["PYTHONUTF8"] == "1"
