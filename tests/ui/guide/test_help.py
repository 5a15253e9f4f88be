import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget

from ui.forms.run_form import form_infos
from ui.guide.contents import GuidePlace, has_guide
from ui.guide.help_button import HelpButton
from ui.guide.window import GuideWindow


@pytest.fixture
def owner(qtbot):
    owner = QWidget()
    qtbot.addWidget(owner)
    button = HelpButton(GuidePlace("fine-tuning", "Warmup"), owner)
    QVBoxLayout(owner).addWidget(button)
    button.set_help("Warmup", "The part in which the rate rises.")
    owner.show()
    return owner


def test_a_help_is_a_tooltip_a_name_and_a_description(owner):
    button = owner.findChild(HelpButton)
    assert "The part in which the rate rises." in button.toolTip()
    assert button.accessibleName() == "Help: Warmup"
    assert button.accessibleDescription() == "The part in which the rate rises."


def test_a_click_shows_the_help_and_leads_to_its_place_in_the_guide(owner, qtbot):
    qtbot.mouseClick(owner.findChild(HelpButton), Qt.MouseButton.LeftButton)
    popup = QApplication.activePopupWidget()
    assert "The part in which the rate rises." in [label.text() for label in popup.findChildren(QLabel)]
    qtbot.mouseClick(popup.findChild(QPushButton), Qt.MouseButton.LeftButton)
    guide = owner.findChild(GuideWindow)
    assert guide.isVisible()
    assert guide.browser.textCursor().selectedText() == "Warmup"


@pytest.mark.parametrize("info", form_infos(), ids=lambda info: info.path)
def test_the_guide_speaks_of_every_setting_of_the_form(info):
    place = GuidePlace("fine-tuning", info.label)
    assert has_guide(place)
    assert info.label in place.path.read_text(encoding="utf-8")
