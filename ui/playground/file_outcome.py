"""What came out of answering a whole file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from studio.jobs import Result
from ui.folders import open_folder
from ui.playground.summaries import summary_of
from ui.text import format_count, format_duration, format_number, in_a_row
from ui.theme import Tone
from ui.widgets import BarList, Button, Card, IconLabel, Label
from ui.widgets.histogram import HistogramView

_NUM_BARS = 10


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came out of answering a file.

    Attributes:
        num_rows: How many rows were answered.
        seconds: How long that took.
        kind: The kind of the answers.
        total: What the answers of that kind add up to.
        num_empty: How many rows have no text and so no answer.
    """

    path: Path
    num_rows: int
    seconds: float
    kind: str
    total: Mapping[str, Any] = field(default_factory=dict)
    num_empty: int = 0

    @classmethod
    def of(cls, result: Result) -> "Outcome":
        """Return what the job `predict` found."""
        value = result.value
        return cls(
            Path(value["out"]),
            int(value["examples"]),
            float(value["seconds"]),
            str(value["kind"]),
            value,
            int(value["left_empty"]),
        )


class OutcomeCard(Card):
    """Says where the answers are and what they are like. It is hidden while there are none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)

        # === State ===
        self._outcome: Outcome | None = None

        # === Widgets ===
        self.result = IconLabel()
        self.said = Label(is_wrapped=True)
        self.bars = BarList()
        self.more = Label(tone=Tone.MUTED)
        self._axis = Label(tone=Tone.MUTED)
        self.histogram = HistogramView()
        self._open = Button(icon_name="folder-open-outline")

        # === Layout ===
        self.header.addWidget(self._open)
        for widget in (self.result, self.said, self.bars, self.more, self._axis, self.histogram):
            self.body.addWidget(widget)

        # === Signals ===
        self._open.clicked.connect(self._on_open_clicked)
        self.histogram.hovered.connect(self._show_axis)

    def show_outcome(self, outcome: Outcome | None) -> None:
        """Show what came out."""
        self._outcome = outcome
        self.retranslate()

    def retranslate(self) -> None:
        """Take the words of another language."""
        self.set_title(self.tr("Answers"))
        self._open.setText(self.tr("Open folder"))
        outcome = self._outcome
        self.setVisible(outcome is not None)
        if outcome is None:
            return
        self.result.set_content("check-circle", self._result_words(outcome), Tone.GOOD)
        summary = summary_of(outcome.kind, outcome.total)
        self.said.setVisible(bool(summary.sentences))
        self.said.setText(in_a_row(summary.sentences))
        self.bars.setVisible(bool(summary.bars))
        self.bars.set_bars(summary.bars[:_NUM_BARS])
        rest = len(summary.bars) - _NUM_BARS
        self.more.setVisible(rest > 0)
        self.more.setText(self.tr("%Ln more answers, less often", None, rest))
        self.histogram.setVisible(bool(summary.histogram.counts))
        self._axis.setVisible(bool(summary.histogram.counts))
        self.histogram.show_bars(summary.histogram, summary.marks)
        self.histogram.setAccessibleName(summary.axis)
        self._show_axis(-1)

    def _result_words(self, outcome: Outcome) -> str:
        text = self.tr("%Ln rows answered in {time}, saved as {file}.", None, outcome.num_rows).format(
            time=format_duration(outcome.seconds), file=outcome.path.name
        )
        if not outcome.num_empty:
            return text
        return in_a_row((text, self.tr("%Ln rows without a text have an empty answer.", None, outcome.num_empty)))

    def _show_axis(self, bar: int) -> None:
        """Say what the histogram is of, or what lies in the bar under the mouse."""
        name, bars = self.histogram.accessibleName(), self.histogram.bars
        if not 0 <= bar < len(bars.counts):
            self._axis.setText(name)
            return
        low, high = (format_number(edge, 4) for edge in bars.edges[bar : bar + 2])
        words = self.tr("{name} from {low} to {high}: {count}")
        self._axis.setText(words.format(name=name, low=low, high=high, count=format_count(bars.counts[bar])))

    def _on_open_clicked(self) -> None:
        if self._outcome is not None:
            open_folder(self._outcome.path)
