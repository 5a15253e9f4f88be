"""Let the model write about a text: it streams beside what it is written about."""

import functools
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from studio.runs import RunFolder
from studio.spec import RunSpec
from studio.tasks import Task
from ui import theme
from ui.attention.side_layout import SideLayout
from ui.inference.client import InferenceClient, WorkerState
from ui.inference.questions import Answer, Dropped, Progress, Question
from ui.playground.candidates_card import CandidatesCard
from ui.playground.generation_card import GenerationCard
from ui.playground.history_card import HistoryCard
from ui.playground.history_model import Unanswered
from ui.playground.input_boxes import InputBoxes
from ui.playground.source_view import SourceView
from ui.playground.token_tip import TokenTip
from ui.playground.writing_box import WritingBox
from ui.text import studio_text
from ui.widgets import Button, ButtonKind, Card
from ui.widgets.segments import Segments
from ui.widgets.side_column import SideColumn
from ui.words.model_words import model_name

_SIDE_WIDTH = 320
_LEAST_CARD = (280, 260)
_LEAST_WIDTH_OF_BOTH = 400
# The choices of which model writes.
_AFTER, _BEFORE, _BOTH = range(3)


class WritingPanel(QWidget):
    """What is written about, the text beside it, and the settings; the history below.

    Args:
        client: The process that holds the model: it is asked what was looked at in a source.

    Signals:
        asked: The `Question` that is to be answered.
        cancelled: A `Question` that is not to be asked any more.
        stopped: What is being written, or waits for that, is to end.
        when_chosen: The model after or before fine-tuning is to be asked from now on.
    """

    asked = Signal(object)
    cancelled = Signal(object)
    stopped = Signal()
    when_chosen = Signal()

    def __init__(self, client: InferenceClient, parent: QWidget | None = None) -> None:
        super().__init__(parent)

        # === State ===
        self._task: Task | None = None
        self._spec: RunSpec | None = None
        self._state = WorkerState.OFF
        self._waiting: tuple[Question, ...] = ()
        self._room = 0
        # What is shown of each model, after and before fine-tuning.
        self._shown: dict[bool, Question] = {}
        # What the model of this run wrote: of others nobody can tell any more what they looked at.
        self._own: list[Answer] = []

        # === Widgets ===
        self._text_card = Card()
        self.boxes = InputBoxes()
        self.write_button = Button(kind=ButtonKind.PRIMARY, icon_name="pencil-outline")
        self.stop_button = Button(icon_name="stop")
        self._written_card = Card()
        self.when = Segments(3)
        self.writings = {False: WritingBox(), True: WritingBox()}
        self.candidates = CandidatesCard()
        self.source_view = SourceView(client, self.writings, self)
        self.tip = TokenTip(self)
        self.generation = GenerationCard()
        self.history_card = HistoryCard(has_long_answers=True)

        # === Layout ===
        self._lay_out()

        # === Signals ===
        self.boxes.changed.connect(self._show_state)
        self.boxes.changed.connect(self.source_view.follow)
        self.write_button.clicked.connect(self.write)
        self.stop_button.clicked.connect(self.stop)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.write)
        QShortcut(QKeySequence("Escape"), self, self.stop)
        self.when.chosen.connect(self._on_when_chosen)
        for is_before, box in self.writings.items():
            box.token_chosen.connect(functools.partial(self._on_box_token_chosen, is_before))
            box.token_hovered.connect(functools.partial(self._on_box_token_hovered, is_before))
        self.history_card.cancelled.connect(self.cancelled)
        self.history_card.chosen.connect(self._on_history_card_chosen)
        self._show_state()

    @property
    def is_before(self) -> bool:
        """Whether the model as it was before fine-tuning writes, it alone or the other one too."""
        return self.when.choice() != _AFTER

    def set_run(self, run: RunFolder | None) -> None:
        """Take the model of another run, its task and how it writes."""
        spec = None if run is None else run.spec()
        self._spec, self._task = spec, None if spec is None else spec.task
        self.boxes.set_task(self._task)
        self.generation.set_run(spec)
        self.source_view.set_editor(self.boxes.first, is_wanted=self._task is not None and self._task.reads_source)
        self._own.clear()
        self.clear()
        self.retranslate()

    def write(self) -> None:
        """Write about the text that stands there. The same once more is drawn anew."""
        if not self.boxes.is_filled:
            return
        questions = self._questions()
        if all(self._shown.get(question.is_before) == question for question in questions):
            self.generation.draw_anew()
            questions = self._questions()
        self.stop()
        self._show_no_token()
        for question in questions:
            self._shown[question.is_before] = question
            self.writings[question.is_before].show_nothing(self._why_waiting())
            self.asked.emit(question)

    def stop(self) -> None:
        """End what is being written, and what waits for its turn."""
        if self._waiting:
            self.stopped.emit()

    def show_progress(self, progress: Progress) -> None:
        """Show how far a text is."""
        if self._is_shown(progress.question):
            self.writings[progress.question.is_before].show_progress(progress.writing)

    def show_answer(self, answer: Answer) -> None:
        """Show a text that is written, and keep it."""
        self.history_card.keep(answer)
        self._own.append(answer)
        if self._is_shown(answer.question):
            self._show_written(answer)

    def show_waiting(self, waiting: Sequence[Question], state: WorkerState) -> None:
        """Show which questions wait for their turn, and where the model stands."""
        self._waiting, self._state = tuple(waiting), state
        self.history_card.show_waiting(waiting, state)
        for is_before, question in self._shown.items():
            if self.writings[is_before].is_empty:
                is_waiting = question in self._waiting
                self.writings[is_before].show_nothing(self._why_waiting() if is_waiting else "")
        self._show_state()

    def show_dropped(self, dropped: Dropped) -> None:
        """Show that a text will not be written."""
        self.history_card.show_dropped(dropped)
        if self._is_shown(dropped.question):
            del self._shown[dropped.question.is_before]
            self.writings[dropped.question.is_before].show_nothing("")

    def clear(self) -> None:
        """Show no text: another model writes from now on."""
        self._shown.clear()
        self._show_no_token()
        for box in self.writings.values():
            box.show_nothing(self.tr("The text appears here, token by token."))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow a change of the theme."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self.source_view.follow()

    def arrange(self, width: int) -> None:
        """Put the settings beside the texts where there is room for them."""
        self._room = width
        self._sides.arrange(width)

    def retranslate(self) -> None:
        """Take the words of another language."""
        labels = {} if self._task is None else {role.name: role.label for role in self._task.roles}
        names = () if self._task is None else self._task.inputs
        self._text_card.set_title(studio_text(labels[names[0]]) if len(names) == 1 else self.tr("Text"))
        self.boxes.retranslate()
        self.boxes.first.setPlaceholderText(
            self.tr("Type or paste a text, then let the model write: Ctrl+Enter writes, Esc stops.")
        )
        self.write_button.setText(self.tr("Write"))
        self.stop_button.setText(self.tr("Stop"))
        self._written_card.set_title(self.tr("Written"))
        self.when.set_texts(
            (self.tr("After"), self.tr("Before"), self.tr("Both")), self.tr("After or before fine-tuning")
        )
        self.candidates.retranslate()
        self.source_view.retranslate()
        self.generation.retranslate()
        for box in self.writings.values():
            box.retranslate()
        self.history_card.retranslate(self.tr("What the model writes is kept here until the window is closed."))
        self._show_models()

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(theme.SPACE_M)
        foot.addStretch(1)
        foot.addWidget(self.stop_button)
        foot.addWidget(self.write_button)
        self._text_card.body.addWidget(self.boxes, 1)
        self._text_card.body.addLayout(foot)
        self._written_card.header.addWidget(self.when)
        texts = QHBoxLayout()
        texts.setSpacing(theme.SPACE_M)
        for box in self.writings.values():
            texts.addWidget(box, 1)
        self._written_card.body.addLayout(texts, 1)
        self._upper = QHBoxLayout()
        self._upper.setSpacing(theme.SPACE_M)
        for card in (self._text_card, self._written_card):
            card.setMinimumSize(*_LEAST_CARD)
            self._upper.addWidget(card, 1)
        main = QVBoxLayout()
        main.setSpacing(theme.SPACE_M)
        main.addLayout(self._upper, 3)
        main.addWidget(self.history_card, 2)
        side = SideColumn((self.candidates, self.source_view.card, self.generation), (0, _SIDE_WIDTH))
        self._sides = SideLayout(main, side, _SIDE_WIDTH, self)

    def _questions(self) -> list[Question]:
        models = {_AFTER: (False,), _BEFORE: (True,), _BOTH: (False, True)}[self.when.choice()]
        question = Question(self.boxes.inputs(), is_kept=True, generation=self.generation.generation())
        return [replace(question, is_before=is_before) for is_before in models]

    def _show_written(self, answer: Answer) -> None:
        """Show a text that is written, and have told what was looked at for it."""
        self.writings[answer.question.is_before].show_answer(answer)
        if any(entry is answer for entry in self._own):
            self.source_view.ask(answer)

    def _show_no_token(self) -> None:
        self.tip.hide()
        self.candidates.clear()
        self.source_view.clear()

    def _is_shown(self, question: Question) -> bool:
        return self._shown.get(question.is_before) == question

    def _why_waiting(self) -> str:
        if self._state in (WorkerState.LOADING, WorkerState.WARMING):
            return self.tr("The model is not ready yet. Your text waits for it.")
        return self.tr("Reading…")

    def _show_state(self) -> None:
        self.write_button.setEnabled(self.boxes.is_filled)
        self.stop_button.setEnabled(bool(self._waiting))

    def _show_models(self) -> None:
        """Show the texts of the models that are chosen; they are named, but for the usual one by itself."""
        choice = self.when.choice()
        for is_before, box in self.writings.items():
            box.setVisible(choice == _BOTH or choice == (_BEFORE if is_before else _AFTER))
            box.set_name(model_name(self._spec, is_before=is_before) if choice != _AFTER else "")
        self._written_card.setMinimumWidth(_LEAST_WIDTH_OF_BOTH if choice == _BOTH else _LEAST_CARD[0])
        self._upper.setStretch(1, 2 if choice == _BOTH else 1)
        # Layouts in layouts learn of another least width only later.
        self._upper.invalidate()
        self._sides.invalidate_main()
        self._sides.arrange(self._room)

    def _on_box_token_chosen(self, is_before: bool, place: int) -> None:
        self.source_view.choose(is_before, place)
        if self.candidates.show_chosen(self.writings.values(), self.writings[is_before], place):
            self._sides.reveal_side()

    def _on_box_token_hovered(self, is_before: bool, place: int | None) -> None:
        self.tip.show_token(self.writings[is_before], place)
        self.source_view.hover(is_before, place)

    def _on_when_chosen(self) -> None:
        self._show_models()
        self.when_chosen.emit()

    def _on_history_card_chosen(self, entry: Answer | Unanswered) -> None:
        """Show a text again, as it was written."""
        question = entry.question
        self.boxes.set_inputs(dict(question.inputs))
        if not isinstance(entry, Answer):
            return
        if self.when.choice() != _BOTH:
            self.when.set_choice(_BEFORE if question.is_before else _AFTER)
            self._show_models()
        self._show_no_token()
        self._shown[question.is_before] = question
        self._show_written(entry)
