"""A small panel beside the mouse: what lies below it, in words and numbers."""

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.drawing import draw_round
from ui.theme import color

_LINE_HEIGHT = 19
_GAP = 18
_AWAY = 14
_MOST_NAME = 180

Row = tuple[str, str]


class Tip(QWidget):
    """A title and rows of a name and a value; it keeps inside of its parent."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.place = parent
        self._title = ""
        self._rows: tuple[Row, ...] = ()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_at(self, place: QPoint, title: str, rows: tuple[Row, ...] = ()) -> None:
        """Show words beside a point of the parent."""
        self._title, self._rows = title, rows
        self.setAccessibleName(self.words())
        size = self.sizeHint()
        parent = self.place.size()
        left = place.x() + _AWAY
        if left + size.width() > parent.width():
            left = place.x() - _AWAY - size.width()
        top = min(place.y() + _AWAY, parent.height() - size.height())
        self.setGeometry(max(0, left), max(0, top), size.width(), size.height())
        self.show()
        self.raise_()
        self.update()

    def words(self) -> str:
        """Return all that is shown, for those who listen and for tests."""
        rows = "; ".join(f"{name} {value}" for name, value in self._rows)
        return f"{self._title} {rows}".strip()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the room that the words take."""
        plain, strong = QFontMetrics(self.font()), QFontMetrics(theme.strong_font())
        names = max((min(_MOST_NAME, plain.horizontalAdvance(name)) for name, _ in self._rows), default=0)
        values = max((strong.horizontalAdvance(value) for _, value in self._rows), default=0)
        inner = max(strong.horizontalAdvance(self._title), names + _GAP + values if self._rows else 0)
        num_lines = len(self._rows) + bool(self._title)
        return QSize(inner + 2 * theme.SPACE_M, num_lines * _LINE_HEIGHT + theme.SPACE_S)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the panel."""
        painter = QPainter(self)
        draw_round(painter, self.rect(), color("raised"), color("border"), theme.INPUT_RADIUS)
        inner = QRectF(self.rect()).adjusted(theme.SPACE_M, theme.SPACE_XS, -theme.SPACE_M, 0)
        line = QRectF(inner.left(), inner.top(), inner.width(), _LINE_HEIGHT)
        middle = Qt.AlignmentFlag.AlignVCenter
        if self._title:
            painter.setPen(color("text"))
            painter.setFont(theme.tabular(theme.strong_font()))
            painter.drawText(line, middle | Qt.AlignmentFlag.AlignLeft, self._title)
            line.translate(0, _LINE_HEIGHT)
        for name, value in self._rows:
            painter.setPen(color("muted"))
            painter.setFont(self.font())
            shown = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, _MOST_NAME)
            painter.drawText(line, middle | Qt.AlignmentFlag.AlignLeft, shown)
            painter.setPen(color("text"))
            painter.setFont(theme.tabular(theme.strong_font()))
            painter.drawText(line, middle | Qt.AlignmentFlag.AlignRight, value)
            line.translate(0, _LINE_HEIGHT)
