"""What a finished run came to: metrics, classes, confusions."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from studio import tasks
from studio.tasks import Task
from ui import theme
from ui.plots.heat_map import HeatMap
from ui.tables.cells import Cell, Column
from ui.tables.fit_table import FitTable
from ui.text import format_count, format_number, studio_text
from ui.theme import Tone
from ui.widgets import Card, Label
from ui.widgets.segments import Segments

_SPLITS = ("test", "validation")
_MOST_CLASSES = 15
# The width that the three parts need side by side.
_BESIDE_FROM = 1080


class ResultsCard(Card):
    """The reports of a run's splits. Hidden while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)

        # === State ===
        self._task: Task | None = None
        self._reports: Mapping[str, Any] = {}

        # === Widgets ===
        self._choice = Segments(len(_SPLITS))
        self._metrics = FitTable(least_width=110)
        self._classes = FitTable(least_width=80)
        self._matrix = HeatMap()
        self._note = Label(tone=Tone.MUTED, is_wrapped=True)

        # === Layout ===
        self.header.addWidget(self._choice)
        classes = QWidget()
        lines = QVBoxLayout(classes)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(theme.SPACE_S)
        lines.addWidget(self._classes)
        lines.addWidget(self._note)
        self._class_part = classes
        self._parts = QGridLayout()
        self._parts.setHorizontalSpacing(theme.SPACE_XL)
        self._parts.setVerticalSpacing(theme.SPACE_L)
        self._place_parts(is_wide=True)
        self.body.addLayout(self._parts)

        # === Signals ===
        self._choice.chosen.connect(self._show)
        self.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Put the classes below where they would be cut off between the others."""
        super().resizeEvent(event)
        is_wide = event.size().width() >= _BESIDE_FROM
        if is_wide != self._is_wide:
            self._place_parts(is_wide=is_wide)

    def _place_parts(self, *, is_wide: bool) -> None:
        self._is_wide = is_wide
        top = Qt.AlignmentFlag.AlignTop
        for part in (self._metrics, self._matrix, self._class_part):
            self._parts.removeWidget(part)
        self._parts.addWidget(self._metrics, 0, 0, top)
        self._parts.addWidget(self._matrix, 0, 2, top)
        if is_wide:
            self._parts.addWidget(self._class_part, 0, 1, top)
        else:
            self._parts.addWidget(self._class_part, 1, 0, 1, 3, top)
        self._parts.setColumnStretch(0, 3)
        self._parts.setColumnStretch(1, 5 if is_wide else 0)

    def show_reports(self, task_name: str, reports: Mapping[str, Any]) -> None:
        """Show the reports by split; without any the card is hidden."""
        if reports == self._reports and self._task is not None and self._task.name == task_name:
            return
        self._task, self._reports = tasks.get(task_name), reports
        shown = [split for split in _SPLITS if split in reports]
        self.setVisible(bool(shown))
        if shown:
            self._choice.set_choice(_SPLITS.index(shown[0]))
            self.retranslate()

    def retranslate(self) -> None:
        """Take the words of another language."""
        self.set_title(self.tr("Results"))
        self._choice.set_texts((self.tr("Test"), self.tr("Validation")), self.tr("Split"))
        for index, split in enumerate(_SPLITS):
            reason = "" if split in self._reports else self.tr("This run has no such split.")
            self._choice.set_segment_enabled(index, split in self._reports, reason)
        self._matrix.set_titles(self.tr("label"), self.tr("prediction"))
        self._matrix.setAccessibleName(self.tr("Confusion matrix"))
        self._metrics.setAccessibleName(self.tr("Metrics"))
        self._classes.setAccessibleName(self.tr("Classes"))
        self._show()

    def _show(self) -> None:
        report = self._reports.get(_SPLITS[self._choice.choice()])
        if report is None or self._task is None:
            return
        parts = [self.tr("%Ln examples", None, int(report.get("examples", 0)))]
        if "masked_tokens" in report:
            parts.append(self.tr("%Ln hidden tokens", None, int(report["masked_tokens"])))
        self.set_aside(" · ".join(parts))
        self._show_metrics(report)
        self._show_classes(report.get("per_class", {}))
        matrix = report.get("confusion_matrix")
        self._matrix.setVisible(matrix is not None)
        self._note.hide()
        if matrix is not None:
            self._show_matrix(matrix["labels"], matrix["counts"])

    def _show_metrics(self, report: Mapping[str, Any]) -> None:
        assert self._task is not None
        metrics: Mapping[str, float] = report["metrics"]
        columns = (Column(self.tr("Metric")), Column(self.tr("Value"), is_number=True))
        rows: list[tuple[Cell, ...]] = []
        for info in self._task.metrics:
            if metrics.get(info.name) is not None:
                name = Cell(studio_text(info.label), help=studio_text(info.help))
                rows.append((name, Cell(format_number(metrics[info.name]))))
                if info.name == "accuracy" and "baseline" in report:
                    rows.append(self._baseline_row(report["baseline"]))
        self._metrics.set_table(columns, rows)

    def _baseline_row(self, baseline: Mapping[str, Any]) -> tuple[Cell, ...]:
        name = self.tr("Always “{label}”").format(label=" ".join(str(baseline["label"]).split()))
        help_text = self.tr(
            "The accuracy of always answering the most frequent class of the training data, without looking at the "
            "texts. A model is worth its while only above it."
        )
        return Cell(name, Tone.MUTED, help=f"{name}. {help_text}"), Cell(
            format_number(float(baseline["accuracy"])), Tone.MUTED, help=help_text
        )

    def _show_classes(self, classes: Mapping[str, Mapping[str, float | None]]) -> None:
        columns = (
            Column(self.tr("Class")),
            Column(
                self.tr("Precision"), True, self.tr("Of the texts put into this class, the part that belongs there.")
            ),
            Column(self.tr("Recall"), True, self.tr("Of the texts of this class, the part that was found.")),
            Column(self.tr("F1"), True, self.tr("Precision and recall in one number: their harmonic mean.")),
            Column(self.tr("Examples"), True),
        )
        rows = [
            (
                Cell(name),
                *(self._score_cell(entry, score) for score in ("precision", "recall", "f1")),
                Cell(format_count(int(entry["support"] or 0))),
            )
            for name, entry in classes.items()
        ]
        self._classes.setVisible(bool(rows))
        self._classes.set_table(columns, rows)

    def _score_cell(self, entry: Mapping[str, float | None], score: str) -> Cell:
        value = entry[score]
        if not entry["support"]:
            # Earlier versions wrote a 0 here.
            return Cell("–", Tone.MUTED, sort=-1.0, help=self.tr("No example of this split has this class."))
        if value is None:
            return Cell("–", Tone.MUTED, sort=-1.0, help=self.tr("The model never answered with this class."))
        return Cell(format_number(value))

    def _show_matrix(self, names: list[str], counts: list[list[int]]) -> None:
        if len(names) <= _MOST_CLASSES:
            self._matrix.show_counts(names, counts)
            return
        wrong = [
            sum(row) - row[index] + sum(other[index] for other in counts) - row[index]
            for index, row in enumerate(counts)
        ]
        chosen = sorted(sorted(range(len(names)), key=lambda index: -wrong[index])[:_MOST_CLASSES])
        self._matrix.show_counts(
            [names[index] for index in chosen], [[counts[row][column] for column in chosen] for row in chosen]
        )
        note = self.tr("The matrix shows the {shown} of {total} classes with the most errors.")
        self._note.setText(note.format(shown=len(chosen), total=format_count(len(names))))
        self._note.show()
