"""Attribution: the tokens with their scores, the strongest of them as bars, and how far the scores add up."""

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from studio.attention import Attribution
from ui import theme
from ui.attention.attribution_card import AttributionCard, fractions_of
from ui.attention.bar_rows import BarRow, BarRows
from ui.attention.words import signed
from ui.inference.requests import AttributionAnswer
from ui.text import fill, format_number, format_percent
from ui.theme import Tone
from ui.widgets import Card, IconLabel, Label

_NUM_BARS = 8
_GOOD_ERROR, _LEAST_ERROR = 0.01, 1e-4
_LEAST_SIDE, _MOST_SIDE = 250, 420
_STEPS_WORDS = (
    "The text is faded in, in {count} {count:step|steps}, and the output's slope at each token is added up. "
    "So the scores share out the whole difference to an empty text."
)


class AttributionView(QWidget):
    """What each token adds to the answer for a class.

    Signals:
        target_chosen: The class that is to be explained; `None` for the predicted one.
    """

    target_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)

        # === State ===
        self._answer: AttributionAnswer | None = None
        self._is_busy = False

        # === Widgets ===
        self.card = AttributionCard()
        self._side = Card()
        self._state = IconLabel()
        self.bars = BarRows()
        self._sums = [(Label(tone=Tone.MUTED), Label()) for _ in range(3)]
        self._verdict = IconLabel()
        self._explanation = Label(tone=Tone.MUTED, is_wrapped=True)

        # === Layout ===
        self._sum_grid = QGridLayout()
        self._sum_grid.setVerticalSpacing(theme.SPACE_XS)
        self._sum_grid.setColumnStretch(0, 1)
        for row, (name, value) in enumerate(self._sums):
            value.setFont(theme.tabular(value.font()))
            self._sum_grid.addWidget(name, row, 0)
            self._sum_grid.addWidget(value, row, 1, Qt.AlignmentFlag.AlignRight)
        self._side.header.addStrut(theme.INPUT_HEIGHT)
        self._side.setMinimumWidth(_LEAST_SIDE)
        self._side.setMaximumWidth(_MOST_SIDE)
        body = self._side.body
        body.addWidget(self._state)
        body.addWidget(self.bars)
        body.addSpacing(theme.SPACE_S)
        body.addLayout(self._sum_grid)
        body.addWidget(self._verdict)
        body.addWidget(self._explanation)
        body.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_M)
        layout.addWidget(self.card, 3)
        layout.addWidget(self._side, 2)

        # === Signals ===
        self.card.target_chosen.connect(self.target_chosen)

    def set_busy(self, *, is_busy: bool) -> None:
        """Say whether newer scores are being computed."""
        self._is_busy = is_busy
        self._show()

    def show_answer(self, answer: AttributionAnswer | None, notes: tuple[str, ...]) -> None:
        """Show scores; `None` while there are none."""
        self._answer = answer
        self.card.show_answer(answer, notes)
        self._show()

    def verdict(self) -> str:
        """Return the sentence on how far the scores add up."""
        return self._verdict.text()

    def retranslate(self) -> None:
        """Take the words of another language."""
        self._side.set_title(self.tr("Strongest tokens"))
        self.card.retranslate()
        self._show()

    # === Showing ===

    def _show(self) -> None:
        answer = self._answer
        self._state.setVisible(self._is_busy or answer is None)
        if self._is_busy:
            self._state.set_content("progress-clock", self.tr("Asking the model about every token…"), Tone.MUTED)
        else:
            self._state.set_content("", self.tr("The tokens that matter most appear here."), Tone.MUTED)
        self.bars.setVisible(answer is not None)
        self._verdict.setVisible(answer is not None and answer.attribution.completeness_error is not None)
        self._explanation.setVisible(answer is not None)
        for row in self._sums:
            for label in row:
                label.setVisible(answer is not None)
        if answer is not None:
            self._show_bars(answer.attribution)
            self._show_sums(answer)

    def _show_bars(self, found: Attribution) -> None:
        order = np.argsort(-abs(found.scores), kind="stable")[:_NUM_BARS].tolist()
        fractions = fractions_of(found.scores)
        self.bars.set_bars(
            tuple(
                BarRow(found.tokens[index], signed(found.scores[index]), fractions[index])
                for index in order
                if found.scores[index]
            )
        )

    def _show_sums(self, answer: AttributionAnswer) -> None:
        found = answer.attribution
        total = float(found.scores.sum())
        rows = [
            (self.tr("Output for an empty text"), format_number(found.baseline_output)),
            (self.tr("Sum of the scores"), signed(total)),
            (self.tr("Output for this text"), format_number(found.output)),
        ]
        error = found.completeness_error
        if error is None:
            rows = [rows[2], ("", ""), ("", "")]
            if answer.probability is not None:
                rows[1] = self.tr("Probability for this text"), format_percent(answer.probability, 3)
        for (name, value), (name_text, value_text) in zip(self._sums, rows, strict=True):
            name.setText(name_text)
            value.setText(value_text)
        if error is not None:
            self._judge(error)
        self._explanation.setText(self._explain(answer))

    def _judge(self, error: float) -> None:
        percent = format_percent(error) if error >= _LEAST_ERROR else f"<{format_percent(_LEAST_ERROR, 1)}"
        if error <= _GOOD_ERROR:
            text = self.tr("Adds up: the sum is off by {percent}.").format(percent=percent)
            self._verdict.set_content("check-circle-outline", text, Tone.GOOD)
        else:
            text = self.tr("The sum is off by {percent}: take the scores as a rough picture.").format(percent=percent)
            self._verdict.set_content("alert-outline", text, Tone.WARN)

    def _explain(self, answer: AttributionAnswer) -> str:
        if answer.num_steps is None:
            return self.tr(
                "Each score says how much the output falls when the token is taken away and all others stay. "
                "Words that say the same cover for each other, so the scores need not add up."
            )
        return fill(_STEPS_WORDS, {"count": answer.num_steps})
