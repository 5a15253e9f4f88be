"""A card that folds its content away behind a title."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.drawing import draw_round
from ui.icons import paint_icon
from ui.theme import color

_LINE_HEIGHT = 30


class Disclosure(QWidget):
    """A title that unfolds its content on a click.

    Args:
        title: What is inside.
        is_card: Whether it is drawn as a card of its own; else it stands plainly inside of another.

    Attributes:
        body: The layout for the content.
    """

    def __init__(self, title: str = "", *, is_card: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)

        # === State ===
        self._is_card = is_card

        # === Widgets ===
        self._line = _Line(title, is_card)
        self._content = QWidget()
        self._content.hide()

        # === Layout ===
        self.body = QVBoxLayout(self._content)
        side = theme.SPACE_L if is_card else 0
        self.body.setContentsMargins(side, theme.SPACE_XS, side, theme.SPACE_M if is_card else 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._line)
        layout.addWidget(self._content)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

        # === Signals ===
        self._line.toggled.connect(self._content.setVisible)

    def set_title(self, title: str) -> None:
        """Show another title."""
        self._line.setText(title)
        self._line.setAccessibleName(title)

    def set_open(self, is_open: bool) -> None:
        """Unfold or fold."""
        self._line.setChecked(is_open)

    def is_open(self) -> bool:
        """Whether the content is shown."""
        return self._line.isChecked()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the surface."""
        if self._is_card:
            painter = QPainter(self)
            draw_round(painter, self.rect(), color("surface"), color("border"), theme.CARD_RADIUS)


class _Line(QAbstractButton):
    def __init__(self, title: str, is_card: bool) -> None:
        super().__init__()
        self._inset = theme.SPACE_L if is_card else 0
        self.setText(title)
        self.setAccessibleName(title)
        self.setCheckable(True)
        self.setFont(theme.strong_font())
        self.setFixedHeight(_LINE_HEIGHT)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        name = "chevron-down" if self.isChecked() else "chevron-right"
        paint_icon(painter, QRect(self._inset, 7, 16, 16), name, color("muted"))
        painter.setPen(color("text"))
        painter.drawText(
            self.rect().adjusted(self._inset + 26, 0, 0, 0),
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
            self.text(),
        )
