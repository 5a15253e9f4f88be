import pytest
from PySide6.QtCore import QPoint, QSizeF, Qt
from PySide6.QtGui import QColor

from tests.ui.attention.conftest import make_map
from ui.attention.choice import Choice, Scope, prepare
from ui.attention.grid_picture import LEAST_CELL, GridPicture, height_for, size_for
from ui.attention.head_grid import HeadGrid
from ui.attention.shades import weight_color


@pytest.fixture
def grid(qtbot, read_map):
    grid = HeadGrid()
    qtbot.addWidget(grid)
    grid.show_heads(read_map.thumbs)
    grid.resize(300, 240)
    grid.show()
    return grid


def center(grid, layer, head):
    return grid.picture().rect_of((layer, head)).center().toPoint()


def test_a_click_chooses_a_head(qtbot, grid):
    with qtbot.waitSignal(grid.chosen) as chosen:
        qtbot.mouseClick(grid, Qt.MouseButton.LeftButton, pos=center(grid, 2, 3))
    assert chosen.args == [Choice(Scope.HEAD, 2, 3)]


def test_a_click_on_the_number_of_a_layer_chooses_its_mean(qtbot, grid):
    place = QPoint(5, center(grid, 1, 0).y())
    with qtbot.waitSignal(grid.chosen) as chosen:
        qtbot.mouseClick(grid, Qt.MouseButton.LeftButton, pos=place)
    assert chosen.args == [Choice(Scope.LAYER, 1, 0)]
    with qtbot.waitSignal(grid.chosen) as chosen:
        qtbot.keyClick(grid, Qt.Key.Key_Down)
    assert chosen.args == [Choice(Scope.LAYER, 2, 0)]


def test_the_arrow_keys_move_the_choice_and_stop_at_the_edge(qtbot, grid):
    told = []
    grid.chosen.connect(told.append)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Up):
        qtbot.keyClick(grid, key)
    assert [(choice.layer, choice.head) for choice in told] == [(0, 1), (1, 1), (1, 0), (0, 0)]


def test_hovering_names_the_head_as_people_count(qtbot, grid):
    qtbot.mouseMove(grid, center(grid, 1, 2))
    assert grid.reading() == "Layer 2 · Head 3"
    qtbot.mouseMove(grid, QPoint(5, center(grid, 0, 0).y()))
    assert grid.reading() == "Layer 1 · Mean of the heads"


def test_showing_a_choice_is_silent(qtbot, grid):
    with qtbot.assertNotEmitted(grid.chosen):
        grid.show_choice(Choice(Scope.ROLLOUT))
        grid.show_choice(Choice(Scope.HEAD, 1, 1))
    assert grid.accessibleDescription() == "Layer 2 · Head 2"


def test_thumbnails_have_one_scale_for_all_heads(grid, read_map):
    image = grid.grab().toImage()
    rect = grid.picture().rect_of((1, 2))
    pixel = rect.width() / read_map.thumbs.shape[-1]
    place = rect.topLeft() + type(rect.topLeft())(2.5 * pixel, 3.5 * pixel)
    assert QColor(image.pixel(place.toPoint())) == weight_color(float(read_map.thumbs[1, 2, 3, 2]))


@pytest.mark.parametrize("shape", [(1, 1), (12, 12), (48, 25), (6, 12)])
def test_any_number_of_layers_and_heads_finds_room(qtbot, shape):
    read = prepare(make_map(num_layers=shape[0], num_heads=shape[1]))
    grid = HeadGrid()
    qtbot.addWidget(grid)
    grid.show_heads(read.thumbs)
    assert grid.minimumSize() == size_for(*shape, LEAST_CELL)
    picture = GridPicture(read.thumbs, QSizeF(grid.minimumSize()), grid.font())
    last = picture.rect_of((shape[0] - 1, shape[1] - 1))
    assert last.right() <= grid.minimumWidth()
    assert last.bottom() <= grid.minimumHeight()


def test_the_grid_takes_no_more_height_than_its_width_fills(grid):
    assert grid.maximumHeight() == height_for(3, 4, 300)
    picture = grid.picture()
    assert picture.rect_of((2, 3)).bottom() <= grid.height()
