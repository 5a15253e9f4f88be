"""The queue on the page of all runs: what waits, in which order, and how it is worked off."""

from functools import partial

from PySide6.QtCore import QDateTime, QLocale, Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from studio.errors import InputError, NotFoundError
from studio.queue import AfterFailure, QueueEntry, QueueNote
from studio.queue.settings import MOST_RETRIES
from studio.runs import RunState, RunSummary
from ui import theme
from ui.runs.queue_list import QueueList, QueueRow
from ui.session import Session
from ui.text import format_percent, translate, translate_error
from ui.theme import Tone
from ui.widgets import Button, Card, Disclosure, ErrorCard, IconLabel, Label
from ui.widgets.sign_button import SignButton
from ui.words.run_words import time_left_words

_MOST_NOTES = 6
_FIELD_WIDTH = 220


class QueueCard(Card):
    """Hidden while nothing waits and nothing has happened.

    Args:
        session: What the pages share.

    Signals:
        opened: A run is to be looked at; carries its id.
    """

    opened = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)

        # === State ===
        self._session = session
        self._is_showing = False

        # === Widgets ===
        self.state = IconLabel()
        self.pause = Button(icon_name="pause")
        self.rows = QueueList()
        self.now = SignButton("play")
        self.up = SignButton("arrow-up")
        self.down = SignButton("arrow-down")
        self.remove = SignButton("close")
        self._error = ErrorCard()
        self.options = Disclosure(is_card=False)
        self._labels = {name: Label(tone=Tone.MUTED) for name in ("retries", "after_failure", "command")}
        self.retries = QSpinBox()
        self.retries.setRange(0, MOST_RETRIES)
        self.after_failure = QComboBox()
        self.command = QLineEdit()
        self.history = Disclosure(is_card=False)
        self.notes = Label(tone=Tone.MUTED, is_wrapped=True)

        # === Layout ===
        line = QHBoxLayout()
        line.setSpacing(theme.SPACE_XS)
        line.addWidget(self.state, 1, Qt.AlignmentFlag.AlignVCenter)
        for button in (self.now, self.up, self.down, self.remove):
            line.addWidget(button)
        line.addSpacing(theme.SPACE_S)
        line.addWidget(self.pause)
        self.body.addLayout(line)
        self.body.addWidget(self._error)
        self.body.addWidget(self.rows)
        self.options.body.addLayout(self._options_grid())
        self.history.body.addWidget(self.notes)
        folded = QVBoxLayout()
        folded.setSpacing(0)
        folded.addWidget(self.options)
        folded.addWidget(self.history)
        self.body.addLayout(folded)
        self.hide()

        # === Signals ===
        self.pause.clicked.connect(self._on_pause_clicked)
        self.now.clicked.connect(self._on_now_clicked)
        self.up.clicked.connect(partial(self.rows.move_marked, -1))
        self.down.clicked.connect(partial(self.rows.move_marked, 1))
        self.remove.clicked.connect(lambda: self._session.queue.remove(self.rows.marked()))
        self.rows.removed.connect(session.queue.remove)
        self.rows.arranged.connect(session.queue.arrange)
        self.rows.opened.connect(self.opened)
        self.rows.marked_changed.connect(self._show_buttons)
        self.retries.valueChanged.connect(lambda value: self._set(retries=value))
        self.after_failure.activated.connect(lambda _: self._set(after_failure=self.after_failure.currentData()))
        self.command.editingFinished.connect(lambda: self._set(command=self.command.text().strip()))
        self._error.activated.connect(self._error.clear)

    def retranslate(self) -> None:
        """Take the words of another language."""
        self.set_title(self.tr("Queue"))
        for button, words in (
            (self.now, self.tr("Start the marked run now, beside what is at work")),
            (self.up, self.tr("Move the marked run up")),
            (self.down, self.tr("Move the marked run down")),
            (self.remove, self.tr("Take the marked run out of the queue; one that is at work goes on")),
        ):
            button.setToolTip(words)
            button.setAccessibleName(words)
        self.rows.setAccessibleName(self.tr("Runs in the queue"))
        self.rows.setAccessibleDescription(self.tr("Drag a run to another place, or press Alt with an arrow key."))
        self.options.set_title(self.tr("How it is worked off"))
        self.history.set_title(self.tr("What happened"))
        self._labels["retries"].setText(self.tr("Retries after a crash"))
        self._labels["after_failure"].setText(self.tr("After a failure"))
        self._labels["command"].setText(self.tr("Afterwards run"))
        self.retries.setToolTip(
            self.tr("How often a run that ends without a word is taken up again from its last checkpoint.")
        )
        self.command.setToolTip(
            self.tr(
                "A command that is run after each run and when the queue is empty, such as one that sends a message. "
                "It finds FETTLE_EVENT, FETTLE_RUN, FETTLE_NAME and FETTLE_STATE in its environment."
            )
        )
        self.command.setPlaceholderText(self.tr("No command"))
        for field, name in (
            (self.retries, "retries"),
            (self.after_failure, "after_failure"),
            (self.command, "command"),
        ):
            field.setAccessibleName(self._labels[name].text())
        choice = self.after_failure.currentIndex()
        self.after_failure.clear()
        self.after_failure.addItem(self.tr("Go on with the next run"), AfterFailure.GO_ON)
        self.after_failure.addItem(self.tr("Pause the queue"), AfterFailure.PAUSE)
        self.after_failure.setCurrentIndex(max(choice, 0))
        self._error.retranslate()
        self.show_queue()

    def show_queue(self) -> None:
        """Show the queue as it is now."""
        queue = self._session.queue
        self.setVisible(bool(queue.entries or queue.notes))
        self.rows.setVisible(bool(queue.entries))
        summaries = {run.id: run for run in self._session.shown_runs()}
        self.rows.show_rows([self._row(entry, summaries.get(entry.run_id)) for entry in queue.entries])
        self._show_state()
        self._show_buttons()
        self._is_showing = True
        self.retries.setValue(queue.settings.retries)
        self.after_failure.setCurrentIndex(self.after_failure.findData(queue.settings.after_failure))
        if not self.command.hasFocus():
            self.command.setText(queue.settings.command)
        self._is_showing = False
        self.history.setVisible(bool(queue.notes))
        self.notes.setText("\n".join(_note_words(note) for note in reversed(queue.notes[-_MOST_NOTES:])))

    def _options_grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.SPACE_L)
        grid.setVerticalSpacing(theme.SPACE_S)
        fields: tuple[tuple[str, QWidget], ...] = (
            ("retries", self.retries),
            ("after_failure", self.after_failure),
            ("command", self.command),
        )
        for row, (name, field) in enumerate(fields):
            field.setFixedWidth(_FIELD_WIDTH)
            grid.addWidget(self._labels[name], row, 0)
            grid.addWidget(field, row, 1)
        grid.setColumnStretch(2, 1)
        return grid

    def _row(self, entry: QueueEntry, run: RunSummary | None) -> QueueRow:
        if run is None:
            return QueueRow(entry.run_id, entry.run_id, RunState.QUEUED)
        if run.state.is_active:
            shares = [format_percent(run.step / run.num_steps, digits=1)] if run.num_steps else []
            if run.seconds_left is not None:
                shares.append(time_left_words(run.seconds_left))
            return QueueRow(run.id, run.name, run.state, " · ".join(shares))
        detail = (
            self.tr("goes on from step {step}").format(step=run.step) if run.state.is_resumable and run.step else ""
        )
        return QueueRow(run.id, run.name, RunState.QUEUED, detail)

    def _show_state(self) -> None:
        queue = self._session.queue
        if not queue.entries:
            self.state.set_content("check-circle", self.tr("Nothing waits."), Tone.MUTED)
        elif queue.settings.is_paused:
            text = self.tr("Paused: no further run is started. Those at work go on.")
            self.state.set_content("pause", text, Tone.WARN)
        else:
            text = self.tr("Worked off one after another, without this window too.")
            self.state.set_content("timer-sand", text, Tone.MUTED)
        self.pause.setVisible(bool(queue.entries))
        self.pause.setText(self.tr("Go on") if queue.settings.is_paused else self.tr("Pause"))

    def _show_buttons(self) -> None:
        marked, order = self.rows.marked(), self.rows.order()
        at_work = {run.id for run in self._session.runs_at_work()}
        place = order.index(marked) if marked else -1
        self.now.setEnabled(bool(marked) and marked not in at_work)
        self.remove.setEnabled(bool(marked))
        self.up.setEnabled(place > 0)
        self.down.setEnabled(0 <= place < len(order) - 1)

    # === Actions ===

    def _on_pause_clicked(self) -> None:
        self._set(is_paused=not self._session.queue.settings.is_paused)

    def _on_now_clicked(self) -> None:
        try:
            self._session.queue.run_now(self.rows.marked())
        except NotFoundError:
            self._session.queue.look()

    def _set(self, **changes: object) -> None:
        if self._is_showing:
            return
        try:
            self._session.queue.set(**changes)
        except InputError as error:
            self._error.show_error(error, self.tr("The queue is worked off as before."), self.tr("Close"))
            return
        self._error.clear()


def _note_words(note: QueueNote) -> str:
    moment = QDateTime.fromSecsSinceEpoch(int(note.time))
    when = QLocale().toString(moment, QLocale.FormatType.ShortFormat)
    reason = note.reason()
    words = f"{when}  {translate(note.message())}"
    return words if reason is None else f"{words} {translate_error(reason)}"
