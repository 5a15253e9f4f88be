"""The metrics of a split, each beside what would be right without looking at the texts."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from studio.tasks import Task
from ui.tables.cells import Cell, Column
from ui.tables.fit_table import FitTable
from ui.text import format_number, studio_text
from ui.theme import Tone

_LEAST_WIDTH = 110


class MetricsTable(FitTable):
    """A row for each metric of a report."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(least_width=_LEAST_WIDTH, parent=parent)

    def show_report(self, task: Task, report: Mapping[str, Any]) -> None:
        """Show the metrics of a report, in the language that is shown now."""
        self.setAccessibleName(self.tr("Metrics"))
        metrics: Mapping[str, float] = report["metrics"]
        columns = (Column(self.tr("Metric")), Column(self.tr("Value"), is_number=True))
        rows: list[tuple[Cell, ...]] = []
        for info in task.metrics:
            if metrics.get(info.name) is not None:
                name = Cell(studio_text(info.label), help=studio_text(info.help))
                rows.append((name, Cell(format_number(metrics[info.name]))))
                if info.name == "accuracy" and "baseline" in report:
                    rows.append(self._baseline_row(report["baseline"]))
                if info.name == "mae" and "mean_baseline" in report:
                    rows.append(self._mean_row(report["mean_baseline"]))
        self.set_table(columns, rows)

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
