"""A choice between two or three views, as one control."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from ui import theme
from ui.drawing import draw_round, fill_round
from ui.theme import color, mix
from ui.tips import plain_tip

_HEIGHT = 28


class Segments(QWidget):
    """Buttons side by side, one of them chosen. Arrow keys move the choice.

    Args:
        num_segments: How many there are.

    Signals:
        chosen: The index of the segment that the user chose.
    """

    chosen = Signal(int)

    def __init__(self, num_segments: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # === Widgets ===
        self._group = QButtonGroup(self)
        self._buttons = [_Segment() for _ in range(num_segments)]
        # === Layout ===
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2, 2, 2, 2)
        layout.setSpacing(2)
        for index, button in enumerate(self._buttons):
            self._group.addButton(button, index)
            layout.addWidget(button)
        self._buttons[0].setChecked(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        # === Signals ===
        self._group.idClicked.connect(self.chosen)

    def set_texts(self, texts: Sequence[str], name: str) -> None:
        """Name the segments, and the choice as a whole."""
        self.setAccessibleName(name)
        for button, text in zip(self._buttons, texts, strict=True):
            button.setText(text)
            button.setAccessibleName(f"{name}: {text}")
            button.updateGeometry()

    def choice(self) -> int:
        """Return the index of the chosen segment."""
        return self._group.checkedId()

    def set_choice(self, index: int) -> None:
        """Choose a segment, in silence."""
        self._buttons[index].setChecked(True)

    def set_segment_enabled(self, index: int, is_enabled: bool, reason: str = "") -> None:
        """Let a segment be chosen or not; a tooltip says why not."""
        self._buttons[index].setEnabled(is_enabled)
        self._buttons[index].setToolTip(plain_tip(reason))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the ground."""
        ground = mix(color("border"), color("background"), 0.55)
        fill_round(QPainter(self), QRectF(self.rect()), ground, theme.INPUT_RADIUS)


class _Segment(QAbstractButton):
    def __init__(self) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802
        width = max(self.fontMetrics().horizontalAdvance(self.text()), 24)
        return QSize(width + 2 * theme.SPACE_M, _HEIGHT - 4)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        radius = theme.INPUT_RADIUS - 2
        if self.isChecked():
            draw_round(painter, self.rect(), color("surface"), color("border"), radius)
        ink = color("text" if self.isChecked() else "muted")
        if not self.isEnabled():
            ink.setAlphaF(0.5)
        painter.setPen(ink)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
