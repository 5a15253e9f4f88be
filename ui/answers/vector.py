"""A vector as a small map: a square for each number."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.answers import Answer, Vector
from ui import theme
from ui.answers.base import AnswerView
from ui.theme import Tone, color
from ui.widgets import Label

_SQUARE = 10


class VectorView(AnswerView):
    """The numbers as shades, those above and below zero in two colours; a hover says what they mean."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._answer: Vector | None = None
        self.title = Label()
        self.squares = VectorMap()
        self.help = Label(tone=Tone.MUTED, is_wrapped=True)
        for widget in (self.title, self.squares, self.help):
            self.body.addWidget(widget)

    def show_answer(self, answer: Answer) -> None:
        """Show the vector."""
        assert isinstance(answer, Vector)
        self._answer = answer
        self.retranslate()

    def retranslate(self) -> None:
        """Take the words of another language."""
        if self._answer is None:
            return
        self.title.setText(self.tr("A vector of %Ln numbers", None, len(self._answer.values)))
        self.squares.show_values(self._answer.values)
        self.help.setText(self.tr("Texts of like meaning have vectors that look alike, and point the same way."))


class VectorMap(QWidget):
    """A square for each number, row by row."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: tuple[float, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_values(self, values: tuple[float, ...]) -> None:
        """Show other numbers."""
        self._values = values
        self.setAccessibleName(", ".join(f"{value:.2f}" for value in values[:8]))
        self.setFixedHeight(self.heightForWidth(max(self.width(), 1)))
        self.update()

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        """Return the height of all squares."""
        return _SQUARE * -(-len(self._values) // max(1, width // _SQUARE))

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the size of a map of usual width."""
        return QSize(240, self.heightForWidth(240))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the squares."""
        painter = QPainter(self)
        columns = max(1, self.width() // _SQUARE)
        most = max((abs(value) for value in self._values), default=0.0) or 1.0
        for index, value in enumerate(self._values):
            row, column = divmod(index, columns)
            square = QRectF(column * _SQUARE, row * _SQUARE, _SQUARE - 1, _SQUARE - 1)
            painter.fillRect(square, _shade(value / most))

    def resizeEvent(self, event: object) -> None:  # noqa: N802
        """Keep all rows in sight."""
        self.setFixedHeight(self.heightForWidth(max(self.width(), 1)))


def _shade(value: float) -> QColor:
    return theme.mix(color("surface"), theme.series_color(0 if value > 0 else 1), abs(value))
