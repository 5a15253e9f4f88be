"""Where the focus is: each page is walked with the Tab key, and pictures before and after are compared."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from studio.spec import DataSpec
from ui import focus, pages
from ui.focus import RING_GAP, RING_WIDTH, FocusFollower, FocusRing, tab_order
from ui.theme import ThemeChoice, color
from ui.widgets import Button
from ui.widgets.text_box import TextBox

NAMES = tuple(entry.name for entry in pages.entries())
THEMES = (ThemeChoice.LIGHT, ThemeChoice.DARK, ThemeChoice.HIGH_CONTRAST)
MOST_CONTROLS = 200


@pytest.fixture
def window(studio, qtbot, reviews):
    studio.window.resize(1024, 700)
    studio.window.show()
    qtbot.waitExposed(studio.window)
    studio.window.session.set_data(DataSpec(train=str(reviews)))
    qtbot.waitUntil(lambda: studio.window.session.profile is not None, timeout=60_000)
    studio.window.activateWindow()
    return studio.window


def outline(control):
    """Points in the middle of where the ring's four sides belong, in the window."""
    area = QRect(control.mapTo(control.window(), QPoint(0, 0)), control.size())
    out = RING_GAP + RING_WIDTH // 2
    x, y = area.center().x(), area.center().y()
    return [
        QPoint(x, area.top() - out),
        QPoint(x, area.bottom() + out),
        QPoint(area.left() - out, y),
        QPoint(area.right() + out, y),
    ]


def accent_points(window, points):
    picture, accent = window.grab().toImage(), color("accent")
    inside = [point for point in points if picture.rect().contains(point)]
    return {(point.x(), point.y()) for point in inside if is_near(picture.pixelColor(point), accent)}


def is_near(first, second):
    pairs = zip(first.getRgb()[:3], second.getRgb()[:3], strict=True)
    return max(abs(one - other) for one, other in pairs) < 12


def walk(window, qtbot):
    """Press Tab until the focus comes round, and return what had it, in order."""
    reached = []
    while len(reached) < MOST_CONTROLS:
        now = QApplication.focusWidget()
        assert now is not None
        if now in reached:
            return reached
        reached.append(now)
        qtbot.keyClick(now, Qt.Key.Key_Tab)
    raise AssertionError("Expected Tab to come round.")


@pytest.mark.parametrize("name", NAMES)
def test_tab_reaches_every_control_of_a_page_and_leaves_each(window, qtbot, name):
    window.session.show_page(name)
    expected = set(tab_order(window.page(name)))
    reached = walk(window, qtbot)
    assert [control for control in expected if control not in reached] == []


@pytest.mark.parametrize("choice", THEMES)
@pytest.mark.parametrize("name", NAMES)
def test_each_control_shows_a_ring_outside_of_itself_and_is_in_sight(window, qtbot, name, choice):
    window.session.look.set_theme(choice)
    window.session.show_page(name)
    (ring,) = window.findChildren(FocusRing)
    first = QApplication.focusWidget()
    for control in walk(window, qtbot):
        control.setFocus(Qt.FocusReason.TabFocusReason)
        if isinstance(control, focus.QAbstractItemView):
            assert ring.isVisible()
            continue
        points = outline(focus.framed(control))
        shown = accent_points(window, points)
        ring.hide()
        before = accent_points(window, points)
        assert len(shown - before) >= 2, f"{control} {control.accessibleName()}"
        first.setFocus()


@pytest.mark.parametrize("name", NAMES)
def test_the_first_focus_of_a_page_is_in_the_page_and_in_sight(window, name):
    window.session.show_page(name)
    focused = QApplication.focusWidget()
    page = window.page(name)
    assert page.isAncestorOf(focused)
    inputs = [control for control in tab_order(page) if isinstance(control, focus.INPUTS)]
    seen = [control for control in inputs if not control.visibleRegion().isEmpty()]
    seen.sort(key=page.header.isAncestorOf)
    assert focused is seen[0] if seen else focused in tab_order(page)


@pytest.fixture
def owner(qtbot):
    owner = QWidget()
    qtbot.addWidget(owner)
    content = QWidget()
    content.setMinimumHeight(3000)
    layout = QVBoxLayout(content)
    owner.first, owner.last, owner.box = QLineEdit(), Button("Go"), TextBox()
    layout.addWidget(owner.first)
    layout.addStretch(1)
    layout.addWidget(owner.box)
    layout.addWidget(owner.last)
    owner.area = QScrollArea()
    owner.area.setWidget(content)
    owner.area.setWidgetResizable(True)
    QVBoxLayout(owner).addWidget(owner.area)
    FocusFollower(owner)
    owner.resize(400, 300)
    owner.show()
    qtbot.waitActive(owner)
    return owner


def test_what_gets_the_focus_scrolls_into_view_with_its_ring(owner):
    owner.last.setFocus(Qt.FocusReason.TabFocusReason)
    place = owner.last.mapTo(owner.area.viewport(), QPoint(0, owner.last.height()))
    assert 0 < place.y() <= owner.area.viewport().height()
    assert len(accent_points(owner, outline(owner.last))) == 4


def test_the_ring_follows_a_scrolled_control_and_goes_with_it(owner, qapp):
    owner.first.setFocus(Qt.FocusReason.TabFocusReason)
    ring = owner.findChild(FocusRing)
    before = ring.pos()
    owner.area.verticalScrollBar().setValue(5)
    assert ring.y() == before.y() - 5 or ring.height() < owner.first.height() + 8
    owner.area.verticalScrollBar().setValue(1000)
    assert not ring.isVisible()


def test_a_click_on_a_button_shows_no_ring_until_a_key_is_used(owner, qtbot):
    owner.area.ensureWidgetVisible(owner.last)
    qtbot.mousePress(owner.last, Qt.MouseButton.LeftButton)
    owner.last.setFocus(Qt.FocusReason.MouseFocusReason)
    qtbot.mouseRelease(owner.last, Qt.MouseButton.LeftButton)
    qtbot.keyClick(owner.last, Qt.Key.Key_Shift)
    assert owner.findChild(FocusRing).isVisible()


def test_an_editor_in_a_frame_has_the_ring_around_its_frame(owner):
    owner.box.setFocus(Qt.FocusReason.TabFocusReason)
    assert len(accent_points(owner, outline(owner.box))) == 4


def test_the_ring_has_the_accent_of_the_theme(owner):
    assert color("accent") == QColor("#2A66D9")
