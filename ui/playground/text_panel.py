"""Ask the model about one text: the answer follows the typing."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QTableView, QVBoxLayout, QWidget

from studio.blanks import is_blank
from studio.tasks import Task
from studio.tasks.masked_lm import MASK, MASKS
from ui import theme
from ui.answers import VIEWS, AnswerView
from ui.inference.client import WorkerState
from ui.inference.questions import Answer, Dropped, Question
from ui.playground.history_card import HistoryCard
from ui.playground.history_model import HistoryModel, Unanswered
from ui.playground.input_boxes import InputBoxes
from ui.text import format_number, studio_text
from ui.theme import Tone
from ui.widgets import Button, ButtonKind, Card, Label, LabelKind
from ui.widgets.segments import Segments

_PAUSE_MS = 350


class TextPanel(QWidget):
    """A text box, the answer beside it, the history below.

    Signals:
        asked: The `Question` that is to be answered.
        cancelled: A `Question` that is not to be asked any more.
        when_chosen: The model after or before fine-tuning is to be asked from now on.
    """

    asked = Signal(object)
    cancelled = Signal(object)
    when_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)

        # === State ===
        self._answer: Answer | None = None
        self._state = WorkerState.OFF
        self._task: Task | None = None
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)

        # === Widgets ===
        self._text_card = Card()
        self.boxes = InputBoxes()
        self._hint = Label(tone=Tone.MUTED, is_wrapped=True)
        self.mask_button = Button(icon_name="form-textbox")
        self.ask_button = Button(kind=ButtonKind.PRIMARY)
        self._answer_card = Card()
        self.when = Segments(2)
        self._nothing = Label("–", LabelKind.KEY_NUMBER)
        self.views: dict[str, AnswerView] = {}
        self._note = Label(tone=Tone.MUTED, is_wrapped=True)
        self.history_card = HistoryCard()

        # === Layout ===
        self._lay_out()

        # === Signals ===
        self._pause.timeout.connect(self._ask)
        self.when.chosen.connect(self._on_when_chosen)
        self.boxes.changed.connect(self._on_text_changed)
        self.mask_button.clicked.connect(self.insert_mask)
        self.ask_button.clicked.connect(self.ask_and_keep)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.ask_and_keep)
        self.history_card.cancelled.connect(self.cancelled)
        self.history_card.chosen.connect(self._on_history_card_chosen)

    @property
    def text(self) -> QPlainTextEdit:
        """The editor of the first text."""
        return self.boxes.first

    @property
    def history(self) -> HistoryModel:
        """The rows of the history."""
        return self.history_card.model

    @property
    def table(self) -> QTableView:
        """The table of the history."""
        return self.history_card.table

    @property
    def _has_masks(self) -> bool:
        return self._task is not None and self._task.fills_masks

    def set_task(self, task: Task | None) -> None:
        """Ask as a task wants it: a box for each of its inputs, and masks in the text where the model fills them."""
        self._task = task
        self.boxes.set_task(task)
        self.retranslate()

    def view(self, kind: str) -> AnswerView:
        """Return what shows the answers of a kind."""
        if kind not in self.views:
            self.views[kind] = VIEWS[kind]()
            self._views.addWidget(self.views[kind], 1)
        return self.views[kind]

    def insert_mask(self) -> None:
        """Put a mask where the cursor stands, or in the place of what is marked."""
        self.text.insertPlainText(MASK)
        self.text.setFocus()

    @property
    def is_before(self) -> bool:
        """Whether the model as it was before fine-tuning is asked."""
        return self.when.choice() == 1

    def ask_and_keep(self) -> None:
        """Ask at once, and keep the answer in the history, however long it takes."""
        question = self._question()
        if self._answer is not None and self._answer.question == question:
            self.history_card.keep(self._answer)
        elif self._can_ask():
            self._pause.stop()
            self.asked.emit(replace(question, is_kept=True))

    def show_answer(self, answer: Answer) -> None:
        """Show an answer, and keep it if that was asked for. One for a text that has changed since is not shown."""
        if answer.question.is_kept:
            self.history_card.keep(answer)
        if answer.question == self._question():
            self._answer = answer
            self._show_answer()

    def show_waiting(self, waiting: Sequence[Question], state: WorkerState) -> None:
        """Show which questions wait for their turn, and where the model stands."""
        self.history_card.show_waiting(waiting, state)
        self._state = state
        self._show_answer()

    def show_dropped(self, dropped: Dropped) -> None:
        """Show in the history that a question gets no answer; a click asks it again."""
        self.history_card.show_dropped(dropped)

    def clear_answer(self) -> None:
        """Show no answer: another model is asked from now on."""
        self._answer = None
        self._show_answer()

    def ask_again(self) -> None:
        """Ask about the text that stands there."""
        self._ask()

    def retranslate(self) -> None:
        """Take the words of another language."""
        self._text_card.set_title(self.tr("Text"))
        self.text.setPlaceholderText(self._placeholder())
        self.mask_button.setVisible(self._has_masks)
        self.mask_button.setText(self.tr("Insert {mask}").format(mask=MASK))
        self.mask_button.setToolTip(self.tr("Hide a word: the model guesses what stands there."))
        self.boxes.retranslate()
        self._hint.setText(self.tr("Ctrl+Enter asks at once and keeps the answer below."))
        self.ask_button.setText(self.tr("Ask"))
        self._answer_card.set_title(self.tr("Answer"))
        self.when.set_texts((self.tr("After"), self.tr("Before")), self.tr("After or before fine-tuning"))
        self.history_card.retranslate(self.tr("What you ask with Ctrl+Enter is kept here until the window is closed."))
        self._show_answer()

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(theme.SPACE_M)
        foot.addWidget(self._hint, 1)
        foot.addWidget(self.mask_button)
        foot.addWidget(self.ask_button)
        self._text_card.body.addWidget(self.boxes, 1)
        self._text_card.body.addLayout(foot)
        self._answer_card.header.addWidget(self.when)
        self._views = QVBoxLayout()
        self._answer_card.body.addWidget(self._nothing)
        self._answer_card.body.addLayout(self._views)
        self._answer_card.body.addWidget(self._note)
        self._answer_card.body.addStretch(1)
        upper = QHBoxLayout()
        upper.setSpacing(theme.SPACE_M)
        upper.addWidget(self._text_card, 3)
        upper.addWidget(self._answer_card, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_M)
        layout.addLayout(upper, 3)
        layout.addWidget(self.history_card, 2)

    def _on_text_changed(self) -> None:
        if self._can_ask():
            self._pause.start()
        else:
            self._pause.stop()
            self.clear_answer()

    def _ask(self) -> None:
        self._pause.stop()
        if self._can_ask():
            self.asked.emit(self._question())

    def _placeholder(self) -> str:
        if self._task is None or not self._has_masks:
            return self.tr("Type or paste a text. The answer follows your typing.")
        words = self.tr("Type a text with {mask} where the model is to guess, e.g. “{example}”")
        return words.format(mask=MASK, example=studio_text(self._task.example))

    def _can_ask(self) -> bool:
        text = self.text.toPlainText()
        return self.boxes.is_filled and (not self._has_masks or any(mask in text for mask in MASKS))

    def _question(self) -> Question:
        return Question(self.boxes.inputs(), is_before=self.is_before)

    def _on_when_chosen(self) -> None:
        self.clear_answer()
        self._ask()
        self.when_chosen.emit()

    def _show_answer(self) -> None:
        answer = self._answer
        self._nothing.setVisible(answer is None)
        for kind, view in self.views.items():
            view.setVisible(answer is not None and kind == answer.said.KIND)
        if answer is None:
            self._note.setText(self._why_none())
            return
        view = self.view(answer.said.KIND)
        view.show_answer(answer.said)
        view.setVisible(True)
        self._note.setText(self._notes(answer, view.note()))

    def _why_none(self) -> str:
        if self._can_ask() and self._state in (WorkerState.LOADING, WorkerState.WARMING):
            return self.tr("The model is not ready yet. Your question waits for it.")
        if not self._has_masks:
            return self.tr("The answer appears here.")
        if not is_blank(self.text.toPlainText()) and not self._can_ask():
            return self.tr("Put {mask} where the model is to guess.").format(mask=MASK)
        return self.tr("The likeliest words for each {mask} appear here.").format(mask=MASK)

    def _notes(self, answer: Answer, more: str) -> str:
        guess = self.tr("before fine-tuning, when the head was still random") if answer.question.is_before else ""
        return " · ".join(part for part in (guess, more, self._time(answer.seconds)) if part)

    def _time(self, seconds: float) -> str:
        if seconds < 1:
            return self.tr("answered in {time} ms").format(time=format_number(1000 * seconds))
        return self.tr("answered in {time} s").format(time=format_number(seconds))

    def _on_history_card_chosen(self, entry: Answer | Unanswered) -> None:
        self.when.set_choice(int(entry.question.is_before))
        self.boxes.set_inputs(dict(entry.question.inputs))
        if isinstance(entry, Unanswered) and entry.loss is not None:
            self.ask_and_keep()
        else:
            self._ask()
