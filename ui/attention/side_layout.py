"""A side panel beside what it belongs to, or below it."""

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QBoxLayout, QLayout, QScrollArea, QWidget

from ui import theme

_UNLIMITED = 16_777_215


class SideLayout(QBoxLayout):
    """Puts a side panel at the right, or below where there is no room.

    Args:
        main: What the panel belongs to.
        side: The panel.
        side_width: Its width at the right, in pixels.
        parent: The widget that is laid out.
    """

    def __init__(self, main: QLayout, side: QWidget, side_width: int, parent: QWidget) -> None:
        super().__init__(QBoxLayout.Direction.TopToBottom, parent)
        self._main, self._side, self._side_width = main, side, side_width
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(theme.SPACE_M)
        self.addLayout(main, 1)
        self.addWidget(side)

    def arrange(self, width: int) -> None:
        """Put the side panel where there is room for it.

        Args:
            width: The room from left to right; the laid out widget itself may be wider than that.
        """
        is_wide = self._main.minimumSize().width() + theme.SPACE_M + self._side_width <= width
        direction = QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        if self.direction() is not direction:
            self.setDirection(direction)
            self._side.setMinimumWidth(self._side_width if is_wide else 0)
            self._side.setMaximumWidth(self._side_width if is_wide else _UNLIMITED)

    def invalidate_main(self) -> None:
        """Know that what the panel belongs to may need other room than before."""
        self._main.invalidate()

    def reveal_side(self) -> None:
        """Bring the side panel into sight where it lies below."""
        if self.direction() is QBoxLayout.Direction.TopToBottom:
            QTimer.singleShot(0, self._show_side_top)

    def _show_side_top(self) -> None:
        place = self.parentWidget()
        while place is not None and not isinstance(place, QScrollArea):
            place = place.parentWidget()
        if place is not None:
            top = self._side.mapTo(place.viewport(), QPoint(0, 0)).y()
            bar = place.verticalScrollBar()
            bar.setValue(bar.value() + top - theme.SPACE_M)
