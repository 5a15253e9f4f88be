"""How a tower of a diagram is painted."""

import itertools
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from ui import theme
from ui.designer.layout import BEHIND, LANE, POSITIONS_HEIGHT, TITLE_HEIGHT, PlacedPart, PlacedTower
from ui.designer.parts import Part, PartKind
from ui.drawing import draw_round, fill_round
from ui.text import format_count, format_parameters
from ui.theme import color, mix, series_color

_SERIES = {PartKind.EMBEDDING: 3, PartKind.ATTENTION: 0, PartKind.FEED_FORWARD: 1, PartKind.NORM: 2}
_RADIUS = 7.0
_INSET = 10.0
_TURN = 6.0
_ARROW = 3.6
_LINE = 1.4
_CENTER = Qt.AlignmentFlag.AlignCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def part_color(kind: PartKind) -> QColor:
    """Return the colour of what holds parameters."""
    return series_color(_SERIES[kind])


@dataclass(frozen=True, slots=True)
class TowerPainter:
    """Paints one tower.

    Args:
        painter: At work on the widget.
        placed: The tower.
        marked: The part that is to stand out.
        has_title: Whether the tower's name stands below it.
    """

    painter: QPainter
    placed: PlacedTower
    marked: Part | None
    has_title: bool

    def paint(self) -> None:
        """Paint everything, from the back to the front."""
        self._paint_frame()
        self._paint_stream()
        for opening, closing in self._residuals():
            self._paint_residual(opening, closing)
        for part in self.placed.parts:
            self._paint_part(part)
            if part.note is not None:
                self._paint_note(part)
        self._paint_count()
        if self.has_title:
            self._paint_title()

    # === Around the parts ===

    def _paint_frame(self) -> None:
        num_behind = min(2, self.placed.tower.num_layers - 1)
        line = mix(color("border"), color("muted"), 0.25)
        for step in range(num_behind, -1, -1):
            frame = self.placed.frame.translated(step * BEHIND, -step * BEHIND)
            draw_round(self.painter, frame, color("background"), line, 10)

    def _paint_count(self) -> None:
        count = self.placed.tower.num_layers
        text = f"× {format_count(count)}"
        font = theme.strong_font()
        width = QFontMetricsF(font).horizontalAdvance(text) + 16
        frame = self.placed.frame
        is_left = self.has_title and self.placed.side < 0
        left = frame.left() + 10 if is_left else frame.right() - 10 - width
        pill = QRectF(left, frame.top() - 11, width, 22)
        draw_round(self.painter, pill, color("soft"), mix(color("soft"), color("accent"), 0.35), 11)
        self._write(pill, text, _CENTER, color("accent"), font)

    def _paint_title(self) -> None:
        lowest = self.placed.parts[0].rect
        area = QRectF(self.placed.frame.left(), lowest.bottom(), self.placed.frame.width(), TITLE_HEIGHT)
        self._write(area, self.placed.tower.title, _CENTER, color("text"), theme.strong_font())

    def _paint_note(self, placed: PlacedPart) -> None:
        assert placed.note is not None
        is_left = placed.note.center().x() < placed.rect.center().x()
        alignment = Qt.AlignmentFlag.AlignVCenter | (
            Qt.AlignmentFlag.AlignRight if is_left else Qt.AlignmentFlag.AlignLeft
        )
        ink = color("text") if placed.part is self.marked else color("muted")
        self.painter.setFont(theme.small_font())
        self.painter.setPen(ink)
        self.painter.drawText(placed.note, alignment.value | Qt.TextFlag.TextWordWrap.value, placed.part.help)

    # === Lines ===

    def _paint_stream(self) -> None:
        x = self.placed.center
        for lower, upper in itertools.pairwise(self.placed.parts):
            _paint_line(self.painter, [QPointF(x, lower.rect.top()), QPointF(x, upper.rect.bottom())])
        if self.placed.parts[-1].part.kind is PartKind.HEAD:
            return
        top = self.placed.parts[-1].rect.top()
        _paint_line(self.painter, [QPointF(x, top), self.placed.top], has_arrow=False)

    def _residuals(self) -> list[tuple[PlacedPart, PlacedPart]]:
        openings = [part for part in self.placed.parts if part.part.opens]
        closings = [part for part in self.placed.parts if part.part.closes]
        return list(zip(openings, closings, strict=True))

    def _paint_residual(self, opening: PlacedPart, closing: PlacedPart) -> None:
        center, side = self.placed.center, self.placed.side
        lane = (self.placed.frame.left() if side < 0 else self.placed.frame.right()) - side * LANE / 2
        start, end = opening.rect.bottom() + 7, closing.rect.center().y()
        corner = closing.rect.left() if side < 0 else closing.rect.right()
        points = [QPointF(center, start), QPointF(lane, start), QPointF(lane, end), QPointF(corner, end)]
        _paint_line(self.painter, points)

    # === Parts ===

    def _paint_part(self, placed: PlacedPart) -> None:
        match placed.part.kind:
            case PartKind.TOKENS:
                self._paint_tokens(placed)
            case PartKind.ADD:
                self._paint_add(placed)
            case PartKind.HEAD:
                self._paint_head(placed)
            case _:
                self._paint_box(placed)

    def _paint_box(self, placed: PlacedPart) -> None:
        ink, rect = part_color(placed.part.kind), placed.rect
        is_marked = placed.part is self.marked
        fill = mix(color("surface"), ink, 0.2 if is_marked else 0.1)
        line = ink if is_marked else mix(color("border"), ink, 0.6)
        draw_round(self.painter, rect, fill, line, _RADIUS, width=1.6 if is_marked else 1.0)
        inner = rect.adjusted(_INSET, 0, -_INSET, 0)
        if placed.part.positions:
            chip = QRectF(
                inner.left() - 3, rect.bottom() - POSITIONS_HEIGHT - 3, inner.width() + 6, POSITIONS_HEIGHT - 3
            )
            inner.setBottom(chip.top())
            self._paint_positions(chip, placed.part.positions)
        lines = [(placed.part.title, theme.strong_font(), color("text"))]
        areas = [inner]
        if placed.part.detail:
            lines.append((placed.part.detail, theme.small_font(), color("muted")))
            areas = [QRectF(inner.left(), inner.top() + top, inner.width(), 18) for top in (4, 22)]
        self._write_lines(areas, lines, self._count(placed.part))

    def _count(self, part: Part) -> str:
        return "" if part.num_parameters is None else format_parameters(part.num_parameters)

    def _paint_add(self, placed: PlacedPart) -> None:
        is_marked = placed.part is self.marked
        line = color("accent") if is_marked else color("muted")
        draw_round(
            self.painter, placed.rect, color("surface"), line, placed.rect.height() / 2, width=1.6 if is_marked else 1.2
        )
        self.painter.setPen(QPen(color("text"), 1.4))
        middle, arm = placed.rect.center(), 4.5
        self.painter.drawLine(middle - QPointF(arm, 0), middle + QPointF(arm, 0))
        self.painter.drawLine(middle - QPointF(0, arm), middle + QPointF(0, arm))
        if placed.part.positions:
            left = placed.rect.right() + 16
            chip = QRectF(left, placed.rect.top() - 2, self.placed.frame.right() - left, 24)
            _paint_line(self.painter, [QPointF(chip.left(), middle.y()), QPointF(placed.rect.right(), middle.y())])
            self._paint_positions(chip, placed.part.positions)

    def _paint_positions(self, chip: QRectF, text: str) -> None:
        ink = part_color(PartKind.EMBEDDING)
        draw_round(self.painter, chip, mix(color("surface"), ink, 0.1), mix(color("border"), ink, 0.6), 6)
        self._write(chip.adjusted(6, 0, -6, 0), text, _CENTER, color("text"), theme.small_font())

    def _paint_head(self, placed: PlacedPart) -> None:
        is_marked = placed.part is self.marked
        pen = QPen(color("accent") if is_marked else color("muted"), 1.2, Qt.PenStyle.DashLine)
        self.painter.setPen(pen)
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.drawRoundedRect(placed.rect.adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
        self._write(placed.rect, placed.part.title, _CENTER, color("muted"), theme.body_font())

    def _paint_tokens(self, placed: PlacedPart) -> None:
        font = theme.small_font()
        metrics = QFontMetricsF(font)
        widths = [metrics.horizontalAdvance(token) + 10 for token in placed.part.tokens]
        while len(widths) > 1 and sum(widths) + 4 * (len(widths) - 1) > placed.rect.width():
            widths.pop()
        x = placed.rect.center().x() - (sum(widths) + 4 * (len(widths) - 1)) / 2
        is_marked = placed.part is self.marked
        for token, width in zip(placed.part.tokens, widths, strict=False):
            chip = QRectF(x, placed.rect.top() + 2, width, placed.rect.height() - 4)
            fill_round(self.painter, chip, mix(color("background"), color("border"), 0.9 if is_marked else 0.55), 5)
            self._write(chip, token, _CENTER, color("text"), font)
            x += width + 4

    # === Text ===

    def _write_lines(self, areas: list[QRectF], lines: list[tuple[str, QFont, QColor]], count: str) -> None:
        """Write lines on the left and a count on the right of the first that leaves room for it."""
        numbers = theme.tabular(theme.small_font())
        taken = QFontMetricsF(numbers).horizontalAdvance(count) + 8
        for area, (text, font, ink) in zip(areas, lines, strict=True):
            self._write(area, text, _LEFT, ink, font)
            if count and QFontMetricsF(font).horizontalAdvance(text) + taken <= area.width():
                self._write(area, count, _RIGHT, color("muted"), numbers)
                count = ""

    def _write(self, area: QRectF, text: str, alignment: Qt.AlignmentFlag, ink: QColor, font: QFont) -> None:
        self.painter.setFont(font)
        self.painter.setPen(ink)
        shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        self.painter.drawText(area, alignment.value, shown)


def paint_cross_connection(painter: QPainter, encoder: PlacedTower, decoder: PlacedTower) -> None:
    """Paint the way from the encoder's output into the decoder's attention to it."""
    target = next(part.rect for part in decoder.parts if part.part.is_cross)
    gutter = (encoder.frame.right() + decoder.frame.left()) / 2 + BEHIND
    start = encoder.top
    turn = QPointF(start.x(), start.y() - 12)
    level = target.center().y()
    points = [start, turn, QPointF(gutter, turn.y()), QPointF(gutter, level), QPointF(target.left(), level)]
    _paint_line(painter, points, ink=color("accent"))


def _paint_line(painter: QPainter, points: list[QPointF], *, has_arrow: bool = True, ink: QColor | None = None) -> None:
    """Paint a line whose corners are rounded, with an arrow at its end."""
    ink = ink or mix(color("muted"), color("surface"), 0.25)
    path = QPainterPath(points[0])
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        path.lineTo(_towards(corner, before))
        path.quadTo(corner, _towards(corner, after))
    path.lineTo(points[-1])
    painter.setPen(QPen(ink, _LINE))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path)
    if has_arrow:
        _paint_arrow(painter, points[-2], points[-1], ink)


def _towards(corner: QPointF, other: QPointF) -> QPointF:
    step = other - corner
    length = max(1e-6, (step.x() ** 2 + step.y() ** 2) ** 0.5)
    share = min(1.0, _TURN / length)
    return QPointF(corner.x() + step.x() * share, corner.y() + step.y() * share)


def _paint_arrow(painter: QPainter, before: QPointF, tip: QPointF, ink: QColor) -> None:
    step = tip - before
    length = max(1e-6, (step.x() ** 2 + step.y() ** 2) ** 0.5)
    along = step / length
    across = QPointF(-along.y(), along.x())
    back = tip - along * _ARROW * 1.6
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawPolygon(QPolygonF([tip, back + across * _ARROW, back - across * _ARROW]))
