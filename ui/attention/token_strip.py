"""Tokens as chips, of which the mouse or the arrow keys point at one."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.attention.chips import Chip, ChipFlow

_INSET = 2


class TokenStrip(QWidget):
    """Chips in as many lines as they need.

    Signals:
        pointed: The index of the token that the mouse came over or the arrow keys went to.
        clicked: The index of the token that was clicked.
    """

    pointed = Signal(int)
    clicked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chips: tuple[Chip, ...] = ()
        self._marked: int | None = None
        self._flow: ChipFlow | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_chips(self, chips: Sequence[Chip], marked: int | None = None) -> None:
        """Show other chips, or the same in other shades."""
        has_same_texts = [chip.text for chip in chips] == [chip.text for chip in self._chips]
        self._chips, self._marked, self._flow = tuple(chips), marked, None
        self.setAccessibleDescription(" ".join(f"{chip.text} {chip.note}".strip() for chip in chips))
        if not has_same_texts:
            self._keep_height()
        self.update()

    def marked(self) -> int | None:
        """Return the index of the token that is pointed at."""
        return self._marked

    def chips(self) -> tuple[Chip, ...]:
        """Return what is shown."""
        return self._chips

    def flow(self) -> ChipFlow:
        """Return how the chips lie in the widget."""
        if self._flow is None:
            self._flow = ChipFlow(self._chips, max(1, self.width() - 2 * _INSET), self.font())
        return self._flow

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        """Return how high the lines are together."""
        return int(ChipFlow(self._chips, max(1, width - 2 * _INSET), self.font()).height) + 2 * _INSET

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the size at the width there is."""
        return QSize(240, self.heightForWidth(self.width()))

    # === Events ===

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the chips."""
        painter = QPainter(self)
        painter.save()
        painter.translate(_INSET, _INSET)
        self.flow().paint(painter, self._marked)
        painter.restore()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Let the chips flow anew."""
        super().resizeEvent(event)
        self._flow = None
        self._keep_height()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow a change of the theme."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Point at the token below the mouse."""
        index = self._index_at(event)
        self.setCursor(Qt.CursorShape.ArrowCursor if index is None else Qt.CursorShape.PointingHandCursor)
        self._point(index)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Choose the token below the mouse."""
        index = self._index_at(event)
        if index is not None:
            self._point(index)
            self.clicked.emit(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Point at the token before or after."""
        last = len(self._chips) - 1
        at = -1 if self._marked is None else self._marked
        places = {
            Qt.Key.Key_Left: max(0, at - 1),
            Qt.Key.Key_Right: min(last, at + 1),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        place = places.get(Qt.Key(event.key()))
        if place is None or last < 0:
            super().keyPressEvent(event)
        else:
            self._point(place)

    def _index_at(self, event: QMouseEvent) -> int | None:
        point = event.position()
        point -= type(point)(_INSET, _INSET)
        return self.flow().index_at(point)

    def _point(self, index: int | None) -> None:
        if index is not None and index != self._marked:
            self._marked = index
            self.update()
            self.pointed.emit(index)

    def _keep_height(self) -> None:
        # A layout inside of a scroll area does not ask for the height at the width that it gives.
        self.setMinimumHeight(self.heightForWidth(self.width()))
        self.updateGeometry()
