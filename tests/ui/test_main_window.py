import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QWidget,
)

from ui import pages
from ui.pages.page import Page
from ui.theme import ThemeChoice, is_dark

NAMES = tuple(entry.name for entry in pages.entries())


@pytest.fixture
def window(studio, qtbot):
    studio.window.resize(1280, 860)
    studio.window.show()
    qtbot.waitExposed(studio.window)
    return studio.window


def controls(page):
    kinds = (QAbstractButton, QAbstractSpinBox, QComboBox, QLineEdit)
    inner = (QAbstractSpinBox, QComboBox, QLineEdit)
    return [
        widget
        for widget in page.findChildren(QWidget)
        if isinstance(widget, kinds) and not isinstance(widget.parentWidget(), inner) and not is_hidden(widget, page)
    ]


def is_ground_dark(window):
    return window.grab().toImage().pixelColor(700, 840).lightness() < 128


def is_hidden(widget, page):
    while widget is not None and widget is not page:
        if widget.isHidden():
            return True
        widget = widget.parentWidget()
    return False


def words_of(page):
    labels = [label.text() for label in page.findChildren(QLabel)]
    buttons = [button.text() for button in page.findChildren(QAbstractButton)]
    return {word for word in (*labels, *buttons) if word}


@pytest.mark.parametrize("name", NAMES)
def test_every_page_opens_with_a_title(window, name):
    window.session.show_page(name)
    page = window.page(name)
    assert isinstance(page, Page)
    assert page.isVisible()
    assert page.header.title()


@pytest.mark.parametrize("name", NAMES)
def test_every_control_has_an_accessible_name_and_can_be_reached_by_keyboard(window, name):
    window.session.show_page(name)
    for control in controls(window.page(name)):
        named = control.accessibleName() or (control.text() if isinstance(control, QAbstractButton) else "")
        assert named, f"{type(control).__name__} on the page {name} has no accessible name"
        policy = control.focusPolicy()
        assert policy & Qt.FocusPolicy.TabFocus or not control.isEnabled(), f"{named} cannot be reached with Tab"


@pytest.mark.parametrize("name", NAMES)
def test_tab_walks_through_every_control_of_a_page(window, qtbot, name):
    window.session.show_page(name)
    page = window.page(name)
    wanted = {id(control) for control in controls(page) if control.isEnabled() and control.isVisible()}
    first = window.nextInFocusChain()
    seen, widget = set(), first
    while True:
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            seen.add(id(widget))
        widget = widget.nextInFocusChain()
        if widget is first:
            break
    assert wanted <= seen


@pytest.mark.parametrize("width", [1024, 1100])  # 1100: the narrowest with an unfolded rail
@pytest.mark.parametrize("name", NAMES)
def test_nothing_on_a_page_is_wider_than_a_narrow_window(window, qtbot, name, width):
    window.resize(width, 700)
    window.session.show_page(name)
    page = window.page(name)
    qtbot.waitUntil(lambda: page.width() < width)
    area = page.findChild(QAbstractScrollArea)
    assert window.width() == width
    assert area.widget().minimumSizeHint().width() <= area.viewport().width()


def test_the_language_changes_while_the_window_is_open(window, qtbot):
    look = window.session.look
    before = {}
    for name in NAMES:
        window.session.show_page(name)
        before[name] = window.page(name).header.title()
    look.set_language("zh_CN")
    qtbot.waitUntil(lambda: window.page("fine_tune").header.title() == "微调")
    assert window.page("settings").header.title() == "设置"
    look.set_language("en")
    qtbot.waitUntil(lambda: {name: window.page(name).header.title() for name in NAMES} == before)


def test_the_theme_changes_while_the_window_is_open(window, qtbot):
    window.session.show_page("settings")
    look = window.session.look
    for choice in (ThemeChoice.DARK, ThemeChoice.LIGHT, ThemeChoice.DARK):
        look.set_theme(choice)
        assert is_dark() is (choice is ThemeChoice.DARK)
        qtbot.waitUntil(lambda choice=choice: is_ground_dark(window) is (choice is ThemeChoice.DARK))


def test_ctrl_and_a_number_goes_to_a_page(window, qtbot):
    # Keys go to the window that is active, which may be another test's while that one closes.
    with qtbot.waitActive(window):
        window.activateWindow()
    rail_names = [name for name in NAMES if name != "settings"]
    for number, name in enumerate(rail_names, start=1):
        qtbot.keyClick(window, getattr(Qt.Key, f"Key_{number}"), Qt.KeyboardModifier.ControlModifier)
        assert window.session.page == name


def test_the_rail_folds_where_there_is_little_room(window, qtbot):
    rail = window.findChild(QWidget, "rail")
    window.resize(1280, 860)
    qtbot.waitUntil(lambda: rail.width() == 196)
    window.resize(1024, 700)
    qtbot.waitUntil(lambda: rail.width() == 60)


def test_an_unexpected_error_is_shown_and_written_down_and_the_window_goes_on(window):
    window.session.show_page("settings")
    try:
        raise ValueError("nobody foresaw this")
    except ValueError as error:
        window.show_unexpected(error)
    shown = [label.text() for label in window.findChildren(QLabel) if label.isVisible()]
    assert any("nobody foresaw this" in text for text in shown)
    log = (window.session.workspace.path / "window.log").read_text(encoding="utf-8")
    assert "ValueError: nobody foresaw this" in log
    window.session.show_page("fine_tune")
    assert window.page("fine_tune").isVisible()


def test_a_step_of_the_journey_bar_goes_to_its_page(window, qtbot):
    window.session.show_page("fine_tune")
    chips = [chip for chip in window.page("fine_tune").findChildren(QAbstractButton) if chip.text() == "Backbone"]
    qtbot.mouseClick(chips[0], Qt.MouseButton.LeftButton)
    assert window.session.page == "backbone"


def test_the_choices_of_the_settings_are_kept_for_the_next_start(window):
    window.session.show_page("settings")
    boxes = window.page("settings").findChildren(QComboBox)
    language, theme = (next(box for box in boxes if box.accessibleName() == name) for name in ("Language", "Theme"))
    theme.setCurrentIndex(2)
    language.setCurrentIndex(2)
    assert window.preferences.language == "zh_CN"
    assert window.preferences.theme is ThemeChoice.DARK
