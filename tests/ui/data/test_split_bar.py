import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt

from ui.data.split_bar import Split, SplitBar


@pytest.fixture
def bar(qtbot):
    bar = SplitBar()
    qtbot.addWidget(bar)
    bar.resize(412, 28)
    bar.show_split(Split(0.1, 0.1))
    return bar


fractions = st.floats(0.0, 1.0, allow_nan=False)


@given(validation=fractions, test=fractions)
def test_training_always_keeps_a_part(validation, test):
    split = Split(0.0, 0.0).with_validation(validation).with_test(test)

    assert split.train >= 0.05 - 1e-9
    assert split.validation >= 0
    assert split.test >= 0


def test_arrow_keys_move_the_first_border(qtbot, bar):
    with qtbot.waitSignal(bar.moved) as moved:
        qtbot.keyClick(bar, Qt.Key.Key_Left)

    assert moved.args == [Split(0.11, 0.1)]


def test_arrow_keys_with_shift_move_the_second_border_and_leave_training_alone(qtbot, bar):
    with qtbot.waitSignal(bar.moved) as moved:
        qtbot.keyClick(bar, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)

    assert moved.args == [Split(0.11, 0.09)]


def test_a_border_is_dragged(qtbot, bar):
    start = QPoint(round(bar._borders()[0]), 14)

    qtbot.mousePress(bar, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(bar, QPoint(6 + 200, 14))
    qtbot.mouseRelease(bar, Qt.MouseButton.LeftButton)

    assert bar.split == Split(0.4, 0.1)


def test_showing_a_split_is_silent(qtbot, bar):
    with qtbot.assertNotEmitted(bar.moved):
        bar.show_split(Split(0.2, 0.2))


def test_the_first_border_can_be_moved_away_when_both_stand_at_the_end(qtbot, bar):
    bar.show_split(Split(0.0, 0.0))

    with qtbot.waitSignal(bar.moved) as moved:
        qtbot.keyClick(bar, Qt.Key.Key_Left)

    assert moved.args == [Split(0.01, 0.0)]
