"""The cards beside what a page is about, one below the other."""

from collections.abc import Iterable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme


class SideColumn(QWidget):
    """A column of cards, neither too narrow to read nor wider than it needs.

    Args:
        cards: From the top.
        widths: The least and the most, in pixels.
    """

    def __init__(self, cards: Iterable[QWidget], widths: tuple[int, int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        least, most = widths
        self.setMinimumWidth(least)
        self.setMaximumWidth(most)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_M)
        for card in cards:
            layout.addWidget(card)
        layout.addStretch(1)
