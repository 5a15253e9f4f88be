"""What may help a run that failed: each change is one click that starts another run with it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from studio.planning.mending import Mend
from ui.text import translate
from ui.widgets import Button, Card


class MendsCard(Card):
    """Offers changes as buttons. Hidden where there are none.

    Signals:
        chosen: A change was clicked; carries its `Mend`.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._mends: tuple[Mend, ...] = ()
        self._buttons: list[Button] = []
        self.hide()

    def show_mends(self, mends: tuple[Mend, ...]) -> None:
        """Offer other changes."""
        if mends == self._mends:
            return
        self._mends = mends
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons = [self._make_button(mend) for mend in mends]
        self.retranslate()
        self.setVisible(bool(mends))

    def buttons(self) -> list[Button]:
        """Return a button for each change."""
        return list(self._buttons)

    def retranslate(self) -> None:
        """Take the words of another language."""
        self.set_title(self.tr("Start another run with one change"))
        for button, mend in zip(self._buttons, self._mends, strict=True):
            button.setText(translate(mend.reason))

    def _make_button(self, mend: Mend) -> Button:
        button = Button(icon_name="play")
        button.clicked.connect(lambda: self.chosen.emit(mend))
        self.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return button
