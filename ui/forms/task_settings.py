"""The settings that the chosen task alone has."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio.generation import GenerationSettings
from studio.spec import task_setting_infos
from studio.tasks import Task
from ui import theme
from ui.draft import Draft
from ui.forms.field import Field
from ui.forms.fields import make_field
from ui.forms.generation_rows import GENERATION, GenerationRows
from ui.forms.setting_grid import SettingGrid
from ui.text import studio_text
from ui.widgets import Label, LabelKind
from ui.widgets.card import Card

_PREFIX = "settings."


class TaskSettingsCard(Card):
    """A row for each setting of a task; hidden for a task that has none. Another task gives other rows.

    Signals:
        edited: The user changed a row; carries its `Field`.
    """

    edited = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        # === State ===
        self._task: Task | None = None
        self._fields: dict[str, Field] = {}
        self._rows: QWidget | None = None
        self._generation: GenerationRows | None = None
        self._generation_title: Label | None = None
        self.hide()

    @property
    def fields(self) -> dict[str, Field]:
        """The rows' fields by path, e.g. `settings.class_weights`."""
        return self._fields

    def show_draft(self, draft: Draft) -> None:
        """Show the settings of a draft's task, silently."""
        if draft.task is not self._task:
            self._set_task(draft.task)
        for path, field in self._fields.items():
            if not path.startswith(GENERATION):
                field.set_value(draft.settings.value_of(path.removeprefix(_PREFIX)))
        generation = GenerationSettings.of_task(draft.settings)
        if self._generation is not None and generation is not None:
            self._generation.show_settings(generation)

    def retranslate(self) -> None:
        """Take the words of another language."""
        if self._task is not None:
            self.set_title(studio_text(self._task.label))
        for path, field in self._fields.items():
            if not path.startswith(GENERATION):
                field.retranslate()
        if self._generation_title is not None:
            self._generation_title.setText(self.tr("How it writes when it is measured and asked"))
        if self._generation is not None:
            self._generation.retranslate()

    def _set_task(self, task: Task) -> None:
        self._task = task
        if self._rows is not None:
            self.body.removeWidget(self._rows)
            self._rows.hide()
            self._rows.deleteLater()
        self._rows = QWidget()
        infos = task_setting_infos(task)
        own = {info.path: make_field(info) for info in infos if not info.path.startswith(GENERATION)}
        layout = QVBoxLayout(self._rows)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_S)
        layout.addLayout(SettingGrid(tuple(own.values())))
        for field in own.values():
            field.setParent(self._rows)
            field.edited.connect(lambda field=field: self.edited.emit(field))
        self._fields, self._generation, self._generation_title = own, None, None
        if len(own) < len(infos):
            self._generation, self._generation_title = GenerationRows(), Label(kind=LabelKind.STRONG)
            self._generation.edited.connect(self.edited)
            layout.addWidget(self._generation_title)
            layout.addWidget(self._generation)
            self._fields = own | self._generation.fields
        self.body.addWidget(self._rows)
        self.setVisible(bool(self._fields))
        self.retranslate()
