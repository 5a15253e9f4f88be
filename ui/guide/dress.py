"""How a page of the guide looks: lines and tables with air, lines of code close together, pictures within the page."""

from PySide6.QtGui import (
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFragment,
    QTextImageFormat,
    QTextLength,
    QTextTable,
)

from ui import theme
from ui.guide.tables import dress_table

_LINE_HEIGHT_PERCENT = 125.0
_PROPORTIONAL = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
_PARTS = 2


def dress(page: QTextDocument, room: int) -> None:
    """Give lines and tables air, and let no picture be wider than the page.

    Args:
        page: As it was read from Markdown.
        room: How wide a line may be, in pixels.
    """
    cursor = QTextCursor(page)
    cursor.beginEditBlock()
    block = page.begin()
    while block.isValid():
        _dress_block(cursor, block)
        block = block.next()
    cursor.endEditBlock()
    for frame in page.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            dress_table(frame, room)


def _dress_block(cursor: QTextCursor, block: QTextBlock) -> None:
    cursor.setPosition(block.position())
    form = block.blockFormat()
    pictures = _pictures(block)
    if form.headingLevel():
        form.setTopMargin(theme.SPACE_XL if form.headingLevel() == _PARTS else theme.SPACE_M)
        form.setBottomMargin(theme.SPACE_S)
    elif pictures:
        form.setBottomMargin(theme.SPACE_M)
    elif not form.nonBreakableLines():
        form.setLineHeight(_LINE_HEIGHT_PERCENT, _PROPORTIONAL)
        if _is_code(block) and _is_code(block.next()):
            form.setBottomMargin(0)
        elif cursor.currentTable() is None:
            form.setBottomMargin(theme.SPACE_XS if block.textList() is not None else theme.SPACE_S)
    cursor.setBlockFormat(form)
    for fragment in pictures:
        picture = QTextImageFormat(fragment.charFormat().toImageFormat())
        picture.setMaximumWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        _set_format(cursor, fragment.position(), fragment.length(), picture)


def _is_code(block: QTextBlock) -> bool:
    return block.blockFormat().hasProperty(QTextFormat.Property.BlockCodeLanguage.value)


def _pictures(block: QTextBlock) -> list[QTextFragment]:
    found, pieces = [], block.begin()
    while not pieces.atEnd():
        if pieces.fragment().charFormat().isImageFormat():
            found.append(pieces.fragment())
        pieces += 1
    return found


def _set_format(cursor: QTextCursor, start: int, length: int, form: QTextCharFormat) -> None:
    cursor.setPosition(start)
    cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
    cursor.setCharFormat(form)
