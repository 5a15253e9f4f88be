"""A button with a sign instead of words."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QToolButton, QWidget

from ui import theme
from ui.icons import icon
from ui.style import make_quiet


class SignButton(QToolButton):
    """Has no frame until the mouse is over it. Whoever makes one says in a tooltip what it does.

    Args:
        sign: The icon's name.
    """

    def __init__(self, sign: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setIcon(icon(sign))
        self.setIconSize(QSize(theme.ICON_SIZE, theme.ICON_SIZE))
        make_quiet(self)
