"""A number, with the error to expect on a scale of the training data."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.answers import Answer, Number
from ui import theme
from ui.answers.base import AnswerView
from ui.drawing import fill_round
from ui.text import format_number
from ui.theme import Tone, color
from ui.widgets import Label, LabelKind

_SCALE_HEIGHT = 44
_BAR_HEIGHT = 8
_MARK_HEIGHT = 20


class NumberView(AnswerView):
    """The number in large type; below it a scale from the smallest to the largest number of the training data."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._answer: Number | None = None
        self.value = Label("–", LabelKind.KEY_NUMBER)
        self.error = Label(tone=Tone.MUTED, is_wrapped=True)
        self.scale = NumberScale()
        for widget in (self.value, self.error, self.scale):
            self.body.addWidget(widget)

    def show_answer(self, answer: Answer) -> None:
        """Show the number."""
        assert isinstance(answer, Number)
        self._answer = answer
        self.retranslate()

    def note(self) -> str:
        """Return that the number lies beyond what the model has seen, if it does."""
        answer = self._answer
        if answer is None or answer.minimum is None or answer.maximum is None:
            return ""
        if answer.minimum <= answer.value <= answer.maximum:
            return ""
        return self.tr("beyond the numbers of the training data")

    def retranslate(self) -> None:
        """Take the words of another language."""
        answer = self._answer
        if answer is None:
            return
        # As the history and the tables have it.
        self.value.setText(answer.headline().text)
        self.error.setVisible(answer.error is not None)
        if answer.error is not None:
            text = self.tr("± {error}: how far off such answers usually are (mean absolute error on validation)")
            self.error.setText(text.format(error=format_number(answer.error)))
        self.scale.show_number(answer)


class NumberScale(QWidget):
    """A scale of the training data with the number on it, and the error to expect as a band around it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._answer: Number | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_number(self, answer: Number) -> None:
        """Show a number; hidden where nothing is known of the training data."""
        self._answer = answer
        low, high = answer.minimum, answer.maximum
        is_known = low is not None and high is not None and low < high
        self.setVisible(is_known)
        if low is not None and high is not None:
            ends = f"{format_number(low)} – {format_number(high)}"
            self.setAccessibleName(
                self.tr("{value} on a scale of {ends}").format(value=format_number(answer.value), ends=ends)
            )
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the size of the scale and its figures."""
        return QSize(200, _SCALE_HEIGHT)

    def fraction(self, value: float) -> float:
        """Return where a number lies, from 0 to 1: what is beyond the scale lies at its end."""
        answer = self._answer
        assert answer is not None
        assert answer.minimum is not None
        assert answer.maximum is not None
        return min(1.0, max(0.0, (value - answer.minimum) / (answer.maximum - answer.minimum)))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint bar, band, mark and figures."""
        answer = self._answer
        if answer is None or answer.minimum is None or answer.maximum is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width, top = self.width() - 4, (_MARK_HEIGHT - _BAR_HEIGHT) / 2
        fill_round(painter, QRectF(2, top, width, _BAR_HEIGHT), color("border"), _BAR_HEIGHT / 2)
        if answer.error is not None:
            left, right = (self.fraction(answer.value + side * answer.error) * width for side in (-1, 1))
            band = QRectF(2 + left, top, max(2.0, right - left), _BAR_HEIGHT)
            fill_round(painter, band, theme.mix(color("surface"), color("accent"), 0.45), _BAR_HEIGHT / 2)
        painter.setPen(QPen(color("accent"), 3))
        place = 2 + self.fraction(answer.value) * width
        painter.drawLine(int(place), 0, int(place), _MARK_HEIGHT)
        painter.setPen(color("muted"))
        painter.setFont(theme.tabular(theme.small_font()))
        line = QRectF(0, _MARK_HEIGHT, self.width(), _SCALE_HEIGHT - _MARK_HEIGHT)
        painter.drawText(
            line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, format_number(answer.minimum)
        )
        painter.drawText(
            line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, format_number(answer.maximum)
        )
