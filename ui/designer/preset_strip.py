"""The architectures to begin with, side by side."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from studio.architecture import ArchitectureSpec
from studio.architecture_presets import ARCHITECTURE_PRESETS, ArchitecturePreset
from studio.sizes import count_parameters
from ui import theme
from ui.text import format_parameters, studio_text
from ui.theme import Tone
from ui.tips import wrapped_tip
from ui.widgets.button import Button, ButtonKind
from ui.widgets.chip import Chip
from ui.widgets.label import Label

_UNDO_WIDTH = 36


class PresetStrip(QWidget):
    """Chips, of which the one that equals the design is pressed, and the way back.

    Signals:
        chosen: The `ArchitectureSpec` of the chip that was clicked.
        undone: The last change is to be taken back.
    """

    chosen = Signal(object)
    undone = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # === Widgets ===
        self._label = Label(tone=Tone.MUTED)
        self.chips = {preset.name: Chip() for preset in ARCHITECTURE_PRESETS}
        self.undo = Button(kind=ButtonKind.QUIET, icon_name="undo")
        self.undo.setFixedSize(_UNDO_WIDTH, theme.INPUT_HEIGHT)
        self.undo.setEnabled(False)
        # === Layout ===
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_XS + 2)
        layout.addWidget(self._label)
        for chip in self.chips.values():
            layout.addWidget(chip)
        layout.addStretch(1)
        layout.addWidget(self.undo, 0, Qt.AlignmentFlag.AlignRight)
        # === Signals ===
        self.undo.clicked.connect(self.undone)
        for preset in ARCHITECTURE_PRESETS:
            chip = self.chips[preset.name]
            chip.clicked.connect(lambda _=False, preset=preset: self.chosen.emit(preset.architecture))

    def show_architecture(self, architecture: ArchitectureSpec | None, *, can_undo: bool) -> None:
        """Press the chip that the design equals; `None` equals none."""
        for preset in ARCHITECTURE_PRESETS:
            self.chips[preset.name].setChecked(preset.architecture == architecture)
        self.undo.setEnabled(can_undo)

    def retranslate(self) -> None:
        """Take the words of another language."""
        self._label.setText(self.tr("Start from"))
        self.undo.setToolTip(self.tr("Take the last change back"))
        self.undo.setAccessibleName(self.tr("Undo"))
        for preset in ARCHITECTURE_PRESETS:
            chip = self.chips[preset.name]
            chip.setText(studio_text(preset.label))
            chip.setAccessibleName(studio_text(preset.label))
            chip.setAccessibleDescription(self._describe(preset))
            chip.setToolTip(wrapped_tip(self._describe(preset)))
            chip.updateGeometry()

    def _describe(self, preset: ArchitecturePreset) -> str:
        count = format_parameters(count_parameters(preset.architecture).total)
        return f"{studio_text(preset.help)} " + self.tr("{count} parameters.").format(count=count)
