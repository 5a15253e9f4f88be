"""The cards beside the preview: rows, classes, lengths."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.text import fill, format_count, format_percent, translate
from ui.theme import Tone
from ui.widgets import Bar, BarList, Button, ButtonKind, Card, IconLabel, Label, LabelKind
from ui.widgets.histogram import Bars, HistogramView, Mark
from ui.widgets.segments import Segments
from ui.words.length_words import ReadLengths

if TYPE_CHECKING:
    from studio.data import Profile

_RARE_WORDS = "{num_classes} {num_classes:class has|classes have} fewer than {expected} {expected:row|rows}"
_RANGE_WORDS = "{first} to {last} {last:word|words}: {count}"
_TOKENS_RANGE_WORDS = "{first} to {last} {last:token|tokens}: {count}"
_NUM_CLASSES = 6
# As in `studio.data.checks`, which is not loaded before the first data are read.
_FEW_ROWS = 10
_NUM_CLASSES_OPEN = 200


class ClassesCard(Card):
    """How often each class occurs: the most common ones, the rest on demand; and what that means for a model."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        # === State ===
        self._profile: Profile | None = None
        self._is_reading = False
        self._is_open = False
        self._shows_rare = False
        # === Widgets ===
        self._bars = BarList()
        self._note = Label(tone=Tone.MUTED, is_wrapped=True)
        self._more = Button(kind=ButtonKind.QUIET, icon_name="chevron-down")
        self._majority = Label(tone=Tone.MUTED, is_wrapped=True)
        self._rare = IconLabel()
        self._list_rare = Button(kind=ButtonKind.QUIET, icon_name="chevron-down")
        # === Layout ===
        for widget in (self._bars, self._note, self._more, self._majority, self._rare, self._list_rare):
            self.body.addWidget(widget)
        # === Signals ===
        self._more.clicked.connect(self._on_more_clicked)
        self._list_rare.clicked.connect(self._on_list_rare_clicked)

    def show_profile(self, profile: "Profile | None", *, is_reading: bool) -> None:
        """Show the classes of a profile; `None` while it is read, or if it cannot be."""
        if profile is not self._profile:
            self._is_open = self._shows_rare = False
        self._profile, self._is_reading = profile, is_reading
        self.retranslate()

    def retranslate(self) -> None:
        """Take the words of another language."""
        self.set_title(self.tr("Classes"))
        labels = self._profile.labels if self._profile is not None else ()
        self.set_aside(format_count(len(labels)) if labels else "")
        listed = self._profile.rare_labels if self._profile is not None and self._shows_rare else labels
        shown = listed[: _NUM_CLASSES_OPEN if self._is_open or self._shows_rare else _NUM_CLASSES]
        total, most = sum(entry.count for entry in labels), max((entry.count for entry in labels), default=1)
        self._bars.set_bars(
            tuple(
                Bar(
                    entry.label,
                    f"{format_count(entry.count)} · {format_percent(entry.count / total)}",
                    entry.count / most,
                )
                for entry in shown
            )
        )
        rest = len(labels) - len(shown)
        self._more.setVisible(len(labels) > _NUM_CLASSES and not self._shows_rare)
        self._show_meaning()
        self._more.setText(self.tr("Show fewer") if self._is_open else self.tr("{count} more").format(count=rest))
        self._note.setVisible(self._profile is None or not labels)
        if self._profile is not None:
            self._note.setText(self.tr("Choose the column with the label."))
        else:
            self._note.setText(self.tr("Being counted…") if self._is_reading else self.tr("Not counted."))

    def _show_meaning(self) -> None:
        profile = self._profile
        part = None if profile is None or len(profile.labels) < 2 else profile.majority_fraction
        self._majority.setVisible(part is not None)
        if profile is not None and part is not None:
            text = self.tr("Always “{label}” would be right in {percent} of the rows.")
            label = " ".join(profile.labels[0].label.split())
            self._majority.setText(text.format(label=label, percent=format_percent(part)))
        rare = () if profile is None or len(profile.labels) < 2 else profile.rare_labels
        for widget in (self._rare, self._list_rare):
            widget.setVisible(bool(rare))
        words = fill(_RARE_WORDS, {"num_classes": len(rare), "expected": _FEW_ROWS})
        self._rare.set_content("alert", words, Tone.WARN)
        self._list_rare.setText(self.tr("Show all classes") if self._shows_rare else self.tr("List them"))
        self._list_rare.setToolTip(self.tr("List the rare classes alone, the rarest first. They are hardly learned."))

    def _on_more_clicked(self) -> None:
        self._is_open = not self._is_open
        self.retranslate()

    def _on_list_rare_clicked(self) -> None:
        self._shows_rare = not self._shows_rare
        self.retranslate()


