"""Measures the time from the start of the process to the window's first paint.

    python benchmarks/first_paint.py [--starts 10] [--out FILE]

Each start is a fresh process, on a workspace with a draft, on the platform that QT_QPA_PLATFORM names. The clock starts
before the process does and stops when the process tells, right after the window and all in it were painted.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from project import ROOT

# The window as `main.py` opens it. A timer set in the first paint event fires when that paint is through, before all
# else that the window puts off until then; it writes a line and ends the process.
_CHILD = """
import os, sys
from PySide6.QtCore import QTimer
from ui import main_window

paint = main_window.MainWindow.paintEvent

def tell():
    sys.stdout.write("painted\\n")
    sys.stdout.flush()
    os._exit(0)

def first_paint(window, event):
    QTimer.singleShot(0, tell)
    paint(window, event)

main_window.MainWindow.paintEvent = first_paint
from ui.app import main
main(["--workspace", sys.argv[1]])
"""


def main() -> None:
    """Measure and print."""
    options = _parser().parse_args()
    with tempfile.TemporaryDirectory() as folder:
        _start(Path(folder))  # The first start fills the file system's cache and writes bytecode.
        seconds = [_start(Path(folder)) for _ in range(options.starts)]
    platform = os.environ.get("QT_QPA_PLATFORM", "default")
    print(
        f"first paint, {platform}: median {statistics.median(seconds):.3f} s of {options.starts} starts "
        f"({min(seconds):.3f} to {max(seconds):.3f} s)"
    )
    if options.out is not None:
        options.out.write_text(json.dumps({"platform": platform, "seconds": seconds}, indent=1), encoding="utf-8")


def _start(folder: Path) -> float:
    """Start the window once and return the time to its first paint, in seconds."""
    environment = os.environ | {"FETTLE_PREFERENCES": str(folder / "preferences.ini"), "PYTHONPATH": str(ROOT)}
    began = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-c", _CHILD, str(folder / "workspace")],
        stdout=subprocess.PIPE,
        env=environment,
        cwd=ROOT,
        text=True,
    ) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        seconds = time.perf_counter() - began
    if line.strip() != "painted":
        raise SystemExit("The window ended before its first paint.")
    return seconds


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--starts", type=int, default=10, help="how many starts are measured")
    parser.add_argument("--out", type=Path, help="a JSON file for the figures")
    return parser


if __name__ == "__main__":
    main()
