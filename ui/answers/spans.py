"""Tagged parts of a text, or the answer to a question in its context."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from studio.answers import Answer, Span, Spans
from ui import theme
from ui.answers.base import AnswerView
from ui.answers.marked_text import Mark, MarkedText
from ui.drawing import draw_round
from ui.text import format_count, format_percent
from ui.theme import Tone, color
from ui.widgets import Bar, BarList, Chip, Label, LabelKind
from ui.widgets.flow import FlowLayout

_NUM_CANDIDATES = 4
_SHORT_NAME = 12
_CENTER = Qt.AlignmentFlag.AlignCenter


class SpansView(AnswerView):
    """The text with its spans in colours and a legend that filters; or the context with the answer marked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)

        # === State ===
        self._answer: Spans | None = None
        self._hidden: set[str] = set()
        # A type keeps its colour from answer to answer.
        self._colors: dict[str, int] = {}

        # === Widgets ===
        self.label = Label("–", LabelKind.KEY_NUMBER, is_wrapped=True, is_selectable=True)
        self.candidates = BarList()
        self._legend = QWidget()
        self._flow = FlowLayout(self._legend)
        self.chips: dict[str, TypeChip] = {}
        self.text = MarkedText()

        # === Layout ===
        for widget in (self.label, self._legend):
            self.body.addWidget(widget)
        self.body.addWidget(self.text, 1)
        self.body.addWidget(self.candidates)
        self.body.addStretch()

    def show_answer(self, answer: Answer) -> None:
        """Show the spans."""
        assert isinstance(answer, Spans)
        self._answer = answer
        for span in answer.spans:
            self._colors.setdefault(span.type, len(self._colors))
        self.retranslate()

    def retranslate(self) -> None:
        """Take the words of another language."""
        answer = self._answer
        if answer is None:
            return
        self.label.setVisible(answer.answers_question or not answer.spans)
        self.candidates.setVisible(answer.answers_question)
        self._legend.setVisible(not answer.answers_question and bool(answer.spans))
        if answer.answers_question:
            self._show_question(answer)
        else:
            self.label.setText(self.tr("Nothing was found"))
            self._show_legend(answer.spans)
            self._show_tags()

    def note(self) -> str:
        """Say why something else is said than what is likeliest, where that is so."""
        answer = self._answer
        if answer is None or not answer.answers_question or _says_likeliest(answer):
            return ""
        return self.tr(
            "“No answer” has to be ahead of the best answer by what was chosen on the validation data, or was set"
        )

    def is_shown(self, type_name: str) -> bool:
        """Return whether the spans of a type are coloured."""
        return type_name not in self._hidden

    # === Tags ===

    def _show_legend(self, spans: Sequence[Span]) -> None:
        counts: dict[str, int] = {}
        for span in spans:
            counts[span.type] = counts.get(span.type, 0) + 1
        for name in counts:
            if name not in self.chips:
                self.chips[name] = TypeChip(self._colors[name])
                self.chips[name].clicked.connect(lambda _=False, name=name: self._on_chip_clicked(name))
                self._flow.addWidget(self.chips[name])
        for name, chip in self.chips.items():
            chip.setVisible(name in counts)
            chip.setText(f"{name} {format_count(counts.get(name, 0))}")
            chip.setChecked(self.is_shown(name))
            chip.setToolTip(self.tr("Show or hide the spans of this type"))
        self._legend.updateGeometry()

    def _show_tags(self) -> None:
        answer = self._answer
        if answer is None:
            return
        marks = [
            Mark(span.start, span.end, self._colors[span.type], short_name(span.type), self._help(span))
            for span in answer.spans
            if self.is_shown(span.type)
        ]
        self.text.show_text(answer.text, marks)

    def _on_chip_clicked(self, name: str) -> None:
        self._hidden ^= {name}
        self.chips[name].setChecked(self.is_shown(name))
        self._show_tags()

    def _help(self, span: Span) -> str:
        return (
            f"{span.type} · {format_percent(span.probability, 3)}" if span.type else format_percent(span.probability, 3)
        )

    # === A question ===

    def _show_question(self, answer: Spans) -> None:
        best = answer.best
        self.label.setText(self.tr("No answer in the text") if best is None else best.text)
        marks = [
            Mark(span.start, span.end, 0 if span is best else -1, "", self._help(span), is_strong=span is best)
            for span in answer.spans[:_NUM_CANDIDATES]
        ]
        self.text.show_text(answer.text, sorted(marks, key=lambda mark: not mark.is_strong))
        rows = [
            Bar(span.text, format_percent(span.probability, 3), span.probability, _tone(span is best))
            for span in answer.spans[:_NUM_CANDIDATES]
        ]
        none = answer.no_answer_score or 0.0
        rows.append(Bar(self.tr("No answer"), format_percent(none, 3), none, _tone(best is None)))
        self.candidates.set_bars(tuple(sorted(rows, key=lambda bar: -bar.fraction)))


class TypeChip(Chip):
    """A type in its colour; a click shows or hides its spans.

    Args:
        color_index: Which of the theme's colours of spans.
    """

    def __init__(self, color_index: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._color_index = color_index

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the ground and the words; one that is hidden has a line alone."""
        painter = QPainter(self)
        ground = theme.span_color(self._color_index)
        is_shown = self.isChecked()
        draw_round(painter, self.rect(), ground if is_shown else color("surface"), ground, self.height() / 2)
        painter.setFont(theme.strong_font() if is_shown else self.font())
        painter.setPen(color("text" if is_shown else "muted"))
        painter.drawText(self.rect(), _CENTER, self.text())


def _says_likeliest(answer: Spans) -> bool:
    """Return whether what is said is what has the highest probability."""
    none = answer.no_answer_score or 0.0
    likeliest = max((span.probability for span in answer.spans), default=0.0)
    return none >= likeliest if answer.best is None else none <= likeliest


def _tone(is_best: bool) -> Tone:
    return Tone.ACCENT if is_best else Tone.MUTED


def short_name(name: str) -> str:
    """Return a type as it stands behind a place in a text."""
    return name if len(name) <= _SHORT_NAME else f"{name[: _SHORT_NAME - 1]}…"
