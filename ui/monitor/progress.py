"""How far a run is: epoch, step, time left, throughput, and the bar."""

import math
import time

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from studio.runs import RunState, RunStatus
from studio.runs.history import RunHistory
from studio.runs.live import current_step
from ui import theme
from ui.text import format_about, format_count, format_duration, format_number, translate
from ui.theme import Tone
from ui.widgets import Label
from ui.widgets.progress_bar import ProgressBar
from ui.words.run_words import time_left_words

_BAR_STEPS = 1000
# The time left is shown anew at most this often, and moves towards a new estimate, so that it does not flicker.
_ESTIMATE_S = 1.0
_WEIGHT = 0.3


class RunProgress(QWidget):
    """The line above the key numbers."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)

        # === State ===
        self._num_epochs = 0
        self._left_s: float | None = None
        self._left_time = 0.0

        # === Widgets ===
        self._where = Label(tone=Tone.MUTED)
        self._pace = Label(tone=Tone.MUTED)
        for label in (self._where, self._pace):
            label.setFont(theme.tabular(theme.body_font()))
        self._bar = ProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, _BAR_STEPS)

        # === Layout ===
        words = QHBoxLayout()
        words.addWidget(self._where)
        words.addStretch(1)
        words.addWidget(self._pace)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, theme.SPACE_XS)
        layout.setSpacing(theme.SPACE_S)
        layout.addLayout(words)
        layout.addWidget(self._bar)

    def begin(self, num_epochs: int) -> None:
        """Show another run."""
        self._num_epochs = num_epochs
        self._left_s = None

    def show_run(self, status: RunStatus, history: RunHistory, expected_s: float | None = None) -> None:
        """Show how far the run is.

        Args:
            status: Where it stands.
            history: What happened so far.
            expected_s: About how long it takes in all, as it was forecast; told until its own pace is known.
        """
        step = current_step(status, history)
        self._where.setText(self._where_text(status, history, step))
        self._pace.setText(self._pace_text(status, history, expected_s))
        done = self._done_fraction(status, history, step)
        self._bar.setRange(0, 0 if done is None else _BAR_STEPS)
        if done is not None:
            self._bar.setValue(round(_BAR_STEPS * done))
        self._bar.setAccessibleName(self._where.text())

    def _done_fraction(self, status: RunStatus, history: RunHistory, step: int) -> float | None:
        """Return how much of the steps is done, or of the work before them; `None` while that cannot be said."""
        if status.state is RunState.STARTING:
            return None if history.preparing is None else history.preparing.done_fraction
        if status.num_steps:
            return step / status.num_steps
        return None if status.state.is_active else 0.0

    def _where_text(self, status: RunStatus, history: RunHistory, step: int) -> str:
        if status.state is RunState.QUEUED:
            return self.tr("Waits for its turn")
        if status.state is RunState.STARTING and history.preparing is not None:
            return translate(history.preparing.message)
        if status.state is RunState.STARTING:
            return self.tr("Starting: loads TensorFlow, the backbone and the data")
        if not status.num_steps:
            return self.tr("Prepares the data")
        steps = self.tr("step {step} of {total}").format(step=format_count(step), total=format_count(status.num_steps))
        if not len(history.steps):
            return steps[:1].upper() + steps[1:]
        epoch = min(self._num_epochs, max(1, math.ceil(float(history.steps["epoch"][-1]))))
        epochs = self.tr("Epoch {epoch} of {total}").format(epoch=epoch, total=self._num_epochs)
        return f"{epochs} · {steps}"

    def _pace_text(self, status: RunStatus, history: RunHistory, expected_s: float | None) -> str:
        rate = history.examples_per_second()
        rate_text = "" if rate is None else self.tr("{rate} examples/s").format(rate=format_number(rate, 2))
        if status.state.is_over:
            if history.finish is not None:
                rate_text = self.tr("{rate} examples/s").format(
                    rate=format_number(history.finish.examples_per_second, 2)
                )
            spent = self.tr("took {time}").format(time=format_duration(status.seconds)) if status.seconds else ""
            return " · ".join(text for text in (spent, rate_text) if text)
        if status.state not in (RunState.STARTING, RunState.RUNNING):
            return ""
        left = self._smoothed_left(history.seconds_left(status.num_steps))
        left_text = "" if left is None else time_left_words(left)
        if left is None and expected_s is not None:
            left_text = self.tr("about {time} in all").format(time=format_about(expected_s))
        return " · ".join(text for text in (left_text, rate_text) if text)

    def _smoothed_left(self, estimate: float | None) -> float | None:
        now = time.monotonic()
        if estimate is None or self._left_s is None:
            self._left_s, self._left_time = estimate, now
        elif now - self._left_time >= _ESTIMATE_S:
            expected = max(0.0, self._left_s - (now - self._left_time))
            self._left_s, self._left_time = expected + _WEIGHT * (estimate - expected), now
        return self._left_s
