"""The answer to a question in its context, with the right ones beside it."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from studio.answers import Span, Spans
from studio.mistakes import Judge, Judged
from ui.answers.marked_text import Mark, MarkedText
from ui.monitor.answers.comparisons.base import Comparison, number_words
from ui.text import format_number, listing, studio_text
from ui.theme import Tone
from ui.widgets import Label, LabelKind

_MOST_HEIGHT = 260
_GIVEN_COLOR, _RIGHT_COLOR = 0, 4


class QuestionComparison(Comparison):
    """The question, what was answered and what is right, and the context with both marked."""

    def __init__(self, judge: Judge, parent: QWidget | None = None) -> None:
        super().__init__(judge, parent)
        self.question = Label(kind=LabelKind.STRONG, is_wrapped=True, is_selectable=True)
        self.given = Label(is_wrapped=True, is_selectable=True)
        self.right = Label(is_wrapped=True, is_selectable=True)
        self.scores = Label(tone=Tone.MUTED, is_wrapped=True)
        self.context = MarkedText(_MOST_HEIGHT)
        for widget in (self.question, self.given, self.right, self.scores, self.context):
            self.body.addWidget(widget)

    def show_row(self, row: Judged) -> None:
        """Show a question."""
        expected, answer = row.expected, row.answer
        assert isinstance(expected, Spans)
        assert isinstance(answer, Spans)
        self.question.setText(row.inputs["question"])
        self.given.setText(self._given_words(answer))
        self.right.setText(self._right_words(expected.spans))
        self.scores.setText(
            " · ".join(
                f"{studio_text(measure.label)} {number_words(value)}"
                for measure, value in zip(self.judge.MEASURES, row.measures, strict=True)
                if measure.name != "probability"
            )
        )
        self.context.show_text(answer.text, self._marks(answer.best, expected.spans))

    def _given_words(self, answer: Spans) -> str:
        probability = format_number(answer.probability)
        if answer.best is None:
            text = self.tr("The model says that the text does not answer the question ({probability}).")
            return text.format(probability=probability)
        text = self.tr("The model says: {answer} ({probability})")
        return text.format(answer=answer.best.text, probability=probability)

    def _right_words(self, right: Sequence[Span]) -> str:
        if not right:
            return self.tr("Right: the text does not answer the question.")
        return self.tr("Right: {answers}").format(answers=listing(dict.fromkeys(span.text for span in right)))

    def _marks(self, given: Span | None, right: Sequence[Span]) -> list[Mark]:
        """Return the marks, the shorter ones over the longer ones, so that all are seen."""
        places = dict.fromkeys((span.start, span.end) for span in right)
        is_right = given is not None and (given.start, given.end) in places
        marks = []
        if given is not None:
            name = self.tr("answer, right") if is_right else self.tr("answer")
            color = _RIGHT_COLOR if is_right else _GIVEN_COLOR
            marks.append(Mark(given.start, given.end, color, name, is_strong=True, is_wrong=not is_right))
        marks += [
            Mark(start, end, _RIGHT_COLOR, self.tr("right"), is_strong=given is None)
            for start, end in places
            if given is None or (start, end) != (given.start, given.end)
        ]
        return sorted(marks, key=lambda mark: mark.end - mark.start)
