"""What panels have alike that work on a file with the model of a run."""

from abc import abstractmethod
from pathlib import Path

from PySide6.QtWidgets import QWidget

from studio.errors import StudioError
from studio.runs import RunFolder
from studio.spec import ReadingSpec
from studio.tasks import Task
from ui.jobs import ProcessJob
from ui.playground.file_opener import FileOpener
from ui.reading.data_reading import Opening
from ui.theme import Tone
from ui.widgets import Button, ButtonKind, Card, ErrorCard, Label, ProgressLine
from ui.widgets.drop_zone import DropZone


class AskedFile(QWidget):
    """Opens a file, by a dialog or by dropping it, and has room for progress and errors.

    Its widgets are laid out by whoever derives from it.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)

        # === State ===
        self._run: RunFolder | None = None
        self._job: ProcessJob | None = None

        # === Widgets ===
        self._zone = DropZone(has_folder=False)
        self._card = Card()
        self._file = Label(is_wrapped=True)
        self._opener = FileOpener(self._task, self)
        self.reading = self._opener.reading
        self.encoding_choice = self._opener.encoding_choice
        self._change = Button(kind=ButtonKind.QUIET, icon_name="swap-horizontal", icon_tone=Tone.MUTED)
        self._progress = ProgressLine()
        self._error_card = ErrorCard()

        # === Signals ===
        self._zone.dropped.connect(self.open_path)
        self._zone.file_asked.connect(self.choose_file)
        self._change.clicked.connect(self.choose_file)
        self._opener.opened.connect(self._on_opened)
        self._opener.failed.connect(self._on_open_failed)
        self._opener.asked.connect(self._error_card.clear)
        self.encoding_choice.dismissed.connect(self.choose_file)
        self._progress.cancelled.connect(self.cancel)

    @abstractmethod
    def choose_file(self) -> None:
        """Ask for a file."""

    @abstractmethod
    def cancel(self) -> None:
        """End what is at work."""

    def open_path(self, path: Path, reading: ReadingSpec | None = None) -> None:
        """Look at a file's columns.

        Args:
            path: The file.
            reading: What is set by hand of how it is read.
        """
        self._opener.open(path, reading)

    def retranslate(self) -> None:
        """Take the words of another language."""
        for part in (self._zone, self._opener, self._progress, self._error_card):
            part.retranslate()
        self._change.setText(self.tr("Change…"))

    @property
    def _opening(self) -> Opening | None:
        return self._opener.opening

    def _task(self) -> Task | None:
        return None if self._run is None or self._job is not None else self._run.spec().task

    @abstractmethod
    def _on_opened(self, opening: Opening) -> None:
        """Show a file that was opened."""

    @abstractmethod
    def _on_open_failed(self, error: StudioError) -> None:
        """Tell why a file could not be opened."""
