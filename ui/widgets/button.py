"""A push button of one of three ranks."""

import enum

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from ui import theme
from ui.icons import icon
from ui.style import make_primary, make_quiet
from ui.theme import Tone


class ButtonKind(enum.Enum):
    """The rank of a button: one primary a page, quiet ones inside of cards."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    QUIET = "quiet"


class Button(QPushButton):
    """A push button.

    Args:
        text: What a click does. It is the accessible name too.
        kind: The rank.
        icon_name: An icon of the set, see `ui.icons`.
        icon_tone: The token of the icon.
    """

    def __init__(
        self,
        text: str = "",
        kind: ButtonKind = ButtonKind.SECONDARY,
        icon_name: str = "",
        icon_tone: Tone | str = Tone.TEXT,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if kind is ButtonKind.PRIMARY:
            make_primary(self)
            self.setFont(theme.strong_font())
            icon_tone = "on_accent"
        elif kind is ButtonKind.QUIET:
            make_quiet(self)
        if icon_name:
            self.setIcon(icon(icon_name, icon_tone, icon_tone))
