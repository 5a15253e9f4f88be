"""Answer a whole file: choose it, its column and the form of the answers; then progress, then what came out."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from studio.columns import names_of
from studio.endings import file_patterns
from studio.errors import StudioError, UnclearEncodingError
from studio.jobs import Progress, Result
from studio.runs import RunFolder
from studio.spec import ReadingSpec
from ui import theme
from ui.folders import home_folder, open_folder
from ui.jobs import ProcessJob, ThreadJob
from ui.reading import data_reading
from ui.reading.data_reading import Opening
from ui.reading.encoding_choice import EncodingChoice
from ui.reading.reading_bar import ReadingBar
from ui.text import format_count, format_duration, format_number, format_percent, studio_text
from ui.theme import Tone
from ui.widgets import Bar, BarList, Button, ButtonKind, Card, ErrorCard, IconLabel, Label, ProgressLine
from ui.widgets.drop_zone import DropZone
from ui.widgets.segments import Segments

_ENDINGS = (".csv", ".jsonl", ".parquet")
_NUM_BARS = 10
_LABEL_WIDTH = 132
_COMBO_WIDTH = 240


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came out of answering a file.

    Attributes:
        counts: How often each class was predicted, the most common first; none where masks were filled.
        num_masks: How many masks were filled.
        num_empty: How many rows have no text and so no answer.
    """

    path: Path
    num_rows: int
    seconds: float
    counts: tuple[tuple[str, int], ...]
    num_masks: int = 0
    num_empty: int = 0


