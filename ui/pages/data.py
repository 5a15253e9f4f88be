"""The data page: open a data set, see what it is like, say what its columns are and how it is split."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog

from studio.endings import file_patterns
from studio.errors import StudioError, UnclearEncodingError
from studio.jobs import Progress
from studio.samples import Sample, samples
from studio.spec import ReadingSpec
from ui.data.batch_card import BatchCard
from ui.data.menu import DataMenu
from ui.data.opener import DataOpener
from ui.data.start import DataChoice, DataStart
from ui.data.view import DataView
from ui.folders import data_folder
from ui.journey.steps import Step
from ui.pages.drop_page import DropPage
from ui.reading import data_reading, recent
from ui.reading.data_reading import Opening
from ui.reading.encoding_choice import EncodingChoice
from ui.session import Session, SessionChange
from ui.text import studio_text
from ui.widgets import Button, ButtonKind, ErrorCard, ProgressLine, QuestionCard
from ui.widgets.task_choice import TaskChoice
from ui.words.length_words import read_lengths

_SHOWN = SessionChange.TASK | SessionChange.DATA | SessionChange.SETTINGS | SessionChange.PROFILE | SessionChange.TOKENS


@dataclass(frozen=True, slots=True)
class _Unclear:
    """A file whose encoding is asked for.

    Attributes:
        part: The part that it is a separate file of, `validation` or `test`; empty for a data set.
    """

    path: Path
    part: str = ""


class DataPage(DropPage):
    """Leads from a file to data that is ready to learn from.

    Args:
        session: What the pages share.
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session, Step.DATA)

        # === State ===
        self.opener = DataOpener(session, self)
        self._unclear: _Unclear | None = None

        # === Widgets ===
        self._change = Button(icon_name="swap-horizontal")
        self._menu = DataMenu(self._change)
        self._next = Button(kind=ButtonKind.PRIMARY)
        self._error_card = ErrorCard()
        self.encoding_choice = EncodingChoice()
        self.questions = QuestionCard()
        self._progress = ProgressLine()
        self._progress.hide()
        self._task = TaskChoice()
        self.start = DataStart()
        self.view = DataView()
        self.batch = BatchCard(session.workspace.cache_path)

        # === Layout ===
        self._change.setMenu(self._menu)
        self.header.add_action(self._change)
        self.header.add_action(self._next)
        self.body.addWidget(self._task)
        self.body.addWidget(self._error_card)
        self.body.addWidget(self.encoding_choice)
        self.body.addWidget(self.questions)
        self.body.addWidget(self._progress)
        self.body.addWidget(self.start, 1)
        self.body.addWidget(self.view, 1)
        self.body.addWidget(self.batch)

        # === Signals ===
        self._menu.aboutToShow.connect(self._on_menu_about_to_show)
        self._next.clicked.connect(lambda: session.show_page(Step.BACKBONE.value))
        self._progress.cancelled.connect(self._on_progress_cancelled)
        self._task.chosen.connect(session.set_task)
        for offer in (self.start, self._menu):
            offer.chosen.connect(self.open_path)
            offer.sample_chosen.connect(self.open_sample)
            offer.file_asked.connect(self.choose_file)
            offer.folder_asked.connect(self.choose_folder)
        self.encoding_choice.chosen.connect(self._on_encoding_choice_chosen)
        self.encoding_choice.dismissed.connect(self._on_encoding_choice_dismissed)
        self.view.columns_changed.connect(self.opener.choose_columns)
        self.view.reading_changed.connect(self._on_view_reading_changed)
        self.view.data_changed.connect(session.set_data)
        self.view.file_asked.connect(self._on_view_file_asked)
        self.view.rows_asked.connect(self.opener.read_rows)
        self.view.cancelled.connect(session.cancel_profile)
        self.opener.started.connect(self._on_opener_started)
        self.opener.opened.connect(self._on_opener_opened)
        self.opener.open_failed.connect(self._on_opener_open_failed)
        self.opener.opening_changed.connect(lambda opening: self.view.show_opening(opening, session.draft.task))
        self.opener.columns_known.connect(self.view.show_columns)
        self.opener.asked.connect(self.questions.ask)
        self.opener.separate_taken.connect(self._error_card.clear)
        self.opener.separate_failed.connect(self._on_opener_separate_failed)
        self.opener.rows_read.connect(self.view.show_finding_rows)
        self.opener.became_unreadable.connect(self._show_unreadable)

    def retranslate(self) -> None:
        """Set every word of the page."""
        self.header.set_title(self.tr("Data"))
        self._change.setText(self.tr("Other data"))
        self._next.setText(self.tr("Next: backbone"))
        self._error_card.retranslate()
        self.encoding_choice.retranslate()
        self._progress.retranslate()
        self._task.retranslate()
        self.start.retranslate()
        self.view.retranslate()
        self.batch.retranslate()
        self.start.show_recent(recent.read_recent(self.session.workspace.path))
        self.start.show_samples(
            [DataChoice(sample.path, studio_text(sample.title), _sample_note(sample)) for sample in samples()]
        )

    def end(self) -> None:
        """End what is being read."""
        self.batch.end()
        self.opener.jobs.end()

    # === Opening ===

    def choose_file(self) -> None:
        """Ask for a file and open it."""
        if path := self._ask_for_file():
            self.open_path(Path(path))

    def choose_folder(self) -> None:
        """Ask for a folder of class folders and open it."""
        title = self.tr("Open a folder with one folder for each class")
        if path := QFileDialog.getExistingDirectory(self, title, data_folder(self.session.workspace.path)):
            self.open_path(Path(path))

    def open_sample(self, path: Path) -> None:
        """Open a sample for the task that it is made for."""
        for sample in samples():
            if sample.path == path:
                self.session.set_task(sample.task)
        self.open_path(path)

    def open_path(self, path: Path, reading: ReadingSpec | None = None) -> None:
        """Open a data set; what is loaded stays until the new one proved to be readable.

        Args:
            path: The data set.
            reading: How it is to be read; `None` keeps what was set by hand for the same data set.
        """
        self.opener.open(path, reading)

    def use_separate_file(self, part: str, path: Path, encoding: str | None = None) -> None:
        """Take validation or test from a file of its own, once it proved to fit.

        Args:
            part: `validation` or `test`.
            path: The file.
            encoding: How it is encoded; `None` to tell it as that of the training data is told.
        """
        self.encoding_choice.hide()
        self.opener.use_separate(part, path, encoding)

    def _on_opener_started(self, path: Path) -> None:
        self.encoding_choice.hide()
        self._show_progress(Progress(self.tr("Opening {file}").format(file=path.name)))

    def _on_opener_opened(self, opening: Opening) -> None:
        self._show_progress(None)
        self._error_card.clear()
        self.questions.ask([])
        self.start.show_recent(recent.add_recent(self.session.workspace.path, opening.folder or opening.source.path))

    def _on_opener_open_failed(self, path: Path, error: StudioError) -> None:
        self._show_progress(None)
        self.view.show_reading()
        if isinstance(error, UnclearEncodingError):
            self._ask_encoding(_Unclear(path))
            return
        data = self.session.draft.data
        if data is not None and Path(data.train) == path:
            self._error_card.show_error(error, "", self.tr("Choose other data…"), action=self.choose_file)
            return
        kept = self.tr("The data that was loaded before is still there.") if self.opener.opening is not None else ""
        self._error_card.show_error(error, kept, self.tr("Choose another file…"), action=self.choose_file)

    def _on_opener_separate_failed(self, part: str, path: Path, error: StudioError) -> None:
        if isinstance(error, UnclearEncodingError):
            self._ask_encoding(_Unclear(path, part))
            return
        kept, next_click = self.tr("The split is as it was."), self.tr("Choose another file…")
        self._error_card.show_error(error, kept, next_click, action=lambda: self._on_view_file_asked(part))

    def _on_view_reading_changed(self, reading: ReadingSpec) -> None:
        data = self.session.draft.data
        if data is not None:
            self.open_path(Path(data.train), reading)

    def _on_view_file_asked(self, part: str) -> None:
        if path := self._ask_for_file():
            self.use_separate_file(part, Path(path))

    # === Encodings ===

    def _ask_encoding(self, unclear: _Unclear) -> None:
        self._unclear = unclear
        self._error_card.clear()
        self.opener.jobs.run(
            "encodings",
            lambda _report, _is_cancelled: data_reading.guess_encodings(unclear.path),
            lambda guesses: self.encoding_choice.ask(unclear.path, guesses),
            lambda error: self._error_card.show_error(
                error, "", self.tr("Choose another file…"), action=self._on_encoding_choice_dismissed
            ),
        )

    def _on_encoding_choice_chosen(self, encoding: str) -> None:
        match self._unclear:
            case _Unclear(path, ""):
                self.open_path(path, ReadingSpec(encoding=encoding))
            case _Unclear(path, part):
                self.use_separate_file(part, path, encoding)

    def _on_encoding_choice_dismissed(self) -> None:
        if self._unclear is not None and self._unclear.part:
            self._on_view_file_asked(self._unclear.part)
        else:
            self.choose_file()

    # === Session ===

    def on_session_changed(self, change: SessionChange) -> None:
        """Show the data and its profile."""
        if change & SessionChange.TASK:
            self._task.set_task(self.session.draft.task)
            self.opener.follow_task()
        if change & (SessionChange.SETTINGS | SessionChange.TASK):
            self.opener.follow_settings()
        if change & (SessionChange.DATA | SessionChange.TASK):
            self.opener.follow_data()
        if change & _SHOWN:
            self._show_all()

    def _show_all(self) -> None:
        data, has_opening = self.session.draft.data, self.opener.opening is not None
        is_loaded = data is not None and has_opening
        self.start.setVisible(not is_loaded)
        for widget in (self.view, self.batch, self._change, self._next):
            widget.setVisible(is_loaded)
        if data is None or not has_opening:
            return
        tokens, is_reading = self.session.token_lengths, self.session.profile_progress is not None
        draft = self.session.draft
        self.view.show_profile(
            data,
            self.session.profile,
            read_lengths(tokens, draft.task, draft.settings, data.sequence_length),
            self.opener.separate,
            task=draft.task,
            is_reading=is_reading,
        )
        self.batch.show_draft(draft, has_backbone=tokens is not None)
        self.view.show_progress(self.session.profile_progress)
        error = self.session.profile_error
        if error is not None:
            self._show_profile_error(error)
        elif is_reading:
            self._error_card.clear()

    def _show_profile_error(self, error: StudioError) -> None:
        if self.opener.lacks_columns():
            advice = self.tr("Say above the columns of the table which one holds what, or choose other data.")
            self._error_card.show_error(error, advice, self.tr("Choose other data…"), action=self.choose_file)
        else:
            self._show_unreadable(error)

    def _show_unreadable(self, error: StudioError) -> None:
        kept, next_click = self.tr("Your choices are kept."), self.tr("Read again")
        self._error_card.show_error(error, kept, next_click, action=self.opener.open_again)

    # === Events ===

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Look whether the files are still what they were."""
        super().showEvent(event)
        self.opener.look()

    def open_dropped(self, path: Path) -> None:
        """Open what was dropped."""
        self.open_path(path)

    def _on_progress_cancelled(self) -> None:
        self.opener.cancel()
        self._show_progress(None)

    def _on_menu_about_to_show(self) -> None:
        now = None if self.opener.opening is None else self.opener.opening.source.path
        paths = [path for path in recent.read_recent(self.session.workspace.path) if path != now]
        self._menu.fill(paths, samples())

    def _show_progress(self, progress: Progress | None) -> None:
        self._progress.setVisible(progress is not None)
        if progress is not None:
            self._progress.set_progress(progress)

    def _ask_for_file(self) -> str:
        patterns = f"{self.tr('Data')} ({file_patterns()});;{self.tr('All files')} (*)"
        folder = data_folder(self.session.workspace.path)
        path, _ = QFileDialog.getOpenFileName(self, self.tr("Open data"), folder, patterns)
        return path


def _sample_note(sample: Sample) -> str:
    return f"{studio_text(sample.task.label)} · {studio_text(sample.note)}"
