"""The page Fine-tune: the settings of the run, and what will happen."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from studio.catalogue import PresetInfo, describe_backbone
from studio.errors import StudioError
from studio.series import SeriesKind
from ui import theme
from ui.fine_tune.data_card import DataCard
from ui.fine_tune.forecast_card import ForecastCard
from ui.fine_tune.queued_line import QueuedLine
from ui.fine_tune.schedule_card import ScheduleCard
from ui.fine_tune.several_card import SeveralCard
from ui.forms.edits import apply_edit
from ui.forms.run_form import RunForm, SettingEdit
from ui.journey.steps import Step, language_warning, why_not
from ui.pages.page import Page
from ui.runs.beside_card import BesideCard
from ui.session import Session, SessionChange
from ui.tips import wrapped_tip
from ui.widgets.button import Button, ButtonKind
from ui.widgets.error_card import ErrorCard
from ui.widgets.notice import Notice

_LEFT_STRETCH, _RIGHT_STRETCH = 8, 5
_FORECAST = (
    SessionChange.DRAFT | SessionChange.PROFILE | SessionChange.TOKENS | SessionChange.LANGUAGE | SessionChange.RUNS
)


class FineTunePage(Page):
    """The form of the run on the left; on the right what will happen, the learning rate and the data."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, Step.FINE_TUNE, parent)

        # === State ===
        self._next_click: Callable[[], None] = self._on_start_clicked

        # === Widgets ===
        self._queue = Button(icon_name="playlist-plus")
        self._start = Button(kind=ButtonKind.PRIMARY)
        self._queued = QueuedLine()
        self._error_card = ErrorCard()
        self.language_notice = Notice()
        self._beside = BesideCard()
        self._form = RunForm()
        self._forecast = ForecastCard(session)
        self._schedule = ScheduleCard(session)
        self._data = DataCard(session)
        self._several = SeveralCard()

        # === Layout ===
        self.header.add_action(self._queue)
        self.header.add_action(self._start)
        right = QVBoxLayout()
        right.setSpacing(theme.SPACE_M)
        for card in (self._forecast, self._schedule, self._data, self._several):
            right.addWidget(card)
        right.addStretch(1)
        columns = QHBoxLayout()
        columns.setSpacing(14)
        columns.addWidget(self._form, _LEFT_STRETCH)
        columns.addLayout(right, _RIGHT_STRETCH)
        self.body.addWidget(self._error_card)
        self.body.addWidget(self._queued)
        self.body.addWidget(self.language_notice)
        self.body.addWidget(self._beside)
        self.body.addLayout(columns, 1)

        # === Signals ===
        self._queue.clicked.connect(self._on_queue_clicked)
        self._queued.activated.connect(lambda: session.show_page("runs"))
        self._start.clicked.connect(self._on_start_clicked)
        self._several.asked.connect(self._on_several_asked)
        self._form.edited.connect(self._on_form_edited)
        self._form.problem_changed.connect(session.set_form_problem)
        self._error_card.activated.connect(lambda: self._next_click())
        self.language_notice.activated.connect(lambda: session.show_page(Step.BACKBONE.value))
        self._beside.confirmed.connect(self._start_run)
        self._beside.queued.connect(self._on_queue_clicked)
        self._beside.looked.connect(self._on_beside_looked)

    def retranslate(self) -> None:
        """Set the words."""
        self.header.set_title(self.tr("Fine-tune"))
        self._start.setText(self.tr("Start"))
        self._start.setAccessibleDescription(self.tr("Starts the run and shows it on the page Monitor."))
        self._queue.setText(self.tr("Add to the queue"))
        self._queue.setAccessibleDescription(
            self.tr("The run waits on the page Runs until those before it are done; the settings stay for another one.")
        )
        self._error_card.retranslate()
        self._queued.retranslate()
        self.language_notice.button.setText(self.tr("Which one?"))
        self.language_notice.button.setToolTip(
            self.tr("Backbones for these texts, with reasons, on the page Backbone.")
        )
        for card in (self._form, self._forecast, self._schedule, self._data, self._several, self._beside):
            card.retranslate()

    def on_session_changed(self, change: SessionChange) -> None:
        """Show the draft and what will come of it."""
        if change & SessionChange.DRAFT:
            self._form.show_draft(self.session.draft, self._preset())
        if change & (SessionChange.DRAFT | SessionChange.RUNS):
            self._form.set_next_name(self.session.next_name())
        if change & (SessionChange.RUNS | SessionChange.LIVE):
            self._beside.update_runs(self.session.runs_at_work())
        if change & _FORECAST:
            self.language_notice.set_text(language_warning(self.session))
            self._forecast.show_draft(self._preset())
            self._schedule.show_draft()
            self._data.show_data()
            self._show_reason()

    def _preset(self) -> PresetInfo | None:
        try:
            return describe_backbone(self.session.draft.backbone)
        except StudioError:
            return None

    def _show_reason(self) -> None:
        reason = why_not(self.session)
        self._start.setEnabled(not reason)
        words = reason or self.language_notice.text() or self.tr("Start the run")
        self._start.setToolTip(wrapped_tip(words))
        self._queue.setEnabled(not reason)
        self._several.set_reason(reason)
        self._queue.setToolTip(wrapped_tip(reason or self._queue.accessibleDescription()))

    def _on_form_edited(self, edit: SettingEdit) -> None:
        self.session.set_draft(apply_edit(self.session.draft, edit))

    def _on_start_clicked(self) -> None:
        at_work = self.session.runs_at_work()
        if at_work:
            self._beside.ask(at_work, self._forecast.memory_beside())
        else:
            self._start_run()

    def _on_beside_looked(self) -> None:
        self._beside.hide()
        self.session.show_at_work(self.session.runs_at_work())

    def _on_queue_clicked(self) -> None:
        self._beside.hide()
        self._error_card.clear()
        name = self.session.next_name()
        try:
            place = self.session.queue_run()
        except StudioError as error:
            self._show_error(error, self._on_queue_clicked)
            return
        self._queued.tell(name, place)

    def _on_several_asked(self, kind: SeriesKind, count: int) -> None:
        self._error_card.clear()
        name = self.session.next_name()
        try:
            place = self.session.queue_series(kind, count)
        except StudioError as error:
            self._show_error(error, lambda: self._on_several_asked(kind, count))
            return
        self._queued.tell(name, place, count)

    def _start_run(self) -> None:
        self._queued.hide()
        self._error_card.clear()
        duration = self._forecast.duration()
        try:
            run = self.session.start_run()
        except StudioError as error:
            self._show_error(error, self._on_start_clicked)
            return
        if duration is not None:
            self.session.expected_s[run.id] = duration.seconds

    def _show_error(self, error: StudioError, next_click: Callable[[], None]) -> None:
        self._next_click = next_click
        self._error_card.show_error(error, self.tr("The settings are kept."), self.tr("Try again"))