class LengthsCard(Card):
    """How long the texts are, in words or in tokens, and where they are cut.

    Signals:
        rows_asked: A finding whose rows are to be shown: the texts that are cut.
    """

    rows_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        # === State ===
        self._profile: Profile | None = None
        self._lengths: tuple[ReadLengths, ...] = ()
        self._is_reading = False
        # === Widgets ===
        self._unit = Segments(2)
        self._input = QComboBox()
        self._plot = HistogramView()
        # One for each length that the task has: at most one for what is given and one for what is written.
        self._summaries = (IconLabel(), IconLabel())
        self._hover = Label(tone=Tone.MUTED, is_wrapped=True)
        self._show_rows = Button(kind=ButtonKind.QUIET)
        # === Layout ===
        self.header.addWidget(self._unit)
        self.body.addWidget(self._input)
        self.body.addWidget(self._plot)
        self.body.addWidget(self._hover)
        for summary in self._summaries:
            self.body.addWidget(summary)
        self.body.addWidget(self._show_rows, 0, Qt.AlignmentFlag.AlignLeft)
        # === Signals ===
        self._show_rows.clicked.connect(self._on_show_rows_clicked)
        self._unit.chosen.connect(lambda _index: self.retranslate())
        self._input.activated.connect(lambda _index: self.retranslate())
        self._plot.hovered.connect(self._on_plot_hovered)

    def show_lengths(
        self, profile: "Profile | None", lengths: tuple[ReadLengths, ...], *, is_reading: bool = False
    ) -> None:
        """Show the lengths.

        Args:
            profile: What the data is like; `None` while it is read, or if it cannot be.
            lengths: How many tokens the texts have; empty where they cannot be counted, or not yet.
            is_reading: Whether the data is being read.
        """
        self._is_reading = is_reading
        if not lengths:
            self._unit.set_choice(0)
        elif not self._lengths:
            self._unit.set_choice(1)
        self._profile, self._lengths = profile, lengths
        self.retranslate()

    def retranslate(self) -> None:
        """Take the words of another language."""
        self.set_title(self.tr("Lengths"))
        self._show_rows.setText(self.tr("Show rows"))
        self._unit.set_texts((self.tr("Words"), self.tr("Tokens")), self.tr("Unit of the lengths"))
        reason = "" if self._lengths else self.tr("Tokens are counted once the backbone is on this computer.")
        self._unit.set_segment_enabled(1, bool(self._lengths), reason)
        self._show_columns()
        self._on_plot_hovered(-1)
        shown = self._shown_lengths()
        if shown is not None:
            self._show_tokens(shown)
        else:
            self._show_words()
        self._show_cut()
        self._plot.setAccessibleName(self._hover.text())
        # While it is counted its place is kept.
        self._plot.setVisible(self._is_reading or bool(self._plot.bars.counts))

    def _show_columns(self) -> None:
        """Offer the columns that have lengths of their own. Tokens are counted for what is given as a whole."""
        words = [] if self._profile is None else [entry.column for entry in self._profile.inputs]
        columns = [entry.column for entry in self._lengths] if self._unit.choice() == 1 else words
        if columns != [self._input.itemText(index) for index in range(self._input.count())]:
            self._input.clear()
            self._input.addItems(columns)
        self._input.setVisible(len(columns) > 1)
        self._input.setAccessibleName(self.tr("Column whose lengths are shown"))

    def _shown_lengths(self) -> ReadLengths | None:
        """Return the lengths in tokens that are shown; `None` where words are."""
        is_tokens = self._unit.choice() == 1 and bool(self._lengths)
        return self._lengths[max(0, self._input.currentIndex())] if is_tokens else None

    def _show_words(self) -> None:
        if self._profile is None or not self._profile.words.counts:
            self._plot.show_bars(Bars())
            return
        words = self._profile.inputs[max(0, self._input.currentIndex())].words
        marks = (
            Mark(words.median, self.tr("median {value}").format(value=format_count(round(words.median)))),
            Mark(words.p95, self.tr("95 %: {value}").format(value=format_count(round(words.p95)))),
        )
        self._plot.show_bars(Bars(tuple(map(float, words.edges)), tuple(map(int, words.counts))), marks)

    def _show_tokens(self, lengths: ReadLengths) -> None:
        tokens = lengths.tokens
        median, most = tokens.median(), tokens.percentile_95()
        limit = self.tr("parts of {value}") if lengths.is_parted else self.tr("cut at {value}")
        marks = (
            Mark(median, self.tr("median {value}").format(value=format_count(median))),
            Mark(most, self.tr("95 %: {value}").format(value=format_count(most))),
            Mark(lengths.length, limit.format(value=lengths.length), is_cut=not lengths.is_parted),
        )
        self._plot.show_bars(tokens.bars(), marks)

    def _on_show_rows_clicked(self) -> None:
        # Loaded by now: the data was read with it.
        from studio.data import Finding
        from studio.data.findings import MAX_ROWS

        shown = self._shown_lengths()
        if shown is not None:
            rows = shown.long_rows()
            self.rows_asked.emit(Finding("info", shown.words().message, len(rows), "cut_texts", rows[:MAX_ROWS]))

    def _show_cut(self) -> None:
        shown = self._shown_lengths()
        self._show_rows.setVisible(shown is not None and bool(shown.long_rows()))
        for place, summary in enumerate(self._summaries):
            summary.setVisible(place < len(self._lengths))
        for summary, lengths in zip(self._summaries, self._lengths, strict=False):
            message, is_cut = lengths.words()
            icon, tone = ("content-cut", Tone.WARN) if is_cut else ("check-circle", Tone.GOOD)
            summary.set_content(icon, translate(message), tone)

    def _on_plot_hovered(self, index: int) -> None:
        bars = self._plot.bars
        is_tokens = self._unit.choice() == 1
        if 0 <= index < len(bars.counts):
            first, last = round(bars.edges[index]), max(round(bars.edges[index]), round(bars.edges[index + 1]) - 1)
            values = {"first": first, "last": last, "count": bars.counts[index]}
            self._hover.setText(fill(_TOKENS_RANGE_WORDS if is_tokens else _RANGE_WORDS, values))
        elif (shown := self._shown_lengths()) is not None:
            text = self.tr("tokens a row, in a sample of {count}")
            self._hover.setText(text.format(count=format_count(shown.tokens.num_texts)))
        elif self._profile is not None:
            self._hover.setText(self.tr("words a text"))
        else:
            self._hover.setText(self.tr("Being counted…") if self._is_reading else self.tr("Not counted."))


