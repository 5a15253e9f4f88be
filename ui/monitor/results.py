"""What a finished run came to: metrics, classes, confusions."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from studio import tasks
from studio.runs import RunFolder
from studio.tasks import Task
from ui import theme
from ui.monitor.answers import AnswerScope, AnswersView
from ui.plots.heat_map import HeatMap
from ui.plots.scatter import ScatterView
from ui.tables.cells import Cell, Column
from ui.tables.fit_table import FitTable
from ui.text import fill, format_count, format_number, studio_text
from ui.theme import Tone
from ui.widgets import Button, Card, Label
from ui.widgets.segments import Segments

_MATRIX_WORDS = "The matrix shows the {shown} of {total} {total:class|classes} with the most errors."
_SPLITS = ("test", "validation")
# More classes than this make a matrix that stands by itself.
_MOST_BESIDE = 10
# The width that the three parts need side by side.
_BESIDE_FROM = 1080
_BESIDE_MATRIX = 300


class ResultsCard(Card):
    """The reports of a run's splits, and the texts behind them. Hidden while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)

        # === State ===
        self._task: Task | None = None
        self._reports: Mapping[str, Any] = {}
        self._run: RunFolder | None = None
        self._shown_classes: tuple[int, ...] = ()

        # === Widgets ===
        self._choice = Segments(len(_SPLITS))
        self.mistakes = Button(icon_name="format-list-bulleted")
        self._overview = QWidget()
        self.answers = AnswersView()
        self.answers.hide()
        self._metrics = FitTable(least_width=110)
        self.classes = FitTable(least_width=80)
        self.matrix = HeatMap()
        self.scatter = ScatterView()
        self._pointed = Label(tone=Tone.MUTED)
        self._note = Label(tone=Tone.MUTED, is_wrapped=True)

        # === Layout ===
        self.header.addWidget(self.mistakes)
        self.header.addWidget(self._choice)
        classes = QWidget()
        lines = QVBoxLayout(classes)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(theme.SPACE_S)
        lines.addWidget(self.classes)
        self._class_part = classes
        self._matrix_part = QWidget()
        column = QVBoxLayout(self._matrix_part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_S)
        for widget in (self.matrix, self._pointed, self._note):
            column.addWidget(widget)
        self._parts = QGridLayout(self._overview)
        self._parts.setContentsMargins(0, 0, 0, 0)
        self._parts.setHorizontalSpacing(theme.SPACE_XL)
        self._parts.setVerticalSpacing(theme.SPACE_L)
        self._is_wide = True
        self._place_parts()
        self.body.addWidget(self._overview)
        self.body.addWidget(self.answers)

        # === Signals ===
        self._choice.chosen.connect(self._on_choice_chosen)
        self.mistakes.clicked.connect(lambda: self._open_answers())
        self.matrix.opened.connect(self._on_matrix_opened)
        self.matrix.pointed.connect(self._show_pointed)
        self.classes.clicked.connect(lambda index: self._open_class(index.row()))
        self.classes.activated.connect(lambda index: self._open_class(index.row()))
        self.answers.left.connect(self._on_answers_left)
        self.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Put the classes below where they would be cut off between the others."""
        super().resizeEvent(event)
        is_wide = event.size().width() >= _BESIDE_FROM
        if is_wide != self._is_wide:
            self._is_wide = is_wide
            self._place_parts()
        self._give_room()

    def end(self) -> None:
        """End what is at work."""
        self.answers.end()

    def _place_parts(self) -> None:
        is_wide, is_large = self._is_wide, len(self._shown_classes) > _MOST_BESIDE
        top, left = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignLeft
        for part in (self._metrics, self._matrix_part, self._class_part, self.scatter):
            self._parts.removeWidget(part)
        self._parts.addWidget(self.scatter, 0, 1, 1, 2, top | left)
        self._parts.addWidget(self._metrics, 0, 0, 1, 3 if is_large and not is_wide else 1, top)
        if is_large:
            self._parts.addWidget(self._class_part, *((0, 1, 1, 2) if is_wide else (1, 0, 1, 3)), top)
            self._parts.addWidget(self._matrix_part, 2, 0, 1, 3, top | left)
        else:
            self._parts.addWidget(self._matrix_part, 0, 2, top)
            self._parts.addWidget(self._class_part, *((0, 1, 1, 1) if is_wide else (1, 0, 1, 3)), top)
        self._parts.setColumnStretch(0, 3)
        self._parts.setColumnStretch(1, 5 if is_wide else 0)

    def _give_room(self) -> None:
        """Let the matrix be as wide as its place is."""
        width = self.width() - 2 * theme.SPACE_L
        is_beside = len(self._shown_classes) <= _MOST_BESIDE
        self.matrix.set_room(max(_BESIDE_MATRIX, width * 3 // 5) if is_beside else width)

    def show_reports(self, task_name: str, reports: Mapping[str, Any], run: RunFolder | None = None) -> None:
        """Show the reports by split; without any the card is hidden.

        Args:
            task_name: The task of the run.
            reports: By split.
            run: Where the texts behind them are; without it they cannot be opened.
        """
        is_same_run = self._run is run or (self._run is not None and run is not None and self._run.path == run.path)
        if is_same_run and reports == self._reports and self._task is not None and self._task.name == task_name:
            return
        self._task, self._reports, self._run = tasks.get(task_name), reports, run
        self._on_answers_left()
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
        self.matrix.set_titles(self.tr("label"), self.tr("prediction"))
        self.matrix.setAccessibleName(self.tr("Confusion matrix"))
        self.scatter.set_titles(self.tr("in the data"), self.tr("predicted"))
        self.scatter.setAccessibleName(self.tr("Predictions over the numbers of the data"))
        self._metrics.setAccessibleName(self.tr("Metrics"))
        self.classes.setAccessibleName(self.tr("Classes"))
        self.mistakes.setText(self.tr("Look at the texts"))
        self.mistakes.setToolTip(self.tr("The texts of this split, the surest mistakes first."))
        self.answers.retranslate()
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
        points = report.get("points")
        self.scatter.setVisible(points is not None)
        self.scatter.show_points(points or ())
        matrix = report.get("confusion_matrix")
        self._matrix_part.setVisible(matrix is not None)
        self.mistakes.setVisible(matrix is not None and self._run is not None and self.answers.isHidden())
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
                if info.name == "mae" and "mean_baseline" in report:
                    rows.append(self._mean_row(report["mean_baseline"]))
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

    def _mean_row(self, baseline: Mapping[str, Any]) -> tuple[Cell, ...]:
        name = self.tr("Always {number}").format(number=format_number(float(baseline["value"]), 4))
        help_text = self.tr(
            "The mean absolute error of always answering the mean of the training data, without looking at the texts. "
            "A model is worth its while only below it."
        )
        return Cell(name, Tone.MUTED, help=f"{name}. {help_text}"), Cell(
            format_number(float(baseline["mae"])), Tone.MUTED, help=help_text
        )

    def _label_columns(self) -> tuple[Column, ...]:
        """Return what is known of a label beside what is known of a class."""
        return (
            Column(self.tr("AP"), True, self.tr("Average precision: how well its texts are ranked before the others.")),
            Column(self.tr("Threshold"), True, self.tr("From which probability on the label is said to apply.")),
        )

    def _show_classes(self, classes: Mapping[str, Mapping[str, float | None]]) -> None:
        has_labels = any("threshold" in entry for entry in classes.values())
        scores = ("precision", "recall", "f1", *(("average_precision", "threshold") if has_labels else ()))
        columns = (
            Column(self.tr("Label") if has_labels else self.tr("Class")),
            Column(
                self.tr("Precision"), True, self.tr("Of the texts put into this class, the part that belongs there.")
            ),
            Column(self.tr("Recall"), True, self.tr("Of the texts of this class, the part that was found.")),
            Column(self.tr("F1"), True, self.tr("Precision and recall in one number: their harmonic mean.")),
            *(self._label_columns() if has_labels else ()),
            Column(self.tr("Examples"), True),
        )
        rows = [
            (
                Cell(name),
                *(self._score_cell(entry, score) for score in scores),
                Cell(format_count(int(entry["support"] or 0))),
            )
            for name, entry in classes.items()
        ]
        self.classes.setVisible(bool(rows))
        self.classes.set_table(columns, rows)

    def _score_cell(self, entry: Mapping[str, float | None], score: str) -> Cell:
        value = entry[score]
        if not entry["support"]:
            # Earlier versions wrote a 0 here.
            return Cell("–", Tone.MUTED, sort=-1.0, help=self.tr("No example of this split has this class."))
        if value is None:
            return Cell("–", Tone.MUTED, sort=-1.0, help=self.tr("The model never answered with this class."))
        return Cell(format_number(value))

    def _show_matrix(self, names: list[str], counts: list[list[int]]) -> None:
        most = self.matrix.most_names(self.width() - 2 * theme.SPACE_L)
        chosen = tuple(range(len(names)))
        if len(names) > most:
            wrong = [
                sum(row) - row[index] + sum(other[index] for other in counts) - row[index]
                for index, row in enumerate(counts)
            ]
            chosen = tuple(sorted(sorted(chosen, key=lambda index: -wrong[index])[:most]))
            self._note.setText(fill(_MATRIX_WORDS, {"shown": len(chosen), "total": len(names)}))
            self._note.show()
        self._shown_classes = chosen
        self._place_parts()
        self._give_room()
        self.matrix.show_counts(
            [names[index] for index in chosen], [[counts[row][column] for column in chosen] for row in chosen]
        )
        self._show_pointed("")

    def _show_pointed(self, words: str) -> None:
        self._pointed.setText(words or self.tr("Choose a cell or a class to see its texts."))
        self._pointed.setVisible(bool(words) or self._run is not None)

    # === The texts behind it ===

    def _open_answers(self, label: str | None = None, prediction: str | None = None) -> None:
        run, split = self._run, _SPLITS[self._choice.choice()]
        if run is None or "confusion_matrix" not in self._reports[split]:
            return
        names = tuple(self._reports[split]["confusion_matrix"]["labels"])
        file = Path(run.spec().data.file_of(split))
        self._overview.hide()
        self.mistakes.hide()
        self.answers.show()
        self.answers.open(AnswerScope(run.predictions_path, file, names, split, label, prediction))

    def _open_class(self, row: int) -> None:
        names = self._reports[_SPLITS[self._choice.choice()]].get("per_class", {})
        self._open_answers(list(names)[row])

    def _on_matrix_opened(self, row: int, column: int) -> None:
        names = self._reports[_SPLITS[self._choice.choice()]]["confusion_matrix"]["labels"]
        self._open_answers(names[self._shown_classes[row]], names[self._shown_classes[column]])

    def _on_choice_chosen(self) -> None:
        self._on_answers_left()
        self._show()

    def _on_answers_left(self) -> None:
        was_open = not self.answers.isHidden()
        self.answers.end()
        self.answers.hide()
        self._overview.show()
        self.mistakes.setVisible(self._run is not None and not self._matrix_part.isHidden())
        if was_open:
            self.matrix.setFocus(Qt.FocusReason.OtherFocusReason)
