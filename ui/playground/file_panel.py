"""Answer a whole file: choose it, its column and the form of the answers; then progress, then what came out."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from studio.errors import StudioError
from studio.jobs import Progress, Result
from studio.runs import RunFolder
from ui import theme
from ui.jobs import ProcessJob
from ui.playground.asked_file import AskedFile
from ui.playground.file_columns import FileColumns
from ui.playground.file_outcome import Outcome, OutcomeCard
from ui.reading.data_reading import Opening
from ui.reading.reading_bar import ReadingBar
from ui.text import format_number
from ui.theme import Tone
from ui.tips import wrapped_tip
from ui.widgets import Button, ButtonKind, Label
from ui.widgets.segments import Segments

_ENDINGS = (".csv", ".jsonl", ".parquet")
_LABEL_WIDTH = 132


class FilePanel(AskedFile):
    """Answers a file with the model of a run.

    Signals:
        busy_changed: Whether a file is being answered.
    """

    busy_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)

        # === State ===
        self._out: Path | None = None
        self._outcome: Outcome | None = None
        self._began = 0.0
        self._next_click: Callable[[], None] = self.choose_file

        # === Widgets ===
        self._file_name, self._reading_name, self._column_name, self._form_name, self._out_name = (
            Label(tone=Tone.MUTED) for _ in range(5)
        )
        self.columns = FileColumns()
        self.form = Segments(len(_ENDINGS))
        self.keeps_formulas = QCheckBox()
        self._out_path = Label(is_wrapped=True)
        self._choose_out = Button(kind=ButtonKind.QUIET, icon_name="folder-outline", icon_tone=Tone.MUTED)
        self.start_button = Button(kind=ButtonKind.PRIMARY, icon_name="play")
        self._rate = Label(tone=Tone.MUTED)
        self.outcome_card = OutcomeCard()

        # === Layout ===
        self._lay_out()

        # === Signals ===
        self._choose_out.clicked.connect(self._on_choose_out_clicked)
        self.form.chosen.connect(self._on_form_chosen)
        self.start_button.clicked.connect(self.start)
        self._error_card.activated.connect(lambda: self._next_click())
        self._show_all()

    # === Choosing ===

    def set_run(self, run: RunFolder | None) -> None:
        """Take the model of another run."""
        self._run = run
        self.columns.set_run(run)
        self._column_name.setText(self.columns.title())
        self._show_all()

    @property
    def column(self) -> QComboBox:
        """The column of the first input."""
        return next(iter(self.columns.combos.values()))

    def choose_file(self) -> None:
        """Ask for a file."""
        self._opener.choose(self, self.tr("Open the file to answer"))

    def _on_opened(self, opening: Opening) -> None:
        self._outcome = None
        self._error_card.clear()
        self.columns.show_opening(opening)
        self._on_form_chosen(self.form.choice())

    def _on_open_failed(self, error: StudioError) -> None:
        self._show_error(error, "", self.tr("Choose another file…"), self.choose_file)

    def _on_form_chosen(self, index: int) -> None:
        if self._opening is not None:
            self._out = _free_path(self._opening.source.path, _ENDINGS[index])
        self._show_all()

    def _on_choose_out_clicked(self) -> None:
        ending = _ENDINGS[self.form.choice()]
        path, _ = QFileDialog.getSaveFileName(self, self.tr("Save the answers"), str(self._out or ""), f"*{ending}")
        if path:
            self.set_out(Path(path))

    def set_out(self, path: Path) -> None:
        """Write the answers to another file; its ending picks the form."""
        if path.suffix in _ENDINGS:
            self.form.set_choice(_ENDINGS.index(path.suffix))
        else:
            path = path.with_name(path.name + _ENDINGS[self.form.choice()])
        self._out = path
        self._show_all()

    # === Working ===

    def start(self) -> None:
        """Answer the file."""
        if self._run is None or self._opening is None or self._out is None or self._job is not None:
            return
        arguments: dict[str, Any] = {
            "model": str(self._run.model_path),
            "data": str(self._opening.source.path),
            "out": str(self._out),
            "columns": self.columns.chosen(),
            "batch_size": 32,
            "reading": self._opening.reading.model_dump(),
            "keeps_formulas": self.keeps_formulas.isChecked(),
        }
        self._outcome = None
        self._error_card.clear()
        self._began = time.monotonic()
        self._job = ProcessJob("predict", arguments, self)
        self._job.progressed.connect(self._on_job_progressed)
        self._job.finished.connect(self._on_job_finished)
        self._job.failed.connect(self._on_job_failed)
        self._progress.set_progress(Progress("Loading the model"))
        self._rate.setText("")
        self._job.start()
        self.busy_changed.emit(True)
        self._show_all()

    def cancel(self) -> None:
        """End answering; no half-written file stays behind."""
        if self._job is not None:
            self._job.cancel()
            self._end_job()

    def end(self) -> None:
        """End answering because the window is closed."""
        if self._job is not None:
            self._job.end()

    def _on_job_progressed(self, progress: Progress) -> None:
        self._progress.set_progress(progress)
        seconds = time.monotonic() - self._began
        if progress.done and progress.total and seconds > 1:
            rate = format_number(progress.done / seconds)
            self._rate.setText(self.tr("{rate} texts/s, the loading of the model counted in").format(rate=rate))

    def _on_job_finished(self, result: Result) -> None:
        self._outcome = Outcome.of(result)
        self._end_job()

    def _on_job_failed(self, error: StudioError) -> None:
        self._end_job()
        kept = self.tr("No half-written file was left behind. Your file is as it was.")
        self._show_error(error, kept, self.tr("Try again"), self.start)

    def _end_job(self) -> None:
        self._job = None
        self.busy_changed.emit(False)
        self._show_all()

    # === Showing ===

    def retranslate(self) -> None:
        """Take the words of another language."""
        super().retranslate()
        self._card.set_title(self.tr("Answer a whole file"))
        self._file_name.setText(self.tr("File"))
        self.columns.retranslate()
        self._column_name.setText(self.columns.title())
        self._form_name.setText(self.tr("Form of the answers"))
        self._reading_name.setText(self.tr("How it is read"))
        self.form.set_texts(("CSV", "JSON lines", "Parquet"), self._form_name.text())
        self.keeps_formulas.setText(self.tr("Keep formulas"))
        self.keeps_formulas.setToolTip(
            wrapped_tip(
                self.tr(
                    "A spreadsheet computes texts that begin with =, @, + or -. Unless this is on, such texts get an "
                    "apostrophe before them in CSV files."
                )
            )
        )
        self._out_name.setText(self.tr("Saved as"))
        self._choose_out.setText(self.tr("Choose…"))
        self.start_button.setText(self.tr("Answer the file"))
        self.outcome_card.retranslate()
        self._show_all()

    def _show_error(self, error: StudioError, kept: str, next_click: str, action: Callable[[], None]) -> None:
        self._next_click = action
        self._error_card.show_error(error, kept, next_click)

    def _show_all(self) -> None:
        opening, is_busy = self._opening, self._job is not None
        self._zone.setVisible(opening is None)
        self._card.setVisible(opening is not None)
        for widget in (self._change, self.reading, self.columns, self.form, self._choose_out, self.start_button):
            widget.setEnabled(not is_busy)
        # Other forms have types: nothing in them is a formula.
        self.keeps_formulas.setEnabled(not is_busy)
        self.keeps_formulas.setVisible(_ENDINGS[self.form.choice()] == ".csv")
        self._progress.setVisible(is_busy)
        self._rate.setVisible(is_busy)
        if opening is not None:
            self._file.setText(str(opening.source.path))
            self._reading_name.setVisible(not self.reading.isHidden())
            self._out_path.setText(str(self._out))
        self.outcome_card.show_outcome(self._outcome)

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.SPACE_L)
        grid.setVerticalSpacing(theme.SPACE_M)
        grid.setColumnMinimumWidth(0, _LABEL_WIDTH)
        grid.setColumnStretch(1, 1)
        rows: tuple[tuple[Label, QWidget, QWidget | None], ...] = (
            (self._file_name, self._file, self._change),
            (self._reading_name, self.reading, None),
            (self._column_name, self.columns, None),
            (self._form_name, self.form, self.keeps_formulas),
            (self._out_name, self._out_path, self._choose_out),
        )
        for row, (name, widget, button) in enumerate(rows):
            grid.addWidget(name, row, 0)
            has_own_button = isinstance(widget, ReadingBar)
            is_wide = has_own_button or isinstance(widget, Label)
            alignment = Qt.AlignmentFlag(0) if is_wide else Qt.AlignmentFlag.AlignLeft
            grid.addWidget(widget, row, 1, 1, 2 if has_own_button else 1, alignment)
            if button is not None:
                grid.addWidget(button, row, 2)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.start_button)
        self._card.body.addLayout(grid)
        self._card.body.addLayout(foot)
        self._card.body.addWidget(self._progress)
        self._card.body.addWidget(self._rate)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_M)
        layout.addWidget(self._error_card)
        layout.addWidget(self.encoding_choice)
        layout.addWidget(self._zone, 100)
        layout.addWidget(self._card)
        layout.addWidget(self.outcome_card)
        layout.addStretch(1)


def _free_path(path: Path, ending: str) -> Path:
    """Return a path beside the input that is not taken: `reviews-answers.csv`, else `reviews-answers-2.csv`."""
    stem = path.name.split(".")[0] + "-answers"
    for number in range(1, 1000):
        found = path.with_name(f"{stem}{ending}" if number == 1 else f"{stem}-{number}{ending}")
        if not found.exists():
            return found
    return path.with_name(f"{stem}-{int(time.time())}{ending}")
