"""A text with coloured places in it."""

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSizeF
from PySide6.QtGui import QColor, QFont, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QVBoxLayout, QWidget

from ui import theme
from ui.theme import color
from ui.tips import plain_tip

_LEAST_HEIGHT = 96


@dataclass(frozen=True, slots=True)
class Mark:
    """A coloured place. Where several lie over each other, the first of them is seen.

    Attributes:
        start, end: In code points; the end is exclusive.
        color_index: Which of the theme's colours of spans; below 0 for a faint first one.
        name: What stands behind the place in small letters; empty for nothing.
        help: What is told on hover.
        is_strong: Whether the words are set in bold.
        is_wrong: Whether the words have a wavy line below them.
    """

    start: int
    end: int
    color_index: int
    name: str = ""
    help: str = ""
    is_strong: bool = False
    is_wrong: bool = False

    def ground(self) -> QColor:
        """Return the colour below the words."""
        if self.color_index >= 0:
            return theme.span_color(self.color_index)
        return theme.mix(color("surface"), theme.span_color(0), 0.5)


class MarkedText(QWidget):
    """Text that can be read and copied, with marks.

    Args:
        most_height: Up to which height it is as high as its text; 0 where a layout gives it its height, which is at
            most that of its text.
    """

    def __init__(self, most_height: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._most_height = most_height
        self._text = ""
        self._marks: tuple[Mark, ...] = ()
        self.editor = QTextEdit(readOnly=True)
        self.editor.setFrameShape(QTextEdit.Shape.NoFrame)
        self.editor.document().setDocumentMargin(0)
        self.editor.setTabChangesFocus(True)
        self.editor.document().documentLayout().documentSizeChanged.connect(self._fit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.editor)

    def show_text(self, text: str, marks: Sequence[Mark]) -> None:
        """Show another text."""
        self._text, self._marks = text, tuple(marks)
        self._fill()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow a change of the theme."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._fill()

    def _fit(self, size: QSizeF) -> None:
        height = math.ceil(size.height()) + 1
        if self._most_height:
            self.setFixedHeight(min(self._most_height, height))
        else:
            self.setMinimumHeight(min(_LEAST_HEIGHT, height))
            self.setMaximumHeight(height)

    def _fill(self) -> None:
        self.editor.clear()
        cursor = self.editor.textCursor()
        for start, end, mark in pieces(len(self._text), self._marks):
            cursor.insertText(self._text[start:end], _format(mark))
            if mark is not None and mark.name and end == mark.end:
                cursor.insertText(f"\u00a0{mark.name}", _format(mark, is_name=True))
        self.editor.moveCursor(QTextCursor.MoveOperation.Start)
        self._show_first()

    def _show_first(self) -> None:
        """Bring the first strong mark into sight."""
        strong = next((mark for mark in self._marks if mark.is_strong), None)
        if strong is not None:
            cursor = self.editor.textCursor()
            # Before the mark there are no names: places in the document are those of the text, in UTF-16.
            cursor.setPosition(len(self._text[: strong.start].encode("utf-16-le")) // 2)
            self.editor.setTextCursor(cursor)
            self.editor.ensureCursorVisible()


def pieces(length: int, marks: Sequence[Mark]) -> list[tuple[int, int, Mark | None]]:
    """Return a text's parts, each with the mark that is seen there."""
    edges = sorted({0, length, *(edge for mark in marks for edge in (mark.start, mark.end) if 0 <= edge <= length)})
    found = []
    for start, end in itertools.pairwise(edges):
        mark = next((mark for mark in marks if mark.start <= start and end <= mark.end), None)
        found.append((start, end, mark))
    return found


def _format(mark: Mark | None, *, is_name: bool = False) -> QTextCharFormat:
    style = QTextCharFormat()
    style.setFont(theme.body_font())
    style.setForeground(color("text"))
    if mark is not None:
        style.setBackground(mark.ground())
        style.setToolTip(plain_tip(mark.help))
        if is_name:
            style.setFont(theme.small_font())
        if is_name or mark.is_strong:
            style.setFontWeight(QFont.Weight.DemiBold)
        if mark.is_wrong and not is_name:
            style.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            style.setUnderlineColor(color("bad"))
    return style
