"""Long work: what is being done, how much, how long still, and a way to end it."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from studio.jobs import Progress
from ui import theme
from ui.text import format_count, format_duration, studio_text
from ui.theme import Tone
from ui.widgets.button import Button, ButtonKind
from ui.widgets.label import Label
from ui.widgets.pace import Pace
from ui.widgets.progress_bar import ProgressBar


class ProgressLine(QWidget):
    """A bar with words above it and a cancel button.

    Args:
        format_amount: How an amount is written, e.g. `format_bytes`.
        has_rate: Whether the amount of a second is shown too.

    Signals:
        cancelled: The button was clicked.
    """

    cancelled = Signal()

    def __init__(
        self,
        format_amount: Callable[[int], str] = format_count,
        *,
        has_rate: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)

        # === State ===
        self._format_amount = format_amount
        self._has_rate = has_rate
        self._pace = Pace()
        self._progress: Progress | None = None

        # === Widgets ===
        self._label = Label()
        self._left = Label(tone=Tone.MUTED)
        self._bar = ProgressBar()
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
        """Show how far the work is."""
        self._progress = progress
        self._pace.add(progress.done, progress.total or 0)
        self._show(progress)

    def _show(self, progress: Progress) -> None:
        total = progress.total or 0
        what = studio_text(progress.what)
        done = self._format_amount(progress.done)
        amount = f"{done} / {self._format_amount(total)}" if total else done
        parts = [what, amount if total > 1 or progress.done else "", self._rate()]
        self._label.setText(" · ".join(filter(None, parts)))
        self._bar.setRange(0, 1000 if total else 0)
        self._bar.setValue(round(1000 * progress.done / total) if total else 0)
        self._bar.setAccessibleName(what)
        self._left.setText(self._time_left())

    def retranslate(self) -> None:
        """Take the words of another language."""
        self._button.setText(self.tr("Cancel"))
        if self._progress is not None:
            self._show(self._progress)

    def _rate(self) -> str:
        rate = self._pace.per_second() if self._has_rate else None
        return "" if rate is None else self.tr("{amount}/s").format(amount=self._format_amount(round(rate)))

    def _time_left(self) -> str:
        seconds = self._pace.seconds_left()
        return "" if seconds is None else self.tr("{time} left").format(time=format_duration(seconds))
