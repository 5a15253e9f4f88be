"""The legend of a map: which shade stands for which weight."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.attention.shades import fraction_of, weight_color
from ui.attention.words import weight
from ui.theme import color

SCALE_SIZE = QSize(164, 30)
_BAR_HEIGHT = 8.0
_LABEL_PX = 11
_NUM_STOPS = 16


class ScaleLegend(QWidget):
    """A bar of shades with the weights at its ends and in its middle."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._most = 1.0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.retranslate()

    def set_most(self, most: float) -> None:
        """Say which weight has the strongest shade."""
        self._most = most
        self.retranslate()
        self.update()

    def retranslate(self) -> None:
        """Take the words of another language."""
        text = self.tr("The stronger the colour, the larger the weight: up to {most} here.").format(
            most=weight(self._most)
        )
        self.setToolTip(text)
        self.setAccessibleName(text)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the size of the bar and its numbers."""
        return SCALE_SIZE

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the legend."""
        paint_scale(QPainter(self), QRectF(self.rect()), self._most, self.font())

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow a change of the theme."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self.update()


def paint_scale(painter: QPainter, area: QRectF, most: float, font: QFont) -> None:
    """Paint the bar of shades with its numbers below."""
    figures = theme.tabular(font)
    figures.setPixelSize(_LABEL_PX)
    inset = QFontMetrics(figures).horizontalAdvance(weight(most)) / 2 + 1
    bar = QRectF(area.left() + inset, area.top() + 2, area.width() - 2 * inset, _BAR_HEIGHT)
    gradient = QLinearGradient(bar.topLeft(), bar.topRight())
    for index in range(_NUM_STOPS + 1):
        gradient.setColorAt(index / _NUM_STOPS, weight_color(fraction_of(index / _NUM_STOPS)))
    painter.save()
    painter.fillRect(bar, gradient)
    painter.setFont(figures)
    painter.setPen(color("muted"))
    for place in (0.0, 0.5, 1.0):
        label = QRectF(0, bar.bottom() + 2, 60, area.bottom() - bar.bottom() - 2)
        label.moveLeft(bar.left() + place * bar.width() - 30)
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        painter.drawText(label, flags, "0" if place == 0 else weight(most * fraction_of(place)))
    painter.restore()
