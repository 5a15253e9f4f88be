"""What is at work already, before another run is started beside it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from studio.runs import RunSummary
from ui import theme
from ui.text import format_about, format_bytes, format_count, in_a_row
from ui.theme import Tone
from ui.widgets.button import Button, ButtonKind
from ui.widgets.card import Card
from ui.widgets.icon_label import IconLabel
from ui.widgets.label import Label
from ui.words.run_words import state_word


class BesideCard(Card):
    """A question in place: start a second run beside those at work, look at them, or not now. Hidden until asked.

    Signals:
        confirmed: The run is to be started beside the others.
        queued: The run is to wait in the queue.
        looked: The user wants to see what is at work.
    """

    confirmed = Signal()
    queued = Signal()
    looked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)

        # === State ===
        self._runs: tuple[RunSummary, ...] = ()
        self._memory: tuple[int, int] | None = None

        # === Widgets ===
        self._what = IconLabel()
        self._meaning = Label(tone=Tone.MUTED, is_wrapped=True)
        self._memory_line = IconLabel()
        self._not_now = Button()
        self._look = Button(icon_name="chart-line")
        self.queue = Button(icon_name="playlist-plus")
        self.start = Button(kind=ButtonKind.PRIMARY)

        # === Layout ===
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.SPACE_M)
        buttons.addStretch(1)
        for button in (self._not_now, self._look, self.queue, self.start):
            buttons.addWidget(button)
        for widget in (self._what, self._meaning, self._memory_line):
            self.body.addWidget(widget)
        self.body.addLayout(buttons)
        self.hide()

        # === Signals ===
        self._not_now.clicked.connect(self.hide)
        self._look.clicked.connect(self.looked)
        self.queue.clicked.connect(self._on_queue_clicked)
        self.start.clicked.connect(self._on_start_clicked)

    def ask(self, runs: tuple[RunSummary, ...], memory: tuple[int, int] | None) -> None:
        """Ask whether to start beside these runs.

        Args:
            runs: Those at work, one at least.
            memory: What all of them and the new one take together, and what there is, in bytes; `None` if not known.
        """
        self._runs, self._memory = runs, memory
        self.retranslate()
        self.show()
        self._not_now.setFocus()

    def update_runs(self, runs: tuple[RunSummary, ...]) -> None:
        """Show how far the runs are; with none at work any more there is nothing to ask."""
        if self.isHidden():
            return
        self._runs = runs
        if runs:
            self.retranslate()
        else:
            self.hide()

    def what(self) -> str:
        """Return what is said to be at work."""
        return self._what.text()

    def retranslate(self) -> None:
        """Take the words of another language."""
        self._not_now.setText(self.tr("Not now"))
        self._look.setText(self.tr("Show what is at work"))
        self.queue.setText(self.tr("Add to the queue"))
        self.start.setText(self.tr("Start beside it"))
        if not self._runs:
            return
        self._what.set_content("timer-sand", in_a_row(self._one(run) for run in self._runs), Tone.TEXT)
        meaning = self.tr("Runs share this computer: beside each other all of them take longer.")
        self._meaning.setText(meaning)
        self._show_memory()

    def _one(self, run: RunSummary) -> str:
        values = {
            "name": run.name,
            "step": format_count(run.step),
            "total": format_count(run.num_steps),
            "state": state_word(run.state),
        }
        if not run.num_steps:
            return self.tr("“{name}” is at work ({state}).").format(**values)
        if run.seconds_left is None:
            return self.tr("“{name}” is at work ({state}, step {step} of {total}).").format(**values)
        text = self.tr("“{name}” is running (step {step} of {total}, about {time} left).")
        return text.format(**values, time=format_about(run.seconds_left))

    def _show_memory(self) -> None:
        self._memory_line.setVisible(self._memory is not None)
        if self._memory is None:
            return
        used, total = (format_bytes(size) for size in self._memory)
        if self._memory[0] <= self._memory[1]:
            text = self.tr("Together they take about {used} of {total} of memory.")
            self._memory_line.set_content("memory", text.format(used=used, total=total), Tone.MUTED)
            return
        text = self.tr("Together they would take about {used} of memory. There are {total}: one may be ended for it.")
        self._memory_line.set_content("alert", text.format(used=used, total=total), Tone.WARN)

    def _on_start_clicked(self) -> None:
        self.hide()
        self.confirmed.emit()

    def _on_queue_clicked(self) -> None:
        self.hide()
        self.queued.emit()
