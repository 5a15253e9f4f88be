"""Measures how long the window stands still, and how late a point of a run is on the screen.

    python benchmarks/window.py [--work training,import,export,history] [--backbone bundled|tiny] [--data FILE]
        [--out FILE]

The real window is opened on the platform that QT_QPA_PLATFORM names (offscreen, or a virtual display), and does real
work: a run of a real worker is started and watched on the page Monitor; its model is exported; a CSV file of a million
rows is opened on the page Data; a run of a million steps is opened on the page Monitor.

Meanwhile a timer asks every 5 ms to be called. A stall is by how much a call comes later than that; listed are the
longest stall, the 99th percentile over all calls, and the share of the time that was spent in stalls of more than
50 ms. The latency of a point is the time from its event (the time that the worker wrote into it) to the end of the
paint that shows it. Goals: stalls of at most 200 ms, 50 ms for the 99th percentile; latency of at most 250 ms for
the 95th percentile.

`--backbone tiny` trains a model of random weights that is made on the spot: hundreds of steps a second.
"""

import argparse
import json
import math
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
import project  # noqa: F401
from preview import make_file
from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer

from studio.processes import child_environment
from studio.runs import RunFolder, RunState
from studio.runs.events import Event, StateEvent, StepEvent, format_event
from studio.samples import sample
from studio.spec import DataSpec, RunSpec
from ui.app import Studio, make_app, open_studio
from ui.jobs import ProcessJob
from ui.preferences import Preferences

_PROBE_MS = 5
_SETTLE_MS = 2_000
_LONGEST_S = 900
_WORK = ("training", "export", "import", "history")
_NUM_ROWS = 1_000_000
_NUM_STEPS = 1_000_000

_MAKE_TINY = """
import sys
import studio.engine
import keras_hub

words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *"abcdefghijklmnopqrstuvwxyz"]
words += ["##" + letter for letter in "abcdefghijklmnopqrstuvwxyz"]
shape = dict(num_layers=2, num_heads=2, hidden_dim=32, intermediate_dim=64, max_sequence_length=64)
keras_hub.models.BertBackbone(vocabulary_size=len(words), **shape).save_to_preset(sys.argv[1])
keras_hub.models.BertTokenizer(vocabulary=words, lowercase=True).save_to_preset(sys.argv[1])
"""


class StallProbe(QObject):
    """Notes by how much each call of a 5 ms timer comes late."""

    def __init__(self) -> None:
        super().__init__()
        self._late_ms: list[float] = []
        self._last = 0.0
        self._timer = QTimer(self, interval=_PROBE_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_timer_timeout)

    @contextmanager
    def measure(self) -> Iterator[dict[str, float]]:
        """Fill in the figures at the end of the block."""
        figures: dict[str, float] = {}
        self._late_ms, self._last = [], time.perf_counter()
        self._timer.start()
        yield figures
        self._timer.stop()
        late = np.array(self._late_ms)
        figures |= {
            "seconds": float(late.sum() + _PROBE_MS * len(late)) / 1000,
            "longest_stall_ms": float(late.max()),
            "p99_stall_ms": float(np.percentile(late, 99)),
            "part_in_stalls": float(late[late > 50].sum() / (late.sum() + _PROBE_MS * len(late))),
        }

    def _on_timer_timeout(self) -> None:
        now = time.perf_counter()
        self._late_ms.append(max(0.0, 1000 * (now - self._last) - _PROBE_MS))
        self._last = now


class LatencyProbe(QObject):
    """Notes how long after its event each step was painted."""

    def __init__(self, page: Any) -> None:
        super().__init__()
        self._page = page
        self._num_painted = len(page.history.steps)
        self.seconds: list[float] = []
        page.drawn.connect(self._on_page_drawn)

    def _on_page_drawn(self) -> None:
        times = self._page.history.steps["time"]
        # Only what the plot had taken over when it was drawn is on the screen.
        drawn = min(len(times), self._page.num_plotted_steps())
        if drawn > self._num_painted:
            self.seconds.extend(time.time() - times[self._num_painted : drawn])
        self._num_painted = drawn


