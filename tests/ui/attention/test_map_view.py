import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor

from tests.ui.attention.conftest import WORDS, softmax
from ui.attention.map_picture import MapPicture, Place, natural_size
from ui.attention.map_view import MapView
from ui.attention.shades import weight_color
from ui.theme import ThemeChoice, apply_theme


@pytest.fixture
def view(qtbot, read_map):
    view = MapView()
    qtbot.addWidget(view)
    view.resize(420, 400)
    view.show_map(read_map.map.weights[0, 1], WORDS, WORDS)
    view.show()
    return view


def dense(length):
    weights = softmax(np.random.default_rng(3).normal(size=(length, length)))
    return weights, tuple(f"word{index}" for index in range(length))


def at(view, place):
    return view.picture().rect_of(place).center().toPoint()


def test_hovering_a_cell_tells_who_looks_at_whom_and_how_much(qtbot, view, read_map):
    qtbot.mouseMove(view, at(view, Place(2, 4)))
    value = read_map.map.weights[0, 1, 2, 4]
    assert view.reading() == f"film → good: {value:.2f}"
    qtbot.mouseMove(view, QPoint(1, 1))
    assert view.reading() == ""


def test_hovering_a_token_tells_what_it_looks_at_the_strongest_first(qtbot, view, read_map):
    picture = view.picture()
    qtbot.mouseMove(view, QPoint(int(picture.rect.left()) - 10, at(view, Place(3, 0)).y()))
    row = read_map.map.weights[0, 1, 3]
    best = WORDS[int(row.argmax())]
    assert view.reading().startswith(f"was looks at {best} {row.max():.2f};")

    qtbot.mouseMove(view, QPoint(at(view, Place(0, 1)).x(), int(picture.rect.top()) - 10))
    assert view.reading().startswith("the is looked at by ")


def test_the_keyboard_moves_from_cell_to_cell_and_lets_go(qtbot, view):
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.reading().startswith("[CLS] → [CLS]:")
    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.reading().startswith("the → film:")
    for _ in range(9):
        qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.reading().startswith("[SEP] → film:")
    with qtbot.waitSignal(view.query_chosen) as chosen:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert chosen.args == [5]
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert view.reading() == ""


def test_a_click_follows_the_token_of_the_row(qtbot, view):
    qtbot.mouseMove(view, at(view, Place(4, 1)))
    with qtbot.waitSignal(view.query_chosen) as chosen:
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=at(view, Place(4, 1)))
    assert chosen.args == [4]


def test_cells_are_painted_in_the_shade_of_their_weight(view, read_map):
    image = view.grab().toImage()
    weights = read_map.map.weights[0, 1]
    for row, column in ((0, 0), (2, 4), (5, 5)):
        corner = view.picture().rect_of(Place(row, column)).topLeft() + QPointF(3, 3)
        expected = weight_color(float(weights[row, column] / weights.max()))
        assert QColor(image.pixel(corner.toPoint())) == expected


def test_rows_and_columns_of_different_texts_have_their_own_tokens(qtbot, crossed):
    view = MapView()
    qtbot.addWidget(view)
    view.resize(400, 300)
    view.show_map(crossed.map.weights[0, 0], crossed.map.query_tokens, crossed.map.key_tokens)
    view.show()
    picture = view.picture()
    assert picture.rect.width() / picture.rect.height() == pytest.approx(4 / 3)
    qtbot.mouseMove(view, at(view, Place(2, 3)))
    assert view.reading().startswith("Film → good:")


def test_tokens_that_find_no_room_are_told_on_hover(qtbot):
    weights, words = dense(128)
    view = MapView()
    qtbot.addWidget(view)
    view.resize(420, 420)
    view.show_map(weights, words, words)
    view.show()
    assert not view.picture().has_row_labels
    qtbot.mouseMove(view, at(view, Place(100, 7)))
    assert view.reading().startswith("word100 → word7:")


def test_where_only_rows_find_room_only_they_are_labelled(qtbot):
    weights, words = dense(23)
    picture = MapPicture(weights, words, words, QRectF(0, 0, 520, 290), MapView().font())
    assert (picture.has_row_labels, picture.has_column_labels) == (True, False)
    assert picture.place_at(QPointF(picture.rect.left() - 5, picture.rect.top() + 1)) == Place(0, None)


@pytest.mark.parametrize("length", [1, 3, 16, 128, 512])
def test_a_map_of_any_length_fits_into_its_area(qapp, length):
    weights, words = dense(length)
    area = QRectF(10, 20, 300, 260)
    picture = MapPicture(weights, words, words, area, MapView().font())
    assert area.contains(picture.rect)
    assert picture.rect.width() > 100 or length < 3


def test_a_saved_map_has_room_for_all_its_tokens(qapp):
    font = MapView().font()
    for length in (2, 16, 60):
        weights, words = dense(length)
        size = natural_size(words, words, font)
        picture = MapPicture(weights, words, words, QRectF(QPointF(0, 0), QSizeF(size)), font)
        assert picture.has_column_labels


def test_another_theme_paints_the_same_weights_in_its_own_shades(qapp, view, read_map):
    place = (view.picture().rect_of(Place(2, 4)).topLeft() + QPointF(3, 3)).toPoint()
    weights = read_map.map.weights[0, 1]
    fraction = float(weights[2, 4] / weights.max())
    light = QColor(view.grab().toImage().pixel(place))
    apply_theme(qapp, ThemeChoice.DARK)
    qapp.processEvents()
    dark = QColor(view.grab().toImage().pixel(place))
    assert dark == weight_color(fraction)
    apply_theme(qapp, ThemeChoice.LIGHT)
    assert light == weight_color(fraction)
    assert light != dark
