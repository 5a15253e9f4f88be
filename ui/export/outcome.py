"""What came out of an export: the check, size and speed, where it lies, and how to call it."""

import re

from PySide6.QtCore import QDateTime, QLocale
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from studio import exports
from studio.tasks import Task
from ui import theme
from ui.export.places import FoundExport
from ui.folders import open_folder
from ui.text import format_bytes, format_count, format_number, format_scientific
from ui.theme import Tone
from ui.widgets import Button, IconLabel, Label, LabelKind
from ui.widgets.code_block import CodeBlock

_NUM_FIGURES = 5


class ExportOutcome(QWidget):
    """Shows one export that is on disk."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)

        # === State ===
        self._export: FoundExport | None = None
        self._task: Task | None = None
        self._model_name = ""

        # === Widgets ===
        self._verdict = IconLabel()
        self._figures = [_Figure() for _ in range(_NUM_FIGURES)]
        self._path = Label(kind=LabelKind.MONOSPACE, is_wrapped=True, is_selectable=True)
        self._open = Button(icon_name="folder-open-outline")
        self._how = Label(kind=LabelKind.CARD_TITLE)
        self._codes: list[CodeBlock] = []

        # === Layout ===
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.SPACE_XL)
        self._grid.setVerticalSpacing(theme.SPACE_S)
        for column, figure in enumerate(self._figures):
            self._grid.addWidget(figure, 0, column)
            self._grid.setColumnStretch(column, 1)
        place = QHBoxLayout()
        place.setSpacing(theme.SPACE_M)
        place.addWidget(self._path, 1)
        place.addWidget(self._open)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, theme.SPACE_S, 0, 0)
        self._layout.setSpacing(theme.SPACE_M)
        self._layout.addWidget(self._verdict)
        self._layout.addLayout(self._grid)
        self._layout.addLayout(place)
        self._layout.addWidget(self._how)

        # === Signals ===
        self._open.clicked.connect(self._on_open_clicked)

    def show_export(self, export: FoundExport, run_name: str, task: Task) -> None:
        """Show an export of a run."""
        self._export, self._task = export, task
        self._model_name = re.sub(r"[^A-Za-z0-9_-]+", "-", run_name).strip("-").lower() or "model"
        self.retranslate()

    def codes(self) -> list[CodeBlock]:
        """Return the pieces of code that are shown."""
        return self._codes

    def retranslate(self) -> None:
        """Take the words of another language."""
        self._open.setText(self.tr("Open folder"))
        self._how.setText(self.tr("How to call it"))
        if self._export is not None:
            self._show_verdict(self._export)
            self._show_figures(self._export)
            self._path.setText(str(self._export.path))
            self._show_codes(self._export)

    def _show_verdict(self, export: FoundExport) -> None:
        moment = QLocale().toString(QDateTime.fromSecsSinceEpoch(int(export.modified)), QLocale.FormatType.ShortFormat)
        text = self.tr("Checked on {date}: in a process of its own, it says what the studio says.")
        self._verdict.set_content("check-decagram", text.format(date=moment), Tone.GOOD)

    def _show_figures(self, export: FoundExport) -> None:
        report = export.report
        largest = format_scientific(report.max_difference) if report.max_difference else "0"
        some = self.tr("{count} of them held out").format(count=format_count(report.held_out_rows))
        held_out = self.tr("all of them held out") if report.held_out_rows == report.rows else some
        values = (
            (self.tr("Rows compared"), format_count(report.rows), held_out),
            (self.tr("Answers that differ"), format_count(report.label_mismatches), self.tr("none allowed")),
            (
                self.tr("Largest difference"),
                largest,
                self.tr("of a probability; {most} allowed").format(most=format_scientific(report.tolerance)),
            ),
            (self.tr("Size"), format_bytes(report.size_bytes), self.tr("all files")),
            (
                self.tr("One text"),
                self.tr("{time} ms").format(time=format_number(report.latency_ms)),
                self.tr("{rate} texts/s in batches of {size}").format(
                    rate=format_number(report.texts_per_second), size=report.batch_size
                ),
            ),
        )
        for figure, (name, value, note) in zip(self._figures, values, strict=True):
            figure.show_value(name, value, note)

    def _show_codes(self, export: FoundExport) -> None:
        assert self._task is not None
        snippets = exports.snippets(export.path, self._model_name, self._task)
        while len(self._codes) < len(snippets):
            block = CodeBlock(snippets[len(self._codes)].label)
            self._codes.append(block)
            self._layout.addWidget(block)
        for block, snippet in zip(self._codes, snippets, strict=True):
            block.set_code(snippet.code.rstrip())
            block.retranslate()

    def _on_open_clicked(self) -> None:
        if self._export is not None:
            open_folder(self._export.path)


class _Figure(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._name = Label(tone=Tone.MUTED)
        self._value = Label("–", LabelKind.KEY_NUMBER)
        self._note = Label(tone=Tone.MUTED, is_wrapped=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for label in (self._name, self._value, self._note):
            layout.addWidget(label)
        layout.addStretch(1)

    def show_value(self, name: str, value: str, note: str) -> None:
        self._name.setText(name)
        self._value.setText(value)
        self._note.setText(note)
        self.setAccessibleName(f"{name}: {value}, {note}")
