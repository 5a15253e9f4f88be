"""The page of all runs."""

from functools import partial

from PySide6.QtCore import QPoint, QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from studio.errors import StudioError
from studio.runs import RunFolder, RunSummary
from studio.runs.trash import move_to_trash
from ui import theme
from ui.icons import icon
from ui.jobs import ThreadJob
from ui.pages.page import Page
from ui.runs.compare import ComparePanel
from ui.runs.queue_card import QueueCard
from ui.runs.resume_card import ResumeCard
from ui.runs.series_cards import SeriesCards
from ui.runs.table import RunsTable
from ui.session import Session, SessionChange
from ui.widgets import Button, ButtonKind, Card, EmptyState, ErrorCard, Label

_SEARCH_WIDTH = 240


class RunsPage(Page):
    """All runs: sorted, searched, opened, resumed, deleted, compared."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent=parent)

        # === State ===
        self._doomed: tuple[RunSummary, ...] = ()
        self._trash_job: ThreadJob | None = None

        # === Widgets ===
        self._search = QLineEdit()
        self._search.setFixedWidth(_SEARCH_WIDTH)
        self._search.setClearButtonEnabled(True)
        self._search_action = self._search.addAction(icon("magnify"), QLineEdit.ActionPosition.LeadingPosition)
        self._columns = Button(icon_name="view-column-outline")
        self._empty = EmptyState("history")
        self._error = ErrorCard()
        self._question = Card()
        self._question_text = Label(is_wrapped=True)
        self._confirm = Button(kind=ButtonKind.PRIMARY, icon_name="trash-can-outline")
        self._cancel = Button()
        self._resume = ResumeCard(session)
        self._queue = QueueCard(session)
        self._series = SeriesCards(session)
        self._card = Card()
        self._table = RunsTable()
        self._hint = Label(tone=theme.Tone.MUTED)
        self._compare = ComparePanel(session.workspace)

        # === Layout ===
        self.header.add_action(self._search)
        self.header.add_action(self._columns)
        buttons = QHBoxLayout()
        buttons.addWidget(self._question_text, 1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._confirm)
        self._question.body.addLayout(buttons)
        self._question.hide()
        self._card.body.addWidget(self._table, 1)
        self._card.body.addWidget(self._hint)
        content = QVBoxLayout()
        content.setSpacing(theme.SPACE_M)
        parts: tuple[QWidget, ...] = (self._error, self._question, self._resume, self._queue, self._series)
        for part in parts:
            content.addWidget(part)
        content.addWidget(self._card, 1)
        content.addWidget(self._compare)
        self.body.addLayout(content, 1)
        self.body.addWidget(self._empty, 1)

        # === Signals ===
        self._search.textChanged.connect(self._table.search)
        self._columns.clicked.connect(self._on_columns_clicked)
        self._empty.activated.connect(partial(session.show_page, "data"))
        self._confirm.clicked.connect(self._on_confirm_clicked)
        self._cancel.clicked.connect(self._on_cancel_clicked)
        self._error.activated.connect(self._error.clear)
        self._table.opened.connect(self._on_table_opened)
        self._table.queued.connect(self._on_table_queued)
        self._queue.opened.connect(self._on_queue_opened)
        self._table.resumed.connect(lambda run: self._resume.offer(self._folder(run)))
        self._resume.resumed.connect(self._on_resume_resumed)
        self._table.used_as_backbone.connect(self._on_table_used_as_backbone)
        self._table.folder_opened.connect(self._on_table_folder_opened)
        self._table.renamed.connect(self._on_table_renamed)
        self._table.deleted.connect(self._on_table_deleted)
        self._table.chosen.connect(lambda _runs: self._compare.compare(self._comparable()))
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self, self._search.setFocus)

    # === Page ===

    def end(self) -> None:
        """End what reads runs."""
        self._compare.end()

    def retranslate(self) -> None:
        """Set every word of the page."""
        self.header.set_title(self.tr("Runs"))
        self._search.setPlaceholderText(self.tr("Search runs"))
        self._search.setAccessibleName(self.tr("Search runs"))
        self._columns.setText(self.tr("Columns"))
        self._empty.set_text(
            self.tr("No run yet. Every run that you start is listed here, to compare, resume or export."),
            self.tr("Start with data"),
        )
        self._hint.setText(self.tr("Mark several runs with Ctrl or Shift to compare them. F2 renames a run."))
        self._confirm.setText(self.tr("Move to the trash"))
        self._cancel.setText(self.tr("Keep"))
        self._table.retranslate()
        self._compare.retranslate()
        self._error.retranslate()
        self._resume.retranslate()
        self._queue.retranslate()
        self._series.show_series()
        self._ask()

    def on_session_changed(self, change: SessionChange) -> None:
        """Follow the list of runs."""
        if change & (SessionChange.RUNS | SessionChange.LIVE):
            self._resume.update_others()
        if change & (SessionChange.RUNS | SessionChange.LIVE | SessionChange.QUEUE):
            self._queue.show_queue()
        if change & SessionChange.RUNS:
            self._series.show_series()
            runs = self.session.runs
            self._card.setVisible(bool(runs))
            self._empty.setVisible(not runs)
            self._search.setEnabled(bool(runs))
            self._columns.setEnabled(bool(runs))
            self._table.show_runs(self.session.shown_runs())
            self._compare.compare(self._comparable())
        elif change & SessionChange.LIVE:
            self._table.update_runs(self.session.shown_runs())
            self._compare.compare(self._comparable())

    # === Actions ===

    def _comparable(self) -> tuple[RunSummary, ...]:
        return tuple(run for run in self._table.marked() if run.error is None)

    def _folder(self, run: RunSummary) -> RunFolder:
        return self.session.workspace.run(run.id)

    def _on_columns_clicked(self) -> None:
        place = self._columns.mapToGlobal(QPoint(0, self._columns.height() + 4))
        self._table.columns_menu().exec(place)

    def _on_table_opened(self, run: RunSummary) -> None:
        try:
            self.session.choose_run(self._folder(run))
        except StudioError as error:
            kept = self.tr("“{name}” cannot be opened here. All its files are kept.").format(name=run.name)
            self._error.show_error(error, kept, self.tr("Close"))
            return
        self._error.clear()
        self.session.show_page("monitor")

    def _on_resume_resumed(self, run: RunFolder) -> None:
        try:
            self.session.resume_run(run)
        except StudioError as error:
            self._error.show_error(error, next_click=self.tr("Close"))

    def _on_table_queued(self, run: RunSummary) -> None:
        try:
            self.session.queue.add(self._folder(run))
        except StudioError as error:
            self._error.show_error(error, next_click=self.tr("Close"))

    def _on_queue_opened(self, run_id: str) -> None:
        found = [run for run in self.session.runs if run.id == run_id]
        if found:
            self._on_table_opened(found[0])

    def _on_table_renamed(self, run: RunSummary, name: str) -> None:
        try:
            self.session.rename_run(self._folder(run), name)
        except StudioError as error:
            self._error.show_error(error, self.tr("The run keeps its name."), self.tr("Close"))

    def _on_table_used_as_backbone(self, run: RunSummary) -> None:
        self.session.use_as_backbone(self._folder(run))

    def _on_table_folder_opened(self, run: RunSummary) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder(run).path)))

    # === Deleting ===

    def _on_table_deleted(self, runs: tuple[RunSummary, ...]) -> None:
        self._doomed = tuple(run for run in runs if not run.state.is_active)
        self._ask()
        if self._doomed:
            self._cancel.setFocus()

    def _ask(self) -> None:
        self._question.setVisible(bool(self._doomed))
        if len(self._doomed) == 1:
            text = self.tr("Move “{name}” with its model, checkpoints and exports to the trash?")
            self._question_text.setText(text.format(name=self._doomed[0].name))
        elif self._doomed:
            text = self.tr(
                "Move %Ln runs with their models, checkpoints and exports to the trash?", None, len(self._doomed)
            )
            self._question_text.setText(text)

    def _on_cancel_clicked(self) -> None:
        self._doomed = ()
        self._ask()

    def _on_confirm_clicked(self) -> None:
        folders = [self._folder(run) for run in self._doomed]
        for folder in folders:
            self.session.queue.remove(folder.id)
        self._doomed = ()
        self._ask()
        self._trash_job = ThreadJob(lambda report, is_cancelled: _move_all(folders))
        self._trash_job.finished.connect(self._on_trash_job_finished)
        self._trash_job.failed.connect(self._on_trash_job_failed)
        self._trash_job.start()

    def _on_trash_job_finished(self, _: object) -> None:
        self._trash_job = None
        self.session.refresh_runs()

    def _on_trash_job_failed(self, error: StudioError) -> None:
        self._trash_job = None
        kept = self.tr("The run and all its files are kept.")
        self._error.show_error(error, kept, self.tr("Close"))
        self.session.refresh_runs()


def _move_all(folders: list[RunFolder]) -> None:
    for folder in folders:
        move_to_trash(folder)
