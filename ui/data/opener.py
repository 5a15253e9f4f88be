"""Opens data sets, and puts into the draft what is found in them and what was chosen for them."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from studio.columns import Columns, all_names
from studio.errors import StudioError
from studio.spec import DataSpec, ReadingSpec
from studio.tasks import Task
from ui.data.questions import HandChoices
from ui.data.split_card import Counted, SeparateFiles
from ui.jobs import JobsByName
from ui.reading import data_reading
from ui.reading.data_reading import Opening
from ui.session import Session

if TYPE_CHECKING:
    from studio.data import Finding

_OPEN = "open"


class DataOpener(QObject):
    """Reads data sets in threads. What is open stays until another one proved to be readable.

    Args:
        session: Whose draft the data goes into.

    Attributes:
        opening: The data set that is open; `None` if none is.
        separate: The rows of the files of their own that validation and test come from.
        jobs: What is being read.

    Signals:
        started: The path of a data set that is being opened.
        opened: The `Opening` of one that proved to be readable.
        open_failed: The path of one that did not, and the `StudioError`.
        opening_changed: The `Opening` to show: another one, or the same with the columns of another task.
        columns_known: Which column of it plays which role.
        asked: A list of `Question`s about what was chosen by hand before.
        separate_taken: A separate file fits and is used.
        separate_failed: The part, the path of the separate file that cannot be used, and the `StudioError`.
        rows_read: A `Finding`, and the `Preview` with its rows.
        became_unreadable: The `StudioError` that tells why the data is not what was opened any more.
    """

    started = Signal(object)
    opened = Signal(object)
    open_failed = Signal(object, object)
    opening_changed = Signal(object)
    columns_known = Signal(object)
    asked = Signal(object)
    separate_taken = Signal()
    separate_failed = Signal(str, object, object)
    rows_read = Signal(object, object)
    became_unreadable = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.opening: Opening | None = None
        self.separate = SeparateFiles()
        self.jobs = JobsByName()
        self._session = session
        self._chosen = HandChoices()

    # === Opening ===

    def open(self, path: Path, reading: ReadingSpec | None = None) -> None:
        """Open a data set.

        Args:
            path: The data set.
            reading: How it is to be read; `None` keeps what was set by hand for the same data set.
        """
        task, data = self._session.draft.task, self._session.draft.data
        if reading is None and data is not None and data.train == str(path):
            reading = data.reading
        reads_documents = task.learns_pairs(self._session.draft.settings)
        self.started.emit(path)
        self.jobs.run(
            _OPEN,
            lambda _report, _is_cancelled: data_reading.open_data(path, task, reading, reads_documents=reads_documents),
            lambda opening: self._on_opened(opening, task),
            lambda error: self.open_failed.emit(path, error),
        )

    def open_again(self) -> None:
        """Open the data of the draft anew."""
        data = self._session.draft.data
        if data is not None:
            self.open(Path(data.train))

    def cancel(self) -> None:
        """End opening; what was open stays."""
        self.jobs.cancel(_OPEN)

    def _on_opened(self, opening: Opening, asked_for: Task) -> None:
        before, task = self._session.draft.data, self._session.draft.task
        if task is not asked_for:
            # Another task was chosen while the file was read.
            opening = replace(opening, columns=data_reading.guess_more(opening, task, {}))
        self.opening = opening
        self.opened.emit(opening)
        self.opening_changed.emit(opening)
        if before is None or before.train != str(opening.source.path):
            self._take_other(opening, before)
        elif before.reading != opening.reading:
            self._take_read_otherwise(opening, before)
        else:
            self._take_again(opening, before)

    def _take_again(self, opening: Opening, data: DataSpec) -> None:
        """Take the same data set once more: its file may have changed."""
        if data.columns:
            self.columns_known.emit(data.columns)
        else:
            self._session.set_data(data.model_copy(update={"columns": opening.columns}))
        self._session.reread_data()

    def _take_read_otherwise(self, opening: Opening, data: DataSpec) -> None:
        """Take the same data set, read in another way; its columns may have other names now."""
        is_known = data.columns and all(opening.source.has_column(name) for name in all_names(data.columns))
        columns = data.columns if is_known else opening.columns
        self._session.set_data(data.model_copy(update={"columns": columns, "reading": opening.reading}))

    def _take_other(self, opening: Opening, before: DataSpec | None) -> None:
        separate, self.separate = self.separate, SeparateFiles()
        columns = self._chosen.columns_for(opening, self._session.draft.task, before)
        data = data_reading.next_data(before, str(opening.source.path), columns)
        data = data.model_copy(update={"reading": opening.reading})
        self._session.set_data(data)
        for part, place in opening.parts.items():
            self.use_separate(part, place)
        if before is not None:
            go_on = partial(self._go_on_with, separate=separate)
            self.asked.emit(self._chosen.questions(opening, data, before, go_on))

    def _go_on_with(self, data: DataSpec, separate: SeparateFiles) -> None:
        """Take up other data, the answer to a question."""
        if self._session.draft.data is None or data.train != self._session.draft.data.train:
            self.separate = separate
        self._session.set_data(data)

    # === Draft ===

    def follow_task(self) -> None:
        """Offer the roles of another task, and guess the columns that it needs beside those known."""
        task, data = self._session.draft.task, self._session.draft.data
        if data is None or self.opening is None:
            return
        guessed = self.opening.columns
        self.opening = replace(self.opening, columns=data_reading.guess_more(self.opening, task, {}))
        self.opening_changed.emit(self.opening)
        if data.columns:
            # What was only guessed for the task before is guessed anew.
            chosen = {role: column for role, column in data.columns.items() if guessed.get(role) != column}
            known = self._chosen.of(data.train) | chosen
            columns = data_reading.guess_more(self.opening, task, known)
            self._session.set_data(data.model_copy(update={"columns": columns}))

    def follow_data(self) -> None:
        """Open the data that somebody else chose: the draft of the last time, or a sample project."""
        data = self._session.draft.data
        if data is None:
            self.opening = None
        elif self.opening is not None and str(self.opening.source.path) == data.train:
            self.columns_known.emit(data.columns or self.opening.columns)
        elif not self.jobs.is_at_work(_OPEN):
            self.open(Path(data.train))

    def follow_settings(self) -> None:
        """Read the data anew where the task's settings ask for other rows."""
        draft = self._session.draft
        if self.opening is not None and self.opening.reads_documents != draft.task.learns_pairs(draft.settings):
            self.open_again()

    def lacks_columns(self) -> bool:
        """Whether it is not known which column plays a role that the task cannot do without."""
        data = self._session.draft.data
        columns: Columns = {} if data is None else data.columns
        if not columns and self.opening is not None:
            columns = self.opening.columns
        roles = self._session.draft.task.roles
        return any(role.is_required and role.name not in columns for role in roles)

    def choose_columns(self, columns: Columns) -> None:
        """Take what the user says about the columns; another task or file, and back, loses nothing of it."""
        data = self._session.draft.data
        if data is not None:
            self._chosen.keep(data.train, self._session.draft.task, columns)
            self._session.set_data(data.model_copy(update={"columns": dict(columns)}))

    # === Separate files ===

    def use_separate(self, part: str, path: Path, encoding: str | None = None) -> None:
        """Take validation or test from a file of its own, once it proved to fit.

        Args:
            part: `validation` or `test`.
            path: The file.
            encoding: How it is encoded; `None` to tell it as that of the training data is told.
        """
        data, opening = self._session.draft.data, self.opening
        if data is None or opening is None:
            return
        change = {part: str(path), f"{part}_encoding": encoding}
        whole = data.model_copy(update={"columns": dict(data.columns or opening.columns), **change})
        task, settings = self._session.draft.task, self._session.draft.settings
        self.jobs.run(
            part,
            lambda report, is_cancelled: data_reading.count_separate(whole, task, settings, part, report, is_cancelled),
            lambda numbers: self._on_separate_counted(part, change, Counted(*numbers)),
            lambda error: self.separate_failed.emit(part, path, error),
        )

    def _on_separate_counted(self, part: str, change: dict[str, str | None], counted: Counted) -> None:
        data = self._session.draft.data
        if data is None:
            return
        self.separate_taken.emit()
        self.separate = replace(self.separate, **{part: counted})
        self._session.set_data(data.model_copy(update=change))

    # === Files ===

    def read_rows(self, finding: "Finding") -> None:
        """Read the rows behind a finding."""
        opening = self.opening
        if opening is not None:
            self.jobs.run(
                "rows",
                lambda _report, _is_cancelled: data_reading.rows_of(opening.source, finding),
                lambda rows: self.rows_read.emit(finding, rows),
                self.became_unreadable.emit,
            )

    def look(self) -> None:
        """Look whether the files are still what they were."""
        opening = self.opening
        if opening is not None and not self.jobs.is_at_work(_OPEN):
            self.jobs.run(
                "look",
                lambda _report, _is_cancelled: data_reading.has_changed(opening.source),
                self._on_looked,
                self._on_looked,
            )

    def _on_looked(self, error: StudioError | None) -> None:
        if error is not None:
            self.became_unreadable.emit(error)
