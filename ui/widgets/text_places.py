"""Places in a plain text editor, counted in code points as the engine counts them; a document counts UTF-16 units."""

from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit


def num_units(text: str) -> int:
    """Return how many places a text takes in a document."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def num_characters(editor: QPlainTextEdit, position: int) -> int:
    """Return how many code points stand before a position of a document."""
    units = editor.toPlainText().encode("utf-16-le", "surrogatepass")
    return len(units[: 2 * position].decode("utf-16-le", "ignore"))


def place_at(editor: QPlainTextEdit, point: QPoint) -> int | None:
    """Return which character stands at a point of the editor's viewport; `None` beside the text."""
    cursor = editor.cursorForPosition(point)
    rect, position = editor.cursorRect(cursor), cursor.position()
    if not rect.top() <= point.y() <= rect.bottom():
        return None
    # The cursor stands at the nearer side of the character.
    if point.x() < rect.left():
        position -= 1
    place, text = num_characters(editor, max(0, position)), editor.toPlainText()
    return place if position >= 0 and place < len(text) and text[place] != "\n" else None


def cursor_between(editor: QPlainTextEdit, text: str, start: int, end: int) -> QTextCursor:
    """Return a cursor that marks a part of a text.

    Args:
        editor: Shows the text.
        text: The text.
        start: Where the part begins, in code points.
        end: Where it ends.
    """
    cursor = QTextCursor(editor.document())
    cursor.setPosition(num_units(text[:start]))
    cursor.setPosition(num_units(text[:end]), QTextCursor.MoveMode.KeepAnchor)
    return cursor


def mark(
    editor: QPlainTextEdit, text: str, start: int, end: int, ground: QColor, ink: QColor
) -> QTextEdit.ExtraSelection:
    """Return a part of a text in other colours, for `setExtraSelections`; else as `cursor_between`."""
    selection, style = QTextEdit.ExtraSelection(), QTextCharFormat()
    style.setBackground(ground)
    style.setForeground(ink)
    selection.cursor, selection.format = cursor_between(editor, text, start, end), style
    return selection
