"""The card with the tokens of the text, shaded by what each adds to an answer."""

from PySide6.QtCore import QPointF, QSignalBlocker, QSize, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from studio.attention import Array, Attribution, write_attribution_csv
from ui import theme
from ui.attention.chips import Chip, ChipFlow
from ui.attention.read_part import part_notes, part_words
from ui.attention.sheet import Sheet
from ui.attention.sheet_card import SheetCard
from ui.attention.sign_legend import SignLegend, paint_signs
from ui.attention.token_strip import TokenStrip
from ui.attention.words import signed
from ui.inference.requests import AttributionAnswer
from ui.text import format_number, format_percent
from ui.theme import Tone
from ui.widgets import IconLabel, Label

_SAVED_WIDTH = 760
_TARGET_WIDTH = 180


class AttributionCard(SheetCard):
    """Tokens with signed shades and their scores.

    Signals:
        target_chosen: The class or label that is to be explained; `None` for the predicted one.
    """

    target_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self._make_sheet, parent)

        # === State ===
        self._answer: AttributionAnswer | None = None
        self._notes: tuple[str, ...] = ()
        self._class_names: tuple[str, ...] = ()

        # === Widgets ===
        self._target_name = Label(tone=Tone.MUTED)
        self.target = QComboBox()
        self.target.setFixedWidth(_TARGET_WIDTH)
        self._part = IconLabel()
        self._reading = Label(is_wrapped=True)
        self.strip = TokenStrip()
        self._caption = Label(tone=Tone.MUTED, is_wrapped=True)
        self.legend = SignLegend()

        # === Layout ===
        foot = QHBoxLayout()
        foot.setSpacing(theme.SPACE_L)
        foot.addWidget(self._caption, 1)
        foot.addWidget(self.legend)
        self.add_to_header(self._target_name)
        self.add_to_header(self.target)
        self.body.addWidget(self._part)
        self.body.addWidget(self._reading)
        self.body.addSpacing(theme.SPACE_XS)
        self.body.addWidget(self.strip)
        self.body.addStretch(1)
        self.body.addLayout(foot)

        # === Signals ===
        self.target.activated.connect(lambda _index: self.target_chosen.emit(self.target.currentData()))
        self.strip.pointed.connect(self._on_strip_pointed)

    def set_classes(self, class_names: tuple[str, ...]) -> None:
        """Offer the classes of a model; the predicted one is chosen at first."""
        if class_names == self._class_names:
            return
        self._class_names = class_names
        with QSignalBlocker(self.target):
            self.target.clear()
            self.target.addItem("", None)
            for name in class_names:
                self.target.addItem(name, name)
        self._target_name.setVisible(bool(class_names))
        self.target.setVisible(bool(class_names))
        self._show()

    def show_answer(self, answer: AttributionAnswer | None, notes: tuple[str, ...]) -> None:
        """Show scores; `None` while there are none."""
        is_other = (
            answer is None or self._answer is None or answer.attribution.tokens != self._answer.attribution.tokens
        )
        self._answer, self._notes = answer, notes
        self._show(None if is_other else self.strip.marked())

    def reading(self) -> str:
        """Return the sentence about the answer, or about the token that is pointed at."""
        return self._reading.text()

    def part(self) -> str:
        """Return the sentence about how much of the text is explained; empty where it is all of it."""
        return self._part.text()

    def retranslate(self) -> None:
        """Take the words of another language."""
        self._target_name.setText(self.tr("Explain"))
        self.target.setAccessibleName(self.tr("The class that is explained"))
        self.strip.setAccessibleName(self.tr("Tokens"))
        self._caption.setText(self.tr("Move over a token, or use the arrow keys."))
        self.legend.retranslate()
        self._show(self.strip.marked())

    # === Showing ===

    def _show(self, marked: int | None = None) -> None:
        answer = self._answer
        part = "" if answer is None else part_words(answer.part)
        self._part.set_content("content-cut", part, Tone.WARN)
        self._part.setVisible(bool(part))
        predicted = self.tr("The predicted class")
        if answer is not None and answer.request.target is None:
            predicted = self.tr("Predicted: {name}").format(name=answer.attribution.target)
        if self.target.count():
            self.target.setItemText(0, predicted)
        if answer is None:
            self.set_name(self.tr("What speaks for the answer"))
            self.strip.set_chips(())
            self._reading.setText("")
            return
        found = answer.attribution
        self.set_name(self.tr("What speaks for “{name}”").format(name=found.target))
        self.strip.set_chips(_chips(found), marked)
        self._tell(answer, marked)

    def _tell(self, answer: AttributionAnswer, index: int | None) -> None:
        found = answer.attribution
        if index is None:
            self._reading.setText(self._say_whole(answer))
            return
        score = float(found.scores[index])
        text = self._effect_words(is_number=answer.probability is None, is_for=score >= 0)
        words = text.format(token=found.tokens[index], name=found.target, score=signed(score))
        if answer.probability is not None and answer.probability_changes is not None:
            words += " · " + self._say_change(answer.probability, answer.probability_changes[index])
        self._reading.setText(words)

    def _effect_words(self, *, is_number: bool, is_for: bool) -> str:
        if is_number:
            return (
                self.tr("“{token}” raises “{name}”: {score}")
                if is_for
                else self.tr("“{token}” lowers “{name}”: {score}")
            )
        if is_for:
            return self.tr("“{token}” speaks for “{name}”: {score}")
        return self.tr("“{token}” speaks against “{name}”: {score}")

    def _say_whole(self, answer: AttributionAnswer) -> str:
        found = answer.attribution
        if answer.probability is None:
            text = self.tr("For this text, “{name}” is {number}.")
            return text.format(name=found.target, number=format_number(found.output))
        text = self.tr("For this text, “{name}” has a probability of {percent}.")
        return text.format(name=found.target, percent=format_percent(answer.probability, 3))

    def _say_change(self, probability: float, fall: float) -> str:
        text = self.tr("without it the probability goes from {before} to {after}")
        return text.format(before=format_percent(probability, 3), after=format_percent(probability - fall, 3))

    def _on_strip_pointed(self, index: int) -> None:
        if self._answer is not None:
            self._tell(self._answer, index)

    # === Saving ===

    def _make_sheet(self) -> Sheet | None:
        answer = self._answer
        if answer is None:
            return None
        found = answer.attribution
        flow = ChipFlow(_chips(found), _SAVED_WIDTH, self.font())
        words, font = self.legend.words(), self.font()

        def paint(painter: QPainter) -> None:
            flow.paint(painter)
            paint_signs(painter, QPointF(0, flow.height + theme.SPACE_M), words, font)

        size = QSize(_SAVED_WIDTH, int(flow.height) + theme.SPACE_M + self.legend.sizeHint().height())
        title = self.tr("What speaks for “{name}”").format(name=found.target)
        method = {
            "integrated_gradients": self.tr("Integrated gradients"),
            "leave_one_out": self.tr("Leaving tokens out"),
        }[found.method]
        notes = (*self._notes, *part_notes(answer.part), method)
        return Sheet(title, notes, size, paint, lambda path: write_attribution_csv(path, found))


def fractions_of(scores: Array) -> list[float]:
    """Return the scores as fractions of the largest, so that the strongest token has the full shade."""
    most = max(float(abs(scores).max(initial=0.0)), 1e-12)
    return [value / most for value in scores.tolist()]


def _chips(found: Attribution) -> tuple[Chip, ...]:
    entries = zip(found.tokens, found.scores.tolist(), fractions_of(found.scores), strict=True)
    return tuple(
        Chip(token, fraction, signed(score), is_signed=True, is_special=index in found.specials)
        for index, (token, score, fraction) in enumerate(entries)
    )
