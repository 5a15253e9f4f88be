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
    """

    def __init__(self, fields: Sequence[Field]) -> None:
        super().__init__()
        self.setHorizontalSpacing(theme.SPACE_M)
        self.setVerticalSpacing(_ROW_GAP)
        self.setColumnMinimumWidth(0, _LABEL_WIDTH)
        self.setColumnStretch(1, 1)
        self.setColumnMinimumWidth(2, _UNIT_WIDTH)
        self.setColumnMinimumWidth(3, _HELP_WIDTH)
        for row, field in enumerate(fields):
            for column, widget in enumerate((field.label, field.control, field.unit, field.help)):
                self.addWidget(widget, row, column)
