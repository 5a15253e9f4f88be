"""Small maps of all heads: a click chooses one."""

from PySide6.QtCore import QEvent, QPoint, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.attention import Array
from ui.attention.choice import Choice, Scope
from ui.attention.grid_picture import LEAST_CELL, WISHED_CELL, GridPicture, Head, height_for, size_for
from ui.attention.tip import Tip
from ui.attention.words import choice_title
from ui.drawing import draw_round
from ui.theme import color

_MOVES = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}
_TRANSPARENT = QColor(0, 0, 0, 0)


class HeadGrid(QWidget):
    """All heads at a glance.

    The arrow keys move the choice. A click on the number of a layer chooses the mean of its heads.

    Signals:
        chosen: The `Choice` that the user made.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)

        # === State ===
        self._thumbs: Array | None = None
        self._picture: GridPicture | None = None
        self._pixmap: QPixmap | None = None
        self._choice = Choice()
        self._hovered: Head | None = None

        # === Widgets ===
        self._tip = Tip(self)

        # === Layout ===
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_heads(self, thumbs: Array) -> None:
        """Show other heads.

        Args:
            thumbs: float32 array of shape `(num_layers, num_heads, rows, columns)`.
        """
        is_same_shape = self._thumbs is not None and self._thumbs.shape[:2] == thumbs.shape[:2]
        self._thumbs = thumbs
        self._forget()
        if not is_same_shape:
            self.setMinimumSize(size_for(thumbs.shape[0], thumbs.shape[1], LEAST_CELL))
            self._limit_height()
            self.updateGeometry()
        self.update()

    def show_choice(self, choice: Choice) -> None:
        """Mark what is chosen, in silence."""
        self._choice = choice
        self.setAccessibleDescription(choice_title(choice))
        self.update()

    def picture(self) -> GridPicture | None:
        """Return how the heads lie in the widget; `None` without any."""
        if self._picture is None and self._thumbs is not None:
            self._picture = GridPicture(self._thumbs, QSizeF(self.size()), self.font())
        return self._picture

    def reading(self) -> str:
        """Return what the tip tells; empty when there is none."""
        return self._tip.words() if self._tip.isVisibleTo(self) else ""

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return a size at which patterns can be told apart."""
        num_layers, num_heads = self._thumbs.shape[:2] if self._thumbs is not None else (6, 12)
        return size_for(num_layers, num_heads, WISHED_CELL)

    # === Events ===

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the heads, the choice and what the mouse is over."""
        picture = self.picture()
        if picture is None:
            return
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._drawn(picture))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._hovered is not None:
            painter.setPen(QPen(color("muted"), 1.2))
            painter.drawRoundedRect(picture.rect_of(self._hovered).adjusted(-1, -1, 1, 1), 2, 2)
        chosen = _place_of(self._choice)
        if chosen is not None:
            ring = picture.rect_of(chosen).adjusted(-3, -3, 3, 3)
            draw_round(painter, ring, _TRANSPARENT, color("accent"), 3, width=2.0)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Lay the heads out anew."""
        super().resizeEvent(event)
        self._forget()
        self._limit_height()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow a change of the theme."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._forget()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Name the head below the mouse."""
        picture = self.picture()
        place = picture.place_at(event.position()) if picture is not None else None
        self._hover(place, event.position().toPoint())

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        """Name none."""
        super().leaveEvent(event)
        self._hover(None, QPoint())

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Choose a head, or a layer by its number."""
        picture = self.picture()
        place = picture.place_at(event.position()) if picture is not None else None
        if place is not None:
            self._choose(self._choice_of(place))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Move the choice."""
        move, picture = _MOVES.get(Qt.Key(event.key())), self.picture()
        if move is None or picture is None:
            super().keyPressEvent(event)
            return
        layer = min(max(0, self._choice.layer + move[0]), picture.num_layers - 1)
        head = min(max(0, self._choice.head + move[1]), picture.num_heads - 1)
        stays_layer = self._choice.scope is Scope.LAYER and move[1] == 0
        self._choose(Choice(Scope.LAYER if stays_layer else Scope.HEAD, layer, head))

    # === Parts ===

    def _choose(self, choice: Choice) -> None:
        if choice != self._choice:
            self.show_choice(choice)
            self.chosen.emit(choice)

    def _choice_of(self, place: Head) -> Choice:
        layer, head = place
        return Choice(Scope.LAYER, layer, self._choice.head) if head is None else Choice(Scope.HEAD, layer, head)

    def _hover(self, place: Head | None, at: QPoint) -> None:
        if place != self._hovered:
            self._hovered = place
            self.update()
        if place is None:
            self._tip.hide()
        else:
            self._tip.show_at(at, choice_title(self._choice_of(place)))

    def _drawn(self, picture: GridPicture) -> QPixmap:
        if self._pixmap is None:
            ratio = self.devicePixelRatioF()
            self._pixmap = QPixmap(self.size() * ratio)
            self._pixmap.setDevicePixelRatio(ratio)
            self._pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(self._pixmap)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            picture.paint(painter)
            painter.end()
        return self._pixmap

    def _limit_height(self) -> None:
        """Take no more height than the width can make use of."""
        if self._thumbs is not None:
            num_layers, num_heads = self._thumbs.shape[:2]
            self.setMaximumHeight(height_for(num_layers, num_heads, self.width()))

    def _forget(self) -> None:
        self._picture = self._pixmap = None


def _place_of(choice: Choice) -> Head | None:
    places: dict[Scope, Head] = {Scope.HEAD: (choice.layer, choice.head), Scope.LAYER: (choice.layer, None)}
    return places.get(choice.scope)
