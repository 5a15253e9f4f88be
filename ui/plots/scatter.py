"""What was predicted over what is true: a point for each example, and the line on which all would lie at best."""

import math
from collections.abc import Sequence

from PySide6.QtCore import QLocale, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.text import MINUS
from ui.theme import color

_SIDE = 300
_LEFT, _BOTTOM = 64, 44
_RADIUS = 2.5
_OPACITY = 0.55
# Room between the outermost points and the frame, as a part of their range.
_MARGIN = 0.04


class ScatterView(QWidget):
    """Points in a square whose axes have the same range, so that the diagonal is where predictions are right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # === State ===
        self._points: tuple[tuple[float, float], ...] = ()
        self._across = self._up = ""
        # === Widget ===
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_titles(self, across: str, up: str) -> None:
        """Say what the axes are."""
        self._across, self._up = across, up
        self.update()

    def show_points(self, points: Sequence[Sequence[float]]) -> None:
        """Show other points: true numbers and what was predicted for them."""
        self._points = tuple((float(across), float(up)) for across, up in points)
        self.update()

    def limits(self) -> tuple[float, float]:
        """Return the least and the largest number of both axes."""
        numbers = [number for point in self._points for number in point]
        low, high = min(numbers, default=0.0), max(numbers, default=1.0)
        room = (high - low or 1.0) * _MARGIN
        return low - room, high + room

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the square with room for its words."""
        return QSize(_LEFT + _SIDE, _SIDE + _BOTTOM)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw the frame, the diagonal, the points and the words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(_LEFT, 1, _SIDE - 2, _SIDE - 2)
        painter.setPen(QPen(color("border"), 1))
        painter.drawRect(frame)
        painter.setPen(QPen(color("muted"), 1, Qt.PenStyle.DashLine))
        painter.drawLine(frame.bottomLeft(), frame.topRight())
        self._paint_words(painter, frame)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color("accent"))
        painter.setOpacity(_OPACITY)
        for across, up in self._points:
            painter.drawEllipse(self._place(frame, across, up), _RADIUS, _RADIUS)

    def limit_words(self) -> tuple[str, str]:
        """Return the limits, both to about a hundredth of what lies between them: 959 and 2,066, −4.12 and 4.31."""
        low, high = self.limits()
        decimals = max(0, 2 - math.floor(math.log10(high - low)))
        lower, upper = (QLocale().toString(float(number), "f", decimals).replace("-", MINUS) for number in (low, high))
        return lower, upper

    def _place(self, frame: QRectF, across: float, up: float) -> QPointF:
        low, high = self.limits()
        return QPointF(
            frame.left() + (across - low) / (high - low) * frame.width(),
            frame.bottom() - (up - low) / (high - low) * frame.height(),
        )

    def _paint_words(self, painter: QPainter, frame: QRectF) -> None:
        low, high = self.limit_words()
        painter.setPen(color("muted"))
        line = painter.fontMetrics().height()
        left, below = _LEFT - theme.SPACE_S, frame.bottom() + theme.SPACE_XS
        right = Qt.AlignmentFlag.AlignRight
        painter.drawText(QRectF(0, frame.top(), left, line), right, high)
        painter.drawText(QRectF(0, frame.bottom() - line, left, line), right, low)
        painter.drawText(QRectF(frame.left(), below, frame.width(), line), Qt.AlignmentFlag.AlignLeft, low)
        painter.drawText(QRectF(frame.left(), below, frame.width(), line), right, high)
        painter.drawText(QRectF(frame.left(), below, frame.width(), line), Qt.AlignmentFlag.AlignHCenter, self._across)
        painter.save()
        painter.translate(left - line, frame.center().y())
        painter.rotate(-90)
        half = frame.height() / 2
        painter.drawText(QRectF(-half, -line / 2, 2 * half, line), Qt.AlignmentFlag.AlignHCenter, self._up)
        painter.restore()
