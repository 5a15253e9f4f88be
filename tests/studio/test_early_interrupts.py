"""Ctrl+C before the command line has loaded."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from studio import early_interrupts
from studio.processes import child_environment

# Takes the place of a library that loads for a long time.
_SLOW_MODULE = """
import time
print("loading", flush=True)
time.sleep(60)
"""

# A shell that runs the tests in the background lets them, and their children, take no notice of Ctrl+C.
_WITH_CTRL_C = """
import os, signal, sys
signal.signal(signal.SIGINT, signal.SIG_DFL)
os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
"""


@pytest.fixture
def usual() -> Iterator[None]:
    before = signal.getsignal(signal.SIGINT)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.skipif(sys.platform == "win32", reason="Signals to one process are POSIX.")
def test_ctrl_c_while_the_command_line_loads_prints_one_line(tmp_path: Path) -> None:
    (tmp_path / "typer.py").write_text(_SLOW_MODULE)
    environment = child_environment()
    environment["PYTHONPATH"] = os.pathsep.join([str(tmp_path), environment["PYTHONPATH"]])
    process = subprocess.Popen(
        [sys.executable, "-c", _WITH_CTRL_C, "-m", "studio", "runs"],
        cwd=tmp_path,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "loading\n"
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=60)
    assert told == "Error: Stopped.\n"
    assert process.returncode == 3


def test_once_all_is_loaded_ctrl_c_is_an_error_as_usual(usual: None) -> None:
    early_interrupts.watch()
    assert signal.getsignal(signal.SIGINT) is not signal.default_int_handler
    early_interrupts.leave()
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_who_takes_no_notice_of_ctrl_c_goes_on_taking_none(usual: None) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    early_interrupts.watch()
    assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    early_interrupts.leave()
    assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
