"""The monitor page: a run, live."""

import contextlib
from functools import partial
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio.errors import SpecError, StateError, StudioError, WorkerError
from studio.planning.mending import Mend, mends
from studio.runs import RunFolder, RunState, RunStatus
from studio.runs.crashes import crash_reason
from studio.runs.history import RunHistory
from studio.runs.resuming import NextStep, next_step
from studio.spec import RunSpec
from ui import theme
from ui.draft import Draft
from ui.following.run_follower import RunFollower, RunUpdate
from ui.jobs import ThreadJob
from ui.monitor.log import LogPane
from ui.monitor.mends_card import MendsCard
from ui.monitor.numbers import KeyNumbers
from ui.monitor.plots import RunPlots
from ui.monitor.progress import RunProgress
from ui.monitor.results import ResultsCard
from ui.monitor.samples import SamplesCard
from ui.monitor.writing import WritingProgress
from ui.pages.page import Page
from ui.runs.resume_card import ResumeCard
from ui.session import Session, SessionChange
from ui.text import format_count, short_preset
from ui.theme import Tone
from ui.widgets import Button, ButtonKind, EmptyState, ErrorCard
from ui.words.run_words import state_tone, state_word

_CRASHED = str(QT_TRANSLATE_NOOP("studio", "The process of the run died at step {step}, without a word."))


