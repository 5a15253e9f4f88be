"""Python's garbage collection, in the main thread alone."""

import gc

from PySide6.QtCore import QObject, QTimer

_INTERVAL_MS = 250


class MainThreadCollector(QObject):
    """Collects what only a cycle of references keeps alive, from the event loop instead of anywhere.

    Python collects in whichever thread happens to allocate. A widget that such a cycle held would then be destroyed in
    a thread of the pool while the main thread may be painting it: the process dies or stands still. While this object
    lives, Python's own collection is off, and the event loop looks a few times a second, with Python's own thresholds.

    Args:
        parent: Ends the collector with itself; the application.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(_INTERVAL_MS)
        self._timer.timeout.connect(self.collect_due)
        self._timer.start()

    def collect_due(self) -> None:
        """Collect the oldest generation that is due."""
        counts, thresholds = gc.get_count(), gc.get_threshold()
        for generation in reversed(range(len(counts))):
            if counts[generation] > thresholds[generation]:
                gc.collect(generation)
                return

    def end(self) -> None:
        """Leave it to Python again."""
        self._timer.stop()
        gc.collect()
        gc.enable()
