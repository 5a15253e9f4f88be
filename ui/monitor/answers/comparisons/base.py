"""What all comparisons have in common."""

from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio.mistakes import Judge, Judged
from ui import theme
from ui.text import format_count, format_number


class Comparison(QWidget):
    """Shows one row. It shows nothing until it is given one.

    Args:
        judge: Judged the rows.

    Attributes:
        HAS_SIDES: Whether the table of rows says what is right and what the model said, each in a few words.
    """

    HAS_SIDES: ClassVar[bool] = True

    def __init__(self, judge: Judge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.judge = judge
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(theme.SPACE_S)

    def show_row(self, row: Judged) -> None:
        """Show a row, in the language that is shown now."""
        raise NotImplementedError


def number_words(value: float | None) -> str:
    """Return a number of a row, a count without decimals; a dash where there is none."""
    if value is None:
        return "–"
    return format_count(int(value)) if value == int(value) else format_number(value)
