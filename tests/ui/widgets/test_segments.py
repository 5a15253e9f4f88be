import pytest
from PySide6.QtCore import Qt

from ui.widgets.segments import Segments


@pytest.fixture
def segments(qtbot):
    segments = Segments(2)
    segments.set_texts(("Words", "Tokens"), "Unit")
    qtbot.addWidget(segments)
    segments.show()
    return segments


def test_a_click_chooses_a_segment(qtbot, segments):
    with qtbot.waitSignal(segments.chosen) as chosen:
        qtbot.mouseClick(segments._buttons[1], Qt.MouseButton.LeftButton)

    assert chosen.args == [1]
    assert segments.choice() == 1


def test_choosing_in_code_is_silent(qtbot, segments):
    with qtbot.assertNotEmitted(segments.chosen):
        segments.set_choice(1)

    assert segments.choice() == 1


def test_a_segment_that_cannot_be_chosen_says_why(qtbot, segments):
    segments.set_segment_enabled(1, False, "Not yet.")

    qtbot.mouseClick(segments._buttons[1], Qt.MouseButton.LeftButton)

    assert segments.choice() == 0
    assert segments._buttons[1].toolTip() == "Not yet."


def test_each_segment_has_an_accessible_name(segments):
    assert [button.accessibleName() for button in segments._buttons] == ["Unit: Words", "Unit: Tokens"]