class RowsCard(Card):
    """How many rows there are, large."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._profile: Profile | None = None
        self._figures = [_Figure(), _Figure(), _Figure()]
        line = QHBoxLayout()
        line.setSpacing(theme.SPACE_L)
        for figure in self._figures:
            line.addWidget(figure)
        line.addStretch(1)
        self.body.addLayout(line)

    def show_profile(self, profile: "Profile | None") -> None:
        """Show the numbers of a profile; `None` while it is read."""
        self._profile = profile
        self.retranslate()

    def retranslate(self) -> None:
        """Take the words of another language."""
        profile = self._profile
        names = (self.tr("Rows"), self.tr("Left out"), self.tr("Duplicates"))
        values = (None,) * 3 if profile is None else (profile.num_rows, profile.left_out.total, profile.num_duplicates)
        for figure, name, value in zip(self._figures, names, values, strict=True):
            figure.show_value(name, "–" if value is None else format_count(value))


class _Figure(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._name = Label(tone=Tone.MUTED)
        self._value = Label("–", LabelKind.KEY_NUMBER)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self._name)
        layout.addWidget(self._value)

    def show_value(self, name: str, value: str) -> None:
        self._name.setText(name)
        self._value.setText(value)
        self.setAccessibleName(f"{name}: {value}")
