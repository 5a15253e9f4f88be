"""A number that matters, large, in a card of its own."""

from PySide6.QtWidgets import QWidget

from ui import theme
from ui.theme import Tone
from ui.widgets.card import Card
from ui.widgets.label import Label, LabelKind


class KeyNumber(Card):
    """What it is, the number, and a few words about it.

    Args:
        caption: What the number is.
    """

    def __init__(self, caption: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._caption = Label(caption, tone=Tone.MUTED)
        self._value = Label("–", LabelKind.KEY_NUMBER)
        self._note = Label(" ", tone=Tone.MUTED)
        self.body.setSpacing(theme.SPACE_XS // 2)
        for label in (self._caption, self._value, self._note):
            self.body.addWidget(label)

    def set_caption(self, caption: str) -> None:
        """Show another caption."""
        self._caption.setText(caption)
        self._name()

    def set_value(self, value: str, note: str = "") -> None:
        """Show a number, written out with its unit, and a few words about it."""
        self._value.setText(value)
        self._note.setText(note or " ")
        self._name()

    def _name(self) -> None:
        self.setAccessibleName(f"{self._caption.text()}: {self._value.text()} {self._note.text()}".strip())
