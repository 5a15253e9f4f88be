"""The stack of an architecture as a drawing that explains itself."""

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from studio.architecture import ArchitectureSpec
from ui.designer import layout, parts, words
from ui.designer.layout import PlacedPart, PlacedTower
from ui.designer.painting import TowerPainter, paint_cross_connection
from ui.designer.parts import PartKind
from ui.tips import titled_tip

_LEAST_WIDTH = 380
_STEPS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}


class StackDiagram(QWidget):
    """Draws an architecture: tokens at the bottom, the repeated layer in a frame, the task's head on top.

    The mouse over a part, or the arrow keys, explain it.
    """

    def __init__(self, architecture: ArchitectureSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # === State ===
        self._architecture = architecture
        self._towers = parts.towers(architecture)
        self._hovered: PlacedPart | None = None
        self._chosen: int | None = None
        # === Layout ===
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)

    @property
    def architecture(self) -> ArchitectureSpec:
        """What is drawn."""
        return self._architecture

    def show_architecture(self, architecture: ArchitectureSpec) -> None:
        """Draw another architecture."""
        self._architecture = architecture
        self.retranslate()

    def retranslate(self) -> None:
        """Take the words of another language."""
        self._towers = parts.towers(self._architecture)
        self._hovered = None
        self.setAccessibleName(self.tr("Diagram of the layers"))
        self.setAccessibleDescription(parts.describe(self._architecture))
        self.updateGeometry()
        self.update()

    def placed(self) -> tuple[PlacedTower, ...]:
        """Return the towers with their places."""
        scale, needed = self._scale(), layout.height(self._towers)
        free = max(0.0, self.height() / scale - needed)
        return layout.place(self._towers, self.width() / scale, needed + free / 2)

    def _scale(self) -> float:
        return layout.scale(self._towers, self.width(), self.height())

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the size that shows everything."""
        return QSize(_LEAST_WIDTH, int(layout.height(self._towers)) + 1)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Return the least size, at which everything is shown too."""
        return self.sizeHint()

    # === Painting ===

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw the towers."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(self._scale(), self._scale())
        placed = self.placed()
        marked = self._marked()
        for tower in placed:
            TowerPainter(painter, tower, marked, has_title=len(placed) > 1).paint()
        if len(placed) > 1:
            paint_cross_connection(painter, placed[0], placed[1])

    def _marked(self) -> parts.Part | None:
        if self.hasFocus() and self._chosen is not None:
            return self._all()[self._chosen].part
        return None if self._hovered is None else self._hovered.part

    def _all(self) -> tuple[PlacedPart, ...]:
        return tuple(part for tower in self.placed() for part in tower.parts)

    # === Explaining ===

    def part_at(self, position: QPointF) -> PlacedPart | None:
        """Return the part at a place of the widget; for a small one, its surroundings count too."""
        position = position / self._scale()
        reach = {PartKind.ADD: 6.0}
        for placed in self._all():
            margin = reach.get(placed.part.kind, 0.0)
            area = placed.rect.adjusted(-margin, -margin, margin, margin)
            if area.contains(position) or (placed.note is not None and placed.note.contains(position)):
                return placed
        return None

    def explain(self, part: parts.Part) -> str:
        """Return what a tooltip says of a part."""
        facts = [part.detail, part.positions]
        if part.num_parameters is not None:
            facts.append(words.parameters(part.num_parameters))
        return titled_tip(part.title, part.help, " · ".join(filter(None, facts)))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Mark the part under the mouse."""
        found = self.part_at(event.position())
        if found != self._hovered:
            self._hovered = found
            self.update()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        """Mark nothing."""
        self._hovered = None
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Mark the lowest part when the diagram is reached by keyboard."""
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self._choose(0)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Mark nothing."""
        super().focusOutEvent(event)
        self._chosen = None
        self.setAccessibleDescription(parts.describe(self._architecture))
        QToolTip.hideText()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Go to the part above or below, and explain it."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        self._choose(0 if self._chosen is None else min(max(0, self._chosen + step), len(self._all()) - 1))

    def event(self, event: QEvent) -> bool:
        """Explain the part under the mouse."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self.part_at(QPointF(event.pos()))
            if found is not None:
                QToolTip.showText(event.globalPos(), self.explain(found.part), self, self._area(found))
                return True
            QToolTip.hideText()
        return super().event(event)

    def _choose(self, index: int) -> None:
        self._chosen = index
        found = self._all()[index]
        self.setAccessibleDescription(f"{parts.describe_part(found.part)}. {found.part.help}")
        QToolTip.showText(self.mapToGlobal(self._area(found).topRight()), self.explain(found.part), self)
        self.update()

    def _area(self, placed: PlacedPart) -> QRect:
        """Return where a part lies on the widget."""
        scale = self._scale()
        return QRectF(placed.rect.topLeft() * scale, placed.rect.size() * scale).toRect()
