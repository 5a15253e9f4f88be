"""How fast the window draws a million points, and opens its largest tables.

    python benchmarks/opening.py [--work points runs presets preview] [--steps 1000000] [--runs 10000]
        [--rows 10000000] [--repeats 9] [--out FILE]

The real window, on the platform that QT_QPA_PLATFORM names (offscreen, or a virtual display):

- points: the loss of a run of a million steps on the page Monitor; a frame is a key that zooms in or out, until the
  plot is painted again.
- runs: the page Runs with a table of 10,000 runs, which are copies of one; what a refresh of the list stands still for
  is told as well.
- presets: the page Backbone with the list of all presets.
- preview: a CSV file of 10 million rows is chosen on the page Data; the time is that until its first rows are painted,
  in a thread and with the window alive, and the longest stall meanwhile.

The time to open a page is that from the command to the end of the paint that shows it, in turns with another page. The
first time, when the page is also built, is told by itself, and so is the time of the processors, which tells more where
other programs run. Goals: 30 frames a second, 200 ms.
"""

import argparse
import json
import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import project  # noqa: F401
from preview import make_file
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from window import StallProbe, make_long_run, wait_ms, wait_until

from studio.runs import RunState
from studio.samples import sample
from studio.spec import DataSpec, RunSpec
from ui.app import make_app, open_studio
from ui.backbone.preset_list import PresetList
from ui.data.preview_table import PreviewTable
from ui.plots import PlotCard
from ui.preferences import Preferences
from ui.runs.table import RunsTable

_WORK = ("points", "runs", "presets", "preview")
_SETTLE_MS = 2_000
_NUM_ZOOMS, _NUM_ROUNDS = 8, 4
# In between, the window shows this page, which is built and light.
_OTHER_PAGE = "settings"


