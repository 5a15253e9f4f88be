"""A warning across the page, with the click that helps."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui import theme
from ui.drawing import draw_round
from ui.theme import Tone, color, mix
from ui.widgets.button import Button
from ui.widgets.icon_label import IconLabel

_TINT = 0.08


class Notice(QWidget):
    """Words and a button. It is hidden until there are words.

    Signals:
        activated: The button was pressed.
    """

    activated = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = IconLabel("alert", "", Tone.WARN)
        self.button = Button()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.SPACE_L, theme.SPACE_S, theme.SPACE_M, theme.SPACE_S)
        layout.setSpacing(theme.SPACE_M)
        layout.addWidget(self._words, 1, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self.button)
        self.button.clicked.connect(self.activated)
        self.hide()

    def set_text(self, text: str) -> None:
        """Show a warning; an empty one hides it."""
        self._words.set_content("alert", text, Tone.WARN)
        self.setAccessibleName(text)
        self.button.setAccessibleDescription(text)
        self.setVisible(bool(text))

    def text(self) -> str:
        """Return the words."""
        return self._words.text()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw the ground."""
        ground = mix(color("surface"), color(Tone.WARN), _TINT)
        border = mix(color("border"), color(Tone.WARN), 0.4)
        draw_round(QPainter(self), self.rect(), ground, border, theme.CARD_RADIUS)