class Bench:
    """The window and what is done with it."""

    def __init__(self, options: argparse.Namespace, folder: Path) -> None:
        self._options = options
        self._folder = folder
        self._app = make_app()
        self._studio: Studio = open_studio(self._app, Preferences(folder / "preferences.ini"), folder / "workspace")
        self._session = self._studio.window.session
        self._probe = StallProbe()
        self._finished: RunFolder | None = None

    def run(self) -> dict[str, Any]:
        """Do all the work that was asked for."""
        window = self._studio.window
        self._session.show_page(window.page_names()[0])
        window.show()
        wait_ms(_SETTLE_MS)
        work: dict[str, Callable[[], dict[str, Any]]] = {
            "training": self._train,
            "export": self._export,
            "import": self._import,
            "history": self._open_history,
        }
        found = {name: work[name]() for name in _WORK if name in self._options.work}
        window.close()
        wait_ms(500)
        return found

    def _train(self) -> dict[str, Any]:
        run = self._session.workspace.create_run(self._spec())
        page = self._studio.window.page("monitor")
        with self._probe.measure() as figures:
            self._session.resume_run(run)
            latency: LatencyProbe | None = None

            def is_over() -> bool:
                nonlocal latency
                if latency is None and page.history.last_step and page.num_plotted_steps():
                    latency = LatencyProbe(page)
                return run.status().state.is_over

            wait_until(is_over)
            wait_ms(_SETTLE_MS)
        assert latency is not None
        assert run.status().state is RunState.FINISHED, run.log_path.read_text(encoding="utf-8")[-2000:]
        self._finished = run
        seconds = np.array(latency.seconds)
        shown = {
            "steps": page.history.last_step,
            "points": len(seconds),
            "p50_latency_ms": 1000 * float(np.percentile(seconds, 50)),
            "p95_latency_ms": 1000 * float(np.percentile(seconds, 95)),
        }
        return {**figures, **shown}

    def _export(self) -> dict[str, Any]:
        if self._finished is None:
            self._train()
        assert self._finished is not None
        names = self._studio.window.page_names()
        self._session.show_page("export" if "export" in names else "monitor")
        wait_ms(_SETTLE_MS)
        endings: list[object] = []
        with self._probe.measure() as figures:
            job = ProcessJob("export", {"run": str(self._finished.path), "format": "savedmodel"})
            job.finished.connect(endings.append)
            job.failed.connect(endings.append)
            job.start()
            wait_until(lambda: bool(endings))
            wait_ms(_SETTLE_MS)
        if isinstance(endings[0], Exception):
            raise endings[0]
        return figures

    def _import(self) -> dict[str, Any]:
        path = self._folder / "million.csv"
        make_file(path, _NUM_ROWS)
        self._session.show_page("data")
        wait_ms(_SETTLE_MS)
        with self._probe.measure() as figures:
            self._session.set_data(DataSpec(train=str(path), columns={"text": "text", "label": "label"}))
            wait_until(lambda: self._session.profile is not None or self._session.profile_error is not None)
            wait_ms(_SETTLE_MS)
        assert self._session.profile is not None, self._session.profile_error
        assert self._session.profile.num_rows == _NUM_ROWS
        return {**figures, "rows": _NUM_ROWS}

    def _open_history(self) -> dict[str, Any]:
        run = make_long_run(self._session.workspace.create_run(self._spec()), _NUM_STEPS)
        page = self._studio.window.page("monitor")
        self._session.show_page("monitor")
        wait_ms(_SETTLE_MS)
        with self._probe.measure() as figures:
            self._session.choose_run(run)
            wait_until(lambda: page.num_plotted_steps() == _NUM_STEPS)
            wait_ms(_SETTLE_MS)
        return {**figures, "steps": _NUM_STEPS}

    def _spec(self) -> RunSpec:
        preset = "minilm_l6_en_uncased"
        if self._options.backbone == "tiny":
            folder = self._folder / "tiny"
            if not folder.exists():
                run_child(_MAKE_TINY, str(folder))
            preset = str(folder)
        return RunSpec.parse(
            {
                "name": "Benchmark",
                "task": "text_classification",
                "backbone": {"preset": preset},
                "data": {"train": str(self._options.data), "sequence_length": 64},
                "fit": {"epochs": self._options.epochs},
            }
        )


def make_long_run(run: RunFolder, num_steps: int) -> RunFolder:
    """Write a run of so many steps that was stopped; the numbers are made up."""
    chance = random.Random(0)  # noqa: S311
    with run.events_path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(format_event(Event(0, 0.0, StateEvent(RunState.RUNNING))) + "\n")
        for step in range(1, num_steps + 1):
            loss = 0.2 + math.exp(-step / 2e5) + chance.gauss(0, 0.1)
            body = StepEvent(step, step / 1e5, loss, 1e-5, 1.0 + chance.random(), 60.0, 1500.0)
            file.write(format_event(Event(step, step / 2, body)) + "\n")
    status = run.status()
    run.write_status(type(status)(RunState.STOPPED, step=num_steps, num_steps=num_steps, heartbeat=time.time()))
    return run


def run_child(code: str, *arguments: str) -> None:
    """Run code in another interpreter."""
    subprocess.run([sys.executable, "-c", code, *arguments], check=True, env=child_environment(), stdout=sys.stderr)


def wait_ms(milliseconds: int) -> None:
    """Let the window live for so long."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def wait_until(is_ready: Callable[[], bool]) -> None:
    """Let the window live until something holds.

    Raises:
        TimeoutError: if that takes a quarter of an hour.
    """
    end = time.monotonic() + _LONGEST_S
    while not is_ready():
        if time.monotonic() > end:
            raise TimeoutError("The work did not come to its end.")
        wait_ms(50)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=lambda text: text.split(","), default=list(_WORK), help="what the window does")
    parser.add_argument("--backbone", choices=("bundled", "tiny"), default="bundled", help="what is trained")
    parser.add_argument("--data", type=Path, default=None, help="the data set; without it the sample")
    parser.add_argument("--epochs", type=int, default=1, help="how often the data is passed through")
    parser.add_argument("--out", type=Path, help="a JSON file for the figures")
    return parser


def _print_table(found: dict[str, Any]) -> None:
    print(f"{'':10} {'seconds':>9} {'longest':>9} {'p99':>9} {'latency p50':>12} {'p95':>9}")
    for name, row in found.items():
        stalls = f"{row['longest_stall_ms']:6.0f} ms {row['p99_stall_ms']:6.0f} ms"
        latency = ""
        if "p95_latency_ms" in row:
            latency = f"{row['p50_latency_ms']:9.0f} ms {row['p95_latency_ms']:6.0f} ms"
        print(f"{name:10} {row['seconds']:9.1f} {stalls} {latency}")


def main() -> None:
    """Do the work and tell the figures."""
    options = _parser().parse_args()
    if options.data is None:
        options.data = sample("text_classification").path
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        found = Bench(options, Path(folder)).run()
    _print_table(found)
    if options.out is not None:
        options.out.write_text(json.dumps(found, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
