"""The steps of a walk as numbered dots on a line."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ui import theme
from ui.theme import color, mix
from ui.tips import plain_tip

_DOT = 24.0
_HEIGHT = 30
_MOST_STRIDE = 56.0


class StepDots(QWidget):
    """Numbered dots; the arrow keys or a click choose one.

    Signals:
        chosen: The index of the step that the user chose.
    """

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._titles: tuple[str, ...] = ()
        self._index = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_titles(self, titles: tuple[str, ...]) -> None:
        """Name the steps."""
        self._titles = titles
        self.show_step(self._index)

    def show_step(self, index: int) -> None:
        """Show a step as the current one, in silence."""
        self._index = index
        if self._titles:
            self.setAccessibleName(f"{index + 1} / {len(self._titles)}: {self._titles[index]}")
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the size of the line."""
        return QSize(int(_DOT * len(self._titles)), _HEIGHT)

    def event(self, event: QEvent) -> bool:
        """Name the step below the mouse."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            index = self._index_at(event.pos().x())
            if index is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), plain_tip(self._titles[index]), self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the dots and the line between them."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        if len(self._titles) > 1:
            painter.setPen(QPen(color("border"), 1.5))
            painter.drawLine(QPointF(self._center(0), middle), QPointF(self._center(len(self._titles) - 1), middle))
        for index in range(len(self._titles)):
            dot = QRectF(0, 0, _DOT, _DOT)
            dot.moveCenter(QPointF(self._center(index), middle))
            is_current = index == self._index
            is_done = index < self._index
            fill = color("accent") if is_current else color("soft") if is_done else color("surface")
            line = color("accent") if is_current or is_done else mix(color("border"), color("muted"), 0.4)
            painter.setPen(QPen(line, 1.2))
            painter.setBrush(fill)
            painter.drawEllipse(dot.adjusted(1, 1, -1, -1))
            ink = "on_accent" if is_current else "accent" if is_done else "muted"
            painter.setPen(color(ink))
            painter.setFont(theme.strong_font() if is_current else self.font())
            painter.drawText(dot, Qt.AlignmentFlag.AlignCenter, str(index + 1))

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Choose a step."""
        index = self._index_at(int(event.position().x()))
        if index is not None:
            self._choose(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Go to the step before or after."""
        moves = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        move = moves.get(Qt.Key(event.key()))
        if move is None:
            super().keyPressEvent(event)
        else:
            self._choose(min(max(0, self._index + move), len(self._titles) - 1))

    def _choose(self, index: int) -> None:
        if index != self._index:
            self.show_step(index)
            self.chosen.emit(index)

    def _center(self, index: int) -> float:
        stride = min(_MOST_STRIDE, (self.width() - _DOT) / max(1, len(self._titles) - 1))
        return _DOT / 2 + index * stride

    def _index_at(self, x: int) -> int | None:
        distances = [abs(self._center(index) - x) for index in range(len(self._titles))]
        nearest = min(range(len(distances)), key=distances.__getitem__, default=None)
        return nearest if nearest is not None and distances[nearest] <= _DOT else None
