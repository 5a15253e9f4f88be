"""The metrics of each class, label or type of a split."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from ui.tables.cells import Cell, Column
from ui.tables.fit_table import FitTable
from ui.text import format_count, format_number
from ui.theme import Tone

_LEAST_WIDTH = 80


class ClassesTable(FitTable):
    """A row for each class. It is hidden where there are none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(least_width=_LEAST_WIDTH, parent=parent)

    def _label_columns(self) -> tuple[Column, ...]:
        """Return what is known of a label beside what is known of a class."""
        return (
            Column(self.tr("AP"), True, self.tr("Average precision: how well its texts are ranked before the others.")),
            Column(self.tr("Threshold"), True, self.tr("From which probability on the label is said to apply.")),
        )

    def show_report(self, report: Mapping[str, Any]) -> None:
        """Show the classes of a report, in the language that is shown now."""
        self.setAccessibleName(self.tr("Classes"))
        classes: Mapping[str, Mapping[str, float | None]] = report.get("per_class", {})
        has_labels = any("threshold" in entry for entry in classes.values())
        scores = ("precision", "recall", "f1", *(("average_precision", "threshold") if has_labels else ()))
        name, precision, recall, counted = self._words(has_labels=has_labels, has_spans="errors" in report)
        columns = (
            Column(name),
            Column(self.tr("Precision"), True, precision),
            Column(self.tr("Recall"), True, recall),
            Column(self.tr("F1"), True, self.tr("Precision and recall in one number: their harmonic mean.")),
            *(self._label_columns() if has_labels else ()),
            Column(counted, True),
        )
        rows = [
            (
                Cell(name),
                *(self._score_cell(entry, score) for score in scores),
                Cell(format_count(int(entry["support"] or 0))),
            )
            for name, entry in classes.items()
        ]
        self.setVisible(bool(rows))
        self.set_table(columns, rows)

    def _words(self, *, has_labels: bool, has_spans: bool) -> tuple[str, str, str, str]:
        """Return what a row is, what precision and recall are, and what is counted."""
        if has_spans:
            return (
                self.tr("Type"),
                self.tr("Of the spans that were found with this type, the part whose place and type are right."),
                self.tr("Of the spans of this type, the part that was found with the right place and type."),
                self.tr("Spans"),
            )
        return (
            self.tr("Label") if has_labels else self.tr("Class"),
            self.tr("Of the texts put into this class, the part that belongs there."),
            self.tr("Of the texts of this class, the part that was found."),
            self.tr("Examples"),
        )

    def _score_cell(self, entry: Mapping[str, float | None], score: str) -> Cell:
        value = entry[score]
        if not entry["support"]:
            # Earlier versions wrote a 0 here.
            return Cell("–", Tone.MUTED, sort=-1.0, help=self.tr("No example of this split has this class."))
        if value is None:
            return Cell("–", Tone.MUTED, sort=-1.0, help=self.tr("The model never answered with this class."))
        return Cell(format_number(value))
