"""One export format: what it is for, the way to it, and what came out."""

from pathlib import Path

from PySide6.QtCore import QDateTime, QLocale, Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QWidget

from studio.errors import DamagedFolderError, InputError, StudioError
from studio.exports import ExportFormat
from studio.jobs import Progress, Result
from studio.runs import RunFolder
from ui import theme
from ui.export.outcome import ExportOutcome
from ui.export.places import FoundExport, default_place, find_exports, remember_place
from ui.folders import home_folder
from ui.jobs import ProcessJob
from ui.text import studio_text
from ui.theme import Tone
from ui.widgets import Button, ButtonKind, Card, ErrorCard, Label, ProgressLine
from ui.widgets.step_list import StepList


class ExportCard(Card):
    """Exports a run's model in one format and shows the exports that are there.

    Args:
        export_format: The format.

    Signals:
        resume_asked: The run's model is damaged and is to be written anew; carries its `RunFolder`.
    """

    resume_asked = Signal(object)

    def __init__(self, export_format: ExportFormat, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)

        # === State ===
        self._format = export_format
        self._run: RunFolder | None = None
        self._run_name = ""
        self._exports: tuple[FoundExport, ...] = ()
        self._job: ProcessJob | None = None
        self._out: Path | None = None

        # === Widgets ===
        self._help = Label(tone=Tone.MUTED, is_wrapped=True)
        self.export_button = Button(kind=ButtonKind.PRIMARY, icon_name="export-variant")
        self._choose = Button(icon_name="folder-outline")
        self._progress = ProgressLine()
        self._steps = StepList()
        self.error_card = ErrorCard()
        self._which = QComboBox()
        self.outcome = ExportOutcome()

        # === Layout ===
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE_M)
        head.addWidget(self._help, 1)
        head.addWidget(self._choose)
        head.addWidget(self.export_button)
        self.body.addLayout(head)
        self.body.addWidget(self._progress)
        self.body.addWidget(self._steps)
        self.body.addWidget(self.error_card)
        self.body.addWidget(self._which)
        self.body.addWidget(self.outcome)

        # === Signals ===
        self.export_button.clicked.connect(lambda: self.export())
        self._choose.clicked.connect(self._on_choose_clicked)
        self._progress.cancelled.connect(self.cancel)
        self._which.activated.connect(self._show_outcome)
        self._show_all()

    @property
    def is_busy(self) -> bool:
        """Whether an export is being made."""
        return self._job is not None

    def set_run(self, run: RunFolder | None, name: str) -> None:
        """Look at another run; an export that is being made goes on unless the run is another one."""
        is_same = (run.path if run else None) == (self._run.path if self._run else None)
        if not is_same:
            self.cancel()
            self.error_card.clear()
            self._steps.clear()
        self._run, self._run_name = run, name
        self._look()

    def export(self, out: Path | None = None) -> None:
        """Make an export.

        Args:
            out: The folder; `None` for the run's own.
        """
        if self._run is None or self._job is not None:
            return
        self._out = out or default_place(self._run, self._format.name)
        self.error_card.clear()
        self._steps.clear()
        arguments = {"run": str(self._run.path), "format": self._format.name, "out": str(self._out), "force": False}
        self._job = ProcessJob("export", arguments, self)
        self._job.progressed.connect(self._on_job_progressed)
        self._job.finished.connect(self._on_job_finished)
        self._job.failed.connect(self._on_job_failed)
        self._on_job_progressed(Progress("Starting"))
        self._job.start()
        self._show_all()

    def cancel(self) -> None:
        """End the export that is being made; nothing of it is kept."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
            self._steps.clear()
            self._show_all()

    def end(self) -> None:
        """End the export because the window is closed."""
        if self._job is not None:
            self._job.end()
            self._job = None

    def retranslate(self) -> None:
        """Take the words of another language."""
        self.set_title(self._format.label)
        self._help.setText(studio_text(self._format.help))
        self.export_button.setAccessibleName(self.tr("Export as {format}").format(format=self._format.label))
        self._choose.setText(self.tr("Into another folder…"))
        self._which.setAccessibleName(self.tr("Export"))
        self._progress.retranslate()
        self.error_card.retranslate()
        self.outcome.retranslate()
        self._show_all()

    # === Job ===

    def _on_job_progressed(self, progress: Progress) -> None:
        self._progress.set_progress(progress)
        self._steps.begin_step(progress.what)

    def _on_job_finished(self, result: Result) -> None:
        if self._run is not None:
            remember_place(self._run, Path(str(result.value["path"])))
        self._job = None
        self._steps.clear()
        self._look()

    def _on_job_failed(self, error: StudioError) -> None:
        self._job = None
        self._steps.clear()
        out = self._out
        # A folder that is taken stays taken.
        is_place = isinstance(error, InputError) and str(error.message.details.get("file")) == str(out)
        kept = self.tr("Nothing of this export was kept. The run, its model and earlier exports are as they were.")
        run = self._run
        if is_place:
            next_click, action = self.tr("Into another folder…"), self._on_choose_clicked
        elif isinstance(error, DamagedFolderError) and run is not None:
            next_click, action = self.tr("Write the model anew"), lambda: self.resume_asked.emit(run)
        else:
            next_click, action = self.tr("Export again"), lambda: self.export(out)
        self.error_card.show_error(error, kept, next_click, action=action)
        self._show_all()

    def _on_choose_clicked(self) -> None:
        title = self.tr("Choose the folder in which the export is made")
        parent = QFileDialog.getExistingDirectory(self, title, home_folder())
        if parent and self._run is not None:
            self.export(Path(parent) / f"{self._run.id}-{self._format.name}")

    # === Showing ===

    def _look(self) -> None:
        """Read from disk which exports there are."""
        self._exports = find_exports(self._run, self._format.name) if self._run is not None else ()
        self._which.clear()
        for entry in self._exports:
            moment = QDateTime.fromSecsSinceEpoch(int(entry.modified))
            self._which.addItem(f"{QLocale().toString(moment, QLocale.FormatType.ShortFormat)} · {entry.path}")
        self._show_all()

    def _show_all(self) -> None:
        is_busy = self._job is not None
        self.export_button.setText(self.tr("Export again") if self._exports else self.tr("Export"))
        self.export_button.setEnabled(not is_busy and self._run is not None)
        self._choose.setEnabled(not is_busy and self._run is not None)
        self._progress.setVisible(is_busy)
        self._steps.setVisible(is_busy)
        self._which.setVisible(len(self._exports) > 1)
        self._show_outcome()

    def _show_outcome(self) -> None:
        index = max(0, self._which.currentIndex())
        self.outcome.setVisible(bool(self._exports) and self._job is None)
        if self._exports:
            assert self._run is not None
            task = self._run.spec().task
            self.outcome.show_export(self._exports[index], self._run_name, task)
