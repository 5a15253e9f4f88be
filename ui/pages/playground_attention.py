"""Look into a model: what each head attends to, what speaks for an answer, and how one head works."""

import enum
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from studio.attention import AttributionMethod
from studio.catalogue import PresetInfo, describe_backbone
from studio.errors import PresetError, StudioError
from studio.runs import RunFolder
from ui import preset_words, theme
from ui.attention.ask_card import AskCard
from ui.attention.attribution_view import AttributionView
from ui.attention.choice import Scope
from ui.attention.examples import example_for
from ui.attention.maps_view import MapsView
from ui.attention.reader import AttentionReader, ReadMaps, ReadWalk
from ui.attention.requests import AttributionAnswer, AttributionRequest, MapsRequest, ModelText, WalkRequest
from ui.attention.walk_panel import WalkPanel
from ui.inference import InferenceClient, Refusal, WorkerState
from ui.text import format_count, format_number
from ui.theme import Tone
from ui.widgets import EmptyState, ErrorCard
from ui.widgets.segments import Segments

_WALK_WIDTH = 384
_UNLIMITED = 16_777_215
_METHODS: tuple[AttributionMethod, ...] = ("integrated_gradients", "leave_one_out")
_SCOPES = tuple(Scope)


class View(enum.Enum):
    """What is shown of the attention."""

    MAPS = 0
    TOKENS = 1
    ATTRIBUTION = 2


