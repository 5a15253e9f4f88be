"""One map, large: hovering tells the weight of a cell, or what a token looks at."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.attention import Array
from ui.attention.map_picture import MapPicture, Place
from ui.attention.tip import Tip
from ui.attention.words import strongest, weight

_LEAST = QSize(220, 220)


class MapView(QWidget):
    """A map of weights: a row for each token that looks, a column for each that is looked at.

    The arrow keys move from cell to cell, Escape lets go.

    Signals:
        query_chosen: The row that the user clicked.
    """

    query_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)

        # === State ===
        self._content: tuple[Array, tuple[str, ...], tuple[str, ...]] | None = None
        self._picture: MapPicture | None = None
        self._mark: Place | None = None

        # === Widgets ===
        self._tip = Tip(self)

        # === Layout ===
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(_LEAST)

    def show_map(self, weights: Array, queries: tuple[str, ...], keys: tuple[str, ...]) -> None:
        """Show another map.

        Args:
            weights: float32 array of shape `(query_length, key_length)`.
            queries: The tokens of the rows.
            keys: The tokens of the columns.
        """
        self._content = (weights, queries, keys)
        self._picture = None
        self.mark(None)

    def mark(self, place: Place | None) -> None:
        """Mark a cell, a row or a column and tell of it."""
        picture = self.picture()
        if place is None or picture is None:
            self._mark = None
            self._tip.hide()
        else:
            self._mark = place
            rect = picture.rect_of(place)
            at = rect.center() if place.row is not None and place.column is not None else rect.topLeft()
            self._tell(place, at)
        self.update()

    def picture(self) -> MapPicture | None:
        """Return how the map lies in the widget; `None` without a map."""
        if self._picture is None and self._content is not None:
            self._picture = MapPicture(*self._content, QRectF(self.rect()).adjusted(3, 3, -3, -3), self.font())
        return self._picture

    def reading(self) -> str:
        """Return what the tip tells; empty when there is none."""
        return self._tip.words() if self._tip.isVisibleTo(self) else ""

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return a modest size: the map takes the room that is left."""
        return QSize(360, 320)

    # === Events ===

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the map."""
        painter = QPainter(self)
        picture = self.picture()
        if picture is not None:
            picture.paint(painter, self._mark)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Lay the map out anew."""
        super().resizeEvent(event)
        self._picture = None
        self.mark(None)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow a change of the theme."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._picture = None
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Tell what lies below the mouse."""
        picture = self.picture()
        place = picture.place_at(event.position()) if picture is not None else None
        if place != self._mark:
            self._mark = place
            self.update()
        if place is None:
            self._tip.hide()
        else:
            self._tell(place, event.position())

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Choose the token of the row."""
        if self._mark is not None and self._mark.row is not None:
            self.query_chosen.emit(self._mark.row)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        """Let go of what was below the mouse."""
        super().leaveEvent(event)
        self.mark(None)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Let go of what the keyboard marked."""
        super().focusOutEvent(event)
        self.mark(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Move the mark."""
        moves = {
            Qt.Key.Key_Left: (0, -1),
            Qt.Key.Key_Right: (0, 1),
            Qt.Key.Key_Up: (-1, 0),
            Qt.Key.Key_Down: (1, 0),
        }
        move = moves.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_Escape and self._mark is not None:
            self.mark(None)
        elif move is not None and self._content is not None:
            self.mark(self._moved(*move))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Space) and self._mark and self._mark.row is not None:
            self.query_chosen.emit(self._mark.row)
        else:
            super().keyPressEvent(event)

    def _moved(self, down: int, right: int) -> Place:
        assert self._content is not None
        _, queries, keys = self._content
        if self._mark is None:
            return Place(0, 0)
        row = (self._mark.row or 0) + down
        column = (self._mark.column or 0) + right
        return Place(min(max(0, row), len(queries) - 1), min(max(0, column), len(keys) - 1))

    def _tell(self, place: Place, at: QPointF) -> None:
        assert self._content is not None
        weights, queries, keys = self._content
        if place.row is not None and place.column is not None:
            value = weight(weights[place.row, place.column])
            self._tip.show_at(at.toPoint(), f"{queries[place.row]} → {keys[place.column]}: {value}")
        elif place.row is not None:
            title = self.tr("{token} looks at").format(token=queries[place.row])
            self._tip.show_at(at.toPoint(), title, strongest(weights[place.row], keys))
        elif place.column is not None:
            title = self.tr("{token} is looked at by").format(token=keys[place.column])
            self._tip.show_at(at.toPoint(), title, strongest(weights[:, place.column], queries))
