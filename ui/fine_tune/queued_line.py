"""What became of a run that was put into the queue, with the way to it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.text import format_count
from ui.theme import Tone
from ui.widgets.button import Button, ButtonKind
from ui.widgets.card import Card
from ui.widgets.icon_label import IconLabel


class QueuedLine(Card):
    """Hidden until there is something to tell.

    Signals:
        activated: The queue is to be shown.
    """

    activated = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        # === State ===
        self._name = ""
        self._place = 0
        self._count = 1
        # === Widgets ===
        self.words = IconLabel()
        self._show = Button(kind=ButtonKind.QUIET)
        # === Layout ===
        line = QHBoxLayout()
        line.addWidget(self.words, 1)
        line.addWidget(self._show)
        self.body.addLayout(line)
        self.hide()
        # === Signals ===
        self._show.clicked.connect(self.activated)

    def tell(self, name: str, place: int, count: int = 1) -> None:
        """Say that runs wait.

        Args:
            name: The run's name, or that of all of them.
            place: The place of the first one in the queue, counted from 1.
            count: How many there are.
        """
        self._name, self._place, self._count = name, place, count
        self.retranslate()
        self.show()

    def retranslate(self) -> None:
        """Take the words of another language."""
        self._show.setText(self.tr("Show the queue"))
        if self._count > 1:
            template = self.tr("%Ln runs of “{name}” are in the queue, from place {place} on.", None, self._count)
        else:
            template = self.tr(
                "“{name}” is in the queue, at place {place}. It starts by itself, without this window too."
            )
        words = template.format(name=self._name, place=format_count(self._place))
        self.words.set_content("check-circle", words, Tone.GOOD)
