"""The texts of rows, in a cell and by themselves."""

from ui.tables.cells import Cell
from ui.text import format_count
from ui.theme import Tone

# A longer text is cut: a label that long takes seconds to be laid out.
_MOST_TOOLTIP, _MOST_IN_CELL, _MOST_SHOWN = 600, 2000, 20_000


def row_cell(row_number: int) -> Cell:
    """Return the cell of a row's number in its file."""
    return Cell(format_count(row_number), Tone.MUTED)


def text_cell(text: str) -> Cell:
    """Return a cell with a text in one line, and more of it in its tooltip."""
    return Cell(one_line(_cut(text, _MOST_IN_CELL)), help=_cut(text, _MOST_TOOLTIP))


def one_line(text: str | None) -> str:
    """Return a text without its breaks of lines."""
    return " ".join((text or "").split())


def shown(text: str) -> str:
    """Return a text as a label shows it: cut where it is very long."""
    return _cut(text, _MOST_SHOWN)


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[:length]}…"
