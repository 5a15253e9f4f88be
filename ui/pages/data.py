"""The data page: open a data set, see what it is like, say what its columns are and how it is split."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QMenu

from studio import tasks
from studio.columns import Columns, all_names
from studio.endings import file_patterns
from studio.errors import StudioError, UnclearEncodingError
from studio.jobs import Progress
from studio.samples import Sample, samples
from studio.spec import DataSpec, ReadingSpec
from ui.data.batch_card import BatchCard
from ui.data.questions import HandChoices
from ui.data.split_card import Counted, SeparateFiles
from ui.data.start import DataChoice, DataStart
from ui.data.view import DataView
from ui.folders import data_folder
from ui.jobs import ThreadJob, Work
from ui.journey.steps import Step
from ui.pages.page import Page
from ui.reading import data_reading, recent
from ui.reading.data_reading import Opening
from ui.reading.encoding_choice import EncodingChoice
from ui.session import Session, SessionChange
from ui.text import studio_text
from ui.widgets import Button, ButtonKind, ErrorCard, ProgressLine, QuestionCard
from ui.widgets.drop_zone import dropped_path
from ui.widgets.task_choice import TaskChoice

if TYPE_CHECKING:
    from studio.data import Finding


@dataclass(frozen=True, slots=True)
class _Unclear:
    """A file whose encoding is asked for.

    Attributes:
        read_as: Reads it in the encoding that is the answer.
        choose_other: Asks for another file instead.
    """

    read_as: Callable[[str], None]
    choose_other: Callable[[], None]


class DataPage(Page):
    """Leads from a file to data that is ready to learn from.

    Args:
        session: What the pages share.
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session, Step.DATA)

        # === State ===
        self._opening: Opening | None = None
        self._unclear: _Unclear | None = None
        self._separate = SeparateFiles()
        self._jobs: dict[str, ThreadJob] = {}
        self._next_click: Callable[[], None] = self.choose_file
        self._chosen = HandChoices()

        # === Widgets ===
        self._change = Button(icon_name="swap-horizontal")
        self._menu = QMenu(self._change)
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
        self.setAcceptDrops(True)

        # === Signals ===
        self._menu.aboutToShow.connect(self._fill_menu)
        self._next.clicked.connect(lambda: session.show_page(Step.BACKBONE.value))
        self._error_card.activated.connect(self._on_error_card_activated)
        self._progress.cancelled.connect(self._on_progress_cancelled)
        self._task.chosen.connect(session.set_task)
        self.start.chosen.connect(self.open_path)
        self.start.sample_chosen.connect(self.open_sample)
        self.start.file_asked.connect(self.choose_file)
        self.start.folder_asked.connect(self.choose_folder)
        self.view.columns_changed.connect(self._on_view_columns_changed)
        self.view.reading_changed.connect(self._on_view_reading_changed)
        self.encoding_choice.chosen.connect(self._on_encoding_choice_chosen)
        self.encoding_choice.dismissed.connect(self._on_encoding_choice_dismissed)
        self.view.data_changed.connect(session.set_data)
        self.view.file_asked.connect(self._on_view_file_asked)
        self.view.rows_asked.connect(self.show_finding_rows)
        self.view.cancelled.connect(session.cancel_profile)

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
            [DataChoice(sample.path, studio_text(sample.title), _sample_note(sample)) for sample in _samples()]
        )

    def end(self) -> None:
        """End what is being read."""
        self.batch.end()
        for job in self._jobs.values():
            job.cancel()

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
        for sample in _samples():
            if sample.path == path:
                self.session.set_task(sample.task)
        self.open_path(path)

    def open_path(self, path: Path, reading: ReadingSpec | None = None) -> None:
        """Open a data set; what is loaded stays until the new one proved to be readable.

        Args:
            path: The data set.
            reading: How it is to be read; `None` keeps what was set by hand for the same data set.
        """
        task, data = self.session.draft.task, self.session.draft.data
        if reading is None and data is not None and data.train == str(path):
            reading = data.reading
        self.encoding_choice.hide()
        self._show_progress(Progress(self.tr("Opening {file}").format(file=path.name)))
        self._run_job(
            "open",
            lambda _report, _is_cancelled: data_reading.open_data(path, task, reading),
            self._on_opened,
            lambda error: self._on_open_failed(path, error),
        )

    def _on_opened(self, opening: Opening) -> None:
        self._show_progress(None)
        self._error_card.clear()
        path = str(opening.source.path)
        before = self.session.draft.data
        is_same = before is not None and before.train == path
        self.start.show_recent(recent.add_recent(self.session.workspace.path, opening.folder or opening.source.path))
        self.questions.ask([])
        self._show_opening(opening)
        if is_same and before is not None and before.reading != opening.reading:
            self._read_otherwise(before, opening)
            return
        if is_same and before is not None:
            if before.columns:
                self.view.show_columns(before.columns)
            else:
                self.session.set_data(before.model_copy(update={"columns": opening.columns}))
            self.session.reread_data()
            self._show_all()
            return
        separate, self._separate = self._separate, SeparateFiles()
        columns = self._chosen.columns_for(opening, self.session.draft.task, before)
        data = data_reading.next_data(before, path, columns).model_copy(update={"reading": opening.reading})
        self.session.set_data(data)
        for part, place in opening.parts.items():
            self.use_separate_file(part, place)
        if before is not None:
            go_on = partial(self._go_on_with, separate=separate)
            self.questions.ask(self._chosen.questions(opening, data, before, go_on))

    def _read_otherwise(self, data: DataSpec, opening: Opening) -> None:
        """Take the same data set, read in another way; its columns may have other names now."""
        is_known = data.columns and all(opening.source.has_column(name) for name in all_names(data.columns))
        columns = data.columns if is_known else opening.columns
        self.view.show_columns(columns)
        self.session.set_data(data.model_copy(update={"columns": columns, "reading": opening.reading}))

    def _go_on_with(self, data: DataSpec, separate: SeparateFiles) -> None:
        """Take up other data, the answer to a question."""
        if self.session.draft.data is None or data.train != self.session.draft.data.train:
            self._separate = separate
        self.session.set_data(data)

    def _on_open_failed(self, path: Path, error: StudioError) -> None:
        self._show_progress(None)
        self.view.show_reading()
        if isinstance(error, UnclearEncodingError):
            unclear = _Unclear(lambda name: self.open_path(path, ReadingSpec(encoding=name)), self.choose_file)
            self._ask_encoding(path, unclear)
            return
        data = self.session.draft.data
        if data is not None and Path(data.train) == path:
            self._show_error(error, "", self.tr("Choose other data…"), self.choose_file)
            return
        kept = self.tr("The data that was loaded before is still there.") if self._opening is not None else ""
        self._show_error(error, kept, self.tr("Choose another file…"), self.choose_file)

    def _ask_encoding(self, path: Path, unclear: "_Unclear") -> None:
        self._error_card.clear()
        self._run_job(
            "encodings",
            lambda _report, _is_cancelled: data_reading.guess_encodings(path),
            lambda guesses: self._on_encodings_guessed(path, guesses, unclear),
            lambda error: self._show_error(error, "", self.tr("Choose another file…"), unclear.choose_other),
        )

    def _on_encodings_guessed(self, path: Path, guesses: tuple[Any, ...], unclear: "_Unclear") -> None:
        self._unclear = unclear
        self.encoding_choice.ask(path, guesses)

    def _on_encoding_choice_chosen(self, encoding: str) -> None:
        if self._unclear is not None:
            self._unclear.read_as(encoding)

    def _on_encoding_choice_dismissed(self) -> None:
        if self._unclear is not None:
            self._unclear.choose_other()

    def _on_view_reading_changed(self, reading: ReadingSpec) -> None:
        data = self.session.draft.data
        if data is not None:
            self.open_path(Path(data.train), reading)

    def _show_opening(self, opening: Opening) -> None:
        self._opening = opening
        self.view.show_opening(opening, self.session.draft.task)

    # === Session ===

    def on_session_changed(self, change: SessionChange) -> None:
        """Show the data and its profile."""
        if change & SessionChange.TASK:
            self._follow_task()
        if change & (SessionChange.DATA | SessionChange.TASK):
            self._follow_data()
        if change & (SessionChange.TASK | SessionChange.DATA | SessionChange.PROFILE | SessionChange.TOKENS):
            self._show_all()

    def _follow_task(self) -> None:
        """Offer the roles of another task, and guess the columns that it needs beside those known."""
        task, data, opening = self.session.draft.task, self.session.draft.data, self._opening
        self._task.set_task(task)
        if data is None or opening is None:
            return
        guessed = data_reading.guess_more(opening, task, {})
        self._show_opening(replace(opening, columns=guessed))
        if data.columns:
            known = self._chosen.of(data.train) | data.columns
            columns = data_reading.guess_more(opening, task, known)
            self.session.set_data(data.model_copy(update={"columns": columns}))

    def _follow_data(self) -> None:
        """Open the data that somebody else chose: the draft of the last time, or a sample project."""
        data = self.session.draft.data
        if data is None:
            self._opening = None
            return
        if self._opening is None or str(self._opening.source.path) != data.train:
            if "open" not in self._jobs:
                self.open_path(Path(data.train))
            return
        self.view.show_columns(data.columns or self._opening.columns)

    def _show_all(self) -> None:
        data, has_opening = self.session.draft.data, self._opening is not None
        is_loaded = data is not None and has_opening
        self.start.setVisible(not is_loaded)
        self.view.setVisible(is_loaded)
        self.batch.setVisible(is_loaded)
        self._change.setVisible(is_loaded)
        self._next.setVisible(is_loaded)
        if data is None or not has_opening:
            return
        tokens, is_reading = self.session.token_lengths, self.session.profile_progress is not None
        has_labels = tasks.get(self.session.draft.task).has_classes
        self.view.show_profile(
            data, self.session.profile, tokens, self._separate, is_reading=is_reading, has_labels=has_labels
        )
        self.batch.show_draft(self.session.draft, has_backbone=tokens is not None)
        self.view.show_progress(self.session.profile_progress)
        error = self.session.profile_error
        if error is not None:
            self._show_profile_error(error)
        elif self.session.profile_progress is not None:
            self._error_card.clear()

    def _show_profile_error(self, error: StudioError) -> None:
        data, opening = self.session.draft.data, self._opening
        columns = (data.columns if data is not None else {}) or (opening.columns if opening is not None else {})
        roles = tasks.get(self.session.draft.task).roles
        if any(role.is_required and role.name not in columns for role in roles):
            advice = self.tr("Say above the columns of the table which one holds what, or choose other data.")
            self._show_error(error, advice, self.tr("Choose other data…"), self.choose_file)
        else:
            self._show_error(error, self.tr("Your choices are kept."), self.tr("Read again"), self._read_again)

    # === Columns and split ===

    def _on_view_columns_changed(self, columns: Columns) -> None:
        data = self.session.draft.data
        if data is not None:
            self._chosen.keep(data.train, self.session.draft.task, columns)
            self.session.set_data(data.model_copy(update={"columns": dict(columns)}))

    def show_finding_rows(self, finding: "Finding") -> None:
        """Narrow the table to the rows behind a finding."""
        opening = self._opening
        if opening is None:
            return
        self._run_job(
            "rows",
            lambda _report, _is_cancelled: data_reading.rows_of(opening.source, finding),
            lambda rows: self.view.show_finding_rows(finding, rows),
            lambda error: self._show_error(error, "", self.tr("Read again"), self._read_again),
        )

    def _on_view_file_asked(self, part: str) -> None:
        if path := self._ask_for_file():
            self.use_separate_file(part, Path(path))

    def use_separate_file(self, part: str, path: Path, encoding: str | None = None) -> None:
        """Take validation or test from a file of its own, once it proved to fit.

        Args:
            part: `validation` or `test`.
            path: The file.
            encoding: How it is encoded; `None` to tell it as that of the training data is told.
        """
        data, opening = self.session.draft.data, self._opening
        if data is None or opening is None:
            return
        self.encoding_choice.hide()
        change = {part: str(path), f"{part}_encoding": encoding}
        whole = data.model_copy(update={"columns": dict(data.columns or opening.columns), **change})
        task, settings = tasks.get(self.session.draft.task), self.session.draft.settings
        self._run_job(
            part,
            lambda report, is_cancelled: data_reading.count_separate(whole, task, settings, part, report, is_cancelled),
            lambda numbers: self._on_separate_counted(part, change, Counted(*numbers)),
            lambda error: self._on_separate_failed(part, path, error),
        )

    def _on_separate_counted(self, part: str, change: dict[str, str | None], counted: Counted) -> None:
        data = self.session.draft.data
        if data is None:
            return
        self._error_card.clear()
        self._separate = replace(self._separate, **{part: counted})
        self.session.set_data(data.model_copy(update=change))

    def _on_separate_failed(self, part: str, path: Path, error: StudioError) -> None:
        if isinstance(error, UnclearEncodingError):
            read_as = partial(self.use_separate_file, part, path)
            self._ask_encoding(path, _Unclear(read_as, lambda: self._on_view_file_asked(part)))
            return
        kept = self.tr("The split is as it was.")
        self._show_error(error, kept, self.tr("Choose another file…"), lambda: self._on_view_file_asked(part))

    # === Changes on disk ===

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Look whether the files are still what they were."""
        super().showEvent(event)
        opening = self._opening
        if opening is not None and "open" not in self._jobs:
            self._run_job(
                "look",
                lambda _report, _is_cancelled: data_reading.has_changed(opening.source),
                self._on_looked,
                self._on_looked,
            )

    def _on_looked(self, error: StudioError | None) -> None:
        if error is not None:
            self._show_error(error, self.tr("Your choices are kept."), self.tr("Read again"), self._read_again)

    def _read_again(self) -> None:
        data = self.session.draft.data
        if data is not None:
            self.open_path(Path(data.train))

    # === Drag and drop ===

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Take a file or a folder anywhere on the page."""
        if dropped_path(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Open what was dropped."""
        path = dropped_path(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.open_path(path)

    # === Helpers ===

    def _run_job(
        self,
        name: str,
        work: Work,
        on_finished: Callable[[Any], None],
        on_failed: Callable[[StudioError], None],
    ) -> None:
        """Run work in a thread; an earlier one of that name is cancelled."""
        if name in self._jobs:
            self._jobs[name].cancel()
        job = self._jobs[name] = ThreadJob(work)

        job.finished.connect(lambda _value: self._forget_job(name, job))
        job.failed.connect(lambda _error: self._forget_job(name, job))
        job.finished.connect(on_finished)
        job.failed.connect(on_failed)
        job.start()

    def _forget_job(self, name: str, job: ThreadJob) -> None:
        if self._jobs.get(name) is job:
            del self._jobs[name]

    def _show_progress(self, progress: Progress | None) -> None:
        self._progress.setVisible(progress is not None)
        if progress is not None:
            self._progress.set_progress(progress)

    def _on_progress_cancelled(self) -> None:
        job = self._jobs.pop("open", None)
        if job is not None:
            job.cancel()
        self._show_progress(None)

    def _show_error(self, error: StudioError, kept: str, next_click: str, action: Callable[[], None]) -> None:
        self._next_click = action
        self._error_card.show_error(error, kept, next_click)

    def _on_error_card_activated(self) -> None:
        self._next_click()

    def _fill_menu(self) -> None:
        self._menu.clear()
        self._menu.addAction(self.tr("Open file…"), self.choose_file)
        self._menu.addAction(self.tr("Open folder…"), self.choose_folder)
        now = None if self._opening is None else self._opening.source.path
        paths = [path for path in recent.read_recent(self.session.workspace.path) if path != now]
        self._add_entries(self.tr("Used last"), [(path.name, path) for path in paths], self.open_path)
        entries = [(studio_text(sample.title), sample.path) for sample in _samples()]
        self._add_entries(self.tr("Samples"), entries, self.open_sample)

    def _add_entries(self, title: str, entries: list[tuple[str, Path]], open_entry: Callable[[Path], None]) -> None:
        if entries:
            self._menu.addSection(title)
        for text, path in entries:
            action = self._menu.addAction(text)
            action.setToolTip(str(path))
            action.triggered.connect(lambda _checked=False, path=path: open_entry(path))

    def _ask_for_file(self) -> str:
        patterns = f"{self.tr('Data')} ({file_patterns()});;{self.tr('All files')} (*)"
        folder = data_folder(self.session.workspace.path)
        path, _ = QFileDialog.getOpenFileName(self, self.tr("Open data"), folder, patterns)
        return path


def _samples() -> tuple[Sample, ...]:
    """Return the samples of the tasks that there are."""
    return tuple(sample for sample in samples() if sample.task in tasks.names())


def _sample_note(sample: Sample) -> str:
    return f"{studio_text(tasks.get(sample.task).label)} · {studio_text(sample.note)}"
