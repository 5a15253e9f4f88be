"""Data, Backbone, Fine-tune: how each step stands, each one click away."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from ui import theme
from ui.drawing import fill_round
from ui.icons import paint_icon
from ui.journey.steps import Step, StepLevel, StepStatus
from ui.theme import Tone, color, mix
from ui.tips import wrapped_tip

_HEIGHT = 28
_SIGN = 16
_SIGNS = {
    StepLevel.SOUND: ("check-circle", Tone.GOOD),
    StepLevel.WARNING: ("alert", Tone.WARN),
    StepLevel.BUSY: ("progress-clock", Tone.MUTED),
    StepLevel.MISSING: ("alert-circle-outline", Tone.BAD),
}


class JourneyBar(QWidget):
    """The steps to a run as a row of chips.

    Args:
        current: The step whose page this is.

    Signals:
        chosen: A step was clicked; carries the `Step`.
    """

    chosen = Signal(object)

    def __init__(self, current: Step, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chips = {step: _Chip(step is current) for step in Step}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for index, (step, chip) in enumerate(self._chips.items()):
            if index:
                layout.addWidget(_Arrow())
            layout.addWidget(chip)
            chip.clicked.connect(lambda _=False, step=step: self.chosen.emit(step))
        self.retranslate()

    def set_steps(self, steps: tuple[StepStatus, ...]) -> None:
        """Show how the steps stand."""
        for status in steps:
            self._chips[status.step].set_status(status)

    def retranslate(self) -> None:
        """Take the words of another language."""
        names = {
            Step.DATA: self.tr("Data"),
            Step.BACKBONE: self.tr("Backbone"),
            Step.FINE_TUNE: self.tr("Fine-tune"),
        }
        words = {
            StepLevel.SOUND: self.tr("ready"),
            StepLevel.WARNING: self.tr("ready, with a warning"),
            StepLevel.BUSY: self.tr("at work"),
            StepLevel.MISSING: self.tr("something is missing"),
        }
        for step, chip in self._chips.items():
            chip.set_words(names[step], words)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow a change of the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()


class _Chip(QAbstractButton):
    def __init__(self, is_current: bool) -> None:
        super().__init__()
        self._is_current = is_current
        self._level = StepLevel.SOUND
        self._reason = ""
        self._words: dict[StepLevel, str] = {}
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFont(theme.strong_font() if is_current else theme.body_font())

    def set_status(self, status: StepStatus) -> None:
        self._level, self._reason = status.level, status.reason
        self._name()

    def set_words(self, name: str, words: dict[StepLevel, str]) -> None:
        self.setText(name)
        self._words = words
        self.updateGeometry()
        self._name()

    def _name(self) -> None:
        state = self._words.get(self._level, "")
        self.setAccessibleName(f"{self.text()}: {state}")
        self.setAccessibleDescription(self._reason)
        self.setToolTip(wrapped_tip(self._reason or self.accessibleName()))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(QFontMetrics(self.font()).horizontalAdvance(self.text()) + _SIGN + 3 * theme.SPACE_S, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        if self.underMouse() and not self._is_current:
            fill_round(painter, QRectF(self.rect()), mix(color("background"), color("border"), 0.5), _HEIGHT / 2)
        sign, tone = _SIGNS[self._level]
        paint_icon(painter, QRectF(theme.SPACE_S, (_HEIGHT - _SIGN) / 2, _SIGN, _SIGN), sign, color(tone))
        painter.setPen(color("text" if self._is_current else "muted"))
        text = self.rect().adjusted(theme.SPACE_S + _SIGN + 6, 0, 0, 0)
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())


class _Arrow(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(16, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        paint_icon(QPainter(self), QRectF(0, 6, 16, 16), "chevron-right", mix(color("muted"), color("border"), 0.4))
