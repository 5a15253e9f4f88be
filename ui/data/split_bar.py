"""The bar that shows how rows are split into training, validation and test, and lets one move the borders."""

import itertools
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.drawing import draw_round
from ui.theme import color, mix

_BAR_HEIGHT = 14.0
_KNOB = QSize(12, 22)
_REACH = 12.0
_LEAST_TRAINING = 0.05
_STEP = 0.01


@dataclass(frozen=True, slots=True)
class Split:
    """Which part of the rows is held back.

    Attributes:
        validation: The fraction measured on during the run.
        test: The fraction measured once, at the end.
    """

    validation: float
    test: float

    @property
    def train(self) -> float:
        """The fraction trained on."""
        return 1.0 - self.validation - self.test

    def with_validation(self, fraction: float) -> "Split":
        """Return the split with another validation part; training keeps its least."""
        return Split(_rounded(fraction, 1.0 - _LEAST_TRAINING - self.test), self.test)

    def with_test(self, fraction: float) -> "Split":
        """Return the split with another test part; training keeps its least."""
        return Split(self.validation, _rounded(fraction, 1.0 - _LEAST_TRAINING - self.validation))


def _rounded(fraction: float, most: float) -> float:
    return round(min(max(0.0, fraction), most), 2)


class SplitBar(QWidget):
    """Three parts of one bar. The borders are dragged, or moved with the arrow keys (Shift: the second one).

    Signals:
        moved: The new `Split`, while a border is moved by the user.
    """

    moved = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # === State ===
        self._split = Split(0.1, 0.0)
        self._dragged: int | None = None
        # === Layout ===
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.retranslate()

    @property
    def split(self) -> Split:
        """What is shown."""
        return self._split

    def show_split(self, split: Split) -> None:
        """Show a split, in silence."""
        self._split = split
        self.update()

    def retranslate(self) -> None:
        """Take the words of another language."""
        self.setAccessibleName(self.tr("Parts for training, validation and test"))
        self.setToolTip(
            self.tr("Drag the borders, or use the arrow keys: Left and Right move the first, with Shift the second.")
        )

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the size that shows the parts well."""
        return QSize(320, 28)

    # === Painting ===

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw the three parts and the two knobs."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bar = self._bar()
        shape = QPainterPath()
        shape.addRoundedRect(bar, _BAR_HEIGHT / 2, _BAR_HEIGHT / 2)
        painter.setClipPath(shape)
        borders = [bar.left(), *self._borders(), bar.right()]
        for index, (left, right) in enumerate(itertools.pairwise(borders)):
            painter.fillRect(QRectF(left, bar.top(), right - left, bar.height()), part_color(index))
        painter.setClipping(False)
        for x in self._borders():
            knob = QRectF(0, 0, _KNOB.width(), _KNOB.height())
            knob.moveCenter(QPointF(x, self.height() / 2))
            line = mix(color("border"), color("muted"), 0.6)
            draw_round(painter, knob, color("raised"), line, 5, width=1.2)
        painter.end()

    # === Geometry ===

    def _bar(self) -> QRectF:
        side = _KNOB.width() / 2
        return QRectF(side, (self.height() - _BAR_HEIGHT) / 2, self.width() - 2 * side, _BAR_HEIGHT)

    def _borders(self) -> tuple[float, float]:
        bar = self._bar()
        first = bar.left() + bar.width() * self._split.train
        return first, bar.left() + bar.width() * (1.0 - self._split.test)

    def _border_at(self, position: QPointF) -> int | None:
        distances = [abs(position.x() - x) for x in self._borders()]
        if min(distances) > _REACH:
            return None
        if distances[0] == distances[1]:
            # Both lie on each other: at the right end only the second can go left and leave room for the first.
            return 1 if position.x() >= self._borders()[1] else 0
        return distances.index(min(distances))

    # === Input ===

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Take hold of the border under the mouse."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._dragged = self._border_at(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Move the border that is held."""
        if self._dragged is None:
            is_near = self._border_at(event.position()) is not None
            self.setCursor(Qt.CursorShape.SplitHCursor if is_near else Qt.CursorShape.ArrowCursor)
            return
        bar = self._bar()
        self._move_border(self._dragged, (event.position().x() - bar.left()) / max(1.0, bar.width()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Let go."""
        self._dragged = None

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Move a border by one percent."""
        directions = {Qt.Key.Key_Left: -_STEP, Qt.Key.Key_Right: _STEP}
        step = directions.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        border = 1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 0
        place = (self._split.train, 1.0 - self._split.test)[border]
        self._move_border(border, place + step)

    def _move_border(self, border: int, place: float) -> None:
        if border == 0:
            split = self._split.with_validation(1.0 - self._split.test - place)
        else:
            # The second border parts validation from test: training keeps its place.
            test = _rounded(1.0 - place, 1.0 - self._split.train)
            split = Split(round(self._split.validation + self._split.test - test, 2), test)
        if split != self._split:
            self.show_split(split)
            self.moved.emit(split)


def part_color(index: int) -> QColor:
    """Return the colour of training, validation or test."""
    return mix(theme.series_color((0, 1, 3)[index]), color("surface"), 0.15)
