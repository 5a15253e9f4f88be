import pytest
from PySide6.QtCore import QEvent, Qt, QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QWidget

import resources
from ui import theme
from ui.guide import contents as guide
from ui.guide.browser import GuideBrowser
from ui.guide.contents import GuidePlace, contents, heading_number, page_path, slug
from ui.guide.window import GuideWindow, open_guide
from ui.language import LanguageSwitch

PAGES = sorted(path.stem for path in resources.path("guide", "en").glob("*.md"))


@pytest.fixture(autouse=True)
def no_earlier_windows(qapp):
    """Let the windows of earlier tests go: else each of them follows every change of language and theme."""
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def owner(qtbot):
    owner = QWidget()
    qtbot.addWidget(owner)
    owner.show()
    return owner


@pytest.fixture
def window(owner, qtbot):
    open_guide(owner, GuidePlace("data"))
    window = owner.findChild(GuideWindow)
    qtbot.waitActive(window)
    return window


@pytest.fixture
def chinese(qapp):
    switch = LanguageSwitch(qapp)
    switch.show("zh_CN")
    yield
    switch.show("en")


def page(window):
    return window.browser.source().fileName().removesuffix(".md")


def test_the_contents_list_every_page_and_the_headings_of_the_one_that_is_shown(window):
    items = [window.contents.topLevelItem(place) for place in range(window.contents.topLevelItemCount())]
    assert {name for name, _ in contents()} == set(PAGES)
    (data,) = [item for item in items if item.childCount()]
    assert data.text(0) == "Data"
    assert "Split" in [data.child(place).text(0) for place in range(data.childCount())]


def test_a_page_and_a_heading_of_the_contents_can_be_chosen(window):
    items = [window.contents.topLevelItem(place) for place in range(window.contents.topLevelItemCount())]
    (runs,) = [item for item in items if item.text(0) == "Runs"]
    window.contents.itemActivated.emit(runs, 0)
    assert page(window) == "runs"
    window.contents.itemActivated.emit(runs.child(runs.childCount() - 1), 0)
    assert window.browser.verticalScrollBar().value() > 0


def test_back_and_forward_go_through_what_was_read(window):
    window.show_place(GuidePlace("runs"))
    window._back.click()
    assert page(window) == "data"
    window._forward.click()
    assert page(window) == "runs"


def test_escape_closes(window, qtbot):
    qtbot.keyClick(window.browser, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not window.isVisible())


def test_a_search_marks_the_next_place_and_says_when_there_is_none(window, qtbot):
    window.search.setText("column")
    qtbot.keyClick(window.search, Qt.Key.Key_Return)
    first = window.browser.textCursor().position()
    qtbot.keyClick(window.search, Qt.Key.Key_Return)
    assert window.browser.textCursor().selectedText().lower() == "column"
    assert window.browser.textCursor().position() != first
    window.search.setText("no such words here")
    qtbot.keyClick(window.search, Qt.Key.Key_Return)
    assert window.search.toolTip() == "Not found on this page."


def test_a_link_with_a_heading_goes_there(window):
    heading = window.browser.headings()[-1][1]
    window.browser.setSource(QUrl(f"data.md#{slug(heading)}"))
    assert page(window) == "data"
    assert window.browser.verticalScrollBar().value() > 0


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_no_page_is_wider_than_its_window(qapp, qtbot, language, name):
    switch = LanguageSwitch(qapp)
    switch.show(language)
    try:
        browser = GuideBrowser()
        qtbot.addWidget(browser)
        browser.show()
        browser.setSource(QUrl.fromLocalFile(str(page_path(name))))
        for width in (560, 860):
            browser.resize(width, 700)
            browser.reload()
            assert browser.document().size().width() <= browser.viewport().width()
    finally:
        switch.show("en")


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("choice", [theme.ThemeChoice.LIGHT, theme.ThemeChoice.DARK])
def test_pictures_are_there_in_the_look_of_the_window(qapp, window, choice, language):
    theme.apply_theme(qapp, choice)
    picture = window.browser.loadResource(
        QTextDocument.ResourceType.ImageResource.value, QUrl(f"../images/data-1280x860-light-{language}.webp")
    )
    theme.apply_theme(qapp, theme.ThemeChoice.LIGHT)
    assert (picture.pixelColor(5, 5).lightness() < 128) is (choice is theme.ThemeChoice.DARK)
    assert 0 < picture.width() / picture.devicePixelRatio() <= window.browser.viewport().width()


@pytest.mark.parametrize("place", [GuidePlace("data", "Split"), GuidePlace("attention", "How this works")])
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_a_heading_is_found_in_every_language(owner, qapp, place, language):
    switch = LanguageSwitch(qapp)
    switch.show(language)
    try:
        open_guide(owner, place)
        browser = owner.findChild(GuideWindow).browser
        block = browser.headings()[heading_number(place)][2]
        top = browser.document().documentLayout().blockBoundingRect(block).top()
        assert 0 < top - browser.verticalScrollBar().value() < theme.SPACE_XL
    finally:
        switch.show("en")


@pytest.mark.usefixtures("chinese")
def test_a_page_that_is_there_in_english_only_says_so(owner, tmp_path, monkeypatch):
    (tmp_path / "en").mkdir()
    (tmp_path / "zh_CN").mkdir()
    for language, name in (("en", "index"), ("en", "data"), ("en", "runs"), ("zh_CN", "index"), ("zh_CN", "data")):
        links = "[Data](data.md) [Runs](runs.md)" if name == "index" else ""
        (tmp_path / language / f"{name}.md").write_text(f"# {language} {name}\n\n{links}\n", encoding="utf-8")
    monkeypatch.setattr(guide, "_folder", lambda language: tmp_path / language)
    open_guide(owner, GuidePlace("data"))
    window = owner.findChild(GuideWindow)
    assert window.browser.toPlainText().startswith("zh_CN data")
    assert window.note.isHidden()
    window.show_place(GuidePlace("runs"))
    assert window.browser.toPlainText().startswith("en runs")
    assert not window.note.isHidden()


def test_an_open_page_follows_the_language(qapp, window, qtbot):
    switch = LanguageSwitch(qapp)
    switch.show("zh_CN")
    try:
        qtbot.waitUntil(lambda: window.windowTitle() == "指南")
        assert window.browser.source().toLocalFile() == str(page_path("data"))
    finally:
        switch.show("en")
    qtbot.waitUntil(lambda: window.windowTitle() == "Guide")


def test_headings_are_called_by_links_as_on_the_web():
    assert slug("When something is wrong") == "when-something-is-wrong"
    assert slug("What `fit` does, step by step") == "what-fit-does-step-by-step"
