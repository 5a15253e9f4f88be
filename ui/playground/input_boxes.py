"""A box for each input of a task: two texts side by side, a long one below what is asked about it."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from studio.blanks import is_blank
from studio.tasks import Task
from ui import theme
from ui.text import studio_text
from ui.theme import Tone
from ui.widgets import Label
from ui.widgets.text_box import TextBox

_LEAST_HEIGHT = 120
_SHORT_HEIGHT = 64


class InputBoxes(QWidget):
    """What the model is given.

    Signals:
        changed: Something was typed.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._task: Task | None = None
        self._boxes: dict[str, _NamedBox] = {}
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme.SPACE_M)
        self._set_names(("text",))

    @property
    def first(self) -> QPlainTextEdit:
        """The editor of the first input."""
        return next(iter(self._boxes.values())).box.editor

    def editor(self, name: str) -> QPlainTextEdit:
        """Return the editor of an input."""
        return self._boxes[name].box.editor

    def set_task(self, task: Task | None) -> None:
        """Show the boxes of a task. Texts whose input it has as well stay."""
        self._task = task
        names = ("text",) if task is None else task.inputs
        if names != tuple(self._boxes):
            self._set_names(names)
        self.retranslate()

    def inputs(self) -> tuple[tuple[str, str], ...]:
        """Return what stands in the boxes, by the names of the inputs."""
        return tuple((name, entry.box.editor.toPlainText()) for name, entry in self._boxes.items())

    def set_inputs(self, inputs: Mapping[str, str]) -> None:
        """Put texts into the boxes; those of inputs that are not there are left out."""
        for name, text in inputs.items():
            if name in self._boxes:
                self._boxes[name].box.editor.setPlainText(text)

    @property
    def is_filled(self) -> bool:
        """Whether there is something to read in each box."""
        return not any(is_blank(text) for _, text in self.inputs())

    def retranslate(self) -> None:
        """Take the words of another language."""
        roles = {} if self._task is None else {role.name: role for role in self._task.roles}
        for name, entry in self._boxes.items():
            label = studio_text(roles[name].label) if name in roles else self.tr("Text")
            entry.name.setText(label)
            entry.name.setVisible(len(self._boxes) > 1)
            entry.box.editor.setAccessibleName(label)

    def _set_names(self, names: tuple[str, ...]) -> None:
        kept = dict(self.inputs())
        for entry in self._boxes.values():
            self._layout.removeWidget(entry)
            entry.hide()
            entry.deleteLater()
        tall = () if self._task is None else self._task.groups
        self._boxes = {name: _NamedBox(is_short=bool(tall) and name not in tall) for name in names}
        is_below = bool(tall)
        self._layout.setDirection(QBoxLayout.Direction.TopToBottom if is_below else QBoxLayout.Direction.LeftToRight)
        for name, entry in self._boxes.items():
            self._layout.addWidget(entry, 0 if entry.is_short else 1)
            entry.box.editor.setPlainText(kept.get(name, ""))
            entry.box.editor.textChanged.connect(self.changed)
        self.setFocusProxy(self.first)


class _NamedBox(QWidget):
    """A box with its name above."""

    def __init__(self, *, is_short: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.is_short = is_short
        self.name = Label(tone=Tone.MUTED)
        self.box = TextBox()
        self.box.setMinimumHeight(_SHORT_HEIGHT if is_short else _LEAST_HEIGHT)
        if is_short:
            self.box.setMaximumHeight(_SHORT_HEIGHT)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_XS)
        layout.addWidget(self.name)
        layout.addWidget(self.box, 1)
