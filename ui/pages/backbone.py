"""The page Backbone: find a pretrained one, see what it is like, get it here, use it; or design one from scratch."""

from pathlib import Path

from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from studio.catalogue import (
    PresetInfo,
    describe,
    describe_architecture,
    describe_folder,
    describe_handle,
    find,
    hugging_face_handle,
    presets,
)
from studio.catalogue.caches import is_handle
from studio.downloads import discard_partial, partial_bytes
from studio.errors import StudioError
from studio.planning.backbone_advice import is_foreign
from ui import theme
from ui.backbone.advice_card import AdviceCard
from ui.backbone.download_card import DownloadCard
from ui.backbone.hub_watch import HubWatch
from ui.backbone.own_tokens_card import OwnTokensCard
from ui.backbone.preset_card import PresetCard
from ui.backbone.preset_list import PresetList
from ui.backbone_choice import use_architecture, use_preset
from ui.designer.designer import Designer
from ui.folders import home_folder
from ui.journey.steps import Step, why_foreign
from ui.outlook.run_memory import run_memory
from ui.pages.drop_page import DropPage
from ui.session import Session, SessionChange
from ui.tips import wrapped_tip
from ui.widgets import Button, ButtonKind, ErrorCard
from ui.widgets.segments import Segments
from ui.widgets.side_column import SideColumn

_SIDE_WIDTHS = (284, 372)
_PRETRAINED, _FROM_SCRATCH = 0, 1
# Most presets lie on the same hub as this one.
_ONE_OF_MANY = "bert_base_en"
_READ = SessionChange.PROFILE | SessionChange.TOKENS | SessionChange.LANGUAGE
_ADVISED = SessionChange.DRAFT | _READ | SessionChange.RUNS


