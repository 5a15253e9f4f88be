"""Long work: what is being done, how much, how long still, and a way to end it."""

import time
from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from studio.jobs import Progress
from ui import theme
from ui.text import format_count, format_duration, studio_text
from ui.theme import Tone
from ui.widgets.button import Button, ButtonKind
from ui.widgets.label import Label

_LEAST_S = 2.0


class ProgressLine(QWidget):
    """A bar with words above it and a cancel button.

    Args:
        format_amount: How an amount is written, e.g. `format_bytes`.

    Signals:
        cancelled: The button was clicked.
    """

    cancelled = Signal()

    def __init__(self, format_amount: Callable[[int], str] = format_count, parent: QWidget | None = None) -> None:
        super().__init__(parent)

        # === State ===
        self._format_amount = format_amount
        self._what = ""
        self._began = 0.0

        # === Widgets ===
        self._label = Label()
        self._left = Label(tone=Tone.MUTED)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._button = Button(self.tr("Cancel"), ButtonKind.SECONDARY)

        # === Layout ===
        words = QHBoxLayout()
        words.addWidget(self._label)
        words.addStretch(1)
        words.addWidget(self._left)
        left = QVBoxLayout()
        left.setSpacing(theme.SPACE_XS)
        left.addLayout(words)
        left.addWidget(self._bar)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_M)
        layout.addLayout(left, 1)
        layout.addWidget(self._button)

        # === Signals ===
        self._button.clicked.connect(self.cancelled)

    def set_progress(self, progress: Progress) -> None:
        """Show how far the work is; another kind of work starts the clock anew."""
        if progress.what != self._what or progress.done == 0:
            self._what, self._began = progress.what, time.monotonic()
        what = studio_text(progress.what)
        total = progress.total or 0
        done = self._format_amount(progress.done)
        amount = f"{done} / {self._format_amount(total)}" if total else done
        self._label.setText(f"{what} · {amount}" if total > 1 or progress.done else what)
        self._bar.setRange(0, 1000 if total else 0)
        self._bar.setValue(round(1000 * progress.done / total) if total else 0)
        self._bar.setAccessibleName(what)
        self._left.setText(self._time_left(progress.done, total))

    def retranslate(self) -> None:
        """Take the words of another language."""
        self._button.setText(self.tr("Cancel"))

    def _time_left(self, done: int, total: int) -> str:
        elapsed = time.monotonic() - self._began
        if not 0 < done < total or elapsed < _LEAST_S:
            return ""
        return self.tr("{time} left").format(time=format_duration(elapsed * (total - done) / done))
