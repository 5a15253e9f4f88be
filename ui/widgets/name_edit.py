"""An input for a name: Enter takes it, Esc and a click elsewhere leave the old one."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from studio.runs.folder import MOST_NAME_LETTERS

_LEAST_WIDTH = 160


class NameEdit(QLineEdit):
    """Edits a name in the place where it stands.

    Signals:
        named: Another name was given; an empty one asks for the first name again.
        left: Editing is over, whether or not the name changed.
    """

    named = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._before = ""
        self.setMaxLength(MOST_NAME_LETTERS)
        self.setMinimumWidth(_LEAST_WIDTH)
        self.returnPressed.connect(self._on_return_pressed)

    def begin(self, name: str) -> None:
        """Edit a name, all of it marked."""
        self._before = name
        self.setText(name)
        self.show()
        self.setFocus()
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Leave with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Leave when the focus goes elsewhere, not when the context menu is open."""
        super().focusOutEvent(event)
        reasons = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
        if event.reason() not in reasons and self.isVisible():
            self.left.emit()

    def _on_return_pressed(self) -> None:
        name = self.text()
        self.left.emit()
        if name != self._before:
            self.named.emit(name)
