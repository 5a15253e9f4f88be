"""Loads pyqtgraph in a thread, and builds plots one by one, so that neither holds the window up."""

import importlib
import sys
import weakref
from collections import deque
from typing import Protocol

import shiboken6
from PySide6.QtCore import QCoreApplication, QObject, QTimer

from ui.jobs import ThreadJob

_VIEW_MODULE = "ui.plots.view"


class PlotPlace(Protocol):
    """A widget that wants a plot."""

    def build_plot(self) -> None:
        """Build the plot: pyqtgraph is loaded."""


class PlotLoader(QObject):
    """Lets plots be built once they can be, one at a time between other events."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: deque[weakref.ref[PlotPlace]] = deque()
        self._job: ThreadJob | None = None
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._on_timer_timeout)

    def request(self, place: PlotPlace) -> None:
        """Build the plot of a widget as soon as pyqtgraph is loaded, if the widget still lives then."""
        self._waiting.append(weakref.ref(place))
        if _VIEW_MODULE in sys.modules and self._job is None:
            self._timer.start()
        elif self._job is None:
            self._job = ThreadJob(lambda report, is_cancelled: importlib.import_module(_VIEW_MODULE))
            self._job.finished.connect(self._on_job_finished)
            self._job.start()

    def _on_job_finished(self, module: object) -> None:
        self._job = None
        self._timer.start()

    def _on_timer_timeout(self) -> None:
        if self._waiting:
            place = self._waiting.popleft()()
            if place is not None and shiboken6.isValid(place):
                place.build_plot()
        if not self._waiting:
            self._timer.stop()


def plot_loader() -> PlotLoader:
    """Return the application's loader."""
    app = QCoreApplication.instance()
    assert app is not None
    found = app.findChild(PlotLoader)
    return found if found is not None else PlotLoader(app)
