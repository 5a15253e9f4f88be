"""The playground: ask the model of a run about a text or a whole file, and look into its attention."""

import enum

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent

from studio.errors import DamagedFolderError, StudioError
from studio.runs import RunFolder
from studio.tasks import Task
from ui import theme
from ui.inference.client import InferenceClient, WorkerState
from ui.inference.questions import Answer, Dropped, Progress, Question
from ui.pages.page import Page
from ui.playground.attention_panel import AttentionPanel
from ui.playground.chat_panel import ChatPanel
from ui.playground.file_panel import FilePanel
from ui.playground.search_panel import SearchPanel
from ui.playground.text_panel import TextPanel
from ui.playground.writing_panel import WritingPanel
from ui.runs.run_picker import RunPicker
from ui.session import Session, SessionChange
from ui.theme import Tone
from ui.widgets import EmptyState, ErrorCard
from ui.widgets.segments import Segments


class Mode(enum.Enum):
    """What the page is used for."""

    TEXT = 0
    FILE = 1
    ATTENTION = 2


class PlaygroundPage(Page):
    """Tries a model out. The process that holds the model is started when the page is first shown.

    Args:
        session: What the pages share.
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)

        # === State ===
        self.client = InferenceClient(self)
        self._model_stamp: tuple[str, int] = ("", 0)
        self._task: Task | None = None

        # === Widgets ===
        self._mode = Segments(len(Mode))
        self.picker = RunPicker(session)
        self._empty = EmptyState("message-text-outline")
        self._error_card = ErrorCard()
        self.text_panel = TextPanel()
        self.writing_panel = WritingPanel(self.client)
        self.chat_panel = ChatPanel()
        self.search_panel = SearchPanel()
        self.file_panel = FilePanel()
        self.attention_panel = AttentionPanel(self.client)

        # === Layout ===
        self.header.add_action(self._mode)
        self.header.add_action(self.picker)
        self.body.addWidget(self._error_card)
        for widget in (
            self.text_panel,
            self.writing_panel,
            self.chat_panel,
            self.search_panel,
            self.file_panel,
            self.attention_panel,
            self._empty,
        ):
            self.body.addWidget(widget, 1)

        # === Signals ===
        self._mode.chosen.connect(self._on_mode_chosen)
        self.picker.run_changed.connect(self._on_picker_run_changed)
        self._empty.activated.connect(lambda: session.show_page("fine_tune"))
        for panel in (self.text_panel, self.writing_panel, self.chat_panel):
            panel.asked.connect(self._on_panel_asked)
            panel.when_chosen.connect(self._prepare)
        for panel in (self.text_panel, self.writing_panel):
            panel.cancelled.connect(self.client.cancel)
        for panel in (self.writing_panel, self.chat_panel):
            panel.stopped.connect(self.client.stop)
        self.client.answered.connect(self._on_client_answered)
        self.client.progressed.connect(self._on_client_progressed)
        self.client.dropped.connect(self._on_client_dropped)
        self.client.waiting_changed.connect(self._show_state)
        self.client.failed.connect(self._on_client_failed)
        self.client.state_changed.connect(self._show_state)
        self.attention_panel.state_changed.connect(self._show_state)
        self.attention_panel.asked.connect(self._error_card.clear)
        self.attention_panel.run_wanted.connect(self._open_model)
        self.attention_panel.page_wanted.connect(session.show_page)

    def retranslate(self) -> None:
        """Set every word of the page."""
        self.header.set_title(self.tr("Playground"))
        self._mode.set_texts((self.tr("Text"), self.tr("File"), self.tr("Attention")), self.tr("What is answered"))
        self._empty.set_text(
            self.tr("No run has a model yet. Fine-tune one, then try it out here."), self.tr("Go to Fine-tune")
        )
        self._error_card.retranslate()
        self.picker.retranslate()
        self.text_panel.retranslate()
        self.writing_panel.retranslate()
        self.chat_panel.retranslate()
        self.search_panel.retranslate()
        self.file_panel.retranslate()
        self.attention_panel.retranslate()
        self._show_state()

    def end(self) -> None:
        """End the process that holds the model, and a file that is being answered."""
        self.client.close()
        self.search_panel.end()
        self.file_panel.end()
        self.attention_panel.end()

    def show_mode(self, mode: Mode) -> None:
        """Use the page for something else."""
        self._mode.set_choice(mode.value)
        self._on_mode_chosen()

    def on_session_changed(self, change: SessionChange) -> None:
        """Follow the runs."""
        self.picker.on_session_changed(change)
        self._show_panel()
        if change & (SessionChange.RUN_STATUS | SessionChange.RUNS) and self.isVisible():
            self._open_model()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Load the model, once the page stands on the screen."""
        super().showEvent(event)
        self.picker.refresh()
        QTimer.singleShot(0, self._open_model)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Tell the panels with a side panel how much room there is."""
        super().resizeEvent(event)
        room = event.size().width() - 2 * theme.SPACE_XL
        self.attention_panel.arrange(room)
        self.writing_panel.arrange(room)
        self.chat_panel.arrange(room)

    # === Model ===

    def _on_picker_run_changed(self, run: RunFolder | None) -> None:
        self.search_panel.set_run(run)
        self.file_panel.set_run(run)
        self.attention_panel.set_run(run)
        self._task = None if run is None else run.spec().task
        self.text_panel.set_task(self._task)
        self.text_panel.clear_answer()
        if self._task is not None and self._task.writes_text:
            (self.chat_panel if self._task.converses else self.writing_panel).set_run(run)
        self._show_panel()
        if run is None:
            self.client.close()
        elif self.isVisible():
            self._open_model()

    def _open_model(self) -> None:
        """Load the model of the run, and load it anew if the run has a better one now."""
        run = self.picker.run
        if self._asks_preset():
            self.attention_panel.open()
            return
        # A search keeps a process of its own.
        if run is None or not self.isVisible() or self._shows_search():
            return
        before, self._model_stamp = self._model_stamp, (run.id, _stamp(run))
        if self._model_stamp != before:
            is_new = True
            if before[0] == run.id and self.client.state is not WorkerState.OFF:
                # The run has a better model now.
                self.client.restart()
            else:
                self.client.open(run.model_path)
        elif self.client.state is WorkerState.DEAD:
            return
        else:
            is_new = self.client.state is WorkerState.OFF
            self.client.open(run.model_path)
        if is_new:
            self._error_card.clear()
            self._ask_again()
        self._prepare()

    def _prepare(self) -> None:
        """Have the worker ready for what the page would ask next."""
        if self._mode.choice() == Mode.ATTENTION.value:
            self.attention_panel.prepare()
        elif self.client.state is not WorkerState.OFF:
            self.client.prepare("texts", is_before=self._panel().is_before)

    def _panel(self) -> TextPanel | WritingPanel | ChatPanel:
        """Return where the model of the run is asked about a text."""
        if self._task is None or not self._task.writes_text:
            return self.text_panel
        return self.chat_panel if self._task.converses else self.writing_panel

    def _on_client_answered(self, answer: Answer) -> None:
        self._panel().show_answer(answer)

    def _on_client_progressed(self, progress: Progress) -> None:
        panel = self._panel()
        if not isinstance(panel, TextPanel):
            panel.show_progress(progress)

    def _on_client_dropped(self, dropped: Dropped) -> None:
        self._panel().show_dropped(dropped)

    def _on_panel_asked(self, question: Question) -> None:
        if self.picker.run is not None:
            self._error_card.clear()
            self.client.ask(question)

    def _on_client_failed(self, error: StudioError) -> None:
        kept = self.tr("Your text and the history are kept.")
        if self.client.waiting:
            kept = self.tr(
                "Your text and the history are kept, and %Ln questions wait.", None, len(self.client.waiting)
            )
        run = self.picker.run
        if isinstance(error, DamagedFolderError) and run is not None:
            # Trying again would find the same files.
            self._error_card.show_error(
                error, kept, self.tr("Write the model anew"), action=lambda: self.session.offer_to_resume(run)
            )
        else:
            self._error_card.show_error(error, kept, self.tr("Start the model again"), action=self._start_again)

    def _start_again(self) -> None:
        self._error_card.clear()
        self.client.restart()
        self._ask_again()
        self._prepare()

    def _ask_again(self) -> None:
        """Ask what stands there, where answers follow the typing."""
        if self._panel() is self.text_panel:
            self.text_panel.ask_again()
        self.attention_panel.ask_again()

    def _on_mode_chosen(self) -> None:
        self._show_panel()
        self._open_model()

    def _asks_preset(self) -> bool:
        """Return whether a preset is looked into: then the run's model is not needed."""
        return self._mode.choice() == Mode.ATTENTION.value and self.attention_panel.model.preset is not None

    def _searches(self) -> bool:
        """Return whether the model makes vectors: a file is searched with a text then."""
        return self.picker.run is not None and self.picker.run.spec().task.makes_vectors

    def _shows_search(self) -> bool:
        return self._mode.choice() == Mode.TEXT.value and self._searches()

    def _show_state(self) -> None:
        mode = Mode(self._mode.choice())
        client = self.attention_panel.client if mode is Mode.ATTENTION else self.client
        words = {
            WorkerState.LOADING: (self.tr("Loading the model…"), Tone.ACCENT),
            WorkerState.WARMING: (self.tr("Warming up…"), Tone.ACCENT),
            WorkerState.READY: (self.tr("Ready"), Tone.GOOD),
            WorkerState.BUSY: (self.tr("Answering…"), Tone.ACCENT),
            WorkerState.DEAD: (self.tr("Model stopped"), Tone.BAD),
        }
        is_shown = client.state in words and mode is not Mode.FILE and not self._shows_search()
        self.header.pill.setVisible(is_shown)
        if is_shown:
            self.header.pill.set_state(*words[client.state])
        self.header.pill.setToolTip(self._state_help(client.state))
        self._panel().show_waiting(self.client.waiting, self.client.state)

    def _state_help(self, state: WorkerState) -> str:
        if state is WorkerState.WARMING:
            return self.tr(
                "The first answer of a kind takes longer. The model gives it to itself, so that you need not wait."
            )
        return ""

    def _show_panel(self) -> None:
        mode, has_run = Mode(self._mode.choice()), self.picker.run is not None
        self._empty.setVisible(not has_run and mode is not Mode.ATTENTION)
        for panel in (self.text_panel, self.writing_panel, self.chat_panel):
            panel.setVisible(has_run and mode is Mode.TEXT and not self._searches() and panel is self._panel())
        self.search_panel.setVisible(has_run and mode is Mode.TEXT and self._searches())
        self.file_panel.setVisible(has_run and mode is Mode.FILE)
        self.attention_panel.setVisible(mode is Mode.ATTENTION)
        self._show_state()


def _stamp(run: RunFolder) -> int:
    path = run.model_path / "fettle.json"
    return path.stat().st_mtime_ns if path.is_file() else 0