class BackbonePage(DropPage):
    """Pretrained backbones, a list on the left and the chosen one on the right; or the designer."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, Step.BACKBONE, parent)

        # === State ===
        self._used = ""
        self._chosen: PresetInfo | None = None
        self._opened: dict[str, PresetInfo] = {}
        self._hubs = HubWatch(self)

        # === Widgets ===
        self.origin = Segments(2)
        self.designer = Designer(session)
        self._open = Button(icon_name="folder-open-outline")
        self._menu = QMenu(self)
        self._folder_action, self._file_action = QAction(self), QAction(self)
        self._menu.addActions([self._folder_action, self._file_action])
        self._use = Button(kind=ButtonKind.PRIMARY)
        self._error_card = ErrorCard()
        self.list = PresetList()
        self.card = PresetCard()
        self.loading = DownloadCard()
        self.tokens = OwnTokensCard(session)
        self.advice = AdviceCard(session)

        # === Layout ===
        self._open.setMenu(self._menu)
        self.header.add_action(self._open)
        self.header.add_action(self._use)
        columns = QHBoxLayout()
        columns.setSpacing(theme.SPACE_M)
        columns.addWidget(self.list, 5)
        columns.addWidget(SideColumn((self.card, self.tokens), _SIDE_WIDTHS), 2)
        self._pretrained = QWidget()
        pretrained = QVBoxLayout(self._pretrained)
        pretrained.setContentsMargins(0, 0, 0, 0)
        pretrained.setSpacing(theme.SPACE_M)
        pretrained.addWidget(self.advice)
        pretrained.addLayout(columns, 1)
        self.body.addWidget(self.origin)
        self.body.addWidget(self._error_card)
        self.body.addWidget(self.loading)
        self.body.addWidget(self._pretrained, 1)
        self.body.addWidget(self.designer, 1)

        # === Signals ===
        self._folder_action.triggered.connect(self.choose_folder)
        self._file_action.triggered.connect(self.choose_file)
        self._use.clicked.connect(self._on_use_clicked)
        self._error_card.settings_asked.connect(lambda: session.show_page("settings"))
        self.list.chosen.connect(self.choose)
        self.list.activated.connect(self._on_list_activated)
        self.list.handle_entered.connect(self.open_handle)
        self.card.download_asked.connect(self.download)
        self.card.discard_asked.connect(self._on_card_discard_asked)
        self.loading.changed.connect(self._show_card)
        self.loading.finished.connect(self._on_loading_finished)
        self.loading.failed.connect(self._on_loading_failed)
        self._hubs.changed.connect(self._on_hubs_changed)
        self.advice.preset_chosen.connect(self.look_at)
        self.advice.scratch_asked.connect(lambda: self.show_origin(_FROM_SCRATCH))
        self.advice.computer_found.connect(self._show_card)
        self.origin.chosen.connect(self.show_origin)
        self.designer.changed.connect(self._on_designer_changed)
        self.show_origin(_FROM_SCRATCH if session.draft.backbone.architecture is not None else _PRETRAINED)

    def retranslate(self) -> None:
        """Set the words."""
        self.header.set_title(self.tr("Backbone"))
        self._open.setText(self.tr("Open…"))
        self._open.setToolTip(
            self.tr(
                "A KerasHub preset, a Hugging Face checkpoint or a GGUF file on this computer. It can be dropped on "
                "the page, too."
            )
        )
        self._folder_action.setText(self.tr("Open a folder…"))
        self._file_action.setText(self.tr("Open a GGUF file…"))
        self._error_card.retranslate()
        origins = (self.tr("Pretrained"), self.tr("From scratch"))
        self.origin.set_texts(origins, self.tr("Where the backbone comes from"))
        for widget in (self.advice, self.list, self.card, self.tokens, self.loading, self.designer):
            widget.retranslate()
        self._show_use()

    def on_session_changed(self, change: SessionChange) -> None:
        """Show what can be used for the task, and what the draft uses."""
        if change & (SessionChange.TASK | SessionChange.BACKBONE | SessionChange.LANGUAGE):
            used = self.session.draft.backbone.name
            if used != self._used:
                self._used = used
                self._error_card.clear()
                self._chosen = self._describe_used() or self._chosen
            self._show_presets()
        if change & _ADVISED:
            self.advice.show_session()
            self._show_card()
        if change & (SessionChange.BACKBONE | SessionChange.DESIGN):
            design = self.session.draft.design or self.session.draft.backbone.architecture
            if design is not None and design != self.designer.architecture:
                self.designer.show_architecture(design)
            self._show_use()
        if change & (
            SessionChange.FIT | SessionChange.DATA | SessionChange.PROFILE | SessionChange.TOKENS | SessionChange.RUNS
        ):
            self.designer.show_session()

    def end(self) -> None:
        """End what is under way."""
        self._hubs.close()
        self.advice.end()
        self.tokens.end()
        self.loading.end()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Find out whether what is suggested can be downloaded."""
        super().showEvent(event)
        self._hubs.ask(find(_ONE_OF_MANY))

    def open_dropped(self, path: Path) -> None:
        """Open what was dropped, among the pretrained ones."""
        self.show_origin(_PRETRAINED)
        self.open_path(path)

    # === Choosing ===

    def show_origin(self, origin: int) -> None:
        """Show the pretrained backbones, or the designer of one from scratch."""
        self.origin.set_choice(origin)
        is_designing = origin == _FROM_SCRATCH
        self._pretrained.setVisible(not is_designing)
        self._open.setVisible(not is_designing)
        self.designer.setVisible(is_designing)
        self._show_use()

    def choose(self, preset: PresetInfo) -> None:
        """Show a backbone's details."""
        self._chosen = preset
        self._error_card.clear()
        self._hubs.ask(preset)
        self._show_card()

    def look_at(self, name: str) -> None:
        """Choose a preset of the list by its name, and show it there."""
        self.choose(find(name))
        self.list.look_at(name)

    def choose_folder(self) -> None:
        """Ask for a folder and open it."""
        path = QFileDialog.getExistingDirectory(self, self.tr("Open a folder with a backbone"), home_folder())
        if path:
            self.open_path(Path(path))

    def choose_file(self) -> None:
        """Ask for a GGUF file and open it."""
        patterns = f"{self.tr('GGUF files')} (*.gguf *.GGUF);;{self.tr('All files')} (*)"
        path, _ = QFileDialog.getOpenFileName(
            self, self.tr("Open a GGUF file with a backbone"), home_folder(), patterns
        )
        if path:
            self.open_path(Path(path))

    def open_path(self, path: Path) -> None:
        """Check a folder or a GGUF file, list it first and choose it."""
        try:
            preset = describe_folder(path)
        except StudioError as error:
            is_folder = path.is_dir()
            next_click = self.tr("Open another folder…") if is_folder else self.tr("Open another file…")
            action = self.choose_folder if is_folder else self.choose_file
            self._error_card.show_error(error, self._kept(), next_click, action=action)
            return
        self._add(preset)

    def open_handle(self, handle: str) -> None:
        """Check a hub's handle, list it first and choose it."""
        meant = hugging_face_handle(handle)
        try:
            preset = describe_handle(handle) if meant is None else describe(handle)
        except StudioError as error:
            text = self.tr("Take {handle}").format(handle=meant) if meant is not None else ""
            self._error_card.show_error(error, self._kept(), text, action=lambda: self.open_handle(meant or handle))
            return
        assert preset is not None
        self._add(preset)

    def use(self) -> None:
        """Put the chosen backbone, or the design, into the draft."""
        if self._is_designing():
            self.session.set_draft(use_architecture(self.session.draft, self.designer.architecture))
        elif self._chosen is not None:
            self.session.set_draft(use_preset(self.session.draft, self._chosen.name))

    def _add(self, preset: PresetInfo) -> None:
        self._opened[preset.name] = preset
        self._error_card.clear()
        self.list.filters.clear()
        self.choose(preset)
        self._show_presets()

    # === Downloading ===

    def download(self) -> None:
        """Download the chosen backbone; one at a time."""
        if self._chosen is not None and not self.loading.is_busy():
            self._error_card.clear()
            self.loading.start(self._chosen)

    def _on_loading_finished(self, preset: PresetInfo) -> None:
        self._hubs.tell(preset, None)
        if self._chosen is not None and self._chosen.name == preset.name:
            self._chosen = describe(preset.name) or preset
        if preset.name in self._opened:
            self._opened[preset.name] = describe(preset.name) or preset
        self._show_presets()
        # The same name, but what it stands for changed: the other pages look anew.
        self.session.changed.emit(SessionChange.BACKBONE)

    def _on_loading_failed(self, preset: PresetInfo, error: StudioError) -> None:
        self._error_card.show_error(error, self._kept(), self.tr("Try again"), action=self.download)
        self._hubs.ask(preset)

    # === Showing ===

    def _show_presets(self) -> None:
        used = self.session.draft.backbone.name
        listed = presets(self.session.draft.task)
        names = {preset.name for preset in listed}
        own = dict(self._opened)
        current = self._describe_used()
        if current is not None:
            own.setdefault(current.name, current)
        shown = (*(preset for name, preset in own.items() if name not in names), *listed)
        known = self.session.text_language.known
        foreign = frozenset(preset.name for preset in shown if is_foreign(preset, known))
        self.list.table.show_presets(shown, used, self._chosen.name if self._chosen is not None else "", foreign)
        self._show_card()

    def _show_card(self) -> None:
        self.card.setVisible(self._chosen is not None)
        self.tokens.show_preset(self._chosen)
        if self._chosen is None:
            return
        problem, partial = self._hubs.problem(self._chosen), self._partial_bytes(self._chosen)
        memory = run_memory(self.session, self._chosen, self.advice.computer)
        can_download = not self.loading.is_busy()
        self.card.show_preset(
            self._chosen,
            problem,
            can_download=can_download,
            partial_bytes=partial,
            memory=memory,
            foreign=why_foreign(self._chosen, self.session),
        )
        self._show_use()

    def _partial_bytes(self, preset: PresetInfo) -> int:
        return 0 if preset.is_offline or preset.handle is None else partial_bytes(preset.handle)

    def _show_use(self) -> None:
        is_used = self._is_used()
        text = self.tr("Use this design") if self._is_designing() else self.tr("Use this backbone")
        self._use.setText(self.tr("Next: fine-tune") if is_used else text)
        reason = self._why_not()
        self._use.setEnabled(is_used or not reason)
        self._use.setToolTip("" if is_used else wrapped_tip(reason))

    def _is_designing(self) -> bool:
        return self.origin.choice() == _FROM_SCRATCH

    def _is_used(self) -> bool:
        backbone = self.session.draft.backbone
        if self._is_designing():
            return not self.designer.problem() and backbone.architecture == self.designer.architecture
        return self._chosen is not None and self._chosen.name == backbone.preset

    def _why_not(self) -> str:
        if self._is_designing():
            return self.designer.problem() or self._why_not_for_task(describe_architecture(self.designer.architecture))
        if self._chosen is None:
            return self.tr("Choose a backbone first.")
        return self._why_not_for_task(self._chosen) if self._chosen.backbone else ""

    def _why_not_for_task(self, preset: PresetInfo) -> str:
        if self.session.draft.task.name in preset.tasks:
            return ""
        return self.tr("This backbone cannot be used for this task.")

    def _describe_used(self) -> PresetInfo | None:
        name = self.session.draft.backbone.preset
        if name is None:
            return None
        try:
            return describe_handle(name) if is_handle(name) else describe(name)
        except StudioError as error:
            advice = self.tr("Choose another backbone from the list, or open a folder.")
            self._error_card.show_error(error, advice, self.tr("Open another folder…"), action=self.choose_folder)
            return None

    def _kept(self) -> str:
        return self.tr("The backbone that was chosen before is kept.")

    # === Slots ===

    def _on_use_clicked(self) -> None:
        if self._is_used():
            self.session.show_page(Step.FINE_TUNE.value)
        else:
            self.use()

    def _on_designer_changed(self) -> None:
        self.session.set_design(self.designer.architecture)
        self._show_use()

    def _on_list_activated(self, preset: PresetInfo) -> None:
        self.choose(preset)
        if not self._why_not():
            self.use()

    def _on_hubs_changed(self) -> None:
        self.advice.set_online(self._hubs.problem(find(_ONE_OF_MANY)) is None)
        self._show_card()

    def _on_card_discard_asked(self) -> None:
        if self._chosen is not None and self._chosen.handle is not None:
            try:
                discard_partial(self._chosen.handle)
            except StudioError as error:
                self._error_card.show_error(error, self._kept())
            self._show_card()
