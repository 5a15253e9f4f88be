"""The arrow that shows how rows are sorted stands behind the title of its column, not on it."""

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QStyleOptionHeader

from studio.runs import RunState
from tests.synthetic_run import make_run
from ui import drawing
from ui.runs.table import RunsTable


def test_title_and_arrow_stand_side_by_side():
    option = QStyleOptionHeader()
    option.rect = QRect(10, 0, 100, 30)
    label, arrow = drawing.header_label_rect(option), drawing.header_arrow_rect(option)
    assert not label.intersects(arrow)
    assert option.rect.contains(label)
    assert option.rect.contains(arrow)
    assert arrow.center().y() in (option.rect.center().y(), option.rect.center().y() - 1)


def test_each_title_of_the_runs_has_room_beside_the_arrow(qtbot, workspace):
    make_run(workspace, state=RunState.FINISHED)
    table = RunsTable()
    qtbot.addWidget(table)
    table.resize(1400, 400)
    table.show_runs(workspace.runs())
    header = table.horizontalHeader()
    for section, column in enumerate(table._columns):
        if section and not table.isColumnHidden(section):
            option = QStyleOptionHeader()
            option.rect = QRect(0, 0, header.sectionSize(section), 30)
            title = table.fontMetrics().horizontalAdvance(column.column.title)
            assert drawing.header_label_rect(option).width() >= title
