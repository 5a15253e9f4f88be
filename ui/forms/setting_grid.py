"""Settings below each other: label, input, unit and help stand in columns."""

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout

from ui import theme
from ui.forms.field import Field

_LABEL_WIDTH, _UNIT_WIDTH, _HELP_WIDTH = 112, 68, 24
_ROW_GAP = 9


class SettingGrid(QGridLayout):
    """A row for each field.

    Args:
        fields: In the order of the rows.
        is_narrow: Whether there is no room for units in a column: they stand behind the numbers.
    """

    def __init__(self, fields: Sequence[Field], *, is_narrow: bool = False) -> None:
        super().__init__()
        self.setHorizontalSpacing(theme.SPACE_M)
        self.setVerticalSpacing(_ROW_GAP)
        self.setColumnMinimumWidth(0, _LABEL_WIDTH)
        self.setColumnStretch(1, 1)
        widths = (_HELP_WIDTH,) if is_narrow else (_UNIT_WIDTH, _HELP_WIDTH)
        for column, width in enumerate(widths, start=2):
            self.setColumnMinimumWidth(column, width)
        for row, field in enumerate(fields):
            if is_narrow:
                field.set_unit_inside()
            columns = enumerate((field.label, field.control, *(() if is_narrow else (field.unit,)), field.help))
            for column, widget in columns:
                self.addWidget(widget, row, column)
