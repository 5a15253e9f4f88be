"""The guide in a window whose language is Chinese."""

import pytest
from PySide6.QtCore import QEvent, Qt, QUrl
from PySide6.QtWidgets import QWidget

import resources
from studio.architecture import ArchitectureSpec
from studio.settings import walk_settings
from studio.spec import setting_infos
from ui.guide.contents import FIRST_PAGE, GuidePlace, contents
from ui.guide.window import GuideWindow, open_guide
from ui.language import LanguageSwitch
from ui.text import studio_text

PAGES = sorted(path.stem for path in resources.path("guide", "en").glob("*.md"))


@pytest.fixture
def window(qapp, qtbot):
    # Windows of earlier tests must not follow the language.
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    switch = LanguageSwitch(qapp)
    switch.show("zh_CN")
    owner = QWidget()
    qtbot.addWidget(owner)
    owner.show()
    open_guide(owner, GuidePlace(FIRST_PAGE))
    window = owner.findChild(GuideWindow)
    qtbot.waitActive(window)
    yield window
    switch.show("en")


def test_every_page_is_there_in_chinese_and_listed_under_its_chinese_title(window):
    for name, title in contents():
        window.show_place(GuidePlace(name))
        assert window.browser.source().toLocalFile() == str(resources.path("guide", "zh_CN", f"{name}.md"))
        assert window.note.isHidden()
        assert any("\u4e00" <= letter <= "\u9fff" for letter in title)
    assert {name for name, _ in contents()} == set(PAGES)


def test_a_search_finds_chinese_words(window, qtbot):
    window.show_place(GuidePlace("data"))
    window.search.setText("词元")
    qtbot.keyClick(window.search, Qt.Key.Key_Return)
    first = window.browser.textCursor().position()
    qtbot.keyClick(window.search, Qt.Key.Key_Return)
    assert window.browser.textCursor().selectedText() == "词元"
    assert window.browser.textCursor().position() != first


def test_a_link_to_a_chinese_heading_goes_there(window):
    window.show_place(GuidePlace("data"))
    window.browser.setSource(QUrl(next(link for link in links(window.browser) if link.startswith("#"))))
    assert window.browser.verticalScrollBar().value() > 0


@pytest.mark.parametrize(
    ("page", "infos"),
    [("fine-tuning", setting_infos()), ("designer", tuple(walk_settings(ArchitectureSpec)))],
    ids=["fine-tuning", "designer"],
)
def test_the_help_of_a_setting_leads_to_its_row(window, page, infos):
    rows = {}
    for info in infos:
        window.show_place(GuidePlace(page, info.label))
        cursor = window.browser.textCursor()
        rows[info.label] = (cursor.selectedText(), cursor.currentTable() is not None and cursor.block().text())
    assert rows == {info.label: (studio_text(info.label), studio_text(info.label)) for info in infos}


def links(browser):
    block, found = browser.document().begin(), []
    while block.isValid():
        pieces = block.begin()
        while not pieces.atEnd():
            found.append(pieces.fragment().charFormat().anchorHref())
            pieces += 1
        block = block.next()
    return found
