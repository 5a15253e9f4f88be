import pytest
from PySide6.QtCore import QByteArray, QRect
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from ui.window_place import fitted, place_window

LAPTOP = QRect(0, 0, 1366, 728)
BEAMER = QRect(1366, 0, 1024, 700)
TITLE_BAR = 24


@pytest.mark.parametrize("screen", [LAPTOP, BEAMER, QRect(0, 27, 1920, 1053)])
def test_a_new_window_with_its_title_bar_lies_within_the_screen(screen):
    wanted = QRect(0, 0, 1280, 860)
    wanted.moveCenter(screen.center())
    place = fitted(wanted, [screen], screen)
    assert screen.contains(place.adjusted(0, -TITLE_BAR, 0, 0))


def test_a_place_that_fits_is_left_alone():
    wanted = QRect(60, 50, 900, 620)
    assert fitted(wanted, [LAPTOP, BEAMER], LAPTOP) == wanted


def test_a_place_on_the_second_screen_stays_there():
    place = fitted(QRect(1400, 60, 980, 900), [LAPTOP, BEAMER], LAPTOP)
    assert BEAMER.contains(place.adjusted(0, -TITLE_BAR, 0, 0))


def test_a_place_on_a_screen_that_is_gone_comes_back_to_the_one_there_is():
    place = fitted(QRect(1500, 60, 800, 600), [LAPTOP], LAPTOP)
    assert LAPTOP.contains(place.adjusted(0, -TITLE_BAR, 0, 0))
    assert place.size() == QRect(1500, 60, 800, 600).size()


def test_a_window_remembers_its_place(qtbot):
    first, second = QWidget(), QWidget()
    for window in (first, second):
        qtbot.addWidget(window)
    room = QGuiApplication.primaryScreen().availableGeometry()
    first.setGeometry(room.left() + 30, room.top() + 60, 500, 400)
    place_window(second, first.saveGeometry())
    assert second.geometry() == first.geometry()


def test_what_cannot_be_read_is_as_if_nothing_was_kept(qtbot):
    window, fresh = QWidget(), QWidget()
    for widget in (window, fresh):
        qtbot.addWidget(widget)
    place_window(window, QByteArray(b"nonsense"))
    place_window(fresh, QByteArray())
    assert window.geometry() == fresh.geometry()
    assert QGuiApplication.primaryScreen().availableGeometry().contains(window.geometry())
