"""Asks which encoding a file is written in, and shows the lines that tell the answers apart."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QWidget

from studio.encodings import ENCODING_WORDS, encoding_name
from ui import theme
from ui.text import studio_text
from ui.theme import Tone
from ui.widgets import Button, ButtonKind, Card, Label

if TYPE_CHECKING:
    from studio.data.detecting import EncodingGuess

_NUM_LINES = 2


class EncodingChoice(Card):
    """A card with one button for each encoding that the bytes fit. It is hidden until it asks.

    Signals:
        chosen: Python's name of the encoding.
        dismissed: None of them; another file is to be opened.
    """

    chosen = Signal(str)
    dismissed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)

        # === State ===
        self._path: Path | None = None
        self.buttons: tuple[Button, ...] = ()
        self._lines: tuple[Label, ...] = ()

        # === Widgets ===
        self._why = Label(tone=Tone.MUTED, is_wrapped=True)
        self.others = QComboBox()
        self.dismiss = Button(kind=ButtonKind.QUIET)

        # === Layout ===
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.SPACE_L)
        self._grid.setVerticalSpacing(theme.SPACE_S)
        self._grid.setColumnStretch(1, 1)
        foot = QHBoxLayout()
        foot.setSpacing(theme.SPACE_M)
        foot.addWidget(self.others)
        foot.addStretch(1)
        foot.addWidget(self.dismiss)
        self.body.addWidget(self._why)
        self.body.addLayout(self._grid)
        self.body.addLayout(foot)
        self.hide()

        # === Signals ===
        self.others.activated.connect(self._on_others_activated)
        self.dismiss.clicked.connect(self._on_dismiss_clicked)

    def ask(self, path: Path, guesses: "Sequence[EncodingGuess]") -> None:
        """Show the question for a file, the likeliest answer first."""
        self._path = path
        for widget in (*self.buttons, *self._lines):
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self.buttons = tuple(Button(encoding_name(guess.encoding)) for guess in guesses)
        self._lines = tuple(Label("\n".join(guess.lines[:_NUM_LINES]), is_wrapped=True) for guess in guesses)
        for row, (guess, button, lines) in enumerate(zip(guesses, self.buttons, self._lines, strict=True)):
            button.clicked.connect(lambda _=False, encoding=guess.encoding: self._take(encoding))
            button.setAccessibleDescription(lines.text())
            self._grid.addWidget(button, row, 0)
            self._grid.addWidget(lines, row, 1)
        self.retranslate()
        self.show()
        if self.buttons:
            self.buttons[0].setFocus()

    def retranslate(self) -> None:
        """Take the words of another language."""
        if self._path is None:
            return
        self.set_title(self.tr("In which encoding is {file} written?").format(file=self._path.name))
        self._why.setText(
            self.tr("Its bytes fit several, which differ in the lines below. Click the one that reads right.")
        )
        self.dismiss.setText(self.tr("Open another file…"))
        self.others.clear()
        self.others.addItem(self.tr("Another encoding…"), "")
        for encoding, words in ENCODING_WORDS.items():
            self.others.addItem(studio_text(words), encoding)
        self.others.setAccessibleName(self.tr("Another encoding"))

    def _take(self, encoding: str) -> None:
        self.hide()
        self.chosen.emit(encoding)

    def _on_others_activated(self, index: int) -> None:
        if encoding := self.others.itemData(index):
            self._take(str(encoding))

    def _on_dismiss_clicked(self) -> None:
        self.hide()
        self.dismissed.emit()
