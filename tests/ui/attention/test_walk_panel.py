import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QBoxLayout

from studio.errors import PresetError
from tests.ui.attention.conftest import WORDS, make_walk
from ui.attention.matrix_view import MatrixView
from ui.attention.walk_panel import WalkPanel
from ui.attention.walk_steps import walk_steps


@pytest.fixture
def panel(qtbot):
    panel = WalkPanel()
    qtbot.addWidget(panel)
    panel.retranslate()
    panel.show_walk(make_walk(), 2)
    panel.resize(384, 760)
    panel.show()
    return panel


def test_next_and_back_go_from_step_to_step(qtbot, panel):
    assert panel._heading.text() == "1. Tokens become vectors"
    assert not panel._back.isEnabled()
    for _ in range(7):
        qtbot.mouseClick(panel._next, Qt.MouseButton.LeftButton)
    assert panel._heading.text() == "8. Residual and normalization"
    assert not panel._next.isEnabled()
    qtbot.mouseClick(panel._back, Qt.MouseButton.LeftButton)
    assert panel._heading.text() == "7. Positions"


def test_the_dots_lead_to_any_step_by_mouse_and_keyboard(qtbot, panel):
    dots = panel.dots
    qtbot.mouseClick(dots, Qt.MouseButton.LeftButton, pos=QPoint(int(dots._center(4)), dots.height() // 2))
    assert panel._heading.text() == "5. Weighted sum"
    qtbot.keyClick(dots, Qt.Key.Key_Left)
    assert panel._heading.text() == "4. Softmax"
    assert dots.accessibleName() == "4 / 8: Softmax"


def test_every_step_shows_as_many_matrices_as_it_has_and_the_followed_row(panel):
    for index in range(8):
        panel.show_step(index)
        step = panel.step()
        shown = [view for view in panel.matrices if view.isVisible()]
        assert len(shown) == len(step.matrices)
        for view in shown:
            assert view.matrix().focus is not None
        assert panel._bars.isVisible() is bool(step.bars)


def test_a_click_on_a_row_follows_its_token_through_all_steps(qtbot, panel):
    view = panel.matrices[0]
    _, rect = next(entry for entry in view._rows(view.matrix()) if entry[0] == 1)
    with qtbot.waitSignal(panel.token_chosen) as chosen:
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=rect.center().toPoint())
    assert chosen.args == [1]
    assert panel.token.currentText() == "2: the"
    panel.show_step(2)
    assert panel._sums[0].text().startswith("q(the) · k(")


def test_the_token_can_be_chosen_by_name(qtbot, panel):
    assert [panel.token.itemText(index) for index in range(6)] == [f"{i + 1}: {word}" for i, word in enumerate(WORDS)]
    with qtbot.waitSignal(panel.token_chosen) as chosen:
        panel.token.activated.emit(4)
    assert chosen.args == [4]


def test_following_from_outside_is_silent(qtbot, panel):
    with qtbot.assertNotEmitted(panel.token_chosen):
        panel.follow(4)
    assert panel.matrices[0].matrix().focus == 4


def test_without_numbers_the_panel_says_why(panel):
    panel.show_walk(None, 0)
    assert panel._state.text() == "Write a text first: its numbers appear here."
    panel.set_busy(is_busy=True)
    assert panel._state.text() == "Reading the numbers of this head…"
    panel.show_error(PresetError("{family} cannot be shown.", family="GPT-J"))
    assert panel._state.text() == "GPT-J cannot be shown."
    assert not panel._content.isVisible()


def test_words_and_numbers_stand_side_by_side_where_there_is_room(qtbot, panel):
    assert panel._body.direction() is QBoxLayout.Direction.TopToBottom
    panel.resize(900, 480)
    qtbot.waitUntil(lambda: panel._body.direction() is QBoxLayout.Direction.LeftToRight)


def test_a_shorter_text_gives_the_room_of_a_longer_one_back(qtbot, panel):
    panel.show_step(7)
    high = panel._words.minimumHeight()
    panel.show_step(4)
    assert panel._words.minimumHeight() < high


def test_a_matrix_tells_its_shape_and_the_followed_row_to_those_who_listen(qtbot, panel):
    view = panel.matrices[0]
    assert view.accessibleName() == "X 6 × 16"
    assert view.accessibleDescription().startswith("film: ")


def test_a_matrix_is_painted_within_its_width(qtbot):
    view = MatrixView()
    qtbot.addWidget(view)
    for step in walk_steps(make_walk(), 2):
        for matrix in step.matrices:
            view.show_matrix(matrix)
            view.resize(352, view.sizeHint().height())
            columns = view._columns(matrix)
            assert columns[-1][1] + columns[-1][2] <= 352
            rows = view._rows(matrix)
            assert rows[-1][1].bottom() <= view.height()


def test_the_close_button_closes(qtbot, panel):
    with qtbot.waitSignal(panel.closed):
        qtbot.mouseClick(panel._close, Qt.MouseButton.LeftButton)
