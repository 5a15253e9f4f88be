"""The form of a run: how it is trained and what of the backbone, made from the specification's fields."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio.catalogue import PresetInfo
from studio.runs.folder import MOST_NAME_LETTERS
from studio.settings import SettingInfo, walk_settings
from studio.spec import LastLayers, RunSpec
from ui import theme
from ui.draft import Draft
from ui.forms.field import Field
from ui.forms.fields import IntField, TextField, make_field
from ui.forms.monitor_field import MonitorField
from ui.forms.setting_grid import SettingGrid
from ui.forms.task_settings import TaskSettingsCard
from ui.forms.trainable_field import TrainableField
from ui.widgets.card import Card
from ui.widgets.disclosure import Disclosure

_TRAINING = ("name", "fit.epochs", "fit.batch_size", "fit.learning_rate", "fit.schedule", "fit.warmup_fraction")
_TRAINED = (
    "backbone.trainable",
    "backbone.trainable.last_layers",
    "backbone.lora_rank",
    "fit.precision",
    "data.sequence_length",
)
# These have a page of their own.
_ELSEWHERE = ("task", "backbone.preset", "backbone.architecture")
_ELSEWHERE_PART = "data."
_HERE = ("data.sequence_length", "data.keep_together", "data.seed")


@dataclass(frozen=True, slots=True)
class SettingEdit:
    """The user set a setting, named by its path in the specification."""

    path: str
    value: Any


class RunForm(QWidget):
    """Cards with the settings of a run.

    Signals:
        edited: The user set a setting; carries a `SettingEdit`.
        problem_changed: What stands in the form became wrong or right; carries why, empty if it is right.
    """

    edited = Signal(object)
    problem_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)

        # === State ===
        self._problem = ""
        self._fields = {info.path: _make_field(info) for info in form_infos()}

        # === Widgets ===
        self._training = Card()
        self._trained = Card()
        self._task = TaskSettingsCard()
        self._advanced = Disclosure()

        # === Layout ===
        rest = tuple(path for path in self._fields if path not in _TRAINING + _TRAINED)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_M)
        for card, paths in ((self._training, _TRAINING), (self._trained, _TRAINED), (self._advanced, rest)):
            card.body.addLayout(SettingGrid([self._fields[path] for path in paths]))
        for card in (self._training, self._trained, self._task, self._advanced):
            layout.addWidget(card)
        layout.addStretch(1)

        # === Signals ===
        for field in self._fields.values():
            field.edited.connect(lambda field=field: self._on_field_edited(field))
        self._task.edited.connect(self._on_field_edited)

    def show_draft(self, draft: Draft, preset: PresetInfo | None) -> None:
        """Show the settings of a draft, silently.

        Args:
            draft: The draft.
            preset: What is known of its backbone.
        """
        values = _values(draft)
        self._monitor.set_task(draft.task)
        for path, value in values.items():
            self._fields[path].set_value(value)
        self._task.show_draft(draft)
        self._show_size(preset)
        trainable = draft.backbone.trainable
        self._fields["backbone.trainable.last_layers"].set_visible(isinstance(trainable, LastLayers))
        self._fields["backbone.lora_rank"].set_visible(trainable == "lora")
        self._fields["data.sequence_length"].set_visible(not draft.task.own_lengths)
        self._lock(is_from_scratch=draft.backbone.architecture is not None)
        for path in _HERE:
            self._fields[path].control.setEnabled(draft.data is not None)
        self._tell_problem()

    def set_next_name(self, name: str) -> None:
        """Show what the run is called unless the user gives it a name."""
        field = self._fields["name"]
        if isinstance(field, TextField):
            field.set_placeholder(name)
            field.set_most_letters(MOST_NAME_LETTERS)

    def retranslate(self) -> None:
        """Take the words of another language."""
        self._training.set_title(self.tr("Training"))
        self._trained.set_title(self.tr("What is trained"))
        self._advanced.set_title(self.tr("Advanced: clipping, weight decay, early stopping, seed"))
        for field in self._fields.values():
            field.retranslate()
        self._task.retranslate()

    def field(self, path: str) -> Field:
        """Return the field of a setting."""
        return (self._fields | self._task.fields)[path]

    @property
    def _monitor(self) -> MonitorField:
        field = self._fields["fit.monitor"]
        assert isinstance(field, MonitorField)
        return field

    def _lock(self, *, is_from_scratch: bool) -> None:
        everything = self.tr("A backbone from scratch has learned nothing yet, so all of it is trained.")
        designed = self.tr("The design of the backbone says how much is dropped.")
        for path, reason in (("backbone.trainable", everything), ("backbone.dropout", designed)):
            self._fields[path].set_locked(reason if is_from_scratch else "")

    def _show_size(self, preset: PresetInfo | None) -> None:
        num_layers = preset.num_layers if preset is not None else None
        trainable, last_layers = self._fields["backbone.trainable"], self._fields["backbone.trainable.last_layers"]
        if isinstance(trainable, TrainableField):
            trainable.set_size(preset.num_parameters if preset is not None else None, num_layers)
        if isinstance(last_layers, IntField):
            last_layers.set_maximum(num_layers or 200)

    def _on_field_edited(self, field: Field) -> None:
        self._tell_problem()
        if not field.problem():
            self.edited.emit(SettingEdit(field.info.path, field.value()))

    def _tell_problem(self) -> None:
        problem = next(filter(None, (field.problem() for field in (self._fields | self._task.fields).values())), "")
        if problem != self._problem:
            self._problem = problem
            self.problem_changed.emit(problem)


def form_infos() -> tuple[SettingInfo, ...]:
    """Return the settings that the form shows: all that have no page of their own."""
    infos: list[SettingInfo] = []
    for info in walk_settings(RunSpec):
        if info.path in _ELSEWHERE or (info.path.startswith(_ELSEWHERE_PART) and info.path not in _HERE):
            continue
        infos.append(info)
        if info.path == "backbone.trainable":
            infos.extend(walk_settings(LastLayers, "backbone.trainable."))
    return tuple(infos)


def _make_field(info: SettingInfo) -> Field:
    special = {"backbone.trainable": TrainableField, "fit.monitor": MonitorField}
    return special[info.path](info) if info.path in special else make_field(info)


def _values(draft: Draft) -> dict[str, Any]:
    values: dict[str, Any] = {"name": draft.name}
    values |= {f"fit.{name}": getattr(draft.fit, name) for name in type(draft.fit).model_fields}
    backbone = draft.backbone
    values |= {f"backbone.{name}": getattr(backbone, name) for name in ("trainable", "lora_rank", "dropout")}
    if isinstance(backbone.trainable, LastLayers):
        values["backbone.trainable.last_layers"] = backbone.trainable.last_layers
    if draft.data is not None:
        values |= {path: getattr(draft.data, path.removeprefix("data.")) for path in _HERE}
    return values
