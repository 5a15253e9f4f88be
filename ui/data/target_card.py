"""The card with what a model is to find, for targets that are not one of several classes."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.data.targets import TargetContent, content_of
from ui.data.together_view import MOST_NAMES, TogetherView
from ui.text import format_count, format_number
from ui.theme import Tone
from ui.widgets import BarList, Button, ButtonKind, Card, Label
from ui.widgets.histogram import Bars, HistogramView

if TYPE_CHECKING:
    from studio.data.kinds import TargetProfile

_NUM_BARS = 6


class TargetCard(Card):
    """Counts, lengths or numbers of what is to be found, as its kind has it; hidden while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        # === State ===
        self._profile: TargetProfile | None = None
        self._content = TargetContent("")
        self._is_open = False
        # === Widgets ===
        self._bars = BarList()
        self._more = Button(kind=ButtonKind.QUIET, icon_name="chevron-down")
        self._plot = HistogramView()
        self._hover = Label(tone=Tone.MUTED, is_wrapped=True)
        self._notes = Label(tone=Tone.MUTED, is_wrapped=True)
        self._together_title = Label(tone=Tone.MUTED, is_wrapped=True)
        self._together = TogetherView()
        # === Layout ===
        widgets = (
            self._bars, self._more, self._plot, self._hover, self._notes, self._together_title, self._together
        )  # fmt: skip
        for widget in widgets:
            self.body.addWidget(widget)
        self.hide()
        # === Signals ===
        self._more.clicked.connect(self._on_more_clicked)
        self._plot.hovered.connect(self._on_plot_hovered)

    def show_profile(self, profile: "TargetProfile | None") -> None:
        """Show the targets of a profile; `None` while they are read, or where there is nothing to say."""
        if profile is not self._profile:
            self._is_open = False
        self._profile = profile
        self.setVisible(profile is not None)
        self.retranslate()

    def retranslate(self) -> None:
        """Take the words of another language."""
        if self._profile is None:
            return
        content = self._content = content_of(self._profile)
        self.set_title(content.title or self.tr("Targets"))
        self.set_aside(format_count(len(content.bars)) if len(content.bars) > _NUM_BARS else "")
        self._bars.set_bars(content.bars if self._is_open else content.bars[:_NUM_BARS])
        self._bars.setVisible(bool(content.bars))
        rest = format_count(len(content.bars) - _NUM_BARS)
        self._more.setVisible(len(content.bars) > _NUM_BARS)
        self._more.setText(self.tr("Show fewer") if self._is_open else self.tr("{count} more").format(count=rest))
        self._plot.show_bars(content.histogram, content.marks)
        self._plot.setVisible(any(content.histogram.counts))
        self._hover.setVisible(any(content.histogram.counts))
        self._on_plot_hovered(-1)
        self._plot.setAccessibleName(content.unit)
        self._notes.setText("\n".join(content.notes))
        self._notes.setVisible(bool(content.notes))
        self._together.show_counts(content.names, content.together)
        title = self.tr("How often a label (row) comes with another (column)")
        shown = min(len(content.names), MOST_NAMES)
        if shown < len(content.bars):
            title = self.tr("{title}: the {count} most frequent ones").format(title=title, count=shown)
        self._together_title.setText(title)
        self._together_title.setVisible(len(content.names) > 1)
        self._together.setVisible(len(content.names) > 1)

    def _on_more_clicked(self) -> None:
        self._is_open = not self._is_open
        self.retranslate()

    def _on_plot_hovered(self, index: int) -> None:
        bars = self._plot.bars
        if 0 <= index < len(bars.counts):
            first, last = _ends(bars, index)
            text = self.tr("{first}: {count}") if first == last else self.tr("{first} to {last}: {count}")
            self._hover.setText(text.format(first=first, last=last, count=format_count(bars.counts[index])))
        else:
            self._hover.setText(self._content.unit)


def _ends(bars: Bars, index: int) -> tuple[str, str]:
    """Return the first and the last value of a bar; the same twice where it holds a single whole number."""
    first, last = bars.edges[index : index + 2]
    if not bars.has_fractions:
        return format_count(round(first)), format_count(max(round(first), round(last) - 1))
    middle = (first + last) / 2
    if last - first == 1 and middle.is_integer():
        return format_count(round(middle)), format_count(round(middle))
    return format_number(first), format_number(last)
