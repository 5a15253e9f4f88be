"""A question mark that explains a word."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QToolButton, QToolTip, QWidget

from ui.icons import icon
from ui.theme import Tone


class HelpButton(QToolButton):
    """Explains one word of the field, when the mouse rests on it and when it is clicked.

    Args:
        anchor: The word's place in the guide; empty for none.
    """

    def __init__(self, anchor: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._anchor = anchor
        self.setIcon(icon("help-circle-outline", Tone.MUTED))
        self.setIconSize(QSize(16, 16))
        self.setAutoRaise(True)
        self.setFixedSize(24, 24)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(self._on_clicked)

    def set_help(self, name: str, text: str) -> None:
        """Explain a word: its name, and one or two sentences that a newcomer understands."""
        # A tooltip wraps its lines only where it is rich text.
        self.setToolTip(f"<qt>{text}</qt>")
        self.setAccessibleName(self.tr("Help: {name}").format(name=name))
        self.setAccessibleDescription(text)

    def _on_clicked(self) -> None:
        QToolTip.showText(self.mapToGlobal(self.rect().bottomLeft()), self.toolTip(), self)
