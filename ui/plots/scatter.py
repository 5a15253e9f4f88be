"""Points of examples: what was predicted over what is true, and how far off that is over how long the texts are."""

import math
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QLocale, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.text import MINUS, format_count
from ui.theme import color

_SIDE = 300
_LEFT, _BOTTOM = 64, 44
_RADIUS = 2.5
_OPACITY = 0.55
# Room between the outermost points and the frame, as a part of their range.
_MARGIN = 0.04

Limits = tuple[float, float]


class PointsView(QWidget):
    """Points in a square, with a line on which they would lie at best. Its subclasses say what the axes reach from."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # === State ===
        self._points: tuple[tuple[float, float], ...] = ()
        self._across = self._up = ""
        # === Widget ===
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def axes(self) -> tuple[Limits, Limits]:
        """Return the least and the largest number of the axis across and of that upwards."""
        raise NotImplementedError

    def best_line(self, frame: QRectF) -> tuple[QPointF, QPointF]:
        """Return the ends of the line on which all points would lie at best."""
        raise NotImplementedError

    def words(self) -> tuple[tuple[str, str], tuple[str, str]]:
        """Return what stands at the ends of the axis across and of that upwards."""
        across, up = self.axes()
        return limit_words(across), limit_words(up)

    def set_titles(self, across: str, up: str) -> None:
        """Say what the axes are."""
        self._across, self._up = across, up
        self.update()

    def show_points(self, points: Iterable[Sequence[float]]) -> None:
        """Show other points, each with its place across and upwards."""
        self._points = tuple((float(across), float(up)) for across, up in points)
        self.update()

    @property
    def points(self) -> tuple[tuple[float, float], ...]:
        """The points shown."""
        return self._points

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the square with room for its words."""
        return QSize(_LEFT + _SIDE, _SIDE + _BOTTOM)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw the frame, the line, the points and the words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(_LEFT, 1, _SIDE - 2, _SIDE - 2)
        painter.setPen(QPen(color("border"), 1))
        painter.drawRect(frame)
        painter.setPen(QPen(color("muted"), 1, Qt.PenStyle.DashLine))
        painter.drawLine(*self.best_line(frame))
        self._paint_words(painter, frame)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color("accent"))
        painter.setOpacity(_OPACITY)
        axes = self.axes()
        for point in self._points:
            painter.drawEllipse(place(frame, axes, point), _RADIUS, _RADIUS)

    def _paint_words(self, painter: QPainter, frame: QRectF) -> None:
        (first, last), (low, high) = self.words()
        painter.setPen(color("muted"))
        line = painter.fontMetrics().height()
        left, below = _LEFT - theme.SPACE_S, frame.bottom() + theme.SPACE_XS
        right = Qt.AlignmentFlag.AlignRight
        painter.drawText(QRectF(0, frame.top(), left, line), right, high)
        painter.drawText(QRectF(0, frame.bottom() - line, left, line), right, low)
        painter.drawText(QRectF(frame.left(), below, frame.width(), line), Qt.AlignmentFlag.AlignLeft, first)
        painter.drawText(QRectF(frame.left(), below, frame.width(), line), right, last)
        painter.drawText(QRectF(frame.left(), below, frame.width(), line), Qt.AlignmentFlag.AlignHCenter, self._across)
        painter.save()
        painter.translate(left - line, frame.center().y())
        painter.rotate(-90)
        half = frame.height() / 2
        painter.drawText(QRectF(-half, -line / 2, 2 * half, line), Qt.AlignmentFlag.AlignHCenter, self._up)
        painter.restore()


class ScatterView(PointsView):
    """Predicted over true numbers: both axes have the same range, so that on the diagonal predictions are right."""

    def axes(self) -> tuple[Limits, Limits]:
        """Return the limits of all numbers, twice."""
        limits = limits_of([number for point in self._points for number in point])
        return limits, limits

    def best_line(self, frame: QRectF) -> tuple[QPointF, QPointF]:
        """Return the diagonal."""
        return frame.bottomLeft(), frame.topRight()


class ResidualView(PointsView):
    """How far off predictions are, over how long the texts are: on the line in the middle they are right."""

    def axes(self) -> tuple[Limits, Limits]:
        """Return the limits of the lengths, and as much above as below 0 for what is off."""
        farthest = max((abs(up) for _, up in self._points), default=1.0) or 1.0
        reach = farthest * (1 + _MARGIN)
        first, last = limits_of([across for across, _ in self._points])
        return (math.floor(first), math.ceil(last)), (-reach, reach)

    def words(self) -> tuple[tuple[str, str], tuple[str, str]]:
        """Return the limits; lengths are whole numbers."""
        (first, last), up = self.axes()
        return (format_count(round(first)), format_count(round(last))), limit_words(up)

    def best_line(self, frame: QRectF) -> tuple[QPointF, QPointF]:
        """Return the line at 0."""
        middle = frame.center().y()
        return QPointF(frame.left(), middle), QPointF(frame.right(), middle)


def limits_of(numbers: Sequence[float]) -> Limits:
    """Return the ends of an axis for some numbers, with a little room beyond the outermost ones."""
    low, high = min(numbers, default=0.0), max(numbers, default=1.0)
    room = (high - low or 1.0) * _MARGIN
    return low - room, high + room


def limit_words(limits: Limits) -> tuple[str, str]:
    """Return limits in words, both to about a hundredth of what lies between them: 959 and 2,066, −4.12 and 4.31."""
    low, high = limits
    decimals = max(0, 2 - math.floor(math.log10(high - low)))
    lower, upper = (QLocale().toString(float(number), "f", decimals).replace("-", MINUS) for number in limits)
    return lower, upper


def place(frame: QRectF, axes: tuple[Limits, Limits], point: tuple[float, float]) -> QPointF:
    """Return where a point lies in a frame."""
    (first, last), (low, high) = axes
    across, up = point
    return QPointF(
        frame.left() + (across - first) / (last - first) * frame.width(),
        frame.bottom() - (up - low) / (high - low) * frame.height(),
    )
