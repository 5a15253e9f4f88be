"""What is known of the chosen backbone, and whether it is on this computer."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from studio import tasks
from studio.catalogue import PresetInfo
from studio.errors import StudioError
from ui import theme
from ui.outlook.run_memory import RunMemory
from ui.text import format_bytes, format_count, listing, studio_text, translate_error
from ui.theme import Tone
from ui.widgets import Button, ButtonKind, Card, IconLabel, Label
from ui.widgets.baseline import align_baselines
from ui.words import preset_words


class PresetCard(Card):
    """Details of one backbone.

    Signals:
        download_asked: The download is to begin, or to go on.
        discard_asked: What came of it is to be deleted.
    """

    download_asked = Signal()
    discard_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)

        # === State ===
        self._preset: PresetInfo | None = None
        self._problem: StudioError | None = None
        self._can_download = True
        self._partial_bytes = 0
        self._memory: RunMemory | None = None
        self._foreign = ""

        # === Widgets ===
        self._state = IconLabel()
        self._description = Label(is_wrapped=True)
        self._download = Button(icon_name="cloud-download-outline")
        self._discard = Button(kind=ButtonKind.QUIET)
        self._offline = IconLabel()
        self._language_warning = IconLabel()
        self._memory_warning = IconLabel()
        self._facts = QGridLayout()
        self._rows: list[tuple[Label, Label]] = []

        # === Layout ===
        self._facts.setHorizontalSpacing(theme.SPACE_M)
        self._facts.setVerticalSpacing(theme.SPACE_XS)
        self._facts.setColumnStretch(1, 1)
        for widget in (
            self._state,
            self._language_warning,
            self._description,
            self._offline,
            self._memory_warning,
        ):
            self.body.addWidget(widget)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.SPACE_M)
        buttons.addWidget(self._download)
        buttons.addWidget(self._discard)
        buttons.addStretch(1)
        self.body.addLayout(buttons)
        self.body.addSpacing(theme.SPACE_XS)
        self.body.addLayout(self._facts)

        # === Signals ===
        self._download.clicked.connect(self.download_asked)
        self._discard.clicked.connect(self.discard_asked)

    def show_preset(
        self,
        preset: PresetInfo,
        problem: StudioError | None,
        *,
        can_download: bool = True,
        partial_bytes: int = 0,
        memory: RunMemory | None = None,
        foreign: str = "",
    ) -> None:
        """Show a backbone.

        Args:
            preset: The backbone.
            problem: Why its hub cannot be reached.
            can_download: Whether a download can begin now; another one may be under way.
            partial_bytes: How much is here of a download that was ended early.
            memory: What it takes to fine-tune it with the present settings, where that is known.
            foreign: That it does not know the language of the texts; empty if it may.
        """
        self._preset, self._problem, self._can_download = preset, problem, can_download
        self._partial_bytes, self._memory, self._foreign = partial_bytes, memory, foreign
        self._show()

    def retranslate(self) -> None:
        """Take the words of another language."""
        self._discard.setText(self.tr("Delete what came"))
        self._show()

    def _show(self) -> None:
        preset = self._preset
        if preset is None:
            return
        self.set_title(preset_words.shown_name(preset))
        # What cannot do the work well has no green tick.
        tone = Tone.GOOD if preset.is_offline and not self._foreign else Tone.MUTED
        here = "harddisk" if self._foreign else "check-circle-outline"
        sign = here if preset.is_offline else "cloud-download-outline"
        self._state.set_content(sign, self._state_words(preset), tone)
        self._description.setText(self._describe(preset))
        self._download.setVisible(not preset.is_offline)
        self._download.setEnabled(self._can_download)
        is_begun = bool(self._partial_bytes) and not preset.is_offline
        self._download.setText(self.tr("Go on with the download") if is_begun else self.tr("Download"))
        self._discard.setVisible(is_begun)
        self._discard.setEnabled(self._can_download)
        self._offline.setVisible(self._problem is not None and not preset.is_offline)
        if self._problem is not None:
            self._offline.set_content("wifi-off", translate_error(self._problem), Tone.WARN)
        self._language_warning.setVisible(bool(self._foreign))
        self._language_warning.set_content("alert", self._foreign, Tone.WARN)
        self._show_memory_warning()
        self._show_facts(self._list_facts(preset))

    def _state_words(self, preset: PresetInfo) -> str:
        if preset.is_offline or not self._partial_bytes or not self._can_download:
            return preset_words.state(preset)
        return self.tr("{size} came before the download was ended").format(size=format_bytes(self._partial_bytes))

    def _describe(self, preset: PresetInfo) -> str:
        if preset.description:
            return studio_text(preset.description)
        return self.tr("A preset on a hub. What it is will be known once it is downloaded.")

    def _list_facts(self, preset: PresetInfo) -> list[tuple[str, str]]:
        num_tokens = preset.max_sequence_length
        facts = [
            (self.tr("Family"), preset_words.family(preset)),
            (self.tr("Parameters"), preset_words.parameters(preset)),
            (self._size_name(preset), preset_words.size(preset)),
            (self.tr("Memory to train"), "" if self._memory is None else f"≈ {self._memory.words()}"),
            (self.tr("Good for"), preset_words.use(preset)),
            (self.tr("Layers"), _count(preset.num_layers)),
            (self.tr("Hidden width"), _count(preset.hidden_dim)),
            (self.tr("Vocabulary"), _count(preset.vocabulary_size)),
            (self.tr("Weights stored as"), preset.quantization or ""),
            (self.tr("Tokenizer"), preset.tokenizer or ""),
            (self.tr("Longest text"), self.tr("%Ln tokens", None, num_tokens) if num_tokens else ""),
            (self.tr("Languages"), preset_words.languages(preset)),
            (self.tr("Licence"), preset.licence or self._no_licence(preset)),
            (self.tr("Tasks"), listing(studio_text(task.label) for task in _known_tasks(preset))),
            (self.tr("Settings not known"), listing(preset.unknown_settings)),
            (self.tr("Weights left out"), listing(preset.left_out)),
            (self.tr("Weights missing"), "" if preset.has_pooler else self.tr("the pooler")),
            (self.tr("Source"), preset.handle or (str(preset.folder) if preset.source == "folder" else "")),
        ]
        return [(name, value) for name, value in facts if value and value != preset_words.UNKNOWN]

    def _show_memory_warning(self) -> None:
        memory = self._memory
        self._memory_warning.setVisible(memory is not None and not memory.fits)
        if memory is not None and not memory.fits:
            text = self.tr("With the present settings it does not fit into the memory. {remedy}")
            self._memory_warning.set_content("alert", text.format(remedy=memory.remedy), Tone.WARN)

    def _size_name(self, preset: PresetInfo) -> str:
        return self.tr("On the disk") if preset.is_offline else self.tr("Download")

    def _no_licence(self, preset: PresetInfo) -> str:
        return self.tr("The authors name none") if preset.source == "hub" and preset.backbone else ""

    def _show_facts(self, facts: list[tuple[str, str]]) -> None:
        while len(self._rows) < len(facts):
            row = (Label(tone=Tone.MUTED), Label(is_wrapped=True, is_selectable=True))
            for column, label in enumerate(row):
                self._facts.addWidget(label, len(self._rows), column, Qt.AlignmentFlag.AlignTop)
            self._rows.append(row)
        for index, (name, value) in enumerate(self._rows):
            is_shown = index < len(facts)
            name.setVisible(is_shown)
            value.setVisible(is_shown)
            if is_shown:
                name.setText(facts[index][0])
                # A handle or a path has no spaces at which a line could end.
                value.setText(facts[index][1].replace("/", "/\u200b"))
                align_baselines(name, value)


def _count(value: int | None) -> str:
    return "" if value is None else format_count(value)


def _known_tasks(preset: PresetInfo) -> list[tasks.Task]:
    return [task for task in tasks.all_tasks() if task.name in preset.tasks]
