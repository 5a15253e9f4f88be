"""Whether the hubs can be reached, asked in the background and only when a preset must be downloaded."""

import time

from PySide6.QtCore import QObject, QTimer, Signal

from studio.catalogue import PresetInfo
from studio.errors import StudioError
from ui.jobs import ProcessJob

_ASK_AFTER_MS = 300
_KNOWN_FOR_S = 60.0


class HubWatch(QObject):
    """Asks a hub whether it answers, a little after a preset was chosen.

    Signals:
        changed: An answer came.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)

        # === State ===
        self._wanted: PresetInfo | None = None
        self._job: ProcessJob | None = None
        self._answers: dict[str, tuple[float, StudioError | None]] = {}

        # === Timers ===
        self._timer = QTimer(self, interval=_ASK_AFTER_MS, singleShot=True)
        self._timer.timeout.connect(self._on_timer_timeout)

    def ask(self, preset: PresetInfo) -> None:
        """Find out whether a preset's hub can be reached, unless that is known from less than a minute ago."""
        asked_at, _ = self._answers.get(_hub(preset), (float("-inf"), None))
        if preset.is_offline or time.monotonic() - asked_at < _KNOWN_FOR_S:
            return
        self._wanted = preset
        self._timer.start()

    def problem(self, preset: PresetInfo) -> StudioError | None:
        """Return why a preset's hub cannot be reached; `None` if it can, or nothing is known yet."""
        return self._answers.get(_hub(preset), (0.0, None))[1]

    def tell(self, preset: PresetInfo, problem: StudioError | None) -> None:
        """Take an answer that came another way, such as a download that did its work."""
        self._answers[_hub(preset)] = (time.monotonic(), problem)
        self.changed.emit()

    def close(self) -> None:
        """End the question that is under way."""
        self._timer.stop()
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _on_timer_timeout(self) -> None:
        preset = self._wanted
        if preset is None or self._job is not None:
            return
        self._job = ProcessJob("check_hub", {"preset": preset.name})
        self._job.finished.connect(lambda _result: self._on_job_over(preset, None))
        self._job.failed.connect(lambda error: self._on_job_over(preset, error))
        self._job.start()

    def _on_job_over(self, preset: PresetInfo, problem: StudioError | None) -> None:
        self._job = None
        self.tell(preset, problem)


def _hub(preset: PresetInfo) -> str:
    return (preset.handle or "").partition("://")[0]
