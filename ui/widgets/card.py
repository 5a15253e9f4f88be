"""A rounded surface with a title, on which a page lays its content."""

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.drawing import draw_round
from ui.theme import Tone, color
from ui.widgets.label import Label, LabelKind


class Card(QFrame):
    """A card.

    Args:
        title: The title; without title and aside the card has no header line.
        aside: A few muted words at the right end of the header line.

    Attributes:
        body: The layout for the content.
        header: The header line; a widget added to it stands at its right end.
    """

    def __init__(self, title: str = "", aside: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)

        # === Widgets ===
        self._title = Label(title, LabelKind.CARD_TITLE)
        self._aside = Label(aside, tone=Tone.MUTED)

        # === Layout ===
        self.header = QHBoxLayout()
        self.header.setSpacing(theme.SPACE_S)
        self.header.addWidget(self._title)
        self.header.addStretch(1)
        self.header.addWidget(self._aside)
        self.body = QVBoxLayout()
        self.body.setSpacing(theme.SPACE_S)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(theme.SPACE_L, theme.SPACE_M, theme.SPACE_L, theme.SPACE_M)
        outer.setSpacing(theme.SPACE_S)
        outer.addLayout(self.header)
        outer.addLayout(self.body, 1)
        self._show_header()

    def set_title(self, title: str) -> None:
        """Show another title."""
        self._title.setText(title)
        self.setAccessibleName(title)
        self._show_header()

    def set_aside(self, aside: str) -> None:
        """Show other words at the right end of the header line."""
        self._aside.setText(aside)
        self._show_header()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the surface."""
        painter = QPainter(self)
        draw_round(painter, self.rect(), color("surface"), color("border"), theme.CARD_RADIUS)

    def _show_header(self) -> None:
        self._title.setVisible(bool(self._title.text()))
        self._aside.setVisible(bool(self._aside.text()))
