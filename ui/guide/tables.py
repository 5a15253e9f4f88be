"""The tables of the guide: columns as wide as they need, so that no word of code is torn."""

import math
import re
from collections.abc import Iterable, Iterator, Sequence

from PySide6.QtGui import QFontMetricsF, QTextFrameFormat, QTextLength, QTextTable, QTextTableCell

from ui import theme
from ui.theme import color

_PADDING = theme.SPACE_XS + 1
_BORDER = 1
# Enough for a hundredth of a pixel.
_HALVINGS = 20
# Chinese may be parted behind every character.
_PIECE = re.compile(r"[\u2e80-\u9fff\uff00-\uffef]|[^\s\u2e80-\u9fff\uff00-\uffef]+")


def dress_table(table: QTextTable, room: int) -> None:
    """Give a table lines and air, and its columns the widths that suit them.

    Args:
        table: A table of a page.
        room: How wide it may be, in pixels.
    """
    form = table.format().toTableFormat()
    form.setCellPadding(_PADDING)
    form.setBorder(_BORDER)
    form.setBorderBrush(color("border"))
    form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    form.setBorderCollapse(True)
    widths = _widths(table, room)
    if widths:
        fixed = QTextLength.Type.FixedLength
        form.setColumnWidthConstraints([QTextLength(fixed, width) for width in widths])
    table.setFormat(form)


def column_widths(lengths: Sequence[float], pieces: Sequence[float], room: float) -> tuple[float, ...]:
    """Share a width among columns, so that their longest cells take about equally many lines.

    No column gets less than half of an equal share, unless it needs less. Words are torn only where those of all
    columns do not fit beside each other.

    Args:
        lengths: The longest cell of each column, in one line.
        pieces: The longest word of each column.
        room: The width that there is.

    Returns:
        A width for each column; nothing where every cell fits into one line anyway.
    """
    if sum(lengths) <= room:
        return ()
    fair = room / len(lengths) / 2
    roomy = [max(piece, min(length, fair)) for length, piece in zip(lengths, pieces, strict=True)]
    nothing = [0.0] * len(lengths)
    least = next(widths for widths in (roomy, pieces, nothing) if sum(widths) <= room)
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        fits = sum(_shares(lengths, least, middle)) <= room
        low, high = (middle, high) if fits else (low, middle)
    return _shares(lengths, least, low)


def _shares(lengths: Sequence[float], least: Sequence[float], part: float) -> tuple[float, ...]:
    return tuple(max(width, part * length) for length, width in zip(lengths, least, strict=True))


def _widths(table: QTextTable, room: int) -> tuple[int, ...]:
    lengths, pieces = [], []
    for column in range(table.columns()):
        cells = [list(_fragments(table.cellAt(row, column))) for row in range(table.rows())]
        lengths.append(max(sum(metrics.horizontalAdvance(text) for text, metrics in cell) for cell in cells))
        pieces.append(max(map(_longest_piece, cells)))
    air = 2 * _PADDING + _BORDER
    # Each column is rounded up to whole pixels, and the table has a border at both ends.
    free = room - 3 * _BORDER - (air + 1) * table.columns()
    return tuple(math.ceil(width) + air for width in column_widths(lengths, pieces, free))


def _fragments(cell: QTextTableCell) -> Iterator[tuple[str, QFontMetricsF]]:
    usual = cell.firstCursorPosition().document().defaultFont()
    pieces = cell.firstCursorPosition().block().begin()
    while not pieces.atEnd():
        fragment = pieces.fragment()
        yield fragment.text(), QFontMetricsF(fragment.charFormat().font().resolve(usual))
        pieces += 1


def _longest_piece(cell: Iterable[tuple[str, QFontMetricsF]]) -> float:
    """Return the width of the longest word; one may go on from one font into the next, as a comma behind code does."""
    longest = width = 0.0
    goes_on = False
    for text, metrics in cell:
        for match in _PIECE.finditer(text):
            begun = width if goes_on and match.start() == 0 else 0.0
            width = begun + metrics.horizontalAdvance(match.group())
            longest = max(longest, width)
        goes_on = not text[-1:].isspace()
    return longest
