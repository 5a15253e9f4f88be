import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QAbstractSpinBox, QComboBox, QLineEdit, QWidget

from studio.architecture_presets import ARCHITECTURE_PRESETS
from ui.theme import ThemeChoice


@pytest.fixture
def window(studio, qtbot):
    studio.window.resize(1280, 860)
    studio.window.show()
    qtbot.waitExposed(studio.window)
    studio.window.session.show_page("backbone")
    page = studio.window.page("backbone")
    page.show_origin(1)
    page.designer.form._advanced.set_open(True)
    return studio.window


def controls(designer):
    kinds, inner = (QAbstractButton, QAbstractSpinBox, QComboBox, QLineEdit), (QAbstractSpinBox, QComboBox, QLineEdit)
    found = [widget for widget in designer.findChildren(QWidget) if isinstance(widget, kinds) and widget.isVisible()]
    return [widget for widget in found if not isinstance(widget.parentWidget(), inner)]


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("width", [1024, 1100])  # 1100: the narrowest with an unfolded rail
def test_no_design_is_wider_than_a_narrow_window(window, qtbot, width, language):
    window.session.look.set_language(language)
    window.resize(width, 700)
    page, rail = window.page("backbone"), {1024: 60, 1100: 196}[width]
    qtbot.waitUntil(lambda: page.width() == width - rail)
    area = page.findChild(QAbstractScrollArea)
    for preset in ARCHITECTURE_PRESETS:
        page.designer.strip.chips[preset.name].click()
        assert window.width() == width
        assert area.widget().minimumSizeHint().width() <= area.viewport().width(), preset.name


def test_every_control_of_the_designer_has_a_name_and_can_be_reached_by_keyboard(window):
    designer = window.page("backbone").designer
    for control in controls(designer):
        named = control.accessibleName() or (control.text() if isinstance(control, QAbstractButton) else "")
        assert named, f"{type(control).__name__} has no accessible name"
        assert control.focusPolicy() & Qt.FocusPolicy.TabFocus, f"{named} cannot be reached with Tab"


def test_the_diagram_is_painted_in_the_colours_of_the_theme(window):
    diagram = window.page("backbone").designer.diagram
    lightness = {}
    for choice in (ThemeChoice.LIGHT, ThemeChoice.DARK):
        window.session.look.set_theme(choice)
        image, frame = diagram.grab().toImage(), diagram.placed()[0].frame
        # Between the frame and the lane of the residual connections.
        place = QPointF(frame.left() + 5, frame.center().y()) * diagram._scale() * image.devicePixelRatio()
        lightness[choice] = image.pixelColor(place.toPoint()).lightness()
    assert lightness[ThemeChoice.DARK] < 128 < lightness[ThemeChoice.LIGHT]
