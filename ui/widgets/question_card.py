"""A question in its place on the page: what is asked, and two answers."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.drawing import draw_toned_card
from ui.theme import Tone, color
from ui.widgets.button import Button
from ui.widgets.icon_label import IconLabel


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked.

    Attributes:
        text: The question, in a sentence or two.
        keep: The answer that changes nothing.
        change: The other one.
        on_change: Does what the other answer says.
    """

    text: str
    keep: str
    change: str
    on_change: Callable[[], None]


class QuestionCard(QWidget):
    """Asks one question after the other; hidden while there is none. Until an answer is given, nothing changes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # === State ===
        self._questions: list[Question] = []
        # === Widgets ===
        self._words = IconLabel()
        self.keep_button = Button()
        self.change_button = Button()
        # === Layout ===
        line = QHBoxLayout()
        line.setSpacing(theme.SPACE_M)
        line.addWidget(self.keep_button)
        line.addWidget(self.change_button)
        line.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.SPACE_L, theme.SPACE_M, theme.SPACE_L, theme.SPACE_M)
        layout.setSpacing(theme.SPACE_S)
        layout.addWidget(self._words)
        layout.addLayout(line)
        self.hide()
        # === Signals ===
        self.keep_button.clicked.connect(self._on_keep_clicked)
        self.change_button.clicked.connect(self._on_change_clicked)

    def ask(self, questions: list[Question]) -> None:
        """Ask these questions instead of those that have no answer yet."""
        self._questions = list(questions)
        self._show_first()

    def question(self) -> Question | None:
        """Return what is asked now."""
        return self._questions[0] if self._questions else None

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the ground."""
        draw_toned_card(QPainter(self), self.rect(), color("accent"))

    def _show_first(self) -> None:
        question = self.question()
        self.setVisible(question is not None)
        if question is not None:
            self._words.set_content("help-circle-outline", question.text, Tone.TEXT)
            self.keep_button.setText(question.keep)
            self.change_button.setText(question.change)
            self.setAccessibleName(question.text)

    def _on_keep_clicked(self) -> None:
        self.ask(self._questions[1:])

    def _on_change_clicked(self) -> None:
        question = self._questions[0]
        self.ask(self._questions[1:])
        question.on_change()
