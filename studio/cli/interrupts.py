"""Ctrl+C as something to ask about, not as an exception that may come anywhere."""

import signal
import threading
from types import FrameType, TracebackType
from typing import Any


class Interrupts:
    """Counts how often Ctrl+C was pressed inside the `with` block."""

    def __init__(self) -> None:
        self.count = 0
        self._before: Any = None

    def __enter__(self) -> "Interrupts":
        if threading.current_thread() is threading.main_thread():
            self._before = signal.signal(signal.SIGINT, self._on_interrupt)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._before is not None:
            signal.signal(signal.SIGINT, self._before)

    def is_cancelled(self) -> bool:
        """Whether Ctrl+C was pressed at all."""
        return self.count > 0

    def _on_interrupt(self, signal_number: int, frame: FrameType | None) -> None:
        self.count += 1
