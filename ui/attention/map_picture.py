"""One map of weights with its tokens along both sides: where everything lies, and how it is painted."""

import math
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPaintEngine, QPainter, QPen

from studio.attention import Array
from ui import theme
from ui.attention.shades import weight_color, weights_image
from ui.attention.words import weight
from ui.theme import color

_MOST_CELL = 46.0
_LEAST_LABELLED = 11.0
_LEAST_PARTED = 7.0
_LEAST_NUMBERED = 36.0
_LEAST_NUMBER = 0.005
_LABEL_GAP = 6.0
_MOST_LABEL = 96.0
_LEAST_SAVED_CELL = 4.0
_SAVED_SIDE = 900.0
_LABEL_PX, _LEAST_LABEL_PX = 12, 10
_NUMBER_PX = 11
# Above so many cells a vector picture would weigh tens of megabytes: then it holds the map as an image.
_MOST_VECTOR_CELLS = 128 * 128


@dataclass(frozen=True, slots=True)
class Place:
    """A row, a column or the cell where both meet."""

    row: int | None
    column: int | None


class MapPicture:
    """A map, laid out for an area.

    Args:
        weights: float32 array of shape `(query_length, key_length)`.
        queries: The tokens that look: one for each row.
        keys: The tokens that are looked at: one for each column.
        area: Where it may be painted; it is centred from left to right.
        font: The font of the tokens.

    Attributes:
        most: The weight with the strongest shade: the largest one of the map.
        rect: Where the cells lie.
        cell: The side of a cell.
        has_row_labels: Whether there is room for the tokens of the rows.
        has_column_labels: Whether there is room for those of the columns too.
    """

    def __init__(
        self, weights: Array, queries: tuple[str, ...], keys: tuple[str, ...], area: QRectF, font: QFont
    ) -> None:
        self.weights, self.queries, self.keys = weights, queries, keys
        self.most = float(weights.max(initial=0.0))
        self._font = QFont(font)
        self._font.setPixelSize(_LABEL_PX)
        metrics = QFontMetricsF(self._font)
        self._side, self._head = _label_room(metrics, queries), _label_room(metrics, keys)
        self.cell = cell = self._fit_labels(area)
        self._font.setPixelSize(max(_LEAST_LABEL_PX, min(_LABEL_PX, int(cell) - 2)))
        width, height = cell * len(keys), cell * len(queries)
        left = area.left() + self._side + max(0.0, (area.width() - self._side - width) / 2)
        self.rect = QRectF(round(left), round(area.top() + self._head), width, height)
        self._image = weights_image(weights, self.most)

    def _fit_labels(self, area: QRectF) -> float:
        """Return the side of the cells, with as many labels as there is room for."""
        side, head = self._side, self._head
        for self._side, self._head in ((side, head), (side, 0.0), (0.0, 0.0)):
            cell = self._fit(area.width() - self._side, area.height() - self._head)
            if cell >= _LEAST_LABELLED:
                break
        self.has_row_labels, self.has_column_labels = self._side > 0, self._head > 0
        return cell

    def _fit(self, width: float, height: float) -> float:
        fit = min(_MOST_CELL, width / max(1, len(self.keys)), height / max(1, len(self.queries)))
        return float(int(fit)) if fit >= 1 else max(0.1, fit)

    # === Places ===

    def place_at(self, point: QPointF) -> Place | None:
        """Return what lies at a point: a cell, or a row or column at whose token it is."""
        row = int((point.y() - self.rect.top()) // self.cell)
        column = int((point.x() - self.rect.left()) // self.cell)
        is_row, is_column = 0 <= row < len(self.queries), 0 <= column < len(self.keys)
        if is_row and is_column:
            return Place(row, column)
        if is_row and self.rect.left() - self._side <= point.x() < self.rect.left():
            return Place(row, None)
        if is_column and self.rect.top() - self._head <= point.y() < self.rect.top():
            return Place(None, column)
        return None

    def rect_of(self, place: Place) -> QRectF:
        """Return where a cell, a row or a column lies."""
        left, top, width, height = self.rect.left(), self.rect.top(), self.rect.width(), self.rect.height()
        if place.column is not None:
            left, width = left + place.column * self.cell, self.cell
        if place.row is not None:
            top, height = top + place.row * self.cell, self.cell
        return QRectF(left, top, width, height)

    # === Painting ===

    def paint(self, painter: QPainter, mark: Place | None = None) -> None:
        """Paint cells and tokens, and a mark around a place."""
        painter.save()
        self._paint_cells(painter)
        if self.cell >= _LEAST_NUMBERED:
            self._paint_numbers(painter)
        self._paint_labels(painter, mark)
        if mark is not None:
            self._paint_mark(painter, mark)
        painter.restore()

    def _paint_cells(self, painter: QPainter) -> None:
        is_vector = painter.paintEngine().type() is QPaintEngine.Type.SVG
        if is_vector and self.weights.size <= _MOST_VECTOR_CELLS:
            gap = 1.0 if self.cell >= _LEAST_PARTED else 0.0
            for row, column in np.ndindex(*self.weights.shape):
                rect = self.rect_of(Place(row, column)).adjusted(0, 0, -gap, -gap)
                painter.fillRect(rect, weight_color(float(self.weights[row, column]) / max(self.most, 1e-12)))
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self.cell < 1)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.drawImage(self.rect, self._image)
        if self.cell >= _LEAST_PARTED:
            self._paint_gaps(painter)

    def _paint_gaps(self, painter: QPainter) -> None:
        painter.setPen(QPen(color("surface"), 1))
        right, bottom = self.rect.right(), self.rect.bottom()
        for index in range(1, len(self.keys) + 1):
            x = self.rect.left() + index * self.cell - 1
            painter.drawLine(QPointF(x, self.rect.top()), QPointF(x, bottom - 1))
        for index in range(1, len(self.queries) + 1):
            y = self.rect.top() + index * self.cell - 1
            painter.drawLine(QPointF(self.rect.left(), y), QPointF(right - 1, y))

    def _paint_numbers(self, painter: QPainter) -> None:
        font = theme.tabular(self._font)
        font.setPixelSize(_NUMBER_PX)
        painter.setFont(font)
        for row, column in np.argwhere(self.weights >= _LEAST_NUMBER).tolist():
            value = float(self.weights[row, column])
            painter.setPen(theme.ink_on(weight_color(value / self.most)))
            painter.drawText(self.rect_of(Place(row, column)), Qt.AlignmentFlag.AlignCenter, weight(value))

    def _paint_labels(self, painter: QPainter, mark: Place | None) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._font)
        metrics = QFontMetricsF(self._font)
        row, column = (mark.row, mark.column) if mark is not None else (None, None)
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for index, token in enumerate(self.queries if self.has_row_labels else ()):
            painter.setPen(_label_ink(index, row))
            shown = metrics.elidedText(token, Qt.TextElideMode.ElideMiddle, self._side - _LABEL_GAP)
            top = self.rect.top() + index * self.cell
            place = QRectF(self.rect.left() - self._side, top, self._side - _LABEL_GAP, self.cell - 1)
            painter.drawText(place, flags, shown)
        for index, token in enumerate(self.keys if self.has_column_labels else ()):
            painter.setPen(_label_ink(index, column))
            shown = metrics.elidedText(token, Qt.TextElideMode.ElideMiddle, self._head - _LABEL_GAP)
            painter.save()
            painter.translate(self.rect.left() + index * self.cell, self.rect.top() - _LABEL_GAP)
            painter.rotate(-90)
            place = QRectF(0, 0, self._head - _LABEL_GAP, self.cell - 1)
            painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
            painter.restore()

    def _paint_mark(self, painter: QPainter, mark: Place) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        bands = [Place(mark.row, None)] * (mark.row is not None) + [Place(None, mark.column)] * (
            mark.column is not None
        )
        inset = -1.0 if self.cell >= _LEAST_PARTED else 0.0
        for band in bands:
            painter.setPen(QPen(color("accent"), 1.2))
            painter.drawRect(self.rect_of(band).adjusted(-0.5, -0.5, inset + 0.5, inset + 0.5))
        if len(bands) == 2:
            painter.setPen(QPen(color("text"), 1.6))
            painter.drawRect(self.rect_of(mark).adjusted(-0.5, -0.5, inset + 0.5, inset + 0.5))


def _label_ink(index: int, marked: int | None) -> QColor:
    return color("text" if marked is None or index == marked else "muted")


def _label_room(metrics: QFontMetricsF, tokens: tuple[str, ...]) -> float:
    longest = max((metrics.horizontalAdvance(token) for token in tokens), default=0.0)
    return float(min(_MOST_LABEL, longest + 1) + _LABEL_GAP)


def natural_size(queries: tuple[str, ...], keys: tuple[str, ...], font: QFont) -> QSize:
    """Return how large a saved picture of a map is, whatever the window: its cells are large where there are few."""
    metrics = QFontMetricsF(font)
    cell = max(_LEAST_SAVED_CELL, min(_MOST_CELL, _SAVED_SIDE / max(1, len(queries), len(keys))))
    width = _label_room(metrics, queries) + cell * len(keys)
    return QSize(math.ceil(width) + 1, math.ceil(_label_room(metrics, keys) + cell * len(queries)) + 1)
