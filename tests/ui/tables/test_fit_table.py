"""A table on a card gives each column its room."""

import pytest

from ui.tables.cells import Cell, Column
from ui.tables.fit_table import FitTable

LONG = "a passage that goes on and on " * 12


@pytest.mark.parametrize("width", [520, 760, 1400])
def test_long_texts_share_the_room_and_none_is_pushed_out_of_sight(qtbot, width):
    table = FitTable()
    qtbot.addWidget(table)
    table.set_table(
        (Column("Text"), Column("Label"), Column("Prediction"), Column("Probability", is_number=True)),
        [tuple(map(Cell, (LONG, LONG, LONG, "0.984")))] * 3,
    )
    table.resize(width, table.sizeHint().height())
    table.show()
    header = table.horizontalHeader()
    assert header.length() <= table.viewport().width() + table.columnWidth(3)
    assert table.columnWidth(1) == table.columnWidth(2) >= 150
    assert not table.horizontalScrollBar().isVisible() or width < 760


def test_short_texts_leave_the_room_to_the_first_column(qtbot):
    table = FitTable()
    qtbot.addWidget(table)
    table.set_table((Column("Text"), Column("Label")), [(Cell(LONG), Cell("good"))])
    table.resize(800, table.sizeHint().height())
    table.show()
    assert table.columnWidth(0) + table.columnWidth(1) == table.viewport().width()
    assert table.columnWidth(1) < 150
