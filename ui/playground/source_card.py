"""What the model looked at in the source before it wrote a token."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from studio.attention import SourcePart
from studio.errors import StudioError
from ui.playground.source_marks import strength
from ui.playground.token_tip import is_blank_token, shown_token
from ui.text import format_percent, translate_error
from ui.theme import Tone
from ui.widgets import Bar, BarList, Card, Label

_NUM_SHOWN = 6


class SourceCard(Card):
    """Bars of the parts of the source that were looked at most, and the choice of the layer. Hidden at first.

    Signals:
        layer_chosen: The user chose another layer, or all.
    """

    layer_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._num_layers = 0
        self._token = ""
        self._source = ""
        self._parts: tuple[SourcePart, ...] = ()
        self._error: StudioError | None = None
        self.layers = QComboBox()
        self.bars = BarList()
        self.note = Label(tone=Tone.MUTED, is_wrapped=True)
        self.header.addWidget(self.layers)
        self.body.addWidget(self.bars)
        self.body.addWidget(self.note)
        self.layers.activated.connect(self.layer_chosen)
        self.hide()

    @property
    def layer(self) -> int | None:
        """The layer that is looked at, counted from 0; `None` for the mean over all."""
        return self.layers.currentIndex() - 1 if self.layers.currentIndex() > 0 else None

    def show_ready(self, num_layers: int) -> None:
        """Show that there is something to look at, in so many layers."""
        if num_layers != self._num_layers:
            self._num_layers = num_layers
            self._fill_layers(0)
        self._error = None
        self._show()
        self.show()

    def show_parts(self, token: str, source: str, parts: Sequence[SourcePart]) -> None:
        """Show what was looked at before a token was written.

        Args:
            token: The token.
            source: The text that was read.
            parts: Its parts.
        """
        self._token, self._source, self._parts = token, source, tuple(parts)
        self._show()

    def show_error(self, error: StudioError) -> None:
        """Show why nothing can be looked at."""
        self.clear()
        self._error = error
        self._show()
        self.show()

    def clear(self) -> None:
        """Show nothing, until there is something to look at again."""
        self._token, self._source, self._parts, self._error = "", "", (), None
        self.hide()

    def retranslate(self) -> None:
        """Take the words of another language."""
        self.set_title(self.tr("What it looked at"))
        self.layers.setToolTip(
            self.tr("Cross-attention: how the weight of a token is shared out over the source, the heads averaged.")
        )
        self.layers.setAccessibleName(self.tr("Layer"))
        self._fill_layers(self.layers.currentIndex())
        self._show()

    def _fill_layers(self, chosen: int) -> None:
        self.layers.clear()
        names = (self.tr("Layer {number}").format(number=layer + 1) for layer in range(self._num_layers))
        self.layers.addItems([self.tr("All layers"), *names])
        self.layers.setCurrentIndex(max(0, chosen))

    def _show(self) -> None:
        found = sorted(self._parts, key=lambda part: -part.weight)[:_NUM_SHOWN]
        self.bars.set_bars(tuple(self._bar(part) for part in found))
        self.bars.setVisible(bool(found))
        self.layers.setVisible(self._error is None)
        self.note.setText(self._words(has_parts=bool(found)))

    def _bar(self, part: SourcePart) -> Bar:
        return Bar(self._name(part), format_percent(part.weight, 3), strength(part, self._parts), Tone.ACCENT)

    def _name(self, part: SourcePart) -> str:
        """Return what a part is called: the blank of a word that tokens keep apart from it, by the word behind it."""
        words = self._source[part.start : part.end]
        if not is_blank_token(words or part.token):
            return shown_token(words) if words else part.token
        behind = (self._source[later.start : later.end] for later in self._parts if later.start >= part.end)
        word = next((text for text in behind if not is_blank_token(text)), "")
        blank = shown_token(words or part.token)
        if not word:
            return self.tr("{blank} at the end").format(blank=blank)
        return self.tr("{blank} before {word}").format(blank=blank, word=shown_token(word))

    def _words(self, *, has_parts: bool) -> str:
        if self._error is not None:
            return translate_error(self._error)
        if has_parts:
            return self.tr("Before it wrote {token}. All shares of the source add up to 100 %.").format(
                token=shown_token(self._token)
            )
        return self.tr(
            "Point at a word of the text, or move the text cursor through it: what the model looked at before it wrote "
            "the word is marked in the source."
        )
