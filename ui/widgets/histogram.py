"""A small histogram with marks: where the middle lies, where the texts are cut."""

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.drawing import fill_round
from ui.text import format_number
from ui.theme import Tone, color, mix

_AXIS_HEIGHT = 20.0
_MARKS_HEIGHT = 18.0
_HEIGHT = 132
_STEPS = (1, 2, 5)


@dataclass(frozen=True, slots=True)
class Mark:
    """A vertical line over a histogram.

    Attributes:
        value: Where it stands on the axis.
        label: What stands above it.
        is_cut: Whether all that lies beyond it is cut off.
    """

    value: float
    label: str
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class Bars:
    """The bars of a histogram.

    Attributes:
        edges: The borders of the bars: one more than there are bars, rising.
        counts: How many values lie in each.
        has_fractions: Whether the axis may be marked between whole numbers.
    """

    edges: tuple[float, ...] = ()
    counts: tuple[int, ...] = ()
    has_fractions: bool = False

    def __post_init__(self) -> None:
        if self.counts and len(self.edges) != len(self.counts) + 1:
            raise ValueError(
                f"Expected one edge more than counts. Received: {len(self.edges)} edges, {len(self.counts)} counts."
            )


class HistogramView(QWidget):
    """Draws bars over an axis, with marks. Hovering tells the numbers of a bar.

    Signals:
        hovered: The index of the bar under the mouse; −1 when there is none.
    """

    hovered = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # === State ===
        self._bars = Bars()
        self._marks: tuple[Mark, ...] = ()
        self._hot = -1
        # === Layout ===
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_bars(self, bars: Bars, marks: Sequence[Mark] = ()) -> None:
        """Show bars and marks in place of those before."""
        self._bars, self._marks, self._hot = bars, tuple(marks), -1
        self.update()

    @property
    def bars(self) -> Bars:
        """The bars shown."""
        return self._bars

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The marks shown."""
        return self._marks

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the size that shows the form well."""
        return QSize(260, _HEIGHT)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Return the least size."""
        return QSize(120, _HEIGHT)

    # === Painting ===

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw bars, axis and marks."""
        if not self._bars.counts:
            return
        painter = QPainter(self)
        painter.setFont(theme.tabular(self.font()))
        self._draw_bars(painter)
        self._draw_axis(painter)
        self._draw_marks(painter)
        painter.end()

    def _draw_bars(self, painter: QPainter) -> None:
        area, most = self._area(), max(1, *self._bars.counts)
        cut = min((mark.value for mark in self._marks if mark.is_cut), default=float("inf"))
        for index, count in enumerate(self._bars.counts):
            if count == 0:
                continue
            left, right = self._x(self._bars.edges[index]), self._x(self._bars.edges[index + 1])
            gap = 1.0 if right - left > 3 else 0.0
            # A bar of a single text among a million must still be seen.
            height = max(1.5, area.height() * count / most)
            rect = QRectF(left, area.bottom() - height, max(1.0, right - left - gap), height)
            self._draw_bar(painter, rect, index, self._x(cut))

    def _draw_bar(self, painter: QPainter, rect: QRectF, index: int, cut: float) -> None:
        """Draw a bar, the part of it that lies beyond the cut in the colour of a warning."""
        for ink, left, right in (
            (theme.series_color(0), rect.left(), min(cut, rect.right())),
            (color(Tone.WARN), max(cut, rect.left()), rect.right()),
        ):
            if left < right:
                painter.save()
                painter.setClipRect(QRectF(left, rect.top(), right - left, rect.height()))
                shade = mix(ink, color("surface"), 0.0 if index == self._hot else 0.35)
                fill_round(painter, rect, shade, min(2.0, rect.width() / 3))
                painter.restore()

    def _draw_axis(self, painter: QPainter) -> None:
        area = self._area()
        painter.setPen(QPen(color("border"), 1))
        painter.drawLine(area.bottomLeft() + QPointF(0, 0.5), area.bottomRight() + QPointF(0, 0.5))
        painter.setPen(color("muted"))
        metrics = QFontMetricsF(painter.font())
        for value in self._ticks():
            text = format_number(value) if self._bars.has_fractions else f"{round(value):,}"
            width = metrics.horizontalAdvance(text)
            left = min(max(0.0, self._x(value) - width / 2), self.width() - width)
            painter.drawText(QPointF(left, self.height() - 5), text)

    def _draw_marks(self, painter: QPainter) -> None:
        area, metrics, free_from = self._area(), QFontMetricsF(painter.font()), 0.0
        for mark in sorted(self._marks, key=lambda mark: mark.value):
            if not self._bars.edges[0] <= mark.value <= self._bars.edges[-1]:
                continue
            x = self._x(mark.value)
            ink = color(Tone.WARN if mark.is_cut else Tone.MUTED)
            style = Qt.PenStyle.SolidLine if mark.is_cut else Qt.PenStyle.DashLine
            painter.setPen(QPen(ink, 1.4 if mark.is_cut else 1.0, style))
            painter.drawLine(QPointF(x, _MARKS_HEIGHT - 2), QPointF(x, area.bottom()))
            width = metrics.horizontalAdvance(mark.label)
            # A label that would touch the one before moves aside, or is left out where there is no room.
            left = max(min(max(0.0, x - width / 2), self.width() - width), free_from)
            if left + width <= self.width():
                painter.drawText(QPointF(left, metrics.ascent()), mark.label)
                free_from = left + width + theme.SPACE_S

    def _ticks(self) -> list[float]:
        first, last = self._bars.edges[0], self._bars.edges[-1]
        most = max(2, self.width() // 70)
        least = (last - first) / most
        power = math.floor(math.log10(least)) if self._bars.has_fractions else 0
        steps = (base * 10.0**exponent for exponent in itertools.count(power) for base in _STEPS)
        step = next(step for step in steps if step >= least)
        start = math.ceil(first / step)
        return [place * step for place in range(start, math.floor(last / step) + 1)]

    # === Geometry ===

    def _area(self) -> QRectF:
        return QRectF(0, _MARKS_HEIGHT, self.width(), self.height() - _MARKS_HEIGHT - _AXIS_HEIGHT)

    def _x(self, value: float) -> float:
        first, last = self._bars.edges[0], self._bars.edges[-1]
        return self.width() * (value - first) / max(1e-9, last - first)

    def _index_at(self, x: float) -> int:
        for index in range(len(self._bars.counts)):
            if self._x(self._bars.edges[index]) <= x < self._x(self._bars.edges[index + 1]):
                return index
        return -1

    # === Mouse ===

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Follow the bar under the mouse."""
        self._set_hot(self._index_at(event.position().x()))

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        """Forget the bar under the mouse."""
        self._set_hot(-1)

    def _set_hot(self, index: int) -> None:
        if index != self._hot:
            self._hot = index
            self.hovered.emit(index)
            self.update()