class PaintWatch(QObject):
    """Notes whether a widget was painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self.was_painted = False
        self._widget = widget
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """See the paint events come by."""
        self.was_painted = self.was_painted or event.type() is QEvent.Type.Paint
        return False

    def end(self) -> None:
        """Watch no longer."""
        self._widget.removeEventFilter(self)


class Taken(NamedTuple):
    """Seconds by the clock, and those that the processors worked for this process."""

    wall: float
    processor: float


def time_until_painted(widget: QWidget, command: Callable[[], object], is_there: Callable[[], bool]) -> Taken:
    """Return what it takes from a command to the end of the first paint of a widget in which something is there."""
    watch, began, busy = PaintWatch(widget), time.perf_counter(), time.process_time()
    command()
    while not watch.was_painted:
        # What is painted before it is there does not count.
        was_there = is_there()
        QApplication.processEvents()
        watch.was_painted = watch.was_painted and was_there
    taken = Taken(time.perf_counter() - began, time.process_time() - busy)
    watch.end()
    return taken


class Bench:
    """The window and what it opens."""

    def __init__(self, options: argparse.Namespace, folder: Path) -> None:
        self._options = options
        self._folder = folder
        self._app = make_app()
        self._studio = open_studio(self._app, Preferences(folder / "preferences.ini"), folder / "workspace")
        self._window = self._studio.window
        self._session = self._window.session
        self._probe = StallProbe()

    def run(self) -> dict[str, Any]:
        """Do all the work that was asked for."""
        self._session.show_page(_OTHER_PAGE)
        self._window.show()
        wait_ms(_SETTLE_MS)
        work: dict[str, Callable[[], dict[str, Any]]] = {
            "points": self._points,
            "runs": self._runs,
            "presets": self._presets,
            "preview": self._preview,
        }
        found = {name: work[name]() for name in _WORK if name in self._options.work}
        self._window.close()
        wait_ms(500)
        return found

    def _points(self) -> dict[str, Any]:
        num_steps = self._options.steps
        run = make_long_run(self._session.workspace.create_run(_spec()), num_steps)
        page: Any = self._window.page("monitor")
        self._session.show_page("monitor")
        self._session.choose_run(run)
        wait_until(lambda: page.num_plotted_steps() == num_steps)
        wait_ms(_SETTLE_MS)
        view = next(card for card in page.findChildren(PlotCard) if _num_points(card) >= num_steps).plot_view()
        frames = []
        for key in [*[Qt.Key.Key_Plus] * _NUM_ZOOMS, *[Qt.Key.Key_Minus] * _NUM_ZOOMS] * _NUM_ROUNDS:
            began, busy = time.perf_counter(), time.process_time()
            QTest.keyClick(view, key)
            view.viewport().repaint()
            frames.append(Taken(time.perf_counter() - began, time.process_time() - busy))
        self._session.show_page(_OTHER_PAGE)
        return {
            "points": num_steps,
            "frames_per_second": [1 / frame.wall for frame in frames],
            "processor_ms": [1000 * frame.processor for frame in frames],
        }

    def _runs(self) -> dict[str, Any]:
        num_runs = self._options.runs
        first = self._session.workspace.create_run(_spec())
        first.write_status(type(first.status())(RunState.STOPPED, step=1, num_steps=1, heartbeat=time.time()))
        for number in range(num_runs - len(list(first.path.parent.iterdir()))):
            shutil.copytree(first.path, first.path.with_name(f"{first.path.name}-{number}"))
        with self._probe.measure() as figures:
            self._session.refresh_runs()
            wait_until(lambda: len(self._session.runs) == num_runs)
            wait_ms(_SETTLE_MS)
        table = self._window.page("runs").findChild(RunsTable)
        opened = self._open("runs", table.viewport(), lambda: table.model().rowCount() == num_runs)
        return {"runs": num_runs, **opened, "listing": figures}

    def _presets(self) -> dict[str, Any]:
        presets = self._window.page("backbone").findChild(PresetList).table
        return self._open("backbone", presets.viewport(), lambda: presets.model().rowCount() > 0)

    def _preview(self) -> dict[str, Any]:
        path, num_rows = self._folder / "rows.csv", self._options.rows
        make_file(path, num_rows)
        self._session.show_page("data")
        wait_ms(_SETTLE_MS)
        table = self._window.page("data").findChild(PreviewTable)
        data = DataSpec(train=str(path), columns={"text": "text", "label": "label"})
        with self._probe.measure() as figures:
            taken = time_until_painted(
                table.viewport(), lambda: self._session.set_data(data), lambda: table.model().rowCount() > 0
            )
            wait_ms(_SETTLE_MS)
        return {"rows": num_rows, "ms": [1000 * taken.wall], "longest_stall_ms": figures["longest_stall_ms"]}

    def _open(self, page: str, widget: QWidget, is_there: Callable[[], bool]) -> dict[str, Any]:
        """Open a page again and again, and return how long that took, the first time by itself."""
        found = []
        for _ in range(self._options.repeats + 1):
            self._session.show_page(_OTHER_PAGE)
            wait_ms(200)
            found.append(time_until_painted(widget, lambda: self._session.show_page(page), is_there))
        again = found[1:]
        return {
            "first_ms": 1000 * found[0].wall,
            "ms": [1000 * taken.wall for taken in again],
            "processor_ms": [1000 * taken.processor for taken in again],
        }


def _num_points(card: PlotCard) -> int:
    return max((len(line.series) for line in card.model.lines.values()), default=0)


def _spec() -> RunSpec:
    data = {"train": str(sample("text_classification").path), "sequence_length": 64}
    backbone = {"preset": "minilm_l6_en_uncased"}
    return RunSpec.parse({"name": "Benchmark", "task": "text_classification", "backbone": backbone, "data": data})


def main() -> None:
    """Do the work and tell the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--work", nargs="+", choices=_WORK, default=_WORK, help="what is measured")
    parser.add_argument("--steps", type=int, default=1_000_000, help="of the run that is drawn")
    parser.add_argument("--runs", type=int, default=10_000, help="in the table")
    parser.add_argument("--rows", type=int, default=10_000_000, help="of the file that is previewed")
    parser.add_argument("--repeats", type=int, default=9, help="how often a page is opened")
    parser.add_argument("--out", type=Path, help="a JSON file for the figures")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        found = Bench(options, Path(folder)).run()
    for name, figures in found.items():
        medians = {key: statistics.median(value) for key, value in figures.items() if isinstance(value, list)}
        print(f"{name:8} {figures | medians}")
    if options.out is not None:
        options.out.write_text(json.dumps(found, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
