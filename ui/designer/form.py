"""The form of an architecture, made from its declared settings."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from studio.architecture import ArchitectureSpec, Contradiction
from studio.settings import SettingInfo, walk_settings
from ui import theme
from ui.forms.field import Field
from ui.forms.fields import IntField, make_field
from ui.forms.run_form import SettingEdit
from ui.text import format_count, translate_error
from ui.theme import Tone
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.disclosure import Disclosure
from ui.widgets.icon_label import IconLabel

PREFIX = "backbone.architecture."
_SHAPE = ("kind", "num_layers", "num_heads", "hidden_dim", "intermediate_dim")
_TEXT = ("positions", "max_sequence_length", "tokenizer", "vocabulary_size")
_LABEL_WIDTH, _HELP_WIDTH = 128, 24
# The width of a head grows by so much with one step of the hidden width, which so stays a multiple of the heads.
_HEAD_STEP = 8


class ArchitectureForm(QWidget):
    """Cards with the settings of an architecture.

    Signals:
        edited: The user set a setting; carries a `SettingEdit` with the name of the field as its path.
    """

    edited = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)

        # === State ===
        self._fields = {info.path.removeprefix(PREFIX): make_field(info) for info in architecture_infos()}
        self._contradiction: Contradiction | None = None

        # === Widgets ===
        self._shape = Card()
        self._text = Card()
        self._advanced = Disclosure()
        self._problems = {name: _Problem() for name in self._fields}

        # === Layout ===
        rest = tuple(name for name in self._fields if name not in _SHAPE + _TEXT)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_M)
        for card, names in ((self._shape, _SHAPE), (self._text, _TEXT), (self._advanced, rest)):
            card.body.addLayout(self._grid(names))
            layout.addWidget(card)
        layout.addStretch(1)

        # === Signals ===
        for name, field in self._fields.items():
            field.edited.connect(lambda name=name, field=field: self.edited.emit(SettingEdit(name, field.value())))
            self._problems[name].remedy.clicked.connect(self._on_remedy_clicked)

    def show_values(self, values: Mapping[str, Any], contradiction: Contradiction | None) -> None:
        """Show the settings of a design, silently.

        Args:
            values: What `ArchitectureSpec` is made of, by the names of its fields.
            contradiction: Why they do not go together, if they do not.
        """
        for name, value in values.items():
            self._fields[name].set_value(value)
        hidden_dim = self._fields["hidden_dim"]
        if isinstance(hidden_dim, IntField):
            hidden_dim.set_step(_HEAD_STEP * values["num_heads"])
        self._contradiction = contradiction
        self._show_contradiction()

    def retranslate(self) -> None:
        """Take the words of another language."""
        self._shape.set_title(self.tr("Shape"))
        self._text.set_title(self.tr("Text"))
        self._advanced.set_title(self.tr("Advanced"))
        for field in self._fields.values():
            field.retranslate()
        self._show_contradiction()

    def field(self, name: str) -> Field:
        """Return the field of a setting."""
        return self._fields[name]

    def problem(self, name: str) -> str:
        """Return what is said below a field."""
        return self._problems[name].text()

    def _grid(self, names: tuple[str, ...]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.SPACE_S)
        grid.setVerticalSpacing(9)
        grid.setColumnMinimumWidth(0, _LABEL_WIDTH)
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(2, _HELP_WIDTH)
        for row, name in enumerate(names):
            field = self._fields[name]
            if isinstance(field, IntField):
                field.set_unit_inside()
            for column, widget in enumerate((field.label, field.control, field.help)):
                grid.addWidget(widget, 2 * row, column)
            grid.addWidget(self._problems[name], 2 * row + 1, 0, 1, 3)
        return grid

    def _show_contradiction(self) -> None:
        found = self._contradiction
        for name, problem in self._problems.items():
            is_here = found is not None and found.field == name
            self._fields[name].set_wrong(is_here)
            problem.show_contradiction(found if is_here else None)
            if is_here and self._advanced.isAncestorOf(problem):
                self._advanced.set_open(True)

    def _on_remedy_clicked(self) -> None:
        found = self._contradiction
        if found is not None:
            self._fields[found.field].control.setFocus(Qt.FocusReason.OtherFocusReason)
            self.edited.emit(SettingEdit(found.field, found.remedy))


class _Problem(QWidget):
    """Why a value cannot be used, and a click that changes it."""

    def __init__(self) -> None:
        super().__init__()
        self._words = IconLabel()
        self.remedy = Button()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_S)
        layout.addWidget(self._words, 1)
        layout.addWidget(self.remedy, 0, Qt.AlignmentFlag.AlignVCenter)
        self.hide()

    def show_contradiction(self, found: Contradiction | None) -> None:
        """Show a contradiction, or nothing."""
        self.setVisible(found is not None)
        if found is not None:
            self._words.set_content("alert-circle-outline", translate_error(found.error), Tone.BAD)
            self.remedy.setText(self.tr("Take {value}").format(value=format_count(found.remedy)))

    def text(self) -> str:
        """Return the words; empty while there is nothing to say."""
        return "" if self.isHidden() else self._words.text()


def architecture_infos() -> tuple[SettingInfo, ...]:
    """Return the settings of an architecture."""
    return tuple(walk_settings(ArchitectureSpec, PREFIX))
