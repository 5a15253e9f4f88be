"""A state in a word, on a soft ground."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.drawing import fill_round
from ui.theme import Tone, color, soft_ground

_HEIGHT = 26


def paint_pill(painter: QPainter, area: QRect | QRectF, text: str, tone: Tone) -> None:
    """Paint a pill into a rectangle, for the cells of tables."""
    rect = QRectF(area)
    fill_round(painter, rect, soft_ground(tone), theme.INPUT_RADIUS)
    painter.setPen(color(tone))
    painter.setFont(theme.strong_font())
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)


class Pill(QWidget):
    """A word that names a state: running, finished, failed.

    Args:
        text: The word. A colour never stands alone.
        tone: What the state means.
    """

    def __init__(self, text: str = "", tone: Tone = Tone.ACCENT, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text, self._tone = text, tone
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_state(text, tone)

    def text(self) -> str:
        """Return the word."""
        return self._text

    def set_state(self, text: str, tone: Tone) -> None:
        """Show another state."""
        self._text, self._tone = text, tone
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the size of the word and its ground."""
        width = QFontMetrics(theme.strong_font()).horizontalAdvance(self._text)
        return QSize(width + 2 * theme.SPACE_M, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the pill."""
        painter = QPainter(self)
        paint_pill(painter, self.rect(), self._text, self._tone)
