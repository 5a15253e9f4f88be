"""The settings that the chosen task alone has."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from studio.spec import task_setting_infos
from studio.tasks import Task
from ui.draft import Draft
from ui.forms.field import Field
from ui.forms.fields import make_field
from ui.forms.setting_grid import SettingGrid
from ui.text import studio_text
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
            field.set_value(getattr(draft.settings, path.removeprefix(_PREFIX)))

    def retranslate(self) -> None:
        """Take the words of another language."""
        if self._task is not None:
            self.set_title(studio_text(self._task.label))
        for field in self._fields.values():
            field.retranslate()

    def _set_task(self, task: Task) -> None:
        self._task = task
        if self._rows is not None:
            self.body.removeWidget(self._rows)
            self._rows.hide()
            self._rows.deleteLater()
        self._rows = QWidget()
        self._fields = {info.path: make_field(info) for info in task_setting_infos(task)}
        grid = SettingGrid(tuple(self._fields.values()))
        grid.setContentsMargins(0, 0, 0, 0)
        self._rows.setLayout(grid)
        self.body.addWidget(self._rows)
        for field in self._fields.values():
            field.setParent(self._rows)
            field.edited.connect(lambda field=field: self.edited.emit(field))
        self.setVisible(bool(self._fields))
        self.retranslate()
