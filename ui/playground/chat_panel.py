"""Talk with the model: it reads the whole conversation before each answer, which streams."""

import functools
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from studio.blanks import is_blank
from studio.runs import RunFolder
from studio.spec import RunSpec
from ui import theme
from ui.attention.side_layout import SideLayout
from ui.inference.client import WorkerState
from ui.inference.questions import Answer, Dropped, Progress, Question
from ui.playground.candidates_card import CandidatesCard
from ui.playground.conversation import Conversation, Turn
from ui.playground.generation_card import GenerationCard
from ui.playground.token_tip import TokenTip
from ui.playground.turn_view import TurnView
from ui.playground.writing_box import WritingBox
from ui.theme import Tone
from ui.widgets import Button, ButtonKind, Card, Disclosure, Label
from ui.widgets.segments import Segments
from ui.widgets.side_column import SideColumn
from ui.widgets.text_box import TextBox

_SIDE_WIDTH = 320
_LEAST_SIZE = (420, 420)
_INPUT_HEIGHT, _SYSTEM_HEIGHT = 64, 72
_NEAR_END = 24
# The choices of which model answers.
_MODELS: tuple[tuple[bool, ...], ...] = ((False,), (True,), (False, True))


class ChatPanel(QWidget):
    """The conversation with a line to say more, and the settings.

    Signals:
        asked: The `Question` that is to be answered.
        stopped: What is being written, or waits for that, is to end.
        when_chosen: The model after or before fine-tuning is to be asked from now on.
    """

    asked = Signal(object)
    stopped = Signal()
    when_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)

        # === State ===
        self._input_name = "text"
        self._spec: RunSpec | None = None
        self.conversation = Conversation()
        self._last: Conversation | None = None
        self._edited: int | None = None
        self._follows_end = True
        self._state = WorkerState.OFF
        self._waiting: tuple[Question, ...] = ()
        # Which turn a question belongs to.
        self._places: dict[Question, int] = {}

        # === Widgets ===
        self._card = Card()
        self.when = Segments(3)
        self.new_button = Button(kind=ButtonKind.QUIET, icon_name="plus", icon_tone=Tone.MUTED)
        self.last_button = Button(kind=ButtonKind.QUIET, icon_name="history", icon_tone=Tone.MUTED)
        self._system_part = Disclosure(is_card=False)
        self.system = TextBox()
        self.system.setFixedHeight(_SYSTEM_HEIGHT)
        self._nothing = Label(tone=Tone.MUTED, is_wrapped=True)
        self.views: list[TurnView] = []
        self._turns = QWidget()
        self._column = QVBoxLayout(self._turns)
        self._area = QScrollArea()
        self._hint = Label(tone=Tone.MUTED, is_wrapped=True)
        self.input = TextBox()
        self.input.setFixedHeight(_INPUT_HEIGHT)
        self.leave_button = Button(kind=ButtonKind.QUIET)
        self.stop_button = Button(icon_name="stop")
        self.send_button = Button(kind=ButtonKind.PRIMARY, icon_name="send")
        self.candidates = CandidatesCard()
        self.tip = TokenTip(self)
        self.generation = GenerationCard()

        # === Layout ===
        self._lay_out()

        # === Signals ===
        self.new_button.clicked.connect(self.begin_anew)
        self.last_button.clicked.connect(self._on_last_button_clicked)
        self.when.chosen.connect(self.when_chosen)
        self.system.editor.textChanged.connect(self._on_system_changed)
        self.input.editor.textChanged.connect(self._show_state)
        self.input.editor.installEventFilter(self)
        self.leave_button.clicked.connect(self._leave_edit)
        self.send_button.clicked.connect(self.send)
        self.stop_button.clicked.connect(self.stop)
        QShortcut(QKeySequence("Escape"), self, self.stop)
        bar = self._area.verticalScrollBar()
        bar.rangeChanged.connect(self._on_bar_range_changed)
        bar.valueChanged.connect(self._on_bar_value_changed)
        self._show_state()

    @property
    def is_before(self) -> bool:
        """Whether the model as it was before fine-tuning answers, it alone or the other one too."""
        return True in _MODELS[self.when.choice()]

    def set_run(self, run: RunFolder | None) -> None:
        """Take the model of another run, and how it writes. The conversation stays: it can be gone on with."""
        spec = self._spec = None if run is None else run.spec()
        if spec is not None:
            self._input_name = spec.task.inputs[0]
        self.generation.set_run(spec)
        self.candidates.clear()

    def send(self) -> None:
        """Say what stands in the line, or say it in the place of what is changed."""
        text = self.input.editor.toPlainText().strip()
        if is_blank(text):
            return
        self.stop()
        self._cut(len(self.conversation.turns) if self._edited is None else self._edited)
        self._edited = None
        self.input.editor.clear()
        self.conversation.turns.append(Turn(text))
        self._ask(len(self.conversation.turns) - 1)

    def stop(self) -> None:
        """End what is being written, and what waits for its turn."""
        if self._waiting:
            self.stopped.emit()

    def begin_anew(self) -> None:
        """Begin another conversation with the same words of the system; the last one can be had back."""
        if self.conversation.turns:
            self.stop()
            self._last = self.conversation
            self._show_conversation(Conversation(self.conversation.system))

    def show_progress(self, progress: Progress) -> None:
        """Show how far an answer is."""
        box = self._box(progress.question)
        if box is not None:
            box.show_progress(progress.writing)

    def show_answer(self, answer: Answer) -> None:
        """Show an answer that is written."""
        box = self._box(answer.question)
        if box is not None:
            turn = self.conversation.turns[self._places.pop(answer.question)]
            turn.answers[answer.question.is_before] = answer
            box.show_answer(answer)

    def show_waiting(self, waiting: Sequence[Question], state: WorkerState) -> None:
        """Show which questions wait for their turn, and where the model stands."""
        self._waiting, self._state = tuple(waiting), state
        for question in self._places:
            box = self._box(question)
            if box is not None and box.is_empty:
                box.show_nothing(self._why_waiting() if question in self._waiting else self._no_answer())
        self._show_state()

    def show_dropped(self, dropped: Dropped) -> None:
        """Show that there will be no answer."""
        box = self._box(dropped.question)
        if box is not None:
            del self._places[dropped.question]
            box.show_nothing(self._no_answer())

    def arrange(self, width: int) -> None:
        """Put the settings beside the conversation where there is room for them."""
        self._sides.arrange(width)

    def retranslate(self) -> None:
        """Take the words of another language."""
        self._card.set_title(self.tr("Conversation"))
        self.when.set_texts(
            (self.tr("After"), self.tr("Before"), self.tr("Both")), self.tr("After or before fine-tuning")
        )
        self.new_button.setText(self.tr("New"))
        self.new_button.setToolTip(self.tr("Begin another conversation"))
        self.last_button.setText(self.tr("Last one"))
        self.last_button.setToolTip(self.tr("Go back to the conversation before this one"))
        self._system_part.set_title(self.tr("System message"))
        self.system.editor.setAccessibleName(self.tr("System message"))
        self.system.editor.setPlaceholderText(
            self.tr("What the model is told before the conversation, e.g. who it is and how it is to answer.")
        )
        self._nothing.setText(
            self.tr("Say something to the model. Before each answer it reads all that was said in the conversation.")
        )
        self.input.editor.setAccessibleName(self.tr("Your message"))
        self.input.editor.setPlaceholderText(self.tr("Your message"))
        self.leave_button.setText(self.tr("Leave it as it is"))
        self.send_button.setText(self.tr("Send"))
        self.stop_button.setText(self.tr("Stop"))
        self.candidates.retranslate()
        self.generation.retranslate()
        for view in self.views:
            view.retranslate()
        self._show_state()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Send with Enter; Shift+Enter begins another line."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if is_enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self.send()
                return True
        return False

    def _lay_out(self) -> None:
        self._system_part.body.addWidget(self.system)
        self._column.setContentsMargins(0, 0, theme.SPACE_S, 0)
        self._column.setSpacing(theme.SPACE_L)
        self._column.addWidget(self._nothing)
        self._column.addStretch(1)
        self._area.setWidget(self._turns)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.viewport().setAutoFillBackground(False)
        self._turns.setAutoFillBackground(False)
        foot = QHBoxLayout()
        foot.setSpacing(theme.SPACE_M)
        foot.addWidget(self._hint, 1)
        for button in (self.leave_button, self.stop_button, self.send_button):
            foot.addWidget(button)
        for widget in (self.last_button, self.new_button, self.when):
            self._card.header.addWidget(widget)
        self._card.body.addWidget(self._system_part)
        self._card.body.addWidget(self._area, 1)
        self._card.body.addWidget(self.input)
        self._card.body.addLayout(foot)
        self._card.setMinimumSize(*_LEAST_SIZE)
        main = QVBoxLayout()
        main.addWidget(self._card, 1)
        side = SideColumn((self.candidates, self.generation), (0, _SIDE_WIDTH))
        self._sides = SideLayout(main, side, _SIDE_WIDTH, self)

    # === Asking ===

    def _ask(self, place: int) -> None:
        """Ask the chosen models for their answers to a turn, the last one."""
        turn, models = self.conversation.turns[place], _MODELS[self.when.choice()]
        turn.answers = dict.fromkeys(models)
        self._cut_views(place)
        self._add_view(turn)
        for is_before in models:
            inputs = ((self._input_name, self.conversation.asked(place, is_before)),)
            question = Question(inputs, is_before, is_kept=True, generation=self.generation.generation())
            self._places[question] = place
            self.views[place].boxes[is_before].show_nothing(self._why_waiting())
            self.asked.emit(question)
        self._show_state()

    def _answer_anew(self, place: int) -> None:
        self.stop()
        self.generation.draw_anew()
        self._cut(place + 1)
        self._ask(place)

    def _box(self, question: Question) -> WritingBox | None:
        """Return where the answer to a question is shown; `None` if it is wanted no more."""
        place = self._places.get(question)
        return None if place is None else self.views[place].boxes.get(question.is_before)

    def _why_waiting(self) -> str:
        if self._state in (WorkerState.LOADING, WorkerState.WARMING):
            return self.tr("The model is not ready yet. Your message waits for it.")
        return self.tr("Reading…")

    def _no_answer(self) -> str:
        return self.tr("No answer. It can be asked for anew.")

    # === Showing ===

    def _cut(self, num_turns: int) -> None:
        """Keep so many turns."""
        del self.conversation.turns[num_turns:]
        self._places = {question: place for question, place in self._places.items() if place < num_turns}
        self._cut_views(num_turns)

    def _cut_views(self, num_turns: int) -> None:
        for view in self.views[num_turns:]:
            self._column.removeWidget(view)
            view.hide()
            view.deleteLater()
        del self.views[num_turns:]
        self.tip.hide()
        self.candidates.clear()

    def _add_view(self, turn: Turn) -> None:
        place, view = len(self.views), TurnView(turn.text, turn.answers, self._spec)
        view.edit_wanted.connect(lambda: self._edit(place))
        view.anew_wanted.connect(lambda: self._answer_anew(place))
        for box in view.boxes.values():
            box.token_chosen.connect(functools.partial(self._on_box_token_chosen, box))
            box.token_hovered.connect(functools.partial(self.tip.show_token, box))
        self._column.insertWidget(self._column.count() - 1, view)
        self.views.append(view)
        for is_before, answer in turn.answers.items():
            if answer is not None:
                view.boxes[is_before].show_answer(answer)

    def _show_conversation(self, conversation: Conversation) -> None:
        self._places.clear()
        self._edited = None
        self._cut_views(0)
        self.conversation = conversation
        self.system.editor.setPlainText(conversation.system)
        for turn in conversation.turns:
            self._add_view(turn)
        self._show_state()

    def _edit(self, place: int) -> None:
        self._edited = place
        self.input.editor.setPlainText(self.conversation.turns[place].text)
        self.input.editor.setFocus()
        self._show_state()

    def _leave_edit(self) -> None:
        self._edited = None
        self.input.editor.clear()
        self._show_state()

    def _show_state(self) -> None:
        has_turns, is_edit = bool(self.conversation.turns), self._edited is not None
        self._nothing.setVisible(not has_turns)
        self.new_button.setEnabled(has_turns)
        self.last_button.setVisible(self._last is not None)
        self.leave_button.setVisible(is_edit)
        self.send_button.setEnabled(not is_blank(self.input.editor.toPlainText()))
        self.stop_button.setEnabled(bool(self._waiting))
        usual = self.tr("Enter sends, Shift+Enter begins another line, Esc stops.")
        edit = self.tr("You change an earlier message: what follows it goes, and is asked anew.")
        self._hint.setText(edit if is_edit else usual)

    def _on_box_token_chosen(self, chosen: WritingBox, place: int) -> None:
        boxes = (box for view in self.views for box in view.boxes.values())
        if self.candidates.show_chosen(boxes, chosen, place):
            self._sides.reveal_side()

    def _on_last_button_clicked(self) -> None:
        if self._last is not None:
            self.stop()
            last, self._last = self._last, self.conversation if self.conversation.turns else None
            self._show_conversation(last)

    def _on_system_changed(self) -> None:
        self.conversation.system = self.system.editor.toPlainText()

    def _on_bar_range_changed(self, least: int, most: int) -> None:
        """Keep the end in sight while answers grow, unless the user looks at something else."""
        if self._follows_end:
            self._area.verticalScrollBar().setValue(most)

    def _on_bar_value_changed(self, value: int) -> None:
        self._follows_end = value >= self._area.verticalScrollBar().maximum() - _NEAR_END
