"""The designer: form, diagram and numbers of one design."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from studio.architecture import ArchitectureSpec
from ui import theme
from ui.designer.design import Design
from ui.designer.diagram import StackDiagram
from ui.designer.form import ArchitectureForm
from ui.designer.numbers_card import NumbersCard
from ui.designer.preset_strip import PresetStrip
from ui.forms.run_form import SettingEdit
from ui.session import Session
from ui.text import translate_error
from ui.widgets.card import Card
from ui.words import preset_words

_FORM_WIDTHS = (356, 400)


class Designer(QWidget):
    """A form on the left; what it takes and the diagram, which follow every edit, on the right.

    Args:
        session: What the pages share.

    Signals:
        changed: The user changed the design, or it became wrong or right.
    """

    changed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)

        # === State ===
        self._design = Design(ArchitectureSpec())

        # === Widgets ===
        self.strip = PresetStrip()
        self.form = ArchitectureForm()
        self.numbers = NumbersCard(session)
        self.diagram = StackDiagram(self._design.architecture)
        self._diagram_card = Card()

        # === Layout ===
        self._diagram_card.body.addWidget(self.diagram, 1)
        self.form.setMinimumWidth(_FORM_WIDTHS[0])
        self.form.setMaximumWidth(_FORM_WIDTHS[1])
        right = QVBoxLayout()
        right.setSpacing(theme.SPACE_M)
        right.addWidget(self.numbers)
        right.addWidget(self._diagram_card, 1)
        columns = QHBoxLayout()
        columns.setSpacing(theme.SPACE_M)
        columns.addWidget(self.form, 1)
        columns.addLayout(right, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_M)
        layout.addWidget(self.strip)
        layout.addLayout(columns, 1)

        # === Signals ===
        self.form.edited.connect(self._on_form_edited)
        self.strip.chosen.connect(self._on_strip_chosen)
        self.strip.undone.connect(self._on_strip_undone)

    @property
    def architecture(self) -> ArchitectureSpec:
        """The design; while it contradicts itself, the last one that did not."""
        return self._design.architecture

    def problem(self) -> str:
        """Return why the design cannot be used, in the window's language; empty if it can."""
        found = self._design.contradiction
        return "" if found is None else translate_error(found.error)

    def show_architecture(self, architecture: ArchitectureSpec) -> None:
        """Show a design, silently."""
        self._design = Design(architecture)
        self._show()

    def show_session(self) -> None:
        """Show anew what depends on the session's settings."""
        self.numbers.show_architecture(self.architecture)

    def retranslate(self) -> None:
        """Take the words of another language."""
        for part in (self.strip, self.form, self.numbers, self.diagram):
            part.retranslate()
        self._show()

    def _show(self) -> None:
        design = self._design
        self.form.show_values(design.values, design.contradiction)
        is_old = design.contradiction is not None
        self.strip.show_architecture(None if is_old else design.architecture, can_undo=design.can_undo)
        self.diagram.show_architecture(design.architecture)
        self.numbers.show_architecture(design.architecture)
        self._diagram_card.set_title(preset_words.architecture_name(design.architecture))
        self._diagram_card.set_aside(self.tr("the last design that fits together") if is_old else "")

    # === Slots ===

    def _on_form_edited(self, edit: SettingEdit) -> None:
        self._design.set_value(edit.path, edit.value)
        self._show()
        self.changed.emit()

    def _on_strip_chosen(self, architecture: ArchitectureSpec) -> None:
        self._design.replace(architecture)
        self._show()
        self.changed.emit()

    def _on_strip_undone(self) -> None:
        self._design.undo()
        self._show()
        self.changed.emit()
