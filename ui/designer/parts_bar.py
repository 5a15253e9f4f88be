"""One bar of several parts, each with its name and its value below."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.designer.painting import part_color
from ui.designer.parts import PartKind
from ui.drawing import fill_round
from ui.theme import color, mix

_BAR_HEIGHT = 8.0
_LINE_HEIGHT = 20.0
_DOT = 9.0
_GAP = 16.0


@dataclass(frozen=True, slots=True)
class BarPart:
    """A part of the bar.

    Attributes:
        kind: Its colour.
        value: The value, written out.
        size: How much of the bar it takes, in any unit.
    """

    kind: PartKind
    name: str
    value: str
    size: float


class PartsBar(QWidget):
    """A bar and its legend, which goes on in the next line where the width does not suffice."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: tuple[BarPart, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_parts(self, parts: tuple[BarPart, ...]) -> None:
        """Show other parts."""
        self._parts = parts
        self.setAccessibleName("; ".join(f"{part.name}: {part.value}" for part in parts))
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        """Whether the height follows the width."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        """Return the height of the bar and the lines of the legend."""
        places = self._places(float(width))
        return int(places[-1].bottom()) + 1 if places else int(_BAR_HEIGHT)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the size of the bar and its legend."""
        return QSize(240, self.heightForWidth(max(240, self.width())))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Return the least size."""
        return QSize(160, int(_BAR_HEIGHT + _LINE_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the bar and the legend."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_bar(painter)
        painter.setFont(theme.small_font())
        for part, place in zip(self._parts, self._places(float(self.width())), strict=True):
            self._paint_entry(painter, part, place)

    def _paint_bar(self, painter: QPainter) -> None:
        bar = QRectF(0, 0, self.width(), _BAR_HEIGHT)
        shape = QPainterPath()
        shape.addRoundedRect(bar, _BAR_HEIGHT / 2, _BAR_HEIGHT / 2)
        painter.save()
        painter.setClipPath(shape)
        painter.fillRect(bar, mix(color("border"), color("background"), 0.4))
        whole = sum(part.size for part in self._parts) or 1.0
        left = 0.0
        for part in self._parts:
            width = bar.width() * part.size / whole
            painter.fillRect(QRectF(left, 0, width, _BAR_HEIGHT), part_color(part.kind))
            left += width
        painter.restore()

    def _paint_entry(self, painter: QPainter, part: BarPart, place: QRectF) -> None:
        dot = QRectF(0, 0, _DOT, _DOT)
        dot.moveCenter(QPointF(place.left() + _DOT / 2, place.center().y()))
        fill_round(painter, dot, part_color(part.kind), 3)
        metrics = QFontMetricsF(theme.small_font())
        text = place.adjusted(_DOT + 6, 0, 0, 0)
        painter.setPen(color("muted"))
        painter.drawText(text, (Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter).value, part.name)
        painter.setPen(color("text"))
        text.adjust(metrics.horizontalAdvance(f"{part.name} "), 0, 0, 0)
        painter.drawText(text, (Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter).value, part.value)

    def _places(self, width: float) -> list[QRectF]:
        metrics = QFontMetricsF(theme.small_font())
        left, top = 0.0, _BAR_HEIGHT + 6
        places = []
        for part in self._parts:
            needed = _DOT + 6 + metrics.horizontalAdvance(f"{part.name} {part.value}") + 2
            if left and left + needed > width:
                left, top = 0.0, top + _LINE_HEIGHT
            places.append(QRectF(left, top, needed, _LINE_HEIGHT))
            left += needed + _GAP
        return places
