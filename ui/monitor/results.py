"""What a finished run came to: metrics, classes, confusions."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from studio.mistakes import Judge, MistakeKind, judge_of
from studio.runs import RunFolder
from studio.tasks import Task
from ui import theme
from ui.monitor.answers.class_answers import AnswerScope, AnswersView
from ui.monitor.answers.mistakes_view import WRONG, MistakeScope, MistakesView
from ui.monitor.classes_table import ClassesTable
from ui.monitor.map_view import MapView
from ui.monitor.metrics_table import MetricsTable
from ui.plots.heat_map import HeatMap
from ui.plots.scatter import ResidualView, ScatterView
from ui.tables.cells import Cell, Column
from ui.tables.fit_table import FitTable
from ui.text import fill, format_count, studio_text
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
        self.wrong_rows = MistakesView()
        self._views = (self.answers, self.wrong_rows)
        self._metrics = MetricsTable()
        self.kinds = FitTable(least_width=110)
        self.classes = ClassesTable()
        self.matrix = HeatMap()
        self.scatter = ScatterView()
        self.residuals = ResidualView()
        self.map_view = MapView()
        self._pointed = Label(tone=Tone.MUTED)
        self._note = Label(tone=Tone.MUTED, is_wrapped=True)

        # === Layout ===
        self.header.addWidget(self.mistakes)
        self.header.addWidget(self._choice)
        self._metrics_part = _stacked(self._metrics, self.kinds)
        self._hint = Label(tone=Tone.MUTED, is_wrapped=True)
        self._class_part = _stacked(self.classes, self._hint)
        self._matrix_part = _stacked(self.matrix, self._pointed, self._note)
        self._points_part = QWidget()
        points = QHBoxLayout(self._points_part)
        points.setContentsMargins(0, 0, 0, 0)
        points.setSpacing(theme.SPACE_XL)
        points.addWidget(self.scatter)
        points.addWidget(self.residuals)
        self._parts = QGridLayout(self._overview)
        self._parts.setContentsMargins(0, 0, 0, 0)
        self._parts.setHorizontalSpacing(theme.SPACE_XL)
        self._parts.setVerticalSpacing(theme.SPACE_L)
        self._is_wide = True
        self._place_parts()
        self.body.addWidget(self._overview)
        for view in self._views:
            view.hide()
            self.body.addWidget(view)

        # === Signals ===
        self._choice.chosen.connect(self._on_choice_chosen)
        self.mistakes.clicked.connect(lambda: self._open_rows())
        self.matrix.opened.connect(self._on_matrix_opened)
        self.matrix.pointed.connect(self._show_pointed)
        self.classes.clicked.connect(lambda index: self._open_class(index.row()))
        self.classes.activated.connect(lambda index: self._open_class(index.row()))
        self.kinds.clicked.connect(lambda index: self._open_kind(index.row()))
        self.kinds.activated.connect(lambda index: self._open_kind(index.row()))
        for view in self._views:
            view.left.connect(self._on_answers_left)
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
        self.map_view.end()
        for view in self._views:
            view.end()

    def _place_parts(self) -> None:
        is_wide, is_large = self._is_wide, len(self._shown_classes) > _MOST_BESIDE
        top, left = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignLeft
        for part in (self._metrics_part, self._matrix_part, self._class_part, self._points_part, self.map_view):
            self._parts.removeWidget(part)
        self._parts.addWidget(self._points_part, *((0, 1, 1, 2) if is_wide else (1, 0, 1, 3)), top | left)
        self._parts.addWidget(self.map_view, *((0, 1, 1, 2) if is_wide else (1, 0, 1, 3)), top)
        # Without a second part in its line the metrics have all of it.
        is_alone = is_large or self._matrix_part.isHidden()
        self._parts.addWidget(self._metrics_part, 0, 0, 1, 3 if is_alone and not is_wide else 1, top)
        if is_large:
            self._parts.addWidget(self._class_part, *((0, 1, 1, 2) if is_wide else (1, 0, 1, 3)), top)
            self._parts.addWidget(self._matrix_part, 2, 0, 1, 3, top | left)
        else:
            self._parts.addWidget(self._matrix_part, 0, 2, top)
            # Without a matrix at its side it reaches to the end of the card.
            num_columns = 2 if self._matrix_part.isHidden() else 1
            self._parts.addWidget(self._class_part, *((0, 1, 1, num_columns) if is_wide else (1, 0, 1, 3)), top)
        self._parts.setColumnStretch(0, 3)
        self._parts.setColumnStretch(1, 5 if is_wide else 0)

    def _give_room(self) -> None:
        """Let the matrix be as wide as its place is."""
        width = self.width() - 2 * theme.SPACE_L
        is_beside = len(self._shown_classes) <= _MOST_BESIDE
        self.matrix.set_room(max(_BESIDE_MATRIX, width * 3 // 5) if is_beside else width)

    def show_reports(self, task: Task, reports: Mapping[str, Any], run: RunFolder | None = None) -> None:
        """Show the reports by split; without any the card is hidden.

        Args:
            task: What the run learned.
            reports: By split.
            run: Where the texts behind them are; without it they cannot be opened.
        """
        is_same_run = self._run is run or (self._run is not None and run is not None and self._run.path == run.path)
        if is_same_run and reports == self._reports and self._task is task:
            return
        self._task, self._reports, self._run = task, reports, run
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
        self.residuals.set_titles(self.tr("tokens of the text"), self.tr("predicted − in the data"))
        self.residuals.setAccessibleName(self.tr("How far off predictions are, over the lengths of the texts"))
        self.mistakes.setText(self.tr("Look at the texts"))
        self.mistakes.setToolTip(self.tr("The texts of this split, the worst mistakes first."))
        for view in self._views:
            view.retranslate()
        self._show()

    def _show(self) -> None:
        report = self._reports.get(_SPLITS[self._choice.choice()])
        if report is None or self._task is None:
            return
        parts = [self.tr("%Ln examples", None, int(report.get("examples", 0)))]
        if "masked_tokens" in report:
            parts.append(self.tr("%Ln hidden tokens", None, int(report["masked_tokens"])))
        self.set_aside(" · ".join(parts))
        self._metrics.show_report(self._task, report)
        self.classes.show_report(report)
        self._show_kinds(report.get("errors", {}))
        self._hint.setText(self.tr("Choose a row of a table to see its texts."))
        self._hint.setVisible(self._judge() is not None and self._has_rows() and not self.classes.isHidden())
        points = report.get("points")
        self._points_part.setVisible(points is not None)
        self.scatter.show_points(points or ())
        # A run of an earlier version has no lengths.
        lengths = report.get("lengths", ())
        self.residuals.setVisible(bool(lengths))
        errors = [predicted - value for value, predicted in points or ()]
        self.residuals.show_points(zip(lengths, errors, strict=False))
        self.map_view.setVisible(self._task.makes_vectors and self._run is not None)
        self.map_view.show_run(self._run if not self.map_view.isHidden() else None, _SPLITS[self._choice.choice()])
        matrix = report.get("confusion_matrix")
        self._matrix_part.setVisible(matrix is not None)
        self.mistakes.setVisible(self._has_rows() and not self._overview.isHidden())
        self._note.hide()
        self._place_parts()
        if matrix is not None:
            self._show_matrix(matrix["labels"], matrix["counts"])

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

    def _show_kinds(self, errors: Mapping[str, int]) -> None:
        """Show how many mistakes of each kind there are, where the report counts them."""
        kinds = self._counted_kinds(errors)
        columns = (Column(self.tr("Mistake")), Column(self.tr("Count"), is_number=True))
        rows = [
            (Cell(studio_text(kind.label), help=studio_text(kind.help)), Cell(format_count(errors[f"num_{kind.name}"])))
            for kind in kinds
        ]
        self.kinds.setVisible(bool(rows))
        self.kinds.setAccessibleName(self.tr("Kinds of mistakes"))
        self.kinds.set_table(columns, rows)

    def _counted_kinds(self, errors: Mapping[str, int]) -> list[MistakeKind]:
        judge = self._judge()
        return [] if judge is None else [kind for kind in judge.KINDS if f"num_{kind.name}" in errors]

    # === The texts behind it ===

    def _report(self) -> Mapping[str, Any]:
        report: Mapping[str, Any] = self._reports.get(_SPLITS[self._choice.choice()], {})
        return report

    def _judge(self) -> Judge | None:
        report = self._report()
        return judge_of(self._task, report) if self._task is not None and report else None

    def _has_rows(self) -> bool:
        """Return whether the rows behind the report can be looked at."""
        return self._run is not None and ("confusion_matrix" in self._report() or self._judge() is not None)

    def _open_rows(self, subject: str | None = None, prediction: str | None = None, kind: str = WRONG) -> None:
        """Open the rows of the split.

        Args:
            subject: Only those of this class, or with mistakes about this type or label.
            prediction: Only those that were answered with this class.
            kind: Only those with a mistake of this kind.
        """
        run, split, judge = self._run, _SPLITS[self._choice.choice()], self._judge()
        if run is None or not self._has_rows():
            return
        file = Path(run.spec().data.file_of(split))
        self._overview.hide()
        self.mistakes.hide()
        if judge is None:
            names = tuple(self._report()["confusion_matrix"]["labels"])
            self.answers.show()
            self.answers.open(AnswerScope(run.predictions_path, file, names, split, subject, prediction))
        else:
            self.wrong_rows.show()
            self.wrong_rows.open(MistakeScope(run.predictions_path, file, judge, split, subject, kind))

    def _open_class(self, row: int) -> None:
        self._open_rows(list(self._report().get("per_class", {}))[row])

    def _open_kind(self, row: int) -> None:
        self._open_rows(kind=self._counted_kinds(self._report()["errors"])[row].name)

    def _on_matrix_opened(self, row: int, column: int) -> None:
        names = self._report()["confusion_matrix"]["labels"]
        self._open_rows(names[self._shown_classes[row]], names[self._shown_classes[column]])

    def _on_choice_chosen(self) -> None:
        self._on_answers_left()
        self._show()

    def _on_answers_left(self) -> None:
        was_open = self._overview.isHidden()
        for view in self._views:
            view.end()
            view.hide()
        self._overview.show()
        self.mistakes.setVisible(self._has_rows())
        if was_open:
            first = self._metrics if self._matrix_part.isHidden() else self.matrix
            first.setFocus(Qt.FocusReason.OtherFocusReason)


def _stacked(*widgets: QWidget) -> QWidget:
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.SPACE_S)
    for widget in widgets:
        column.addWidget(widget)
    return part