class FilePanel(QWidget):
    """Answers a file with the model of a run.

    Signals:
        busy_changed: Whether a file is being answered.
    """

    busy_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)

        # === State ===
        self._run: RunFolder | None = None
        self._opening: Opening | None = None
        self._unclear: Path | None = None
        self._out: Path | None = None
        self._outcome: Outcome | None = None
        self._job: ProcessJob | None = None
        self._thread: ThreadJob | None = None
        self._began = 0.0
        self._next_click: Callable[[], None] = self.choose_file

        # === Widgets ===
        self._zone = DropZone(has_folder=False)
        self._card = Card()
        self._file_name, self._reading_name, self._column_name, self._form_name, self._out_name = (
            Label(tone=Tone.MUTED) for _ in range(5)
        )
        self._file = Label(is_wrapped=True)
        self.reading = ReadingBar()
        self.encoding_choice = EncodingChoice()
        self._change = Button(kind=ButtonKind.QUIET, icon_name="swap-horizontal", icon_tone=Tone.MUTED)
        self.columns: dict[str, QComboBox] = {}
        self._columns = QWidget()
        self._columns_layout = QHBoxLayout(self._columns)
        self.form = Segments(len(_ENDINGS))
        self._out_path = Label(is_wrapped=True)
        self._choose_out = Button(kind=ButtonKind.QUIET, icon_name="folder-outline", icon_tone=Tone.MUTED)
        self.start_button = Button(kind=ButtonKind.PRIMARY, icon_name="play")
        self._progress = ProgressLine()
        self._rate = Label(tone=Tone.MUTED)
        self._error_card = ErrorCard()
        self._result_card = Card()
        self._result = IconLabel()
        self._bars = BarList()
        self._more = Label(tone=Tone.MUTED)
        self._open = Button(icon_name="folder-open-outline")

        # === Layout ===
        self._lay_out()
        self._make_columns(("text",))

        # === Signals ===
        self._zone.dropped.connect(self.open_path)
        self._zone.file_asked.connect(self.choose_file)
        self._change.clicked.connect(self.choose_file)
        self.reading.reading_changed.connect(self._on_reading_changed)
        self.encoding_choice.chosen.connect(self._on_encoding_choice_chosen)
        self.encoding_choice.dismissed.connect(self.choose_file)
        self._choose_out.clicked.connect(self._on_choose_out_clicked)
        self.form.chosen.connect(self._on_form_chosen)
        self.start_button.clicked.connect(self.start)
        self._progress.cancelled.connect(self.cancel)
        self._error_card.activated.connect(lambda: self._next_click())
        self._open.clicked.connect(self._on_open_clicked)
        self._show_all()

    # === Choosing ===

    def set_run(self, run: RunFolder | None) -> None:
        """Take the model of another run."""
        self._run = run
        self._make_columns(("text",) if run is None else run.spec().task.inputs)
        self._show_all()

    @property
    def column(self) -> QComboBox:
        """The column of the first input."""
        return next(iter(self.columns.values()))

    def choose_file(self) -> None:
        """Ask for a file."""
        folder = home_folder() if self._opening is None else str(self._opening.source.path.parent)
        patterns = f"{self.tr('Data')} ({file_patterns()});;{self.tr('All files')} (*)"
        path, _ = QFileDialog.getOpenFileName(self, self.tr("Open the file to answer"), folder, patterns)
        if path:
            self.open_path(Path(path))

    def open_path(self, path: Path, reading: ReadingSpec | None = None) -> None:
        """Look at a file's columns.

        Args:
            path: The file.
            reading: What is set by hand of how it is read.
        """
        if self._run is None or self._job is not None:
            return
        task = self._run.spec().task
        self.encoding_choice.hide()
        self._thread = ThreadJob(lambda _report, _is_cancelled: data_reading.open_data(path, task, reading))
        self._thread.finished.connect(self._on_opened)
        self._thread.failed.connect(lambda error: self._on_open_failed(path, error))
        self._thread.start()

    def _on_opened(self, opening: Opening) -> None:
        self._opening, self._outcome = opening, None
        self.reading.show_source(opening.source, opening.reading)
        self._error_card.clear()
        for name, combo in self.columns.items():
            combo.clear()
            combo.addItems(opening.source.column_names)
            chosen = next((column for _, column in self._known(name) if opening.source.has_column(column)), "")
            combo.setCurrentIndex(max(0, combo.findText(chosen)))
        self._on_form_chosen(self.form.choice())

    def _known(self, name: str) -> list[tuple[str, str]]:
        """Return the columns that usually hold an input, the likeliest first, each with its role."""
        if self._run is None or self._opening is None:
            return []
        spec = self._run.spec()
        task = spec.task
        roles = [name]
        if name == task.inputs[0]:
            roles += [role.name for role in task.roles if role.kind == "tokens"]
        return [
            (role, column)
            for columns in (spec.data.columns, self._opening.columns)
            for role in roles
            for column in names_of(columns, role)
        ]

    def _chosen_columns(self) -> dict[str, str]:
        """Return the columns that were chosen, by role: a column of tokens keeps its own."""
        found = {}
        for name, combo in self.columns.items():
            column = combo.currentText()
            role = next((role for role, known in self._known(name) if known == column), name)
            found[role] = column
        return found

    def _make_columns(self, names: tuple[str, ...]) -> None:
        if tuple(self.columns) == names:
            return
        for combo in self.columns.values():
            self._columns_layout.removeWidget(combo)
            combo.hide()
            combo.deleteLater()
        self.columns = {name: QComboBox() for name in names}
        for combo in self.columns.values():
            combo.setMinimumWidth(_COMBO_WIDTH if len(names) == 1 else _COMBO_WIDTH * 2 // 3)
            self._columns_layout.addWidget(combo)
        self._name_columns()

    def _name_columns(self) -> None:
        labels: dict[str, str] = {}
        if self._run is not None:
            labels = {role.name: studio_text(role.label) for role in self._run.spec().task.roles}
        is_one = len(self.columns) == 1
        self._column_name.setText(self.tr("Column with the text") if is_one else self.tr("Columns with the texts"))
        for name, combo in self.columns.items():
            label = self._column_name.text() if is_one else labels.get(name, name)
            combo.setAccessibleName(label)
            combo.setToolTip("" if is_one else label)

    def _on_open_failed(self, path: Path, error: StudioError) -> None:
        if self._opening is not None:
            self.reading.show_source(self._opening.source, self._opening.reading)
        if isinstance(error, UnclearEncodingError):
            self._error_card.clear()
            self._unclear = path
            self._thread = ThreadJob(lambda _report, _is_cancelled: data_reading.guess_encodings(path))
            self._thread.finished.connect(lambda guesses: self.encoding_choice.ask(path, guesses))
            self._thread.start()
            return
        self._show_error(error, "", self.tr("Choose another file…"), self.choose_file)

    def _on_reading_changed(self, reading: ReadingSpec) -> None:
        if self._opening is not None:
            self.open_path(self._opening.source.path, reading)

    def _on_encoding_choice_chosen(self, encoding: str) -> None:
        if self._unclear is not None:
            self.open_path(self._unclear, ReadingSpec(encoding=encoding))

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
            "columns": self._chosen_columns(),
            "batch_size": 32,
            "reading": self._opening.reading.model_dump(),
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
        value = result.value
        counts = sorted(dict(value.get("counts", {})).items(), key=lambda entry: -entry[1])
        self._outcome = Outcome(
            Path(value["out"]),
            int(value["examples"]),
            float(value["seconds"]),
            tuple(counts),
            int(value.get("masks", 0)),
            int(value["left_empty"]),
        )
        self._end_job()

    def _on_job_failed(self, error: StudioError) -> None:
        self._end_job()
        kept = self.tr("No half-written file was left behind. Your file is as it was.")
        self._show_error(error, kept, self.tr("Try again"), self.start)

    def _end_job(self) -> None:
        self._job = None
        self.busy_changed.emit(False)
        self._show_all()

    def _on_open_clicked(self) -> None:
        if self._outcome is not None:
            open_folder(self._outcome.path)

    # === Showing ===

    def retranslate(self) -> None:
        """Take the words of another language."""
        self._zone.retranslate()
        self._progress.retranslate()
        self._error_card.retranslate()
        self.reading.retranslate()
        self.encoding_choice.retranslate()
        self._card.set_title(self.tr("Answer a whole file"))
        self._file_name.setText(self.tr("File"))
        self._change.setText(self.tr("Change…"))
        self._name_columns()
        self._form_name.setText(self.tr("Form of the answers"))
        self._reading_name.setText(self.tr("How it is read"))
        self.form.set_texts(("CSV", "JSON lines", "Parquet"), self._form_name.text())
        self._out_name.setText(self.tr("Saved as"))
        self._choose_out.setText(self.tr("Choose…"))
        self.start_button.setText(self.tr("Answer the file"))
        self._result_card.set_title(self.tr("Answers"))
        self._open.setText(self.tr("Open folder"))
        self._show_all()

    def _show_error(self, error: StudioError, kept: str, next_click: str, action: Callable[[], None]) -> None:
        self._next_click = action
        self._error_card.show_error(error, kept, next_click)

    def _show_all(self) -> None:
        opening, is_busy = self._opening, self._job is not None
        self._zone.setVisible(opening is None)
        self._card.setVisible(opening is not None)
        for widget in (self._change, self.reading, self._columns, self.form, self._choose_out, self.start_button):
            widget.setEnabled(not is_busy)
        self._progress.setVisible(is_busy)
        self._rate.setVisible(is_busy)
        if opening is not None:
            self._file.setText(str(opening.source.path))
            self._reading_name.setVisible(not self.reading.isHidden())
            self._out_path.setText(str(self._out))
        outcome = self._outcome
        self._result_card.setVisible(outcome is not None)
        if outcome is not None:
            text = self.tr("%Ln rows answered in {time}, saved as {file}.", None, outcome.num_rows).format(
                time=format_duration(outcome.seconds), file=outcome.path.name
            )
            if outcome.num_masks:
                filled = self.tr("%Ln masks were filled.", None, outcome.num_masks)
                text = f"{text} {filled}"
            if outcome.num_empty:
                empty = self.tr("%Ln rows without a text have an empty answer.", None, outcome.num_empty)
                text = f"{text} {empty}"
            self._result.set_content("check-circle", text, Tone.GOOD)
            self._show_counts(outcome.counts)

    def _show_counts(self, counts: tuple[tuple[str, int], ...]) -> None:
        total = max(1, sum(count for _, count in counts))
        self._bars.set_bars(
            tuple(
                Bar(name, f"{format_count(count)} · {format_percent(count / total)}", count / total)
                for name, count in counts[:_NUM_BARS]
            )
        )
        rest = len(counts) - _NUM_BARS
        self._more.setVisible(rest > 0)
        self._more.setText(self.tr("%Ln more classes", None, rest))

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.SPACE_L)
        grid.setVerticalSpacing(theme.SPACE_M)
        grid.setColumnMinimumWidth(0, _LABEL_WIDTH)
        grid.setColumnStretch(1, 1)
        rows: tuple[tuple[Label, QWidget, QWidget | None], ...] = (
            (self._file_name, self._file, self._change),
            (self._reading_name, self.reading, None),
            (self._column_name, self._columns, None),
            (self._form_name, self.form, None),
            (self._out_name, self._out_path, self._choose_out),
        )
        for row, (name, widget, button) in enumerate(rows):
            grid.addWidget(name, row, 0)
            is_wide = isinstance(widget, Label | ReadingBar)
            grid.addWidget(widget, row, 1, Qt.AlignmentFlag(0) if is_wide else Qt.AlignmentFlag.AlignLeft)
            if button is not None:
                grid.addWidget(button, row, 2)
        self._columns_layout.setContentsMargins(0, 0, 0, 0)
        self._columns_layout.setSpacing(theme.SPACE_S)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.start_button)
        self._card.body.addLayout(grid)
        self._card.body.addLayout(foot)
        self._card.body.addWidget(self._progress)
        self._card.body.addWidget(self._rate)
        self._result_card.body.addWidget(self._result)
        self._result_card.body.addWidget(self._bars)
        self._result_card.body.addWidget(self._more)
        self._result_card.header.addWidget(self._open)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_M)
        layout.addWidget(self._error_card)
        layout.addWidget(self.encoding_choice)
        layout.addWidget(self._zone, 100)
        layout.addWidget(self._card)
        layout.addWidget(self._result_card)
        layout.addStretch(1)


def _free_path(path: Path, ending: str) -> Path:
    """Return a path beside the input that is not taken: `reviews-answers.csv`, else `reviews-answers-2.csv`."""
    stem = path.name.split(".")[0] + "-answers"
    for number in range(1, 1000):
        found = path.with_name(f"{stem}{ending}" if number == 1 else f"{stem}-{number}{ending}")
        if not found.exists():
            return found
    return path.with_name(f"{stem}-{int(time.time())}{ending}")
