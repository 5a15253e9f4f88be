"""The top line of a page: title and state on the left, actions on the right."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui import theme
from ui.tips import plain_tip
from ui.widgets.label import Label, LabelKind
from ui.widgets.name_edit import NameEdit
from ui.widgets.pill import Pill
from ui.widgets.sign_button import SignButton


class PageHeader(QWidget):
    """A page's title, its state as a pill, and at most two actions.

    Attributes:
        pill: The state; hidden until it is shown.
        rename_button: Lets the user edit the name in the title; hidden unless `set_renaming` allows it.

    Signals:
        renamed: The user gave what the page shows another name; carries the name.
    """

    renamed = Signal(str)

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)

        # === State ===
        self._name = ""

        # === Widgets ===
        self._title = Label(title, LabelKind.PAGE_TITLE)
        self.name_edit = NameEdit()
        self.name_edit.hide()
        self.rename_button = SignButton("pencil-outline")
        self.rename_button.hide()
        self.pill = Pill()
        self.pill.hide()

        # === Layout ===
        self._actions = QHBoxLayout()
        self._actions.setSpacing(theme.SPACE_M)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_M)
        layout.addWidget(self._title)
        layout.addWidget(self.name_edit, 1)
        layout.addWidget(self.rename_button)
        layout.addWidget(self.pill)
        self._middle = QHBoxLayout()
        layout.addStretch(1)
        layout.addLayout(self._middle)
        layout.addStretch(1)
        layout.addLayout(self._actions)
        self.setFixedHeight(theme.INPUT_HEIGHT)

        # === Signals ===
        self.rename_button.clicked.connect(self.edit_name)
        self.name_edit.named.connect(self.renamed)
        self.name_edit.left.connect(self._on_name_edit_left)

    def title(self) -> str:
        """Return the title."""
        return self._title.text()

    def set_title(self, title: str) -> None:
        """Show another title."""
        self._title.setText(title)

    def set_renaming(self, name: str, words: str) -> None:
        """Let the user edit a name in the title's place.

        Args:
            name: The name as it is; empty forbids it.
            words: What the button does.
        """
        self._name = name
        self.rename_button.setToolTip(plain_tip(words))
        self.rename_button.setAccessibleName(words)
        self.name_edit.setAccessibleName(words)
        self.rename_button.setVisible(bool(name) and self.name_edit.isHidden())

    def edit_name(self) -> None:
        """Put an input with the name in the place of the title."""
        if not self._name:
            return
        self._title.hide()
        self.rename_button.hide()
        self.name_edit.begin(self._name)

    def set_middle(self, widget: QWidget) -> None:
        """Put a widget between the title and the actions."""
        self._middle.addWidget(widget)

    def add_action(self, button: QWidget) -> None:
        """Add an action at the right end; the primary one comes last."""
        self._actions.addWidget(button)

    def _on_name_edit_left(self) -> None:
        had_focus = self.name_edit.hasFocus()
        self.name_edit.hide()
        self._title.show()
        self.rename_button.setVisible(bool(self._name))
        if had_focus:
            self.rename_button.setFocus()
