"""The small button in a card's header that opens the card's menu."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from ui.widgets.sign_button import SignButton


class MenuButton(SignButton):
    """Opens a menu below itself.

    Args:
        menu: Makes the menu, anew for each click.
    """

    def __init__(self, menu: Callable[[], QMenu], parent: QWidget | None = None) -> None:
        super().__init__("dots-horizontal", parent)
        self._menu = menu
        self.setFixedSize(26, 22)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._on_clicked)

    def _on_clicked(self) -> None:
        self._menu().exec(self.mapToGlobal(QPoint(0, self.height())))
