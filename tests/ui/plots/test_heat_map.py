import pytest
from PySide6.QtCore import Qt

from ui.plots.heat_map import _LABEL_GAP, HeatMap


@pytest.mark.parametrize("name", ["different", "not the same", "negative", "Geography", "中文类别"])
def test_a_name_that_has_room_is_not_cut(qtbot, name):
    view = HeatMap()
    qtbot.addWidget(view)
    view.show_counts([name, "same"], [[3, 1], [0, 4]])
    room = view._label_width() - _LABEL_GAP - 2
    assert view.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, room) == name
    assert not view.grab().isNull()
