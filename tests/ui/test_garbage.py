import gc
import subprocess
import sys
import threading

import pytest
from PySide6.QtWidgets import QWidget

from ui.garbage import MainThreadCollector


class Counted(QWidget):
    """A widget that only a cycle of references keeps alive once it is let go."""

    def __init__(self, ends):
        super().__init__()
        self._itself = self
        self._ends = ends

    def __del__(self):
        self._ends.append(threading.current_thread())


@pytest.fixture
def collector(qapp):
    collector = MainThreadCollector(qapp)
    yield collector
    collector.deleteLater()


def test_a_thread_that_allocates_destroys_no_widget(qtbot, collector):
    ends = []

    def allocate():
        for _ in range(50_000):
            cycle = []
            cycle.append(cycle)

    Counted(ends)
    thread = threading.Thread(target=allocate)
    thread.start()
    thread.join()
    assert not ends
    qtbot.waitUntil(lambda: bool(ends))
    assert ends == [threading.main_thread()]


def test_old_garbage_is_collected_too(collector):
    ends = []
    counted = Counted(ends)
    gc.collect(0)
    gc.collect(1)
    del counted
    kept = []
    while not ends and len(kept) < 1_000_000:
        # What survives a collection of the young makes the older generations due.
        kept.extend([] for _ in range(gc.get_threshold()[0] + 1))
        collector.collect_due()
    assert ends == [threading.main_thread()]


def test_python_collects_again_after_the_end(qapp):
    collector = MainThreadCollector(qapp)
    assert not gc.isenabled()
    collector.end()
    assert gc.isenabled()
    gc.disable()


def test_the_application_collects_so():
    code = "import gc; from ui.app import make_app; app = make_app(); print(gc.isenabled())"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False"
