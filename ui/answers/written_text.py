"""A text that was written or is being written, whose tokens can be chosen."""

import bisect
import math
from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

from ui import theme
from ui.text import num_same
from ui.theme import color
from ui.widgets.text_box import TextBox

# Where the next token will stand.
_CARET = "▌"
_INTERACTION = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard


class WrittenText(TextBox):
    """The text in full, to be read, marked and copied. While it grows its end stays in sight.

    Args:
        fits_text: Whether it is as high as its text; else its layout gives it its height, and it scrolls.

    Signals:
        token_chosen: The place of the token that was clicked, or that the text cursor was moved to, in their order.
    """

    token_chosen = Signal(int)

    def __init__(self, *, fits_text: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(is_read_only=True, parent=parent)
        # === State ===
        self._shown = ""
        self._ends: tuple[int, ...] = ()
        self._chosen: int | None = None
        self._is_filling = False
        self._fits_text = fits_text

        # === Widgets ===
        self.editor.setTextInteractionFlags(_INTERACTION)
        if fits_text:
            self.editor.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self._fit()
        self.editor.cursorPositionChanged.connect(self._on_editor_cursor_moved)

    def show_text(self, text: str, ends: Sequence[int] = (), *, is_growing: bool = False) -> None:
        """Show a text; what stands there already is kept, with what is marked in it.

        Args:
            text: The text so far.
            ends: Where its tokens end, in code points; none if they are not known.
            is_growing: Whether more will come.
        """
        self._ends = tuple(ends)
        # A document makes one line break of two characters: places would be others there.
        shown = text.replace("\r", " ")
        self._fill(shown + _CARET if is_growing else shown)

    def choose_token(self, place: int | None) -> None:
        """Mark a token, in silence; `None` for none."""
        self._chosen = place
        selection = QTextEdit.ExtraSelection()
        if place is not None and place < len(self._ends):
            start, end = self.bounds(place)
            cursor = self.editor.textCursor()
            cursor.setPosition(_utf16(self._shown[:start]))
            cursor.setPosition(_utf16(self._shown[:end]), QTextCursor.MoveMode.KeepAnchor)
            style = QTextCharFormat()
            style.setBackground(color("soft"))
            style.setForeground(color("accent"))
            selection.cursor, selection.format = cursor, style
        self.editor.setExtraSelections([selection] if place is not None else [])

    def bounds(self, place: int) -> tuple[int, int]:
        """Return where a token begins and ends."""
        return (self._ends[place - 1] if place else 0, self._ends[place])

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow a change of the theme."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self.choose_token(self._chosen)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Keep all lines in sight."""
        super().resizeEvent(event)
        if self._fits_text:
            self._fit()

    def _fit(self) -> None:
        # The document's own height counts paragraphs out of sight as one line each.
        document, height = self.editor.document(), 0.0
        block = document.firstBlock()
        while block.isValid():
            height += document.documentLayout().blockBoundingRect(block).height()
            block = block.next()
        self.setFixedHeight(math.ceil(height) + 4 * theme.SPACE_XS)

    def _fill(self, shown: str) -> None:
        if shown == self._shown:
            return
        bar = self.editor.verticalScrollBar()
        is_at_end = bar.value() >= bar.maximum() - self.editor.fontMetrics().height()
        same = num_same(self._shown, shown)
        self._is_filling = True
        cursor = QTextCursor(self.editor.document())
        cursor.setPosition(_utf16(shown[:same]))
        cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(shown[same:])
        self._shown = shown
        self._is_filling = False
        if self._fits_text:
            self._fit()
        elif is_at_end:
            bar.setValue(bar.maximum())

    def _on_editor_cursor_moved(self) -> None:
        cursor = self.editor.textCursor()
        if self._is_filling or cursor.hasSelection() or not self._ends:
            return
        before = self.editor.toPlainText().encode("utf-16-le")[: 2 * cursor.position()].decode("utf-16-le", "ignore")
        place = bisect.bisect_right(self._ends, len(before))
        if place < len(self._ends) and place != self._chosen:
            self.choose_token(place)
            self.token_chosen.emit(place)


def _utf16(text: str) -> int:
    """Return how many places a text takes in a document."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
