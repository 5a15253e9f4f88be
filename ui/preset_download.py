"""A preset's download as the window runs it."""

import contextlib

from PySide6.QtCore import QObject, QTimer, Signal

from studio.catalogue import PresetInfo
from studio.downloads import discard_partial
from studio.errors import StudioError
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
    """

    changed = Signal()
    finished = Signal()
    failed = Signal(object)

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
        """End it and delete what is half; nothing more is heard of it."""
        self._job.cancel()
        self._end_timer.start()

    def end(self) -> None:
        """End it at once, because the window is closed."""
        self._job.end()
        self._discard()

    def _on_job_progressed(self, progress: Progress) -> None:
        self.progress = progress
        self.changed.emit()

    def _on_end_timer_timeout(self) -> None:
        # Before the process is gone, it still writes, and on Windows its file cannot be deleted.
        if self._job.is_over():
            self._end_timer.stop()
            self._discard()
            self.deleteLater()

    def _discard(self) -> None:
        with contextlib.suppress(StudioError):
            discard_partial(self.preset.name)
