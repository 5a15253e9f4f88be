"""A preset's download as the window runs it."""

from PySide6.QtCore import QObject, QTimer, Signal

from studio.catalogue import PresetInfo
from studio.jobs import Progress
from ui.jobs import ProcessJob

_LOOK_MS = 50


class PresetDownload(QObject):
    """Downloads one preset in a process of its own.

    Attributes:
        preset: What is downloaded.
        progress: How far it is.

    Signals:
        changed: `progress` is another one.
        finished: It is whole.
        failed: The `StudioError`.
        cancelled: It came to its end after `cancel`; what came is kept.
    """

    changed = Signal()
    finished = Signal()
    failed = Signal(object)
    cancelled = Signal()

    def __init__(self, preset: PresetInfo, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.preset = preset
        self.progress = Progress("Asking the hub")
        self._job = ProcessJob("download", {"preset": preset.name}, self)
        self._job.progressed.connect(self._on_job_progressed)
        self._job.finished.connect(lambda _result: self.finished.emit())
        self._job.failed.connect(self.failed)
        self._end_timer = QTimer(self, interval=_LOOK_MS)
        self._end_timer.timeout.connect(self._on_end_timer_timeout)

    def start(self) -> None:
        """Begin."""
        self._job.start()

    def cancel(self) -> None:
        """End it; what came is kept. Only `cancelled` is heard of it."""
        self._job.cancel()
        self._end_timer.start()

    def end(self) -> None:
        """End it at once, because the window is closed."""
        self._job.end()

    def _on_job_progressed(self, progress: Progress) -> None:
        self.progress = progress
        self.changed.emit()

    def _on_end_timer_timeout(self) -> None:
        # Before the process is gone, it still writes, and holds its preset locked.
        if self._job.is_over():
            self._end_timer.stop()
            self.cancelled.emit()
