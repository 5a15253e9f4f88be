"""The top line of a page: title and state on the left, actions on the right."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui import theme
from ui.widgets.label import Label, LabelKind
from ui.widgets.pill import Pill


class PageHeader(QWidget):
    """A page's title, its state as a pill, and at most two actions.

    Attributes:
        pill: The state; hidden until it is shown.
    """

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Label(title, LabelKind.PAGE_TITLE)
        self.pill = Pill()
        self.pill.hide()
        self._actions = QHBoxLayout()
        self._actions.setSpacing(theme.SPACE_M)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_M)
        layout.addWidget(self._title)
        layout.addWidget(self.pill)
        self._middle = QHBoxLayout()
        layout.addStretch(1)
        layout.addLayout(self._middle)
        layout.addStretch(1)
        layout.addLayout(self._actions)
        self.setFixedHeight(theme.INPUT_HEIGHT)

    def title(self) -> str:
        """Return the title."""
        return self._title.text()

    def set_title(self, title: str) -> None:
        """Show another title."""
        self._title.setText(title)

    def set_middle(self, widget: QWidget) -> None:
        """Put a widget between the title and the actions."""
        self._middle.addWidget(widget)

    def add_action(self, button: QWidget) -> None:
        """Add an action at the right end; the primary one comes last."""
        self._actions.addWidget(button)
