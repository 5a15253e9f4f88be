"""A turn of a conversation: what the user said, and what the models answer."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from studio.spec import RunSpec
from ui import theme
from ui.drawing import fill_round
from ui.playground.writing_box import WritingBox
from ui.theme import Tone, color
from ui.widgets import Button, ButtonKind, Label
from ui.words.model_words import model_name

_INDENT = 48


class TurnView(QWidget):
    """Two bubbles, or three where both models answer.

    Args:
        text: What the user said.
        models: Which models answer: before fine-tuning (`True`) or after.
        spec: The run that they are of.

    Signals:
        edit_wanted: What the user said is to be changed.
        anew_wanted: It is to be answered anew.
    """

    edit_wanted = Signal()
    anew_wanted = Signal()

    def __init__(self, text: str, models: Iterable[bool], spec: RunSpec | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._spec = spec

        # === Widgets ===
        self._said = _Said(text)
        self.edit_button = Button(kind=ButtonKind.QUIET, icon_name="pencil-outline", icon_tone=Tone.MUTED)
        self.anew_button = Button(kind=ButtonKind.QUIET, icon_name="refresh", icon_tone=Tone.MUTED)
        self.boxes = {is_before: WritingBox(fits_text=True) for is_before in models}

        # === Layout ===
        said = QHBoxLayout()
        said.setSpacing(theme.SPACE_XS)
        said.addSpacing(_INDENT)
        said.addStretch(1)
        said.addWidget(self.edit_button)
        said.addWidget(self._said, 4)
        answers = QHBoxLayout()
        answers.setSpacing(theme.SPACE_M)
        for box in self.boxes.values():
            answers.addWidget(box, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.anew_button)
        foot.addStretch(1)
        below = QVBoxLayout()
        below.setContentsMargins(0, 0, _INDENT if len(self.boxes) == 1 else 0, 0)
        below.setSpacing(0)
        below.addLayout(answers)
        below.addLayout(foot)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_S)
        layout.addLayout(said)
        layout.addLayout(below)

        # === Signals ===
        self.edit_button.clicked.connect(self.edit_wanted)
        self.anew_button.clicked.connect(self.anew_wanted)
        self.retranslate()

    def retranslate(self) -> None:
        """Take the words of another language."""
        self.edit_button.setToolTip(self.tr("Change this message; what follows it is asked anew"))
        self.edit_button.setAccessibleName(self.tr("Change this message"))
        self.anew_button.setText(self.tr("Answer anew"))
        self.anew_button.setToolTip(self.tr("Another answer: drawn with another seed where chance decides"))
        for is_before, box in self.boxes.items():
            is_named = len(self.boxes) > 1 or is_before
            box.set_name(model_name(self._spec, is_before=is_before) if is_named else "")
            box.retranslate()


class _Said(QWidget):
    """The bubble of the user."""

    def __init__(self, text: str) -> None:
        super().__init__()
        label = Label(text, is_wrapped=True, is_selectable=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.SPACE_M, theme.SPACE_S, theme.SPACE_M, theme.SPACE_S)
        layout.addWidget(label)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill_round(painter, self.rect().toRectF(), color("soft"), theme.CARD_RADIUS)
