"""Look into a model: what each head attends to, what speaks for an answer, and how one head works."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio.errors import NotFoundError, PresetError, StudioError
from studio.runs import RunFolder
from ui import theme
from ui.attention.ask_card import AskCard
from ui.attention.asked_model import AskedModel
from ui.attention.attribution_view import AttributionView
from ui.attention.choice import Scope
from ui.attention.examples import example_for
from ui.attention.maps_view import MapsView
from ui.attention.model_combo import BareModel
from ui.attention.read_part import part_notes
from ui.attention.reader import ReadMaps, ReadWalk
from ui.attention.readings import Readings
from ui.attention.side_layout import SideLayout
from ui.attention.view_bar import View, ViewBar
from ui.attention.walk_panel import WalkPanel
from ui.inference.client import InferenceClient, WorkerState
from ui.inference.requests import AttributionAnswer, AttributionRequest, MapsRequest, ModelText, WalkRequest
from ui.widgets import EmptyState, ErrorCard

_WALK_WIDTH = 384


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
        self.model = AskedModel(client, self)
        self._death: StudioError | None = None
        self._is_walk_new = False

        # === Widgets ===
        self.ask_card = AskCard()
        self.readings = Readings(client, self.ask_card.source, self)
        self.bar = ViewBar()
        self.error_card = ErrorCard()
        self._empty = EmptyState("grid")
        self.maps_view = MapsView()
        self.attribution_view = AttributionView()
        self.walk_panel = WalkPanel()
        self.walk_panel.hide()

        # === Layout ===
        main = QVBoxLayout()
        main.setSpacing(theme.SPACE_M)
        for widget in (self.ask_card, self.bar, self.error_card):
            main.addWidget(widget)
        main.addWidget(self.attribution_view, 1, Qt.AlignmentFlag.AlignTop)
        for view in (self.maps_view, self._empty):
            main.addWidget(view, 1)
        self._sides = SideLayout(main, self.walk_panel, _WALK_WIDTH, self)

        # === Signals ===
        self._connect()
        self.set_run(None)

    # === Model ===

    @property
    def client(self) -> InferenceClient:
        """The process that is asked."""
        return self.model.client

    def set_run(self, run: RunFolder | None) -> None:
        """Take the model of another run; without one a preset is looked into."""
        self.model.run = run
        self.ask_card.model.set_run(run.name() if run is not None else "")
        if self.ask_card.model.preset is None or self.ask_card.model.preset != self.model.preset:
            self._take_model()
        self._show()

    def open(self) -> None:
        """Load the preset, if one is looked into and the panel is on the screen."""
        if self.isVisible() and self.model.open_preset():
            self.ask_again()
        self.prepare()

    def ask_again(self) -> None:
        """Ask about the text that stands there, if the panel is on the screen."""
        if self.isVisible():
            self._ask_all()

    def prepare(self) -> None:
        """Have the model ready for what would be asked next."""
        client, is_before = self.client, self.ask_card.source().is_before
        if not self.isVisible() or client.state in (WorkerState.OFF, WorkerState.DEAD):
            return
        if client.attention_error is None:
            client.prepare("attention", is_before=is_before)
        if self.bar.view() is View.ATTRIBUTION and self.model.can_attribute:
            client.prepare("attribution", is_before=is_before)

    def show_view(self, view: View) -> None:
        """Show something else of the attention."""
        self.bar.show_view(view)
        self._on_bar_view_chosen(view)

    def end(self) -> None:
        """End the process of the preset."""
        self.model.close_preset()

    def _take_model(self) -> None:
        """Forget what another model said, and ask the one that is looked into now."""
        self.model.preset = self.ask_card.model.preset
        self.model.close_preset()
        self.readings.forget(self.client)
        self._death = None
        self.error_card.clear()
        self.walk_panel.show_walk(None, 0)
        self.ask_card.show_model()
        self.state_changed.emit()
        self._show()

    # === Asking ===

    def _ask_all(self) -> None:
        self.readings.forget_errors()
        if self.ask_card.source().text:
            self.asked.emit()
            self.readings.ask_maps()
            self._ask_attribution()
            self._ask_walk()
        self._show()

    def _ask_attribution(self) -> None:
        is_wanted = self.bar.view() is View.ATTRIBUTION and self.ask_card.source().text
        if is_wanted and self.model.can_attribute:
            self.readings.ask_attribution(self.bar.method())
            self._show()

    def _ask_walk(self) -> None:
        if self.ask_card.walk_button.isChecked():
            view = self.maps_view
            self.readings.ask_walk(view.kind, view.choice.layer, view.choice.head)

    # === Answers ===

    def _on_readings_maps_read(self, read: ReadMaps) -> None:
        notes = self._notes(read.answer.request.source)
        self.maps_view.show_maps(read.maps, (*notes, *part_notes(read.answer.part)))
        self._show_choice()
        self._ask_walk()
        self._show()

    def _on_readings_attribution_read(self, answer: AttributionAnswer) -> None:
        self.attribution_view.card.set_classes(self.client.class_names)
        self.attribution_view.show_answer(answer, self._notes(answer.request.source))
        self._show()

    def _on_readings_walk_read(self, read: ReadWalk) -> None:
        self.walk_panel.show_walk(read.walk, self.maps_view.query)
        if self._is_walk_new:
            # Later its steps change in place.
            self._is_walk_new = False
            self._sides.reveal_side()

    def _on_model_preset_failed(self, error: StudioError) -> None:
        self._death = error
        again, other = self.tr("Start the model again"), self.tr("Look into another model")
        self.error_card.show_error(error, self.tr("Your text is kept."), other if _is_final(error) else again)

    def _on_model_state_changed(self) -> None:
        self.state_changed.emit()
        self._show()

    def _notes(self, source: ModelText) -> tuple[str, ...]:
        """Return what stands above a saved picture: the model and the texts."""
        texts = " · ".join(filter(None, (source.text, source.pair)))
        return self.model.words(is_before=source.is_before), texts

    # === Choices of the user ===

    def _on_bar_view_chosen(self, view: View) -> None:
        self.maps_view.show_tokens(is_wanted=view is View.TOKENS)
        self._ask_attribution()
        self.prepare()
        self._show()

    def _on_bar_scope_chosen(self, scope: Scope) -> None:
        self.maps_view.choose(replace(self.maps_view.choice, scope=scope))

    def _on_choice_changed(self) -> None:
        self._show_choice()
        self.walk_panel.follow(self.maps_view.query)
        self._ask_walk()

    def _on_target_chosen(self, target: str | None) -> None:
        self.readings.choose_target(target)
        self._ask_attribution()

    def _on_walk_toggled(self, is_on: bool) -> None:
        self.walk_panel.setVisible(is_on)
        self._is_walk_new = is_on
        self._ask_walk()

    def _on_preset_chosen(self, preset: BareModel | None) -> None:
        self._take_model()
        if preset is None:
            self.run_wanted.emit()
        else:
            self.open()
        self.ask_again()

    def _on_folder_opened(self, path: Path) -> None:
        try:
            self.ask_card.model.open_folder(path)
        except StudioError as error:
            self.error_card.show_error(error, self.tr("The model that was chosen before is kept."))

    def _on_empty_activated(self) -> None:
        if not self.ask_card.source().text:
            self.ask_card.set_text(example_for(self.model.languages()))
        elif self.model.run is not None:
            self.ask_card.model.choose(None)
        else:
            self.page_wanted.emit("fine_tune")

    def _on_error_card_activated(self) -> None:
        error = self._death if self.model.has_dead_preset else self._error()
        self.error_card.clear()
        if error is not None and _is_final(error):
            self.ask_card.model.choose_other()
        elif self.model.has_dead_preset:
            self.model.close_preset()
            self.open()
        else:
            self._ask_all()

    # === Showing ===

    def arrange(self, width: int) -> None:
        """Put the side panel at the right, or below where there is no room.

        Args:
            width: The room from left to right; the panel itself may be wider than that.
        """
        self._sides.arrange(width)

    def retranslate(self) -> None:
        """Take the words of another language."""
        parts = (self.ask_card, self.bar, self.error_card, self.maps_view, self.attribution_view, self.walk_panel)
        for part in parts:
            part.retranslate()
        self._show()

    def _show(self) -> None:
        has_text, error = bool(self.ask_card.source().text), self._error()
        is_attribution = self.bar.view() is View.ATTRIBUTION
        has_answer = self.model.can_attribute if is_attribution else self.readings.maps is not None
        has_content = has_text and error is None and has_answer
        self.attribution_view.setVisible(has_content and is_attribution)
        self.maps_view.setVisible(has_content and not is_attribution)
        is_dead = self.client.state is WorkerState.DEAD
        self._empty.setVisible(not has_content and error is None and not (has_text and is_dead))
        self.bar.set_has_content(has_content=has_content)
        if error is not None:
            self._show_error(error)
        elif not self.model.has_dead_preset:
            self.error_card.clear()
        self._show_empty(has_text=has_text)
        self._show_waiting()

    def _show_empty(self, *, has_text: bool) -> None:
        if not has_text:
            text = self.tr("Type a text above and see which words each head of the model looks at.")
            self._empty.set_text(text, self.tr("Try an example"))
        elif self.bar.view() is View.ATTRIBUTION and self.model.gives_no_classes:
            self._empty.set_text(
                self.tr("Attribution explains which class a text was put into, and this run has none.")
            )
        elif self.bar.view() is View.ATTRIBUTION and not self.model.can_attribute:
            text = self.tr("Attribution explains an answer, and a bare preset gives none: it needs a fine-tuned head.")
            has_run = self.model.run is not None
            self._empty.set_text(text, self.tr("Look into the run") if has_run else self.tr("Go to Fine-tune"))
        elif self.client.state in (WorkerState.LOADING, WorkerState.WARMING):
            self._empty.set_text(self.tr("Loading the model…"))
        else:
            self._empty.set_text(self.tr("Reading the text…"))

    def _error(self) -> StudioError | None:
        """Return why what is wanted cannot be shown; `None` if it can."""
        if not self.ask_card.source().text:
            return None
        if self.bar.view() is View.ATTRIBUTION:
            return self.readings.error(AttributionRequest)
        return self.readings.error(MapsRequest)

    def _show_error(self, error: StudioError) -> None:
        next_click = self.tr("Look into another model") if _is_final(error) else self.tr("Try again")
        self.error_card.show_error(error, self.tr("Your text is kept."), next_click)

    def _show_waiting(self) -> None:
        self.attribution_view.set_busy(is_busy=self.readings.is_waiting(AttributionRequest))
        self.walk_panel.set_busy(is_busy=self.readings.is_waiting(WalkRequest))
        read = self.readings.maps if self.ask_card.source().text else None
        self.ask_card.show_read(read, is_waiting=self.readings.is_waiting(MapsRequest))

    def _show_choice(self) -> None:
        read = self.maps_view.read_map()
        self.bar.show_scope(self.maps_view.choice.scope, has_flow=read is None or read.flow is not None)

    # === Events ===

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Load the preset, once the panel stands on the screen."""
        super().showEvent(event)
        QTimer.singleShot(0, self.open)
        if self.readings.maps is None:
            QTimer.singleShot(0, self.ask_again)

    def _connect(self) -> None:
        self.ask_card.source_changed.connect(self._ask_all)
        self.ask_card.walk_toggled.connect(self._on_walk_toggled)
        self.ask_card.model.preset_chosen.connect(self._on_preset_chosen)
        self.ask_card.model.folder_opened.connect(self._on_folder_opened)
        self.bar.view_chosen.connect(self._on_bar_view_chosen)
        self.bar.scope_chosen.connect(self._on_bar_scope_chosen)
        self.bar.method_chosen.connect(lambda _method: self._ask_attribution())
        self._empty.activated.connect(self._on_empty_activated)
        self.error_card.activated.connect(self._on_error_card_activated)
        self.maps_view.choice_changed.connect(self._on_choice_changed)
        self.attribution_view.target_chosen.connect(self._on_target_chosen)
        self.walk_panel.closed.connect(lambda: self.ask_card.walk_button.setChecked(False))
        self.walk_panel.token_chosen.connect(self.maps_view.follow)
        self.readings.maps_read.connect(self._on_readings_maps_read)
        self.readings.attribution_read.connect(self._on_readings_attribution_read)
        self.readings.walk_read.connect(self._on_readings_walk_read)
        self.readings.walk_refused.connect(self.walk_panel.show_error)
        self.readings.refused.connect(self._show)
        self.readings.waiting_changed.connect(self._show_waiting)
        self.model.state_changed.connect(self._on_model_state_changed)
        self.model.preset_failed.connect(self._on_model_preset_failed)


def _is_final(error: StudioError) -> bool:
    """Return whether the model itself cannot be looked into: to try again would not help."""
    return isinstance(error, PresetError | NotFoundError)
