"""Texts as points in a plane, those that belong together joined by a line."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.theme import color

_LEAST_SIDE = 220
_WORDS = 22
_RADIUS, _HOT_RADIUS = 3.0, 5.0
_REACH = 10.0
_OPACITY, _LINE_OPACITY = 0.75, 0.25
# Room between the outermost points and the frame, as a part of their range.
_MARGIN = 0.05


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts that belong together.

    Attributes:
        first, second: Where they lie.
    """

    first: tuple[float, float]
    second: tuple[float, float]


class PointMap(QWidget):
    """First texts as discs, second ones as squares, in two colours. Both axes have one scale, so distances compare.

    Signals:
        hovered: The index of the pair under the mouse; −1 where there is none.
    """

    hovered = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # === State ===
        self._pairs: tuple[Pair, ...] = ()
        self._limits = (_limits([]), _limits([]))
        self._across = self._up = ""
        self._hot = -1
        # === Layout ===
        self.setMouseTracking(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """The pairs shown."""
        return self._pairs

    def show_pairs(self, pairs: Sequence[Pair], across: str, up: str) -> None:
        """Show other pairs.

        Args:
            pairs: The pairs.
            across: What the axis to the right is.
            up: What the other one is.
        """
        self._pairs, self._across, self._up, self._hot = tuple(pairs), across, up, -1
        points = [point for pair in pairs for point in (pair.first, pair.second)]
        self._limits = (_limits([point[0] for point in points]), _limits([point[1] for point in points]))
        self.update()

    def show_hot(self, index: int) -> None:
        """Bring out a pair, in silence; −1 for none."""
        if index != self._hot:
            self._hot = index
            self.update()

    def pair_at(self, place: QPointF) -> int:
        """Return the index of the pair whose text is nearest to a place, within reach; −1 if there is none."""
        nearest, found = _REACH, -1
        for index, pair in enumerate(self._pairs):
            for point in (pair.first, pair.second):
                away = self._place(point) - place
                distance = (away.x() ** 2 + away.y() ** 2) ** 0.5
                if distance < nearest:
                    nearest, found = distance, index
        return found

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return a usual size."""
        return QSize(360, self.heightForWidth(360))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Return the least size."""
        return QSize(_LEAST_SIDE, _LEAST_SIDE)

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        """Return a height for a map that is a little wider than high."""
        return min(420, max(_LEAST_SIDE, width * 4 // 5))

    # === Painting ===

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw the frame, the lines, the points and the words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = self._frame()
        painter.setPen(QPen(color("border"), 1))
        painter.drawRect(frame)
        self._paint_words(painter, frame)
        for index, pair in enumerate(self._pairs):
            if index != self._hot:
                self._paint_pair(painter, pair, _RADIUS, _OPACITY, _LINE_OPACITY)
        if 0 <= self._hot < len(self._pairs):
            self._paint_pair(painter, self._pairs[self._hot], _HOT_RADIUS, 1.0, 1.0)

    def _paint_pair(self, painter: QPainter, pair: Pair, radius: float, opacity: float, line_opacity: float) -> None:
        first, second = self._place(pair.first), self._place(pair.second)
        painter.setOpacity(line_opacity)
        painter.setPen(QPen(color("muted"), 1))
        painter.drawLine(first, second)
        painter.setOpacity(opacity)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.series_color(0))
        painter.drawEllipse(first, radius, radius)
        painter.setBrush(theme.series_color(1))
        painter.drawRect(QRectF(second.x() - radius, second.y() - radius, 2 * radius, 2 * radius))
        painter.setOpacity(1.0)

    def _paint_words(self, painter: QPainter, frame: QRectF) -> None:
        painter.setPen(color("muted"))
        center = Qt.AlignmentFlag.AlignCenter
        painter.drawText(QRectF(frame.left(), frame.bottom(), frame.width(), _WORDS), center, self._across)
        painter.save()
        painter.translate(_WORDS / 2, frame.center().y())
        painter.rotate(-90)
        painter.drawText(QRectF(-frame.height() / 2, -_WORDS / 2, frame.height(), _WORDS), center, self._up)
        painter.restore()

    # === Geometry ===

    def _frame(self) -> QRectF:
        return QRectF(_WORDS, 1, self.width() - _WORDS - 2, self.height() - _WORDS - 2)

    def _place(self, point: tuple[float, float]) -> QPointF:
        (left, right), (bottom, top) = self._limits
        frame = self._frame()
        scale = min(frame.width() / (right - left), frame.height() / (top - bottom))
        return QPointF(
            frame.center().x() + (point[0] - (left + right) / 2) * scale,
            frame.center().y() - (point[1] - (bottom + top) / 2) * scale,
        )

    # === Mouse ===

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Bring out the pair under the mouse."""
        self._set_hot(self.pair_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        """Forget the pair under the mouse."""
        self._set_hot(-1)

    def _set_hot(self, index: int) -> None:
        if index != self._hot:
            self.show_hot(index)
            self.hovered.emit(index)


def _limits(numbers: Sequence[float]) -> tuple[float, float]:
    low, high = min(numbers, default=-1.0), max(numbers, default=1.0)
    room = (high - low or 1.0) * _MARGIN
    return low - room, high + room