class AttentionPanel(QWidget):
    """Shows the attention of the run's model, or of a preset, for a text that is typed.

    Args:
        client: The process that holds the model of the run. A preset gets one of its own.

    Signals:
        asked: The model was asked.
        run_wanted: The model of the run is to be loaded.
        page_wanted: The name of the page that the user wants to go to.
        state_changed: The process that is asked is in another state, or another one is asked.
    """

    asked = Signal()
    run_wanted = Signal()
    page_wanted = Signal(str)
    state_changed = Signal()

    def __init__(self, client: InferenceClient, parent: QWidget | None = None) -> None:
        super().__init__(parent)

        # === State ===
        self._run_client = client
        self._preset_client = InferenceClient(self)
        self.reader = AttentionReader(client, self)
        self._run: RunFolder | None = None
        self._read: ReadMaps | None = None
        self._attribution: AttributionAnswer | None = None
        self._target: str | None = None
        self._errors: dict[type, StudioError] = {}
        self._is_walk_new = False

        # === Widgets ===
        self.ask_card = AskCard()
        self.view_segments = Segments(len(View))
        self.scope_segments = Segments(len(Scope))
        self.method_segments = Segments(len(_METHODS))
        self.error_card = ErrorCard()
        self._empty = EmptyState("grid")
        self.maps_view = MapsView()
        self.attribution_view = AttributionView()
        self.walk_panel = WalkPanel()
        self.walk_panel.hide()

        # === Layout ===
        self._lay_out()

        # === Signals ===
        self._connect()
        self.set_run(None)

    # === Model ===

    @property
    def client(self) -> InferenceClient:
        """The process that is asked."""
        return self.reader.client

    @property
    def preset(self) -> PresetInfo | None:
        """The preset that is looked into; `None` for the run."""
        return self.ask_card.model.preset

    def set_run(self, run: RunFolder | None) -> None:
        """Take the model of another run; without one a preset is looked into."""
        before = self.preset
        self._run = run
        self.ask_card.model.set_run(run.spec().name if run is not None else "")
        if self.preset is None or self.preset is not before:
            self._take_model()
        self._show()

    def open(self) -> None:
        """Load the preset, if one is looked into and the panel is on the screen."""
        preset = self.preset
        if preset is None or not self.isVisible() or self._preset_client.state is WorkerState.DEAD:
            return
        is_new = self._preset_client.state is WorkerState.OFF
        self._preset_client.open_preset(preset.name)
        if is_new:
            self.ask_again()

    def ask_again(self) -> None:
        """Ask about the text that stands there, if the panel is on the screen."""
        if self.isVisible():
            self._ask_all()

    def end(self) -> None:
        """End the process of the preset."""
        self._preset_client.close()

    def _take_model(self) -> None:
        """Forget what another model said, and ask the one that is looked into now."""
        self.reader.set_client(self._run_client if self.preset is None else self._preset_client)
        self.reader.forget()
        self._read = self._attribution = self._target = None
        self._errors.clear()
        self.error_card.clear()
        self.walk_panel.show_walk(None, 0)
        self.ask_card.show_model()
        if self.preset is None:
            self._preset_client.close()
        self.state_changed.emit()
        self._show()

    def _model_words(self) -> str:
        preset = self.preset
        if preset is not None:
            return preset_words.shown_name(preset)
        name = self._run.spec().name if self._run is not None else ""
        return f"{name} · {self.tr('before fine-tuning')}" if self.ask_card.source().is_before else name

    def _languages(self) -> tuple[str, ...]:
        if self.preset is not None:
            return self.preset.languages
        try:
            info = describe_backbone(self._run.spec().backbone) if self._run is not None else None
        except StudioError:
            # The backbone's folder is gone; the run's model is not.
            return ()
        return info.languages if info is not None else ()

    # === Asking ===

    def _ask_all(self) -> None:
        source = self.ask_card.source()
        self._errors.clear()
        if source.text:
            self.asked.emit()
            if self.client.attention_error is None:
                self.reader.ask(MapsRequest(source))
            self._ask_attribution()
            self._ask_walk()
        self._show()

    def _ask_attribution(self) -> None:
        source = self.ask_card.source()
        if self._view() is not View.ATTRIBUTION or not source.text or not self._has_head():
            return
        request = AttributionRequest(source, _METHODS[self.method_segments.choice()], self._target)
        if self._attribution is None or self._attribution.request != request:
            self._errors.pop(AttributionRequest, None)
            self.reader.ask(request)
        self._show()

    def _ask_walk(self) -> None:
        if self._read is None or not self.ask_card.walk_button.isChecked() or not self._is_current(self._source()):
            return
        view = self.maps_view
        self.reader.ask(WalkRequest(self._source(), view.kind, view.choice.layer, view.choice.head))

    def _source(self) -> ModelText:
        """Return what the maps on the screen are of."""
        assert self._read is not None
        return self._read.answer.request.source

    def _is_current(self, source: ModelText) -> bool:
        return source == self.ask_card.source()

    def _has_head(self) -> bool:
        return self.preset is None and self.client.has_head

    def _view(self) -> View:
        return View(self.view_segments.choice())

    # === Answers ===

    def _on_maps_read(self, read: ReadMaps) -> None:
        source = read.answer.request.source
        if not self._is_current(source):
            return
        self._read = read
        self.maps_view.show_maps(read.maps, (self._model_words(), " · ".join(filter(None, (source.text, source.pair)))))
        self._show_choice()
        self._ask_walk()
        self._show()

    def _on_attribution_read(self, answer: AttributionAnswer) -> None:
        source = answer.request.source
        if not self._is_current(source):
            return
        self._attribution = answer
        self.attribution_view.card.set_classes(self.client.class_names)
        self.attribution_view.show_answer(answer, (self._model_words(), source.text))
        self._show()

    def _on_walk_read(self, read: ReadWalk) -> None:
        if self._is_current(read.answer.request.source):
            self.walk_panel.show_walk(read.walk, self.maps_view.query)
            self._scroll_to_walk()

    def _on_refused(self, refusal: Refusal) -> None:
        if not self._is_current(refusal.request.source):
            return
        if isinstance(refusal.request, WalkRequest):
            self.walk_panel.show_error(refusal.error)
            return
        self._errors[type(refusal.request)] = refusal.error
        self._show()

    def _on_preset_client_failed(self, error: StudioError) -> None:
        kept = self.tr("Your text and the history are kept.")
        self.error_card.show_error(error, kept, self.tr("Start the model again"))

    def _on_client_state_changed(self, state: WorkerState) -> None:
        if self.sender() in (self.client, None):
            self.state_changed.emit()
            self._show()

    # === Choices of the user ===

    def _on_view_chosen(self) -> None:
        self.maps_view.show_tokens(is_wanted=self._view() is View.TOKENS)
        self._ask_attribution()
        self._show()

    def _on_scope_chosen(self, index: int) -> None:
        self.maps_view.choose(replace(self.maps_view.choice, scope=_SCOPES[index]))

    def _on_choice_changed(self) -> None:
        self._show_choice()
        self.walk_panel.follow(self.maps_view.query)
        self._ask_walk()

    def _on_target_chosen(self, target: str | None) -> None:
        self._target = target
        self._ask_attribution()

    def _on_walk_toggled(self, is_on: bool) -> None:
        self.walk_panel.setVisible(is_on)
        self._ask_walk()
        self._is_walk_new = is_on

    def _on_preset_chosen(self, preset: PresetInfo | None) -> None:
        self._take_model()
        if preset is None:
            self.run_wanted.emit()
        else:
            self._preset_client.close()
            self.open()
        self.ask_again()

    def _on_folder_opened(self, path: Path) -> None:
        try:
            self.ask_card.model.open_folder(path)
        except StudioError as error:
            self.error_card.show_error(error, self.tr("The model that was chosen before is kept."))

    def _on_empty_activated(self) -> None:
        if self.ask_card.source().text:
            self._leave_preset()
        else:
            self.ask_card.set_text(example_for(self._languages()))

    def _leave_preset(self) -> None:
        if self._run is not None:
            self.ask_card.model.choose(None)
        else:
            self.page_wanted.emit("fine_tune")

    def _on_error_card_activated(self) -> None:
        self.error_card.clear()
        if self._preset_client.state is WorkerState.DEAD and self.preset is not None:
            self._preset_client.close()
            self.open()
        elif isinstance(self._error(), PresetError):
            self.ask_card.model.choose_first()
        else:
            self._ask_all()

    # === Showing ===

    def arrange(self, width: int) -> None:
        """Put the side panel at the right, or below where there is no room.

        Args:
            width: The room from left to right; the panel itself may be wider than that.
        """
        is_wide = self._main.minimumSize().width() + theme.SPACE_M + _WALK_WIDTH <= width
        direction = QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        if self._outer.direction() is not direction:
            self._place_walk(direction)

    def retranslate(self) -> None:
        """Take the words of another language."""
        names = (self.tr("Heat maps"), self.tr("Tokens"), self.tr("Attribution"))
        self.view_segments.set_texts(names, self.tr("What is shown"))
        scopes = (self.tr("One head"), self.tr("Layer mean"), self.tr("All layers"), self.tr("Rollout"))
        self.scope_segments.set_texts(scopes, self.tr("What the map is made of"))
        methods = (self.tr("Integrated gradients"), self.tr("Leaving tokens out"))
        self.method_segments.set_texts(methods, self.tr("Method"))
        for part in (self.ask_card, self.error_card, self.maps_view, self.attribution_view, self.walk_panel):
            part.retranslate()
        self._show_choice()
        self._show()

    def _show(self) -> None:
        view, has_text = self._view(), bool(self.ask_card.source().text)
        error = self._error()
        is_attribution = view is View.ATTRIBUTION
        has_content = has_text and error is None and (self._has_head() if is_attribution else self._read is not None)
        self.attribution_view.setVisible(has_content and is_attribution)
        self.maps_view.setVisible(has_content and not is_attribution)
        self.scope_segments.setVisible(has_content and not is_attribution)
        self.method_segments.setVisible(has_content and is_attribution)
        self._empty.setVisible(not has_content and error is None)
        if error is not None:
            self._show_error(error)
        elif self._preset_client.state is not WorkerState.DEAD:
            self.error_card.clear()
        self._show_empty(has_text=has_text)
        self._show_waiting()

    def _show_empty(self, *, has_text: bool) -> None:
        if not has_text:
            text = self.tr("Type a text above and see which words each head of the model looks at.")
            self._empty.set_text(text, self.tr("Try an example"))
        elif self._view() is View.ATTRIBUTION and not self._has_head():
            text = self.tr("Attribution explains an answer, and a bare preset gives none: it needs a fine-tuned head.")
            button = self.tr("Look into the run") if self._run is not None else self.tr("Go to Fine-tune")
            self._empty.set_text(text, button)
        elif self.client.state is WorkerState.LOADING:
            self._empty.set_text(self.tr("Loading the model…"))
        else:
            self._empty.set_text(self.tr("Reading the text…"))

    def _error(self) -> StudioError | None:
        """Return why what is wanted cannot be shown; `None` if it can."""
        if not self.ask_card.source().text:
            return None
        if self._view() is View.ATTRIBUTION:
            return self._errors.get(AttributionRequest)
        return self.client.attention_error or self._errors.get(MapsRequest)

    def _show_error(self, error: StudioError) -> None:
        next_click = self.tr("Try again")
        if isinstance(error, PresetError):
            next_click = self.tr("Look into another model")
        self.error_card.show_error(error, self.tr("Your text is kept."), next_click)

    def _show_waiting(self) -> None:
        self.attribution_view.set_busy(is_busy=self.reader.is_waiting(AttributionRequest))
        self.walk_panel.set_busy(is_busy=self.reader.is_waiting(WalkRequest))
        read = self._read
        if read is None or not self.ask_card.source().text:
            self.ask_card.show_note("")
        elif read.answer.num_cut_tokens:
            text = self.tr("The text is longer than this model takes: the last {count} tokens were left out.")
            count = format_count(read.answer.num_cut_tokens)
            self.ask_card.show_note(text.format(count=count), "content-cut", Tone.WARN)
        elif self.reader.is_waiting(MapsRequest):
            self.ask_card.show_note(self.tr("Reading the text…"))
        else:
            self.ask_card.show_note(self._facts(read))

    def _facts(self, read: ReadMaps) -> str:
        first = read.maps[0]
        text = self.tr("{tokens} tokens · {layers} layers × {heads} heads")
        facts = text.format(
            tokens=format_count(len(first.map.query_tokens)), layers=first.num_layers, heads=first.num_heads
        )
        seconds = read.answer.seconds
        time = self.tr("read in {time} s").format(time=format_number(seconds))
        if seconds < 1:
            time = self.tr("read in {time} ms").format(time=format_number(1000 * seconds))
        return f"{facts} · {time}"

    def _show_choice(self) -> None:
        read = self.maps_view.read_map()
        self.scope_segments.set_choice(_SCOPES.index(self.maps_view.choice.scope))
        has_flow = read is None or read.flow is not None
        reason = "" if has_flow else self.tr("Rollout follows a text through the layers; here two texts meet.")
        self.scope_segments.set_segment_enabled(_SCOPES.index(Scope.ROLLOUT), has_flow, reason)

    # === Events and layout ===

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Load the preset, once the panel stands on the screen."""
        super().showEvent(event)
        QTimer.singleShot(0, self.open)
        if self._read is None:
            QTimer.singleShot(0, self.ask_again)

    def _place_walk(self, direction: QBoxLayout.Direction) -> None:
        is_wide = direction is QBoxLayout.Direction.LeftToRight
        self._outer.setDirection(direction)
        self.walk_panel.setMinimumWidth(_WALK_WIDTH if is_wide else 0)
        self.walk_panel.setMaximumWidth(_WALK_WIDTH if is_wide else _UNLIMITED)

    def _scroll_to_walk(self) -> None:
        """Bring the side panel into sight where it was just opened below; later its steps change in place."""
        is_below = self._outer.direction() is QBoxLayout.Direction.TopToBottom
        if self._is_walk_new and is_below:
            QTimer.singleShot(0, self._show_walk_top)
        self._is_walk_new = False

    def _show_walk_top(self) -> None:
        place = self.parentWidget()
        while place is not None and not isinstance(place, QScrollArea):
            place = place.parentWidget()
        if place is not None:
            top = self.walk_panel.mapTo(place.viewport(), QPoint(0, 0)).y()
            bar = place.verticalScrollBar()
            bar.setValue(bar.value() + top - theme.SPACE_M)

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(theme.SPACE_M)
        line.addWidget(self.view_segments)
        line.addStretch(1)
        line.addWidget(self.scope_segments)
        line.addWidget(self.method_segments)
        main = self._main = QVBoxLayout()
        main.setSpacing(theme.SPACE_M)
        main.addWidget(self.ask_card)
        main.addLayout(line)
        main.addWidget(self.error_card)
        main.addWidget(self.attribution_view, 1, Qt.AlignmentFlag.AlignTop)
        for widget in (self.maps_view, self._empty):
            main.addWidget(widget, 1)
        self._outer = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(theme.SPACE_M)
        self._outer.addLayout(main, 1)
        self._outer.addWidget(self.walk_panel)
        self._place_walk(QBoxLayout.Direction.TopToBottom)

    def _connect(self) -> None:
        self.view_segments.chosen.connect(lambda _index: self._on_view_chosen())
        self.scope_segments.chosen.connect(self._on_scope_chosen)
        self.method_segments.chosen.connect(lambda _index: self._ask_attribution())
        self.ask_card.source_changed.connect(self._ask_all)
        self.ask_card.walk_toggled.connect(self._on_walk_toggled)
        self.ask_card.model.preset_chosen.connect(self._on_preset_chosen)
        self.ask_card.model.folder_opened.connect(self._on_folder_opened)
        self._empty.activated.connect(self._on_empty_activated)
        self.error_card.activated.connect(self._on_error_card_activated)
        self.maps_view.choice_changed.connect(self._on_choice_changed)
        self.attribution_view.target_chosen.connect(self._on_target_chosen)
        self.walk_panel.closed.connect(lambda: self.ask_card.walk_button.setChecked(False))
        self.walk_panel.token_chosen.connect(self.maps_view.follow)
        self.reader.maps_read.connect(self._on_maps_read)
        self.reader.attribution_read.connect(self._on_attribution_read)
        self.reader.walk_read.connect(self._on_walk_read)
        self.reader.refused.connect(self._on_refused)
        self.reader.waiting_changed.connect(self._show_waiting)
        for client in (self._run_client, self._preset_client):
            client.state_changed.connect(self._on_client_state_changed)
        self._preset_client.failed.connect(self._on_preset_client_failed)