class MonitorPage(Page):
    """Shows the run that the session has chosen.

    Signals:
        drawn: The newest points of the loss are on the screen.
    """

    drawn = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent=parent)

        # === State ===
        self._was_seen = False
        self._run: RunFolder | None = None
        self._spec: RunSpec | None = None
        self._status: RunStatus | None = None
        self.history = RunHistory()
        self._reports: dict[str, Any] = {}
        self._reports_job: ThreadJob | None = None
        self._num_checkpoints_seen: int | None = None
        self._next_step: NextStep | None = None
        self._follower = RunFollower(self)

        # === Widgets ===
        self._checkpoint = Button(icon_name="content-save-outline")
        self._stop = Button(icon_name="stop", icon_tone=Tone.BAD)
        self._resume = Button(kind=ButtonKind.PRIMARY, icon_name="play")
        self._try = Button(icon_name="message-text-outline")
        self._use = Button(icon_name="layers-outline")
        self._export = Button(kind=ButtonKind.PRIMARY, icon_name="export-variant")
        self._empty = EmptyState("chart-line")
        self._content = QWidget()
        self._click_error = ErrorCard()
        self._error = ErrorCard()
        self._mends = MendsCard()
        self._beside = ResumeCard(session)
        self._progress = RunProgress()
        self._writing = WritingProgress()
        self._numbers = KeyNumbers()
        self._plots = RunPlots(self)
        self._results = ResultsCard()
        self._samples = SamplesCard()
        self._log = LogPane()

        # === Layout ===
        for button in (self._checkpoint, self._stop, self._resume, self._try, self._use, self._export):
            self.header.add_action(button)
        layout = QVBoxLayout(self._content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_M)
        above: tuple[QWidget, ...] = (
            self._click_error,
            self._error,
            self._mends,
            self._beside,
            self._progress,
            self._writing,
            self._numbers,
        )
        for widget in above:
            layout.addWidget(widget)
        layout.addWidget(self._plots.main, 1)
        below: tuple[QWidget, ...] = (self._results, self._samples, self._plots.more, self._log)
        for widget in below:
            layout.addWidget(widget)
        self.body.addWidget(self._empty, 1)
        self.body.addWidget(self._content, 1)

        # === Signals ===
        self._follower.updated.connect(self._on_follower_updated)
        self._plots.drawn.connect(self.drawn)
        self._checkpoint.clicked.connect(self._on_checkpoint_clicked)
        self._stop.clicked.connect(self._on_stop_clicked)
        self._writing.skipped.connect(self._on_writing_skipped)
        self._resume.clicked.connect(self._on_resume_clicked)
        self._beside.resumed.connect(self._on_beside_resumed)
        session.resume_offered.connect(self._beside.offer)
        self._error.activated.connect(self._on_error_activated)
        self._mends.chosen.connect(self._on_mends_chosen)
        self._click_error.activated.connect(self._click_error.clear)
        self.header.renamed.connect(self._on_header_renamed)
        QShortcut(QKeySequence(Qt.Key.Key_F2), self, self.header.edit_name)
        self._error.settings_asked.connect(lambda: session.show_page("settings"))
        self._try.clicked.connect(partial(session.show_page, "playground"))
        self._use.clicked.connect(self._on_use_clicked)
        self._export.clicked.connect(partial(session.show_page, "export"))
        self._empty.activated.connect(self._on_empty_activated)

    # === Page ===

    def end(self) -> None:
        """End the thread that follows the run."""
        self._follower.close()
        self._results.end()
        if self._reports_job is not None:
            self._reports_job.cancel()

    def num_plotted_steps(self) -> int:
        """Return how many steps the plot of the loss holds."""
        return self._plots.num_steps()

    def retranslate(self) -> None:
        """Set every word of the page."""
        self._checkpoint.setText(self.tr("Checkpoint now"))
        self._checkpoint.setToolTip(self.tr("Save weights, optimizer and position now, and go on."))
        self._stop.setText(self.tr("Stop"))
        self._stop.setToolTip(self.tr("Save a checkpoint and stop. The run can be resumed at the same step."))
        self._resume.setText(self.tr("Resume"))
        self._try.setText(self.tr("Try it out"))
        self._use.setText(self.tr("Use as backbone"))
        self._use.setToolTip(self.tr("Fine-tune what this run has learned for another task."))
        self._export.setText(self.tr("Export"))
        self._empty.set_text(self.tr("No run yet. Fine-tune the sample project."), self.tr("Fine-tune the sample"))
        for part in (
            self._writing,
            self._plots,
            self._results,
            self._samples,
            self._log,
            self._error,
            self._mends,
            self._click_error,
            self._beside,
        ):
            part.retranslate()
        self._show_title()
        self._show_status()

    def on_session_changed(self, change: SessionChange) -> None:
        """Follow the run that is chosen, once the page was seen for the first time."""
        if change & SessionChange.RUN and self._was_seen:
            self._follow(self.session.run)
        if change & (SessionChange.RUNS | SessionChange.LIVE):
            self._beside.update_others()
        if change & SessionChange.RUNS and self._run is not None and self._run.spec_path.is_file():
            self._show_title()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Begin to follow the run."""
        super().showEvent(event)
        if not self._was_seen:
            self._was_seen = True
            self._follow(self.session.run)

    # === The run ===

    def _follow(self, run: RunFolder | None) -> None:
        if run is not None and self._run is not None and run.path == self._run.path:
            return
        self._run, self._status = run, None
        self._spec = None if run is None else run.spec()
        self.history, self._reports, self._num_checkpoints_seen = RunHistory(), {}, None
        self._empty.setVisible(run is None)
        self._content.setVisible(run is not None)
        self._error.clear()
        self._mends.show_mends(())
        self._beside.hide()
        self._writing.show_writing(None)
        if self._spec is not None:
            self._progress.begin(self._spec.fit.epochs)
            self._numbers.begin(self._spec)
            self._plots.begin(self._spec)
            self._results.show_reports(self._spec.task, {})
            self._samples.show_samples(None, self._spec.task)
            self._log.show_output("")
            self._log.show_logs(self.history.logs)
        self._show_title()
        self._show_status()
        self._follower.follow(run)

    def _on_follower_updated(self, update: RunUpdate) -> None:
        if update.is_gone:
            self._follower.follow(None)
            self.session.refresh_runs()
            return
        for part in update.parts:
            self.history.add(part)
        if update.log is not None:
            self._log.show_output(update.log)
        if update.parts:
            self._plots.show_history(self.history)
            self._show_samples()
            self._log.show_logs(self.history.logs, self.history.num_damaged)
        if update.status is not None:
            self._status = update.status
            self.session.refresh_status()
        self._show_status()

    # === Showing ===

    def _show_samples(self) -> None:
        if self._spec is not None:
            last = self.history.samples[-1] if self.history.samples else None
            self._samples.show_samples(last, self._spec.task)

    def _show_title(self) -> None:
        if self._spec is None or self._run is None:
            self.header.set_title(self.tr("Monitor"))
            self.header.set_renaming("", self.tr("Rename the run (F2)"))
            return
        name = self._run.name(self._spec)
        self.header.set_title(f"{name} · {short_preset(self._spec.backbone.name)}")
        self.header.set_renaming(name, self.tr("Rename the run (F2)"))

    def _show_status(self) -> None:
        status = self._status
        state = None if status is None else status.state
        is_at_work = state in (RunState.STARTING, RunState.RUNNING)
        self._show_checkpoint_button(state)
        self._stop.setVisible(is_at_work or state is RunState.STOPPING)
        self._stop.setEnabled(is_at_work)
        self._resume.setVisible(state in (RunState.STOPPED, RunState.QUEUED))
        self._resume.setText(self.tr("Start") if state is RunState.QUEUED else self.tr("Resume"))
        self._try.setVisible(state is RunState.FINISHED)
        self._export.setVisible(state is RunState.FINISHED)
        is_pretraining = self._spec is not None and self._spec.task.is_pretraining
        self._use.setVisible(state is RunState.FINISHED and is_pretraining)
        self.header.pill.setVisible(state is not None)
        if status is None or state is None:
            return
        self.header.pill.set_state(state_word(state), state_tone(state))
        expected_s = self.session.expected_s.get(self._run.id) if self._run is not None else None
        self._progress.show_run(status, self.history, expected_s)
        self._writing.show_writing(self.history.writing if state is RunState.RUNNING else None)
        self._numbers.show_run(status, self.history, self._reports)
        self._show_failure(status)
        if state is RunState.FINISHED and not self._reports and self._reports_job is None:
            self._read_reports()

    def _show_checkpoint_button(self, state: RunState | None) -> None:
        self._checkpoint.setVisible(state is RunState.RUNNING)
        is_saving = self._num_checkpoints_seen == self.history.num_checkpoints_told
        if not is_saving:
            self._num_checkpoints_seen = None
        self._checkpoint.setEnabled(not is_saving)
        self._checkpoint.setText(self.tr("Saving a checkpoint…") if is_saving else self.tr("Checkpoint now"))

    def _show_failure(self, status: RunStatus) -> None:
        if status.state not in (RunState.FAILED, RunState.CRASHED):
            self._error.clear()
            self._mends.show_mends(())
            return
        failure = self.history.failure
        reason = crash_reason(self._run) if self._run is not None and failure is None else None
        if failure is not None:
            error = StudioError.from_json(failure.error)
        else:
            error = reason or WorkerError(_CRASHED, step=max(status.step, self.history.last_step))
        self._next_step = next_step(status.state, error, self.history.last_checkpoint)
        self._error.show_error(error, self._kept_words(), self._next_words(), self._log.output_end())
        self._mends.show_mends(() if self._run is None else mends(self._run, error))

    def _kept_words(self) -> str:
        step = self.history.last_checkpoint
        if step is None:
            return self.tr("No checkpoint was saved yet. The settings and the log are kept.")
        return self.tr("The checkpoint of step {step}, the settings, all plots and the log are kept.").format(
            step=format_count(step)
        )

    def _next_words(self) -> str:
        if self._next_step is NextStep.ANOTHER:
            return self.tr("Set up another run")
        step = self.history.last_checkpoint
        if step is None:
            return self.tr("Try again") if self._next_step is NextStep.MEND else self.tr("Start again")
        return self.tr("Resume at step {step}").format(step=format_count(step))

    def _read_reports(self) -> None:
        run = self._run
        assert run is not None
        self._reports_job = ThreadJob(lambda report, is_cancelled: (run, run.metrics()))
        self._reports_job.finished.connect(self._on_reports_finished)
        self._reports_job.start()

    def _on_reports_finished(self, found: tuple[RunFolder, dict[str, Any]]) -> None:
        self._reports_job = None
        run, reports = found
        if run is not self._run or self._spec is None or self._status is None:
            self._show_status()
            return
        self._reports = reports
        self._results.show_reports(self._spec.task, reports, run)
        self._numbers.show_run(self._status, self.history, reports)

    # === Actions ===

    def _on_checkpoint_clicked(self) -> None:
        if self._run is not None:
            self._run.ask_for_checkpoint()
            self._num_checkpoints_seen = self.history.num_checkpoints_told
            self._show_status()

    def _on_stop_clicked(self) -> None:
        if self._run is not None:
            self._run.ask_to_stop()
            self._stop.setEnabled(False)

    def _on_writing_skipped(self, number: int) -> None:
        # Where the run has just ended there is nothing left to skip.
        with contextlib.suppress(StateError):
            if self._run is not None:
                self._run.skip_writing(number)

    def _on_header_renamed(self, name: str) -> None:
        if self._run is None:
            return
        try:
            self.session.rename_run(self._run, name)
        except StudioError as error:
            self._click_error.show_error(error, next_click=self.tr("Close"))

    def _on_beside_resumed(self, run: RunFolder) -> None:
        try:
            self.session.resume_run(run)
        except StudioError as error:
            self._click_error.show_error(error, next_click=self.tr("Close"))

    def _on_use_clicked(self) -> None:
        if self._run is not None:
            self.session.use_as_backbone(self._run)

    def _on_resume_clicked(self) -> None:
        if self._run is not None:
            self._beside.offer(self._run)

    def _on_error_activated(self) -> None:
        if self._next_step is NextStep.ANOTHER:
            self.session.show_page("fine_tune")
        else:
            self._on_resume_clicked()

    def _on_mends_chosen(self, mend: Mend) -> None:
        try:
            self.session.start_another(mend.spec)
        except StudioError as error:
            self._click_error.show_error(error, next_click=self.tr("Close"))

    def _on_empty_activated(self) -> None:
        self.session.set_draft(Draft.first())
        try:
            self.session.start_run()
        except SpecError:
            # No sample travels with this installation.
            self.session.show_page("data")
