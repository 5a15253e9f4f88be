"""The legend of signed shades: which colour speaks for, which against."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.attention.shades import signed_color, signed_ink
from ui.drawing import draw_round
from ui.text import MINUS
from ui.theme import color

_BOX = 18.0
_GAP = 7.0
_HEIGHT = 22


class SignLegend(QWidget):
    """Two boxes with their signs and words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = ("", "")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.retranslate()

    def retranslate(self) -> None:
        """Take the words of another language."""
        self._words = (self.tr("speaks for"), self.tr("speaks against"))
        self.updateGeometry()
        self.update()

    def words(self) -> tuple[str, str]:
        """Return what plus and minus mean."""
        return self._words

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the size of both."""
        metrics = QFontMetricsF(self.font())
        width = sum(_BOX + _GAP + metrics.horizontalAdvance(words) for words in self._words) + theme.SPACE_L
        return QSize(int(width) + 2, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the legend."""
        paint_signs(QPainter(self), QPointF(0, 2), self._words, self.font())

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow a change of the theme."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self.update()


def paint_signs(painter: QPainter, at: QPointF, words: tuple[str, str], font: QFont) -> None:
    """Paint the legend from a point to the right."""
    painter.save()
    painter.setFont(font)
    metrics = QFontMetricsF(font)
    left = at.x()
    for sign, value, text in (("+", 1.0, words[0]), (MINUS, -1.0, words[1])):
        box = QRectF(left, at.y(), _BOX, _BOX)
        draw_round(painter, box, signed_color(value), signed_ink(value), 4)
        painter.setPen(theme.ink_on(signed_color(value)))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, sign)
        painter.setPen(color("muted"))
        width = metrics.horizontalAdvance(text)
        place = QRectF(left + _BOX + _GAP, at.y(), width + 2, _BOX)
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
        left += _BOX + _GAP + width + theme.SPACE_L
    painter.restore()
