"""The cards beside the preview: rows, classes, lengths."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from studio.tasks.base import LongTexts
from ui import theme
from ui.reading.data_reading import TokenLengths
from ui.text import fill, format_count, format_number, format_percent, translate
from ui.theme import Tone
from ui.widgets import Bar, BarList, Button, ButtonKind, Card, IconLabel, Label, LabelKind
from ui.widgets.histogram import Bars, HistogramView, Mark
from ui.widgets.segments import Segments
from ui.words.length_words import LengthWords, length_words

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
        self._tokens: TokenLengths | None = None
        self._sequence_length = 0
        self._long_texts: LongTexts = "cut"
        # === Widgets ===
        self._unit = Segments(2)
        self._input = QComboBox()
        self._plot = HistogramView()
        self._summary = IconLabel()
        self._hover = Label(tone=Tone.MUTED, is_wrapped=True)
        self._show_rows = Button(kind=ButtonKind.QUIET)
        # === Layout ===
        self.header.addWidget(self._unit)
        self.body.addWidget(self._input)
        self.body.addWidget(self._plot)
        self.body.addWidget(self._hover)
        self.body.addWidget(self._summary)
        self.body.addWidget(self._show_rows, 0, Qt.AlignmentFlag.AlignLeft)
        # === Signals ===
        self._show_rows.clicked.connect(self._on_show_rows_clicked)
        self._unit.chosen.connect(lambda _index: self.retranslate())
        self._input.activated.connect(lambda _index: self.retranslate())
        self._plot.hovered.connect(self._on_plot_hovered)

    def show_lengths(
        self,
        profile: "Profile | None",
        tokens: TokenLengths | None,
        sequence_length: int,
        long_texts: LongTexts = "cut",
    ) -> None:
        """Show the lengths; `tokens` may be missing when they cannot be counted, or not yet."""
        self._long_texts = long_texts
        if tokens is None:
            self._unit.set_choice(0)
        elif self._tokens is None:
            self._unit.set_choice(1)
        if profile is not self._profile:
            self._input.clear()
            self._input.addItems([entry.column for entry in profile.inputs] if profile is not None else [])
        self._profile, self._tokens, self._sequence_length = profile, tokens, sequence_length
        self.retranslate()

    def retranslate(self) -> None:
        """Take the words of another language."""
        self.set_title(self.tr("Lengths"))
        self._show_rows.setText(self.tr("Show rows"))
        self._unit.set_texts((self.tr("Words"), self.tr("Tokens")), self.tr("Unit of the lengths"))
        reason = "" if self._tokens else self.tr("Tokens are counted once the backbone is on this computer.")
        self._unit.set_segment_enabled(1, self._tokens is not None, reason)
        self._on_plot_hovered(-1)
        # Tokens are counted for a row as a whole.
        self._input.setVisible(self._input.count() > 1 and self._unit.choice() == 0)
        self._input.setAccessibleName(self.tr("Column whose lengths are shown"))
        if self._unit.choice() == 1 and self._tokens is not None:
            self._show_tokens(self._tokens)
        else:
            self._show_words()
        self._plot.setAccessibleName(self._hover.text())

    def _show_words(self) -> None:
        self._summary.setVisible(self._tokens is not None)
        self._show_rows.hide()
        if self._tokens is not None:
            self._show_cut(self._tokens)
        if self._profile is None or not self._profile.words.counts:
            self._plot.show_bars(Bars())
            return
        words = self._profile.inputs[max(0, self._input.currentIndex())].words
        marks = (
            Mark(words.median, self.tr("median {value}").format(value=format_number(words.median))),
            Mark(words.p95, self.tr("95 %: {value}").format(value=format_number(words.p95))),
        )
        self._plot.show_bars(Bars(tuple(map(float, words.edges)), tuple(map(int, words.counts))), marks)

    def _show_tokens(self, tokens: TokenLengths) -> None:
        median, most = tokens.median(), tokens.percentile_95()
        marks = (
            Mark(median, self.tr("median {value}").format(value=format_count(median))),
            Mark(most, self.tr("95 %: {value}").format(value=format_count(most))),
            Mark(self._sequence_length, self.tr("cut at {value}").format(value=self._sequence_length), is_cut=True),
        )
        self._plot.show_bars(tokens.bars(), marks)
        self._summary.show()
        self._show_cut(tokens)

    def _length_words(self, tokens: TokenLengths) -> LengthWords:
        fraction = tokens.cut_fraction(self._sequence_length)
        return length_words(fraction, format_percent(fraction), self._sequence_length, self._long_texts)

    def _on_show_rows_clicked(self) -> None:
        # Loaded by now: the data was read with it.
        from studio.data import Finding
        from studio.data.findings import MAX_ROWS

        if self._tokens is not None:
            rows = self._tokens.cut_rows(self._sequence_length)
            message = self._length_words(self._tokens).message
            self.rows_asked.emit(Finding("info", message, len(rows), "cut_texts", rows[:MAX_ROWS]))

    def _show_cut(self, tokens: TokenLengths) -> None:
        self._show_rows.setVisible(bool(tokens.cut_rows(self._sequence_length)))
        message, is_cut = self._length_words(tokens)
        icon, tone = ("content-cut", Tone.WARN) if is_cut else ("check-circle", Tone.GOOD)
        self._summary.set_content(icon, translate(message), tone)

    def _on_plot_hovered(self, index: int) -> None:
        bars = self._plot.bars
        is_tokens = self._unit.choice() == 1
        if 0 <= index < len(bars.counts):
            first, last = round(bars.edges[index]), max(round(bars.edges[index]), round(bars.edges[index + 1]) - 1)
            values = {"first": first, "last": last, "count": bars.counts[index]}
            self._hover.setText(fill(_TOKENS_RANGE_WORDS if is_tokens else _RANGE_WORDS, values))
        elif is_tokens and self._tokens is not None:
            text = self.tr("tokens a text, in a sample of {count}")
            self._hover.setText(text.format(count=format_count(self._tokens.num_texts)))
        else:
            self._hover.setText(self.tr("words a text"))


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
