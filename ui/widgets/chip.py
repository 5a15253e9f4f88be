"""A small round button that stays pressed while what it stands for is shown."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui import theme
from ui.drawing import draw_round
from ui.theme import color, mix

_HEIGHT = 28
_PADDING = 10


class Chip(QAbstractButton):
    """A chip. Whoever uses it says when it is checked: a click alone does not change that."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.focus_radius = _HEIGHT / 2

    def nextCheckState(self) -> None:  # noqa: N802
        """Stay as it is."""

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the size of the words; the same whether checked or not."""
        width = QFontMetrics(theme.strong_font()).horizontalAdvance(self.text())
        return QSize(width + 2 * _PADDING, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the ground and the words."""
        painter = QPainter(self)
        ground = color("soft") if self.isChecked() else color("raised")
        if self.underMouse() and not self.isChecked():
            ground = mix(ground, color("border"), 0.28)
        line = color("soft" if self.isChecked() else "border")
        draw_round(painter, self.rect(), ground, line, _HEIGHT / 2)
        painter.setFont(theme.strong_font() if self.isChecked() else self.font())
        painter.setPen(color("accent" if self.isChecked() else "text"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
