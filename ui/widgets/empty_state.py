"""What a page shows while it has nothing: an icon, a sentence, one button."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme
from ui.icons import paint_icon
from ui.theme import Tone, color, mix
from ui.widgets.button import Button, ButtonKind
from ui.widgets.label import Label

_SIGN_SIZE = 56


class EmptyState(QWidget):
    """An empty state.

    Args:
        icon_name: An icon of the set, see `ui.icons`.
        text: The sentence: what belongs here and how it comes.
        button: What the button says; empty for none.

    Signals:
        activated: The button was clicked.
    """

    activated = Signal()

    def __init__(self, icon_name: str, text: str = "", button: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)

        # === Widgets ===
        self._sign = _Sign(icon_name)
        self._text = Label(text, tone=Tone.MUTED, is_wrapped=True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._text.setMinimumWidth(320)
        self._button = Button(button, ButtonKind.PRIMARY)
        self._button.setVisible(bool(button))

        # === Layout ===
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.SPACE_XL, theme.SPACE_XL, theme.SPACE_XL, theme.SPACE_XL)
        layout.setSpacing(theme.SPACE_L)
        layout.addStretch(2)
        layout.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self._text)
        layout.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)

        # === Signals ===
        self._button.clicked.connect(self.activated)

    def set_text(self, text: str, button: str = "") -> None:
        """Show another sentence and button."""
        self._text.setText(text)
        self._button.setText(button)
        self._button.setVisible(bool(button))


class _Sign(QWidget):
    def __init__(self, icon_name: str) -> None:
        super().__init__()
        self._icon_name = icon_name
        self.setFixedSize(_SIGN_SIZE, _SIGN_SIZE)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        paint_icon(painter, self.rect(), self._icon_name, mix(color("muted"), color("border"), 0.45))
