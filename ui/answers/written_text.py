"""A text that was written or is being written, whose tokens can be chosen."""

import bisect
import math
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QTextCursor
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.text import num_same
from ui.theme import color
from ui.widgets.text_box import TextBox
from ui.widgets.text_places import cursor_between, mark, num_characters, num_units, place_at

# Where the next token will stand.
_CARET = "▌"
_INTERACTION = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard


class WrittenText(TextBox):
    """The text in full, to be read, marked and copied. While it grows its end stays in sight.

    Args:
        fits_text: Whether it is as high as its text; else its layout gives it its height, and it scrolls.

    Signals:
        token_chosen: The place of the token that was clicked, or that the text cursor was moved to, in their order.
        token_hovered: The place of the token below the mouse; `None` where there is none any more.
    """

    token_chosen = Signal(int)
    token_hovered = Signal(object)

    def __init__(self, *, fits_text: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(is_read_only=True, parent=parent)
        # === State ===
        self._shown = ""
        self._ends: tuple[int, ...] = ()
        self._chosen: int | None = None
        self._hovered: int | None = None
        self._is_filling = False
        self._fits_text = fits_text

        # === Widgets ===
        self.editor.setTextInteractionFlags(_INTERACTION)
        if fits_text:
            self.editor.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self._fit()
        self.editor.cursorPositionChanged.connect(self._on_editor_cursor_moved)
        self.editor.viewport().setMouseTracking(True)
        self.editor.viewport().installEventFilter(self)

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
        self._mark()

    @property
    def chosen(self) -> int | None:
        """The place of the token that is marked."""
        return self._chosen

    def token_rect(self, place: int) -> QRect:
        """Return where the beginning of a token stands in the viewport of the editor."""
        start, end = self.bounds(place)
        # A blank before it may stand at the end of the line above.
        start += len(self._shown[start:end]) - len(self._shown[start:end].lstrip())
        return self.editor.cursorRect(cursor_between(self.editor, self._shown, start, start))

    def bounds(self, place: int) -> tuple[int, int]:
        """Return where a token begins and ends."""
        return (self._ends[place - 1] if place else 0, self._ends[place])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Tell which token the mouse is on, and keep all lines in sight."""
        match event.type():
            case QEvent.Type.MouseMove if isinstance(event, QMouseEvent):
                # Who drags marks a part of the text.
                self._hover(None if event.buttons() else self._token_at(event.position().toPoint()))
            case QEvent.Type.Leave | QEvent.Type.Wheel:
                self._hover(None)
            case QEvent.Type.Resize if self._fits_text:
                # Its lines are broken anew behind this.
                QTimer.singleShot(0, self._fit)
        return False

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow a change of the theme."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self.choose_token(self._chosen)

    def _token_at(self, point: QPoint) -> int | None:
        place = place_at(self.editor, point)
        return None if place is None else self._token_of(place)

    def _token_of(self, place: int) -> int | None:
        """Return the token that a character belongs to, both counted from 0."""
        token = bisect.bisect_right(self._ends, place)
        return token if token < len(self._ends) else None

    def _hover(self, place: int | None) -> None:
        if place != self._hovered:
            self._hovered = place
            self._mark()
            self.token_hovered.emit(place)

    def _mark(self) -> None:
        marks = ((self._hovered, color("border"), color("text")), (self._chosen, color("soft"), color("accent")))
        self.editor.setExtraSelections(
            [
                mark(self.editor, self._shown, *self.bounds(place), ground, ink)
                for place, ground, ink in marks
                if place is not None and place < len(self._ends)
            ]
        )

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
        cursor.setPosition(num_units(shown[:same]))
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
        place = self._token_of(num_characters(self.editor, cursor.position()))
        if place is not None and place != self._chosen:
            self.choose_token(place)
            self.token_chosen.emit(place)
