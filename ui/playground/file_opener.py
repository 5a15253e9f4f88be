"""Opens a file of questions or passages: how it is read is told and can be changed, and asked where it is unclear."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from studio.endings import file_patterns
from studio.errors import StudioError, UnclearEncodingError
from studio.spec import ReadingSpec
from studio.tasks import Task
from ui.folders import home_folder
from ui.jobs import ThreadJob
from ui.reading import data_reading
from ui.reading.data_reading import Opening
from ui.reading.encoding_choice import EncodingChoice
from ui.reading.reading_bar import ReadingBar


class FileOpener(QObject):
    """Looks at a file in a thread. Its two widgets are laid out by whoever uses it.

    Args:
        task: Gives the task whose columns are guessed; `None` where no file can be opened now.

    Signals:
        opened: An `Opening`.
        failed: The `StudioError`: what was open before stays open.
        asked: The user is asked for the encoding; what was told before is settled.
    """

    opened = Signal(object)
    failed = Signal(object)
    asked = Signal()

    def __init__(self, task: Callable[[], Task | None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._task = task
        self._opening: Opening | None = None
        self._unclear: Path | None = None
        self._thread: ThreadJob | None = None
        self.reading = ReadingBar()
        self.encoding_choice = EncodingChoice()
        self.reading.reading_changed.connect(self._on_reading_changed)
        self.encoding_choice.chosen.connect(self._on_encoding_choice_chosen)

    @property
    def opening(self) -> Opening | None:
        """The file that is open."""
        return self._opening

    def choose(self, parent: QWidget, title: str) -> None:
        """Ask for a file and look at it.

        Args:
            parent: Whose dialog it is.
            title: What the dialog says.
        """
        folder = home_folder() if self._opening is None else str(self._opening.source.path.parent)
        patterns = f"{self.tr('Data')} ({file_patterns()});;{self.tr('All files')} (*)"
        path, _ = QFileDialog.getOpenFileName(parent, title, folder, patterns)
        if path:
            self.open(Path(path))

    def open(self, path: Path, reading: ReadingSpec | None = None) -> None:
        """Look at a file's columns.

        Args:
            path: The file.
            reading: What is set by hand of how it is read.
        """
        task = self._task()
        if task is None:
            return
        self.encoding_choice.hide()
        self._thread = ThreadJob(lambda _report, _is_cancelled: data_reading.open_data(path, task, reading))
        self._thread.finished.connect(self._on_opened)
        self._thread.failed.connect(lambda error: self._on_failed(path, error))
        self._thread.start()

    def retranslate(self) -> None:
        """Take the words of another language."""
        self.reading.retranslate()
        self.encoding_choice.retranslate()

    def _on_opened(self, opening: Opening) -> None:
        self._opening = opening
        self.reading.show_source(opening.source, opening.reading)
        self.opened.emit(opening)

    def _on_failed(self, path: Path, error: StudioError) -> None:
        if self._opening is not None:
            self.reading.show_source(self._opening.source, self._opening.reading)
        if not isinstance(error, UnclearEncodingError):
            self.failed.emit(error)
            return
        self._unclear = path
        self._thread = ThreadJob(lambda _report, _is_cancelled: data_reading.guess_encodings(path))
        self._thread.finished.connect(lambda guesses: self.encoding_choice.ask(path, guesses))
        self._thread.start()
        self.asked.emit()

    def _on_reading_changed(self, reading: ReadingSpec) -> None:
        if self._opening is not None:
            self.open(self._opening.source.path, reading)

    def _on_encoding_choice_chosen(self, encoding: str) -> None:
        if self._unclear is not None:
            self.open(self._unclear, ReadingSpec(encoding=encoding))
