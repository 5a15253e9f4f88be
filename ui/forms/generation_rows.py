"""How a text is written, as rows of a form."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio.generation import GenerationSettings
from studio.settings import walk_settings
from ui import theme
from ui.forms.field import Field
from ui.forms.fields import make_field
from ui.forms.setting_grid import SettingGrid
from ui.widgets.disclosure import Disclosure

# The part of a task's settings, and its fields' paths.
GENERATION = "settings.generation."


class GenerationRows(QWidget):
    """A row for each setting, the advanced ones folded away. What says nothing for the chosen sampler is not shown.

    Args:
        is_narrow: Whether there is little room.

    Signals:
        edited: The user changed a row; carries its `Field`.
    """

    edited = Signal(object)

    def __init__(self, *, is_narrow: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # === State ===
        infos = tuple(walk_settings(GenerationSettings, GENERATION))
        self.fields: dict[str, Field] = {info.path: make_field(info) for info in infos}

        # === Widgets ===
        self._advanced = Disclosure(is_card=False)

        # === Layout ===
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_S)
        basic, advanced = (
            [self.fields[info.path] for info in infos if info.is_advanced is way] for way in (False, True)
        )
        layout.addLayout(SettingGrid(basic, is_narrow=is_narrow))
        self._advanced.body.addLayout(SettingGrid(advanced, is_narrow=is_narrow))
        layout.addWidget(self._advanced)

        # === Signals ===
        for field in self.fields.values():
            field.setParent(self)
            field.edited.connect(lambda field=field: self.edited.emit(field))

    def show_settings(self, settings: GenerationSettings) -> None:
        """Show settings, silently."""
        for path, field in self.fields.items():
            name = path.removeprefix(GENERATION)
            field.set_value(settings.value_of(name))
            field.set_visible(settings.applies(name))

    def retranslate(self) -> None:
        """Take the words of another language."""
        self._advanced.set_title(self.tr("More settings of generation"))
        for field in self.fields.values():
            field.retranslate()
