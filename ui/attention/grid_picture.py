"""Small maps of all heads, a row for each layer: where they lie, and how they are painted."""

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QFont, QPainter

from studio.attention import Array
from ui import theme
from ui.attention.shades import weights_image
from ui.theme import color

LEAST_CELL, WISHED_CELL, SAVED_CELL = 12.0, 30.0, 64.0
_MOST_CELL = 84.0
_SIDE, _HEAD, _EDGE = 24.0, 20.0, 4.0
_GAP = 3.0
_LABEL_PX = 11
_LEAST_NUMBERED = 17.0
# Thumbnails have one scale, so that a head that spreads its attention is paler than one that does not.
_MOST_WEIGHT = 1.0

Head = tuple[int, int | None]


class GridPicture:
    """The heads, laid out for a size.

    Args:
        thumbs: float32 array of shape `(num_layers, num_heads, rows, columns)`.
        size: The room there is.
        font: The font of the numbers.
    """

    def __init__(self, thumbs: Array, size: QSizeF, font: QFont) -> None:
        self._thumbs = thumbs
        self.num_layers, self.num_heads = thumbs.shape[:2]
        self._font = theme.tabular(font)
        self._font.setPixelSize(_LABEL_PX)
        fit = min(
            (size.width() - _SIDE - _EDGE) / self.num_heads,
            (size.height() - _HEAD - _EDGE) / self.num_layers,
        )
        self.cell = float(int(min(_MOST_CELL, max(LEAST_CELL, fit))))

    def rect_of(self, place: Head) -> QRectF:
        """Return where a head lies, or a layer with all its heads."""
        layer, head = place
        first, width = (head, self.cell) if head is not None else (0, self.cell * self.num_heads)
        left, top = _SIDE + first * self.cell, _HEAD + layer * self.cell
        return QRectF(left, top, width - _GAP, self.cell - _GAP)

    def place_at(self, point: QPointF) -> Head | None:
        """Return the head at a point, the layer at whose number it is, or nothing."""
        layer = int((point.y() - _HEAD) // self.cell)
        head = int((point.x() - _SIDE) // self.cell)
        if not 0 <= layer < self.num_layers or head >= self.num_heads:
            return None
        return (layer, head) if head >= 0 else (layer, None)

    def paint(self, painter: QPainter) -> None:
        """Paint all heads and the numbers of layers and heads."""
        painter.save()
        self._paint_numbers(painter)
        for layer in range(self.num_layers):
            for head in range(self.num_heads):
                image = weights_image(self._thumbs[layer, head], _MOST_WEIGHT)
                rect = self.rect_of((layer, head))
                # Many weights on few pixels are smoothed, few on many keep their edges.
                painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, image.width() > rect.width())
                painter.drawImage(rect, image)
        painter.restore()

    def _paint_numbers(self, painter: QPainter) -> None:
        stride = 1 if self.cell >= _LEAST_NUMBERED else 2
        painter.setPen(color("muted"))
        painter.setFont(self._font)
        for head in range(0, self.num_heads, stride):
            rect = QRectF(_SIDE + head * self.cell - 6, 0, self.cell - _GAP + 12, _HEAD - 4)
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, str(head + 1))
        for layer in range(0, self.num_layers, stride):
            rect = QRectF(0, _HEAD + layer * self.cell, _SIDE - 7, self.cell - _GAP)
            painter.drawText(rect, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(layer + 1))


def height_for(num_layers: int, num_heads: int, width: int) -> int:
    """Return the height of heads that fill a width."""
    cell = max(LEAST_CELL, min(_MOST_CELL, (width - _SIDE - _EDGE) // num_heads))
    return size_for(num_layers, num_heads, cell).height()


def size_for(num_layers: int, num_heads: int, cell: float) -> QSize:
    """Return the room that heads of a size take."""
    return QSize(int(_SIDE + _EDGE + num_heads * cell), int(_HEAD + _EDGE + num_layers * cell))
